"""Whom a request is about: homes by the index and by the lake, keys by the orders that the platform names."""

from aftersales.cases.stores import DossierStore
from aftersales.customers.forgetting import is_nameless
from aftersales.privacy.person import Person, keys_of_orders
from aftersales.privacy.stores import ErasureStore
from aftersales.privacy.walking import Places
from aftersales.records.after_sales import PrivacyRequest
from aftersales.records.order import order_home
from aftersales.records.workspace import Settings


def request_at(dossiers: DossierStore, home: str, settings: Settings) -> PrivacyRequest | None:
    """Return the privacy request that lies at a home, in its newest state."""
    found = dossiers.dossier(settings.workspace, home, settings).privacy_requests
    return found[-1] if found else None


def find(places: Places, request: PrivacyRequest, settings: Settings, known: Person | None = None) -> Person:
    """Return where to begin: the person's homes and keys, or all homes of a shop; `known` is what an earlier look has found."""
    before = known or Person()
    if request.form == "erase_shop":
        homes = {request.home, *places.lake.homes_of_store(settings.workspace, request.store)}
        return before.having(seeds=tuple(sorted(homes)))
    found = find_by_index(places.erasures, places.dossiers, request, settings, before)
    there = places.lake.whereabouts(settings.workspace, found.customers)
    if there.customers > found.customers:
        # Keys that were made one with theirs lead to orders and cases that the lake may not know yet.
        known_by = before.having(customers=there.customers)
        found = find_by_index(places.erasures, places.dossiers, request, settings, known_by)
    return found.having(seeds=tuple(sorted({*found.seeds, *there.homes})))


def find_by_index(
    erasures: ErasureStore,
    dossiers: DossierStore,
    request: PrivacyRequest,
    settings: Settings,
    before: Person,
) -> Person:
    """Return a customer as the table's own index knows them: all orders and cases, not every lonely message."""
    named = {order_home(request.store, order, request.home) for order in request.orders}
    keys = before.customers | _keys(dossiers, request, named, settings)
    homes = named | {request.home} | before.homes
    for key in keys:
        homes.update(erasures.homes_of(settings.workspace, key))
    return before.having(seeds=tuple(sorted(homes)), customers=keys)


def _keys(
    dossiers: DossierStore, request: PrivacyRequest, named: set[str], settings: Settings
) -> frozenset[str]:
    """The key that the request names, and those of its orders: an order without an address was placed under another key."""
    keys = frozenset(key for key in (request.customer,) if key and not is_nameless(key))
    for home in sorted(named):
        dossier = dossiers.dossier(settings.workspace, home, settings)
        keys |= keys_of_orders(fact for fact in dossier.facts if fact.home == home)
    return keys
