"""A privacy request on its case: what was found, the order to erase, and a copy to hand out."""

from aftersales.accounts.access import MANAGERS
from aftersales.desk.case_page import DossierFile
from aftersales.privacy.answering import Standing, copy_of, standing
from aftersales.privacy.ordering import order_erasure
from aftersales.records.after_sales import PrivacyRequest
from aftersales.records.errors import RejectedError
from aftersales.web.addresses import case_address
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


def erase(visit: Visit) -> Response:
    """Order the erasure; a form without its tick is refused."""
    home, number = named(visit)
    request = _request(visit, home)
    if visit.request.form.get("sure") != "yes":
        raise RejectedError("erasure_not_confirmed")
    order_erasure(visit.rooms.erasures, visit.workspace, request.home, visit.member.email, visit.request.now)
    case = visit.rooms.dossiers.case(visit.workspace, home, number)
    return see_other(f"{case_address(case)}?done=erasing" if case else "/cases")


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
    found = visit.rooms.dossiers.dossier(visit.workspace, home, visit.settings).privacy_requests
    if not found:
        raise RejectedError("unknown_request")
    return found[-1]
