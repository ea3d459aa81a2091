"""A request that a customer made in words: a person states it, and from then on it is like one that a platform made."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from aftersales.cases.stores import DossierStore
from aftersales.policies.book import in_force
from aftersales.records.after_sales import PrivacyRequest
from aftersales.records.case import Case
from aftersales.records.errors import RejectedError
from aftersales.records.fact import Actor, Observation, to_fact
from aftersales.records.record import Instant
from aftersales.records.workspace import Settings

CONNECTION = "console"
Form = Literal["export", "erase_customer"]
WISHES: Mapping[str, Form] = MappingProxyType({"export": "export", "erase_customer": "erase_customer"})
"""What a customer may ask for, by its name in a form."""


def state_request(
    dossiers: DossierStore, settings: Settings, case: Case, form: Form, *, key: str, now: Instant
) -> str:
    """State what the customer of a case asked for, due as the platform's rule says; return the request's home.

    The same key states it once. RejectedError `unknown_customer` for a case without one, `no_privacy_rule` where no rule is known.
    """
    if not case.customer:
        raise RejectedError("unknown_customer")
    try:
        due_at = now + in_force("privacy_request_due", case.platform, case.market, now.date()).span
    except LookupError as error:
        raise RejectedError("no_privacy_rule") from error
    request = PrivacyRequest(
        store=case.store,
        key=f"asked-{key}",
        form=form,
        customer=case.customer,
        orders=(case.order,) if case.order else (),
        requested_at=now,
        due_at=due_at,
    )
    observation = Observation(record=request, occurred_at=now, version=now.isoformat(), actor=Actor.AGENT)
    fact = to_fact(
        observation,
        workspace=settings.workspace,
        connection=CONNECTION,
        platform=case.platform,
        ingested_at=now,
    )
    known = dossiers.dossier(settings.workspace, request.home, settings).privacy_requests
    if not known:
        dossiers.add([fact], settings)
    return request.home
