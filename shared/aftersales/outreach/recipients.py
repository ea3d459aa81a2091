"""Who still reads a letter at the moment it leaves: a letter may wait in its queue longer than its reader stays."""

from collections.abc import Callable, Iterator, Sequence

from aftersales.records.dispatch import Dispatch
from aftersales.records.errors import RejectedError
from aftersales.records.workspace import Member, Settings


def to_who_still_reads(
    dispatch: Dispatch, settings: Settings, members_of: Callable[[str], Sequence[Member]]
) -> Dispatch:
    """Return a letter to those of its readers who may read it now; RejectedError `no_reader_left`.

    An alert is for members; one about colleagues for those of them who see people's figures. A report is for members and for
    whom the workspace names as its reader. What goes to customers is looked at elsewhere.
    """
    if dispatch.kind not in {"alert", "report"} or dispatch.channel != "mail":
        return dispatch
    members = {member.email.lower(): member for member in members_of(dispatch.workspace)}
    readers = tuple(_reading(dispatch, settings, members))
    if not readers:
        raise RejectedError("no_reader_left")
    return dispatch.having(to=readers)


def _reading(dispatch: Dispatch, settings: Settings, members: dict[str, Member]) -> Iterator[str]:
    readers = {one.lower() for one in settings.report_readers} if dispatch.kind == "report" else set()
    for email in dispatch.to:
        member = members.get(email.lower())
        if member is None:
            if email.lower() in readers:
                yield email
        elif not dispatch.about or member.role.sees_people:
            yield email
