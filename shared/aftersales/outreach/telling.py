"""What left, and what did not, is written into the dossier it concerns: an order's timeline, a customer's conversation."""

from collections.abc import Iterator
from datetime import timedelta

from aftersales.cases.stores import DossierStore
from aftersales.records.action import Action, Verb
from aftersales.records.dispatch import Dispatch, DispatchState
from aftersales.records.fact import Actor, AnyRecord, Fact, Observation, to_fact
from aftersales.records.message import Author, Message
from aftersales.records.record import Instant
from aftersales.records.reply import ReplyState
from aftersales.records.workspace import Settings


def tell_dossier(dispatch: Dispatch, store: DossierStore, settings: Settings) -> None:
    """Tell how a dispatch ended; the same words again change nothing. One that was erased has nothing more to tell."""
    ended_at = dispatch.finished_at
    if not dispatch.home or not dispatch.store or ended_at is None or not dispatch.data:
        return
    if dispatch.kind == "invitation":
        store.add([_invitation(dispatch, dispatch.home, dispatch.store, ended_at)], settings)
    elif dispatch.kind == "reply":
        store.add(list(_reply(dispatch, store, settings, ended_at)), settings)


def _invitation(dispatch: Dispatch, home: str, at_store: str, ended_at: Instant) -> Fact:
    action = Action(
        store=at_store,
        key=dispatch.id,
        on=home,
        verb=Verb.INVITED if dispatch.state is DispatchState.SENT else Verb.NOT_SENT,
        member="system",
        at=ended_at,
        note=dispatch.reason,
    )
    return _fact(dispatch, action, "helloword", Actor.SYSTEM, ended_at)


def _reply(dispatch: Dispatch, store: DossierStore, settings: Settings, ended_at: Instant) -> Iterator[Fact]:
    """The answer itself as a message of ours, and the end of its draft."""
    dossier = store.dossier(dispatch.workspace, dispatch.home or "", settings)
    known = next((one for one in dossier.replies if one.key == dispatch.data["reply"]), None)
    sent = dispatch.state is DispatchState.SENT
    if known is not None and known.state is ReplyState.QUEUED:
        # Clocks of two machines differ: how it ended must come after that it was handed over.
        at = max(ended_at, known.at + timedelta(microseconds=1))
        state = ReplyState.SENT if sent else ReplyState.REFUSED
        ended = known.having(state=state, at=at, reason=dispatch.reason)
        yield _fact(dispatch, ended, dispatch.data["platform"], Actor.SYSTEM, at)
    if sent:
        message = Message(
            store=dispatch.store or "",
            key=dispatch.id,
            thread=dispatch.data["thread"],
            author=Author.AGENT,
            sent_at=ended_at,
            channel="mail",
            subject=dispatch.data["subject"],
            text=dispatch.data["text"],
            order_number=dispatch.data["order_number"],
            customer=dispatch.data["customer"],
            reply_to=next(iter(dispatch.data["references"][-1:]), None),
            member=dispatch.data["member"],
            drafted=dispatch.data["drafted"],
        )
        yield _fact(dispatch, message, "mail", Actor.AGENT, ended_at)


def _fact(dispatch: Dispatch, record: AnyRecord, platform: str, actor: Actor, at: Instant) -> Fact:
    observation = Observation(record=record, occurred_at=at, version=at.isoformat(), actor=actor)
    return to_fact(
        observation,
        workspace=dispatch.workspace,
        connection=record.store,
        platform=platform,
        ingested_at=at,
    )
