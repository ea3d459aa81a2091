"""Ready-made answers in several languages, and the languages themselves."""

from aftersales.accounts.access import COMMENTERS, MANAGERS
from aftersales.desk.settings import whole
from aftersales.desk.words import make_template
from aftersales.records.cause import Cause
from aftersales.records.errors import RejectedError, UnavailableError
from aftersales.records.taxonomy import growing
from aftersales.web.http import Response, see_other
from aftersales.web.pages.setting_forms import Wish, sealed
from aftersales.web.pages.setting_forms import save as save_setting
from aftersales.web.tongues import COMMON
from aftersales.web.visit import Visit

SHARES = (50, 60, 70, 80, 90)
"""Confidences, in per cent, below which a person may be asked what a text is about."""
LANGUAGES = whole("languages_sent_unreviewed", "review_below")
ROWS = 4
"""Empty languages that the form of an answer offers beside those it has."""


def page(visit: Visit) -> Response:
    """List the answers, with a form for a new one, for the one that the address names, or grown out of a sent one."""
    templates = visit.rooms.language_desk.glossary.templates(visit.workspace)
    query = visit.request.query
    chosen = next((one for one in templates if one.id == query.get("template")), None)
    texts = dict(chosen.texts) if chosen else {visit.setting.language: ""}
    return visit.show(
        "answers.html",
        templates=templates,
        chosen=chosen,
        rows=[*texts.items(), *[("", "")] * ROWS],
        codes=COMMON,
        causes=growing(visit.settings.own_causes),
        done=query.get("done", ""),
        may=COMMENTERS.allows(visit.member),
    )


def save(visit: Visit) -> Response:
    """Save an answer."""
    form = visit.request.form
    texts = {
        form.get(f"language{row}", ""): form.get(f"text{row}", "").replace("\r\n", "\n")
        for row in range(50)
        if form.get(f"text{row}", "").strip()
    }
    name = form.get("template") or form.get("key", "")[:64]
    cause = _cause(form.get("cause", ""))
    template = make_template(visit.member, name, form.get("title", ""), texts, cause, visit.request.now)
    visit.rooms.language_desk.glossary.save_template(template)
    return see_other("/words/answers?done=saved")


def delete(visit: Visit) -> Response:
    """Delete an answer."""
    name = visit.request.form.get("template", "")
    visit.rooms.language_desk.glossary.delete_template(visit.workspace, name)
    return see_other("/words/answers?done=deleted")


def languages(visit: Visit) -> Response:
    """Tell which languages the engine translates, and which answers leave without a translator."""
    try:
        provided = visit.rooms.language_desk.provider.languages()
        away = False
    except UnavailableError:
        provided, away = (), True
    return visit.show(
        "languages.html",
        provided=provided,
        away=away,
        codes=COMMON,
        shares=SHARES,
        seen=sealed(visit, LANGUAGES),
        done=visit.request.query.get("done", ""),
        may=MANAGERS.allows(visit.member),
    )


def save_languages(visit: Visit) -> Response:
    """Change which languages need no translator, and from which doubt on a person is asked."""
    form = visit.request.form
    free = tuple(code for code in COMMON if form.get(f"free_{code}"))
    asked = form.get("review_below", "")
    below = int(asked) / 100 if asked in {str(share) for share in SHARES} else visit.settings.review_below
    wish = Wish(
        part=LANGUAGES,
        edit=lambda settings: settings.having(languages_sent_unreviewed=free, review_below=below),
        page="/words/languages",
        done="/words/languages?done=saved",
    )
    return save_setting(visit, wish)


def _cause(text: str) -> Cause | None:
    try:
        return Cause(text) if text else None
    except ValueError as error:
        raise RejectedError("cause_missing") from error
