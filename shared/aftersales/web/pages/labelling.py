"""The queue of doubtful texts: one key labels a text, the next one comes."""

from urllib.parse import urlencode

from aftersales.accounts.access import COMMENTERS, SPENDERS
from aftersales.desk.labelling import Labelling
from aftersales.desk.reviewing import look
from aftersales.records.case import Case
from aftersales.records.cause import Cause
from aftersales.records.errors import RejectedError
from aftersales.records.taxonomy import growing
from aftersales.records.workspace import Settings
from aftersales.web.addresses import decode_home, encode_home
from aftersales.web.http import Response, see_other
from aftersales.web.pages.replies import provided
from aftersales.web.visit import Visit

KEYS = "1234567890abcdefghi"
"""One per branch, in the order of the tree; other letters of the page do other things."""
LEAF_KEYS = "123456789abcdefghijklmnopqrtvwxy"
"""One per finer cause of the branch that is open; 0 is the branch itself."""
MOST_DIGITS = 4
LONGEST_KEY = 64
LONGEST_PLACE = 1000


def page(visit: Visit) -> Response:
    """Show the next doubtful text with the whole tree beside it."""
    settings, query = visit.settings, visit.request.query
    skip, since = _number(query.get("skip", "")), query.get("since", "")[:LONGEST_PLACE]
    found = look(visit.rooms.dossiers, settings, passed_over=skip, since=since)
    return visit.show(
        "labelling.html",
        doubt=found.doubt,
        left=found.count,
        further=_place(since=found.further) if found.further else "",
        skip=skip,
        since=since,
        next_one=_place(str(skip + 1), since),
        tree=branches(settings),
        leaf_keys=LEAF_KEYS,
        has_engine=bool(provided(visit)),
        threshold=settings.review_below,
        may=COMMENTERS.allows(visit.member),
        may_spend=SPENDERS.allows(visit.member),
        undone={name: query.get(name, "") for name in ("home", "number", "of", "cause")}
        if "of" in query
        else None,
    )


def branches(settings: Settings) -> list[tuple[str, Cause, list[Cause]]]:
    """Return each branch of the workspace's tree with its key and its finer causes."""
    tree = growing(settings.own_causes)
    return [
        (key, branch, [cause for cause in tree if cause.branch is branch and cause != branch])
        for key, branch in zip(KEYS, (cause for cause in tree if cause is cause.branch), strict=False)
    ]


def label(visit: Visit) -> Response:
    """Label the text and go on to the next; the address remembers what can be undone."""
    form, key = visit.request.form, visit.request.form.get("key", "")[:LONGEST_KEY]
    try:
        cause = Cause(form.get("cause", ""))
    except ValueError as error:
        raise RejectedError("cause_missing") from error
    about = form.get("about", "")
    case = _labelling(visit).label(_case(visit), key, cause, visit.request.now, about)
    return _on(visit, case, of=key, cause=cause.value)


def undo(visit: Visit) -> Response:
    """Take the last label back; the text comes up again."""
    form = visit.request.form
    key = form.get("key", "")[:LONGEST_KEY]
    _labelling(visit).take_back(_case(visit), key, form.get("of", ""), visit.request.now)
    return see_other(_place(form.get("skip", ""), form.get("since", "")))


def _labelling(visit: Visit) -> Labelling:
    rooms = visit.rooms
    return Labelling(
        store=rooms.dossiers,
        workspaces=rooms.workspaces,
        examples=rooms.language_desk.examples,
        member=visit.member,
    )


def _case(visit: Visit) -> tuple[str, int]:
    form = visit.request.form
    return decode_home(form.get("home", "")), _number(form.get("number", ""))


def _on(visit: Visit, case: Case, **last: str) -> Response:
    values = {"home": encode_home(case.home), "number": str(case.number), **last}
    form = visit.request.form
    place = _place(form.get("skip", ""), form.get("since", ""))
    return see_other(f"{place}{'&' if '?' in place else '?'}{urlencode(values)}")


def _place(skip: str = "", since: str = "") -> str:
    """Return the address of the queue after so many skipped texts, in the stretch of cases that begins at `since`."""
    asked = {"skip": str(_number(skip) or ""), "since": since[:LONGEST_PLACE]}
    query = urlencode({name: text for name, text in asked.items() if text})
    return f"/review?{query}" if query else "/review"


def _number(text: str) -> int:
    fine = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if fine else 0
