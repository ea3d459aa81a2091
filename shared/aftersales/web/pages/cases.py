"""The page of a case, and what can be done there."""

from collections.abc import Callable

from aftersales.accounts.access import AGENTS, COMMENTERS, SPENDERS
from aftersales.desk.acting import Act, act
from aftersales.desk.case_page import read_case, read_file
from aftersales.desk.doubt import UNSURE
from aftersales.desk.labelling import Labelling
from aftersales.records.action import Discard, Verb
from aftersales.records.cause import Cause
from aftersales.records.errors import RejectedError
from aftersales.web.addresses import case_address, decode_home
from aftersales.web.http import Response, see_other
from aftersales.web.pages import privacy
from aftersales.web.pages.labelling import LEAF_KEYS, branches
from aftersales.web.pages.naming import named
from aftersales.web.pages.replies import composing, provided
from aftersales.web.pages.texts import budget
from aftersales.web.visit import Visit


def page(visit: Visit) -> Response:
    """Show a case; an address from before its conversation was joined to its order leads to where it lies now."""
    home, number = named(visit)
    case, file = read_case(visit.rooms.dossiers, visit.rooms.workspaces, visit.workspace, home, number)
    if case.home != home:
        return see_other(case_address(case))
    return visit.show(
        "case.html",
        file=file,
        case=case,
        who=case.customer_name,
        names={member.email: member.name for member in file.members},
        tree=branches(visit.settings),
        leaf_keys=LEAF_KEYS,
        done=visit.request.query.get("done", ""),
        is_newest=case.number == len(file.dossier.cases),
        may={
            "act": AGENTS.allows(visit.member),
            "comment": COMMENTERS.allows(visit.member),
            "spend": SPENDERS.allows(visit.member),
        },
        budget=budget(visit),
        doubtful=UNSURE,
        privacy=privacy.panel(visit, file),
        may_ask=privacy.may_ask(visit, case),
        **composing(visit, case, file.dossier),
    )


def dossier(visit: Visit) -> Response:
    """Show an order (or a conversation, a review, a parcel) that no case has come of; else its newest case."""
    home = decode_home(visit.names["home"])
    file = read_file(visit.rooms.dossiers, visit.rooms.workspaces, visit.workspace, home)
    if file.dossier.cases:
        return see_other(case_address(file.dossier.cases[-1]))
    buyer = file.dossier.order.customer if file.dossier.order else None
    return visit.show(
        "dossier.html",
        file=file,
        who=buyer.name if buyer else None,
        names={member.email: member.name for member in file.members},
        doubtful=UNSURE,
        may={"comment": COMMENTERS.allows(visit.member), "spend": SPENDERS.allows(visit.member)},
        budget=budget(visit),
        has_engine=bool(provided(visit)),
        done=visit.request.query.get("done", ""),
    )


def doing(verb: Verb) -> Callable[[Visit], Response]:
    """Return what answers the form of one verb."""

    def answer(visit: Visit) -> Response:
        sent = visit.request.form
        what = Act(
            key=sent.get("key", "")[:64] or visit.setting.form_key,
            verb=verb,
            note=sent.get("note", ""),
            owner=sent.get("owner") or None,
            discard=_discard(sent.get("discard", "")),
        )
        rooms = visit.rooms
        case = act(rooms.dossiers, rooms.workspaces, visit.member, named(visit), what, now=visit.request.now)
        return see_other(f"{case_address(case)}?done={verb}")

    return answer


def relabel(visit: Visit) -> Response:
    """Give a case its cause; its text becomes an example."""
    sent, rooms = visit.request.form, visit.rooms
    key = sent.get("key", "")[:64] or visit.setting.form_key
    labelling = Labelling(
        store=rooms.dossiers,
        workspaces=rooms.workspaces,
        examples=rooms.language_desk.examples,
        member=visit.member,
    )
    case = labelling.label(named(visit), key, _cause(sent.get("cause", "")), visit.request.now)
    return see_other(f"{case_address(case)}?done={Verb.RELABELLED}")


def _discard(sent: str) -> Discard | None:
    try:
        return Discard(sent)
    except ValueError:
        return None


def _cause(text: str) -> Cause:
    try:
        return Cause(text)
    except ValueError as error:
        raise RejectedError("cause_missing") from error
