"""The page of a case, and what can be done there."""

from collections.abc import Callable

from aftersales.accounts.access import AGENTS, COMMENTERS
from aftersales.desk.acting import Act, act
from aftersales.desk.case_page import read_case, read_file
from aftersales.records.action import Verb
from aftersales.records.cause import Cause
from aftersales.records.errors import RejectedError
from aftersales.web.addresses import case_address, decode_home
from aftersales.web.http import Response, see_other
from aftersales.web.visit import Visit

MOST_DIGITS = 4


def page(visit: Visit) -> Response:
    """Show a case; an address from before its conversation was joined to its order leads to where it lies now."""
    home, number = _named(visit)
    case, file = read_case(visit.rooms.dossiers, visit.rooms.workspaces, visit.workspace, home, number)
    if case.home != home:
        return see_other(case_address(case))
    return visit.show(
        "case.html",
        file=file,
        case=case,
        who=case.customer_name,
        names={member.email: member.name for member in file.members},
        causes=list(Cause),
        done=visit.request.query.get("done", ""),
        is_newest=case.number == len(file.dossier.cases),
        may={"act": AGENTS.allows(visit.member), "comment": COMMENTERS.allows(visit.member)},
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
            cause=_cause(sent.get("cause", "")) if verb is Verb.RELABELLED else None,
        )
        rooms = visit.rooms
        case = act(rooms.dossiers, rooms.workspaces, visit.member, _named(visit), what, now=visit.request.now)
        return see_other(f"{case_address(case)}?done={verb}")

    return answer


def _named(visit: Visit) -> tuple[str, int]:
    number = visit.names["number"]
    if not (number.isascii() and number.isdecimal() and len(number) <= MOST_DIGITS):
        raise RejectedError("unknown_case")
    return decode_home(visit.names["home"]), int(number)


def _cause(text: str) -> Cause:
    try:
        return Cause(text)
    except ValueError as error:
        raise RejectedError("cause_missing") from error
