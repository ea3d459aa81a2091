"""Order numbers as customers write them: Amazon's 3-7-7, "#1001", "Bestellung 1001", "注文番号 1001", or care+1001@shop.example."""

import re
import unicodedata
from collections.abc import Iterable

_AMAZON = re.compile(r"(?<![\d-])\d{3}-\d{7}-\d{7}(?![\d-])")
_NUMBER = r"((?-i:[A-Z]{1,6}-?)?\d{3,12})"  # a shop may put letters of its own before the digits
_HASH = re.compile(rf"(?<![\w#&])#\s?{_NUMBER}(?![\d-])")
_WORDS = (
    r"orders?|purchase|bestellung|bestell|auftrags?|commande|pedido|ordine|bestelling|bestel|beställning|ordre"
    r"|zam[oó]wieni[ea]|encomenda"
)
_SIGNS = r"注文|オーダー|订单|訂單|주문"  # written without spaces around them
_LABELS = r"number|num[eé]ro|número|nummer|n[uú]m|nr|id|ref|reference|référence|n[°ºo]?"
_LINKS = r"is|was|ist|war|lautet|est(?: le)?|es(?: el)?|è(?: il)?|with(?: the)?|mit(?: der)?|avec(?: le)?|con(?: [ei]l)?|met"
_NAMED = re.compile(
    rf"(?:(?<![^\W\d_])(?:{_WORDS})|{_SIGNS})"
    # What may stand between the word and the number: signs, a label, a verb. "Order from 12 March 2026" names no number.
    rf"(?:[\s.:#_()\[\]-]|[番号编編號码碼為为是はのが번호]|(?:{_LABELS})(?![^\W\d_])|(?:{_LINKS})(?=[\s\d#])){{0,12}}"
    rf"{_NUMBER}(?![\d-]|[.,]\d|\s?(?:€|\$|£|¥|%|°|eur|usd|gbp|yen|days?|tage|weeks?|円|元|天))",
    re.IGNORECASE,
)
_LONGEST = 20_000


def order_number(texts: Iterable[str]) -> str | None:
    """Return the first order number named, text by text: a number in the subject goes before one in the body."""
    for text in texts:
        plain = unicodedata.normalize("NFKC", text[:_LONGEST])
        found = _AMAZON.search(plain)
        if found:
            return found[0]
        for pattern in (_NAMED, _HASH):
            match = pattern.search(plain)
            if match:
                return match[1]
    return None


def alias_number(addresses: Iterable[str]) -> str | None:
    """Return the order number that an address carries behind a plus sign (care+1001@shop.example), if one does."""
    for address in addresses:
        tag = address.partition("@")[0].partition("+")[2]
        match = re.fullmatch(r"(?:[a-z]{0,12}-)?(\d{3,12}|\d{3}-\d{7}-\d{7})", tag)
        if match:
            return match[1]
    return None
