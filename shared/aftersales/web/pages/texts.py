"""A text in the reader's language: translated when somebody opens it, corrected by people."""

from aftersales.desk.renderings import Interpreting
from aftersales.web.addresses import decode_home, encode_home
from aftersales.web.http import Response, see_other
from aftersales.web.visit import Visit

LONGEST_NAME = 400


def translate(visit: Visit) -> Response:
    """Translate a text into the reader's language; where nothing here can, the page says so."""
    home, entity = _named(visit)
    made = _interpreting(visit).translate(home, entity, visit.setting.language, visit.request.now)
    return _back(visit, home, "translated" if made else "untranslated")


def correct(visit: Visit) -> Response:
    """Keep a person's translation beside the text."""
    home, entity = _named(visit)
    words = visit.request.form.get("words", "").replace("\r\n", "\n")
    _interpreting(visit).correct(home, entity, visit.setting.language, words, visit.request.now)
    return _back(visit, home, "corrected")


def _interpreting(visit: Visit) -> Interpreting:
    return visit.rooms.language_desk.interpreting(visit.rooms.dossiers, visit.settings, visit.member)


def _named(visit: Visit) -> tuple[str, str]:
    return decode_home(visit.names["home"]), visit.request.form.get("entity", "")[:LONGEST_NAME]


def _back(visit: Visit, home: str, done: str) -> Response:
    """Back to the newest case of the dossier, or to the dossier's own page."""
    dossier = visit.rooms.dossiers.dossier(visit.workspace, home, visit.settings)
    place = (
        f"/cases/{encode_home(dossier.home)}/{len(dossier.cases)}"
        if dossier.cases
        else f"/dossiers/{encode_home(dossier.home)}"
    )
    return see_other(f"{place}?done={done}")
