"""A privacy request on its case: what was found, the order to erase, and a copy to hand out."""

from aftersales.accounts.access import MANAGERS
from aftersales.customers.forgetting import is_nameless
from aftersales.desk.case_page import DossierFile
from aftersales.privacy.answering import Standing, copy_of, standing
from aftersales.privacy.asking import WISHES, state_request
from aftersales.privacy.finding import request_at
from aftersales.privacy.ordering import order_erasure
from aftersales.records.after_sales import PrivacyRequest
from aftersales.records.case import Case, Trigger
from aftersales.records.errors import RejectedError
from aftersales.web.addresses import case_address, encode_home
from aftersales.web.http import Response, see_other
from aftersales.web.pages.naming import named
from aftersales.web.visit import Visit


def panel(visit: Visit, file: DossierFile) -> Standing | None:
    """Return how the dossier's privacy request stands; None for a dossier without one, or for whoever may not decide."""
    if not file.dossier.privacy_requests or not MANAGERS.allows(visit.member):
        return None
    return standing(
        visit.rooms.erasures, visit.rooms.dossiers, file.dossier.privacy_requests[-1], visit.settings
    )


def may_ask(visit: Visit, case: Case) -> bool:
    """Whether a request of the case's customer can be stated here."""
    return (
        MANAGERS.allows(visit.member)
        and Trigger.PRIVACY not in case.triggers
        and case.customer is not None
        and not is_nameless(case.customer)
    )


def erase(visit: Visit) -> Response:
    """Order the erasure; a form without its tick is refused."""
    home, number = named(visit)
    request = _request(visit, home)
    if visit.request.form.get("sure") != "yes":
        raise RejectedError("erasure_not_confirmed")
    order_erasure(visit.rooms.erasures, visit.workspace, request, visit.member.email, visit.request.now)
    case = visit.rooms.dossiers.case(visit.workspace, home, number)
    return see_other(f"{case_address(case)}?done=erasing" if case else "/cases")


def ask(visit: Visit) -> Response:
    """State what the customer of a case has asked for, and go to the case that this opens."""
    home, number = named(visit)
    case = visit.rooms.dossiers.case(visit.workspace, home, number)
    if case is None:
        raise RejectedError("unknown_case")
    form = WISHES.get(visit.request.form.get("form", ""))
    if form is None:
        raise RejectedError("unknown_request")
    key = visit.request.form.get("key", "")[:64] or visit.setting.form_key
    asked = state_request(visit.rooms.dossiers, visit.settings, case, form, key=key, now=visit.request.now)
    return see_other(f"/cases/{encode_home(asked)}/1")


def hand_out(visit: Visit) -> Response:
    """Answer with the copy; nothing keeps it."""
    request = _request(visit, named(visit)[0])
    body = copy_of(visit.rooms.erasures, visit.rooms.dossiers, request, visit.settings)
    headers = {
        "content-type": "application/zip",
        "content-disposition": 'attachment; filename="personal-data.zip"',
        "cache-control": "no-store",
    }
    return Response(body=body, headers=headers)


def _request(visit: Visit, home: str) -> PrivacyRequest:
    found = request_at(visit.rooms.dossiers, home, visit.settings)
    if found is None:
        raise RejectedError("unknown_request")
    return found
