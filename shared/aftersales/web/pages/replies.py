"""The composer of a case: an answer in the writer's language and in the customer's, taken on step by step."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aftersales.accounts.access import AGENTS, COMMENTERS, TRANSLATORS
from aftersales.cases.dossier import Dossier
from aftersales.desk.replies import Writing, Written, needs_review, open_reply, to_answer
from aftersales.desk.reply_steps import Step, Stepping
from aftersales.desk.way_out import way_out
from aftersales.desk.words import filled_in
from aftersales.language.glossary import terms_in
from aftersales.records.case import Case
from aftersales.records.errors import RejectedError, UnavailableError
from aftersales.records.glossary import ReplyTemplate
from aftersales.records.message import Message
from aftersales.records.reply import Reply
from aftersales.web.http import Response, see_other
from aftersales.web.pages.naming import named
from aftersales.web.tongues import COMMON
from aftersales.web.visit import Visit

LONGEST_KEY = 64
SHOWN_IN_PLACE = frozenset({"no_translation", "term_broken", "review_needed", "rendering_missing"})
"""What stops an answer and is said beside its composer, where nothing typed is lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Composer:
    """What the composer's fields hold before anybody types; `seen` is the state they come from, `to` the message answered."""

    key: str
    text: str
    target: str
    rendering: str
    to: str = ""
    template: str = ""
    seen: str = ""


def composing(visit: Visit, case: Case, dossier: Dossier) -> dict[str, Any]:
    """Return what the composer shows: the open answer or an empty one, its broken terms, and which way it can leave."""
    rooms, settings, query = visit.rooms, visit.settings, visit.request.query
    desk, reply = rooms.language_desk, open_reply(dossier, case.number)
    writing = _writing(visit)
    templates = desk.glossary.templates(visit.workspace)
    target = reply.target if reply else query.get("target") or _spoken(case, dossier) or "en"
    template = next((one for one in templates if one.id == query.get("template")), None)
    composer = _kept(reply) if reply else _fresh(visit, template, target, dossier, case)
    known = provided(visit)
    terms = desk.glossary.terms(visit.workspace)
    mine = [one for one in dossier.replies if one.case == case.number and one is not reply]
    return {
        "composer": composer,
        "answering": _answering(composer.to, dossier),
        "reply": reply,
        "broken": writing.broken(reply) if reply else (),
        "terms": terms_in(composer.text, reply.language if reply else visit.setting.language, target, terms),
        "way": way_out(
            case, dossier, rooms.workspaces.connections(visit.workspace), composer.to if reply else None
        ),
        "review": needs_review(settings, target, reply.rendering if reply else ""),
        "templates": templates,
        "targets": sorted({*(known or COMMON), target, "en", "zh"}),
        "has_engine": bool(known),
        "earlier": sorted(mine, key=lambda one: one.at, reverse=True),
        "can": {
            "write": COMMENTERS.allows(visit.member),
            "approve": TRANSLATORS.allows(visit.member),
            "send": AGENTS.allows(visit.member),
        },
    }


def provided(visit: Visit) -> Sequence[str]:
    """Return the languages that an engine translates here; none while it is away, for a case is shown all the same."""
    try:
        return visit.rooms.language_desk.provider.languages()
    except UnavailableError:
        return ()


def writing(visit: Visit) -> Response:
    """Keep what the form says."""
    _write(visit)
    return _back(visit, "drafted")


def translating(visit: Visit) -> Response:
    """Keep the form, then fill in the customer's language by engine or memory."""
    reply = _write(visit)
    home, number = named(visit)
    try:
        _writing(visit).translate(home, number, reply.key, visit.request.now)
    except RejectedError as error:
        if error.reason not in SHOWN_IN_PLACE:
            raise
        return _back(visit, error.reason)
    return _back(visit, "rendered")


def mending(visit: Visit) -> Response:
    """Keep the form, then put the termbase's words in place."""
    reply = _write(visit)
    home, number = named(visit)
    _writing(visit).mend(home, number, reply.key, visit.request.now)
    return _back(visit, "mended")


def taking(step: Step) -> Callable[[Visit], Response]:
    """Return what answers the button of one step: the form is kept first, so that nobody approves or sends other words."""

    def answer(visit: Visit) -> Response:
        form = visit.request.form
        if "text" in form and step is not Step.WITHDRAW:
            _write(visit)
        home, number = named(visit)
        stepping = Stepping(
            writing=_writing(visit),
            may_approve=TRANSLATORS.allows(visit.member),
            connections=visit.rooms.workspaces.connections(visit.workspace),
            post=visit.rooms.language_desk.post,
        )
        anyway = bool(form.get("anyway"))
        try:
            stepping.take(home, number, _key(form), step, visit.request.now, anyway=anyway)
        except RejectedError as error:
            if error.reason not in SHOWN_IN_PLACE:
                raise
            return _back(visit, error.reason)
        return _back(visit, step.value)

    return answer


def _kept(reply: Reply) -> Composer:
    return Composer(
        key=reply.key,
        text=reply.text,
        target=reply.target,
        rendering=reply.rendering,
        to=reply.to or "",
        template=reply.template or "",
        seen=reply.at.isoformat(),
    )


def _fresh(
    visit: Visit, template: ReplyTemplate | None, target: str, dossier: Dossier, case: Case
) -> Composer:
    key, asked = visit.setting.form_key, to_answer(dossier)
    to = asked[-1][0] if asked else ""
    if template is None:
        return Composer(key=key, text="", target=target, rendering="", to=to)
    who, order = case.customer_name, dossier.order
    return Composer(
        key=key,
        text=filled_in(template, visit.setting.language, who, order) or filled_in(template, "en", who, order),
        target=target,
        rendering=filled_in(template, target, who, order),
        to=to,
        template=template.id,
    )


def _answering(to: str, dossier: Dossier) -> tuple[Message, bool] | None:
    """Return the message that is answered, and whether its writer has written again since; None where no message is."""
    asked = to_answer(dossier)
    found = next((one for entity, one in asked if entity == to), None)
    return (found, asked[-1][0] != to) if found else None


def _spoken(case: Case, dossier: Dossier) -> str | None:
    """The language that the customer wrote in, else that of the order."""
    buyer = dossier.order.customer if dossier.order else None
    return case.language or (
        buyer.locale.replace("_", "-").partition("-")[0].lower() if buyer and buyer.locale else None
    )


def _write(visit: Visit) -> Reply:
    form = visit.request.form
    home, number = named(visit)
    written = Written(
        key=_key(form),
        text=_lines(form, "text"),
        target=form.get("target", "").strip(),
        rendering=_lines(form, "rendering"),
        template=form.get("template") or None,
        seen=form.get("seen", ""),
        to=form.get("to"),
    )
    return _writing(visit).write(home, number, written, visit.request.now)


def _writing(visit: Visit) -> Writing:
    rooms = visit.rooms
    return rooms.language_desk.writing(rooms.dossiers, visit.settings, visit.member, visit.setting.language)


def _key(form: Mapping[str, str]) -> str:
    return form.get("reply", "")[:LONGEST_KEY]


def _lines(form: Mapping[str, str], name: str) -> str:
    return form.get(name, "").replace("\r\n", "\n").strip()


def _back(visit: Visit, done: str) -> Response:
    return see_other(f"/cases/{visit.names['home']}/{visit.names['number']}?done={done}#composer")
