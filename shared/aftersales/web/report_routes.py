"""Addresses of reports, of subscriptions to them, and of the tokens that programs read figures with."""

from aftersales.accounts.access import ANALYSTS, MANAGERS, PUBLIC, READERS
from aftersales.web.pages import reports, subscriptions, tokens
from aftersales.web.routing import Route

REPORT_ROUTES: tuple[Route, ...] = (
    Route("GET", "/reports", READERS, reports.page),
    Route("GET", "/reports/preview", READERS, reports.preview),
    Route("POST", "/reports/make", ANALYSTS, reports.make),
    Route("POST", "/reports/subscriptions", READERS, subscriptions.subscribe),
    Route("POST", "/reports/subscriptions/{subscription}/stop", READERS, subscriptions.stop),
    Route("POST", "/reports/subscriptions/{subscription}/resume", READERS, subscriptions.resume),
    Route("POST", "/reports/{report}/share", MANAGERS, reports.share),
    Route("POST", "/reports/links/{link}/revoke", MANAGERS, reports.revoke),
    Route("GET", "/settings/tokens", MANAGERS, tokens.page),
    Route("POST", "/settings/tokens", MANAGERS, tokens.make),
    Route("POST", "/settings/tokens/{token}/revoke", MANAGERS, tokens.take_back),
    Route("GET", "/settings/bi/{file}", MANAGERS, tokens.bi_file),
    Route("GET", "/stop/{token}", PUBLIC, subscriptions.ask_to_stop),
    Route("POST", "/stop/{token}", PUBLIC, subscriptions.stop_by_link, is_signed=True),
)
