"""A text in the reader's language: translated when somebody opens it, corrected by people."""

from aftersales.accounts.access import SPENDERS
from aftersales.desk.looking import Budget, look_closely
from aftersales.desk.renderings import Interpreting
from aftersales.records.errors import RejectedError
from aftersales.web.addresses import decode_home, encode_home
from aftersales.web.http import Response, see_other
from aftersales.web.visit import Visit

LONGEST_NAME = 400


def translate(visit: Visit) -> Response:
    """Translate a text into the reader's language; where nothing here can, the page says so."""
    home, entity = _named(visit)
    made = _interpreting(visit).translate(home, entity, visit.setting.language, visit.request.now)
    return _back(visit, home, "translated" if made else "untranslated")


def closely(visit: Visit) -> Response:
    """Order a closer look of the paid engine; its labels come in a moment, beside those that are there."""
    home, entity = _named(visit)
    looks = visit.rooms.language_desk.looks
    try:
        look_closely(visit.rooms.dossiers, visit.settings, looks, home, entity)
    except RejectedError as error:
        if error.reason not in {"budget_spent", "no_engine"}:
            raise
        return _back(visit, home, error.reason)
    return _back(visit, home, "looking")


def budget(visit: Visit) -> Budget | None:
    """Return what closer looks cost and may still cost; None where no paid engine reads, or this member may not ask it."""
    looks = visit.rooms.language_desk.looks
    return Budget(looks.left(visit.workspace)) if looks and SPENDERS.allows(visit.member) else None


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
