"""Amazon's marketplaces: id, country, sales channel, and how a date without a year first is written there."""

from typing import Literal, NamedTuple

DateOrder = Literal["mdy", "dmy", "ymd"]


class Marketplace(NamedTuple):
    """A marketplace; `channel` is what Amazon calls it, `dates` the order of day and month in its local report dates."""

    id: str
    country: str
    channel: str
    dates: DateOrder


MARKETPLACES = (
    Marketplace("ATVPDKIKX0DER", "US", "Amazon.com", "mdy"),
    Marketplace("A2EUQ1WTGCTBG2", "CA", "Amazon.ca", "mdy"),
    Marketplace("A1AM78C64UM0Y8", "MX", "Amazon.com.mx", "dmy"),
    Marketplace("A2Q3Y263D00KWC", "BR", "Amazon.com.br", "dmy"),
    Marketplace("A1F83G8C2ARO7P", "GB", "Amazon.co.uk", "dmy"),
    Marketplace("A28R8C7NBKEWEA", "IE", "Amazon.ie", "dmy"),
    Marketplace("A1PA6795UKMFR9", "DE", "Amazon.de", "dmy"),
    Marketplace("A13V1IB3VIYZZH", "FR", "Amazon.fr", "dmy"),
    Marketplace("APJ6JRA9NG5V4", "IT", "Amazon.it", "dmy"),
    Marketplace("A1RKKUPIHCS9HS", "ES", "Amazon.es", "dmy"),
    Marketplace("A1805IZSGTT6HS", "NL", "Amazon.nl", "dmy"),
    Marketplace("AMEN7PMS3EDWL", "BE", "Amazon.com.be", "dmy"),
    Marketplace("A2NODRKZP88ZB9", "SE", "Amazon.se", "ymd"),
    Marketplace("A1C3SOZRARQ6R3", "PL", "Amazon.pl", "dmy"),
    Marketplace("A33AVAJ2PDY3EV", "TR", "Amazon.com.tr", "dmy"),
    Marketplace("A2VIGQ35RCS4UG", "AE", "Amazon.ae", "dmy"),
    Marketplace("A17E79C6D8DWNP", "SA", "Amazon.sa", "dmy"),
    Marketplace("ARBP9OOSHTCHU", "EG", "Amazon.eg", "dmy"),
    Marketplace("A21TJRUUN4KGV", "IN", "Amazon.in", "dmy"),
    Marketplace("A1VC38T7YXB528", "JP", "Amazon.co.jp", "ymd"),
    Marketplace("A39IBJ37TRP1C6", "AU", "Amazon.com.au", "dmy"),
    Marketplace("A19VAU5U5O7RUS", "SG", "Amazon.sg", "dmy"),
)
_BY_ID = {place.id: place for place in MARKETPLACES}
_BY_CHANNEL = {place.channel.lower(): place for place in MARKETPLACES}


def marketplace(key: str | None) -> Marketplace | None:
    """Find a marketplace by its id or by its channel name ("Amazon.co.jp"); None for one that this table does not know."""
    if not key:
        return None
    return _BY_ID.get(key) or _BY_CHANNEL.get(key.strip().lower())
