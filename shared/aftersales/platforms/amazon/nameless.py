"""What Amazon tells of persons is not kept: who may hold it for thirty days after the delivery at most had better not hold it.

Amazon's Data Protection Policy ends its sellers' right to names, addresses and telephone numbers of the Selling Partner API thirty
days after an order's delivery. None of them is needed here: buyers are answered over the relay that their own mails come from, and
one buyer is told from another by the hash of that relay's address, which a mail leads to as well.
"""

import json
from collections.abc import Mapping
from decimal import Decimal

from aftersales.customers.identity import customer_key

_KEY = "mail-"
"""How a key of `customer_key` begins that was made of an address."""
_Tree = Mapping[str, "_Tree | None"]


def _whole(names: str) -> _Tree:
    return dict.fromkeys(names.split())


_KEPT: _Tree = {
    **_whole(
        "orderid orderaliases createdtime lastupdatedtime programs associatedorders saleschannel proceeds fulfillment"
    ),
    "buyer": _whole("buyerkey"),
    "recipient": {"deliveryaddress": _whole("countrycode")},
    "orderitems": {
        **_whole("orderitemid quantityordered proceeds promotion cancellation"),
        "product": _whole("asin title sellersku condition price"),
        "fulfillment": _whole("quantityfulfilled quantityunfulfilled"),
    },
    "packages": _whole(
        "packagereferenceid createdtime packagestatus carrier shiptime shippingservice trackingnumber packageitems"
    ),
}
"""Field of an order, in small letters → what is kept of it (None: all). What Amazon adds later is not kept unseen."""


def without_persons(order: bytes) -> bytes:
    """Return the JSON of an order without whatever names or reaches a person; what is no JSON object tells nothing of one."""
    told = json.loads(order, parse_float=Decimal)
    if not isinstance(told, dict):
        return order
    for part in [
        value for name, value in told.items() if name.lower() == "buyer" and isinstance(value, dict)
    ]:
        addresses = [value for name, value in part.items() if name.lower() == "buyeremail"]
        key = customer_key("", email=addresses[0]) if addresses and isinstance(addresses[0], str) else None
        part.update({"buyerKey": key} if key else {})
    return json.dumps(_kept(told, _KEPT), separators=(",", ":"), default=str).encode()


def _kept(value: object, tree: _Tree | None) -> object:
    if tree is None:
        return value
    if isinstance(value, list):
        return [_kept(one, tree) for one in value]
    if isinstance(value, dict):
        return {name: _kept(part, tree[name.lower()]) for name, part in value.items() if name.lower() in tree}
    return None


def key_in_place_of(address: str) -> str:
    """Return what may be kept of a buyer's address, a key that was made of it before, or '' for anything else."""
    return address if _is_key(address) else customer_key("", email=address) or ""


def customer_of(store: str, told: str | None) -> str | None:
    """Return the key of a buyer from an address, or from the key that was kept in its place."""
    return told if told and _is_key(told) else customer_key(store, email=told)


def _is_key(text: str) -> bool:
    return text.startswith(_KEY) and "@" not in text
