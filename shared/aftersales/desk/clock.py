"""What time alone brings about: answered cases that stay silent are resolved."""

from datetime import timedelta

from aftersales.cases.stores import DossierStore
from aftersales.records.action import Action, Verb
from aftersales.records.case import Case
from aftersales.records.fact import Actor, Fact, Observation, to_fact
from aftersales.records.record import Instant
from aftersales.records.workspace import Settings


def resolve_silent(workspace: str, *, now: Instant, store: DossierStore, settings: Settings) -> int:
    """Resolve the cases whose customer has not written for the set number of days after our answer; return how many.

    The resolution is dated by the end of that silence, so that it does not matter when the clock was rung.
    """
    silence = timedelta(days=settings.auto_resolve_days)
    silent = list(store.cases_silent(workspace, now - silence))
    if silent:
        store.add([_resolution(case, case.updated_at + silence, now) for case in silent], settings)
    return len(silent)


def _resolution(case: Case, at: Instant, now: Instant) -> Fact:
    action = Action(
        store=case.store,
        key=f"silent/{case.id}/{case.updated_at.isoformat()}",
        on=case.home,
        verb=Verb.RESOLVED,
        member="system",
        at=at,
        note="silence",
    )
    observation = Observation(record=action, occurred_at=at, version=at.isoformat(), actor=Actor.SYSTEM)
    return to_fact(
        observation, workspace=case.workspace, connection=case.store, platform="helloword", ingested_at=now
    )
