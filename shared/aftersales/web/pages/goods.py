"""Goods: what sets are made of, and who supplies what."""

from collections.abc import Mapping

from aftersales.accounts.access import MANAGERS
from aftersales.desk.bundles import BUNDLES, bundle_id, read_bundle
from aftersales.desk.settings import Edit, Part, whole
from aftersales.metrics.period import local_day
from aftersales.records.bundle import Bundle
from aftersales.records.errors import RejectedError
from aftersales.records.workspace import Settings
from aftersales.reports.subscribing import read_suppliers
from aftersales.web.http import Response
from aftersales.web.pages.setting_forms import Wish, save, sealed, words_of
from aftersales.web.visit import Visit

PAGE = "/settings/goods"
SETS, SUPPLIERS = whole("bundles"), whole("suppliers")


def page(visit: Visit) -> Response:
    """Show sets and suppliers."""
    return _shown(visit)


def change_bundle(visit: Visit) -> Response:
    """Save a set."""
    form = visit.request.form
    try:
        bundle = read_bundle(form, visit.settings.zone)
    except RejectedError as error:
        return _shown(visit, SETS, error)
    return save(visit, _wish(SETS, lambda settings: BUNDLES.put(settings, bundle, form.get("before", ""))))


def remove_bundle(visit: Visit) -> Response:
    """Take a set away."""
    name = visit.request.form.get("bundle", "")
    return save(visit, _wish(SETS, lambda settings: BUNDLES.take(settings, name)))


def change_suppliers(visit: Visit) -> Response:
    """Keep who supplies what."""
    try:
        named = read_suppliers(visit.request.form.get("suppliers", ""))
    except RejectedError as error:
        return _shown(visit, SUPPLIERS, error)
    return save(visit, _wish(SUPPLIERS, lambda settings: settings.having(suppliers=named)))


def _wish(part: Part, edit: Edit) -> Wish:
    return Wish(part=part, edit=edit, page=PAGE, done=f"{PAGE}?done=saved")


def _shown(visit: Visit, sent: Part | None = None, error: RejectedError | None = None) -> Response:
    """Show both forms; the one that was `sent` keeps what was typed and what it had seen, the other shows what holds."""
    settings, words = visit.settings, words_of(visit)
    nothing: Mapping[str, str] = {}
    typed_set, typed_suppliers = (
        visit.request.form if sent is part else nothing for part in (SETS, SUPPLIERS)
    )
    chosen = BUNDLES.chosen(settings, visit.request.query.get("bundle"))
    return visit.show(
        "goods.html",
        200 if error is None else 400,
        bundles=[(bundle_id(one), one, words.since(one.since)) for one in settings.bundles],
        fields=_fields(chosen, settings)
        | ({name: typed_set[name] for name in ("before", "sku", "since", "parts") if name in typed_set}),
        suppliers=typed_suppliers.get("suppliers")
        or "\n".join(f"{name}: {', '.join(skus)}" for name, skus in settings.suppliers.items()),
        problem=error,
        bundles_seen=sealed(visit, SETS, typed_set),
        suppliers_seen=sealed(visit, SUPPLIERS, typed_suppliers),
        may=MANAGERS.allows(visit.member),
        done=visit.request.query.get("done", ""),
    )


def _fields(chosen: Bundle | None, settings: Settings) -> dict[str, str]:
    if chosen is None:
        return {"before": "", "sku": "", "since": "", "parts": ""}
    return {
        "before": bundle_id(chosen),
        "sku": chosen.sku,
        "since": local_day(chosen.since, settings.zone).isoformat() if chosen.since.timestamp() > 0 else "",
        "parts": "\n".join(f"{sku} x {count}" for sku, count in chosen.parts.items()),
    }
