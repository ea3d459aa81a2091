"""Erasing in the outbox: what was sent, or waits to be, loses address and words; its id stays, so that it never leaves again."""

from collections.abc import Iterator
from itertools import islice

from aftersales.privacy.person import Person
from aftersales.privacy.walking import Places, Stage
from aftersales.records.dispatch import Dispatch, DispatchState
from aftersales.records.erasure import Erasure
from aftersales.records.record import Instant

_AT_ONCE = 500
REASON = "erased"


def erase_in_letters(places: Places, erasure: Erasure, person: Person, now: Instant) -> Iterator[Stage]:
    """Walk through the outbox by id."""
    letters = places.letters.everything(erasure.workspace, erasure.cursor)
    while some := list(islice(letters, _AT_ONCE)):
        theirs = [one for one in some if _is_theirs(one, erasure, person) and (one.to or one.data)]
        for one in theirs:
            places.letters.replace(_blank(one, now), was=one.state)
        yield Stage(some[-1].id, {"letters": len(theirs)} if theirs else {})


def _is_theirs(dispatch: Dispatch, erasure: Erasure, person: Person) -> bool:
    if dispatch.home is None or erasure.erased_at is None or dispatch.created_at > erasure.erased_at:
        return False
    if erasure.form == "erase_shop":
        return dispatch.store == erasure.store
    return dispatch.home in person.homes


def _blank(dispatch: Dispatch, now: Instant) -> Dispatch:
    bare = dispatch.having(to=(), data={}, attachments=())
    if dispatch.state is not DispatchState.WAITING:
        return bare
    return bare.having(state=DispatchState.REFUSED, reason=REASON, finished_at=now)
