"""Where the demo seller sells: twelve markets in three stores, and what is usual in each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Platform = Literal["shopify", "woocommerce", "amazon"]

SHOPIFY, WOO, AMAZON = "shopify-aurora", "woo-nordlicht", "amazon-main"
PLATFORMS: Mapping[str, Platform] = MappingProxyType(
    {SHOPIFY: "shopify", WOO: "woocommerce", AMAZON: "amazon"}
)

SHOP_DOMAIN = "aurora-living.myshopify.com"
WOO_ADDRESS = "https://nordlicht.example"
AMAZON_SELLER = "A1AURORA0DEMO"

MAILBOXES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        SHOPIFY: ("mail-aurora", "care@aurora-living.example"),
        WOO: ("mail-nordlicht", "hilfe@nordlicht.example"),
        AMAZON: ("mail-amazon", "relay@aurora-living.example"),
    }
)
"""Store → mail connection and the shop's own address."""

SLOW_LANES = frozenset({(SHOPIFY, "MX")})
"""The planted lane: parcels on it take twice as long as promised and now and then get stuck."""


@dataclass(frozen=True, slots=True)
class Marketplace:
    """Amazon's names for a market: id, site, the address of relay mail, the order number's first digits."""

    id: str
    site: str
    relay: str
    prefixes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Market:
    """A country that a store sells to. `languages` are weights, `transit_days` the promised time on the way."""

    store: str
    country: str
    currency: str
    share: float
    zone: str
    languages: Mapping[str, float]
    transit_days: tuple[float, float]
    vat: int = 0
    carrier: tuple[int, str] = (0, "")
    cities: tuple[tuple[str, str, str], ...] = ()
    fba: float = 0.0
    marketplace: Marketplace | None = None
    names: str = field(default="en")

    @property
    def platform(self) -> Platform:
        """Return the sales platform of the store."""
        return PLATFORMS[self.store]


_US = (
    ("Portland", "OR", "97205"),
    ("Austin", "TX", "78701"),
    ("Madison", "WI", "53703"),
    ("Irvine", "CA", "92618"),
)

MARKETS: tuple[Market, ...] = (
    Market(SHOPIFY, "US", "USD", 0.19, "America/New_York", {"en": 0.88, "zh": 0.07, "es": 0.05}, (3, 7),
           carrier=(21051, "USPS"), cities=_US),
    Market(SHOPIFY, "CA", "CAD", 0.08, "America/Toronto", {"en": 0.75, "fr": 0.25}, (4, 9),
           carrier=(3041, "Canada Post"),
           cities=(("Toronto", "ON", "M5V 2T6"), ("Montréal", "QC", "H2X 1Y4"))),
    Market(SHOPIFY, "AU", "AUD", 0.06, "Australia/Sydney", {"en": 0.93, "zh": 0.07}, (5, 10),
           carrier=(1151, "Australia Post"),
           cities=(("Hobart", "TAS", "7000"), ("Brisbane", "QLD", "4000"))),
    Market(SHOPIFY, "MX", "MXN", 0.06, "America/Mexico_City", {"es": 1.0}, (6, 11),
           carrier=(100117, "Estafeta"), names="es",
           cities=(("Puebla", "PUE", "72000"), ("Mérida", "YUC", "97000"))),
    Market(WOO, "DE", "EUR", 0.13, "Europe/Berlin", {"de": 0.96, "en": 0.04}, (2, 5), 19,
           (7041, "DHL"), (("Kassel", "", "34117"), ("Rostock", "", "18055"), ("Ulm", "", "89073")), names="de"),
    Market(WOO, "FR", "EUR", 0.05, "Europe/Paris", {"fr": 1.0}, (3, 6), 20,
           (6051, "La Poste"), (("Nantes", "", "44000"), ("Dijon", "", "21000")), names="fr"),
    Market(WOO, "ES", "EUR", 0.03, "Europe/Madrid", {"es": 1.0}, (3, 7), 21,
           (19181, "Correos"), (("Vigo", "", "36201"), ("Murcia", "", "30001")), names="es"),
    Market(WOO, "IT", "EUR", 0.03, "Europe/Rome", {"it": 1.0}, (3, 7), 22,
           (9071, "Poste Italiane"), (("Parma", "", "43121"), ("Lecce", "", "73100")), names="it"),
    Market(WOO, "NL", "EUR", 0.04, "Europe/Amsterdam", {"nl": 0.9, "en": 0.1}, (2, 4), 21,
           (14041, "PostNL"), (("Leiden", "", "2312 AV"), ("Zwolle", "", "8011 PK")), names="nl"),
    Market(AMAZON, "US", "USD", 0.19, "America/Los_Angeles", {"en": 0.9, "zh": 0.05, "es": 0.05}, (2, 5),
           carrier=(21051, "USPS"), cities=_US, fba=0.75,
           marketplace=Marketplace("ATVPDKIKX0DER", "Amazon.com", "marketplace.amazon.com", ("111", "112", "113", "114"))),
    Market(AMAZON, "GB", "GBP", 0.08, "Europe/London", {"en": 1.0}, (2, 5), 20,
           (11031, "Royal Mail"), (("Leeds", "England", "LS1 4AP"), ("Cardiff", "Wales", "CF10 1EP")), 0.6,
           Marketplace("A1F83G8C2ARO7P", "Amazon.co.uk", "marketplace.amazon.co.uk", ("202", "203", "204", "205"))),
    Market(AMAZON, "JP", "JPY", 0.06, "Asia/Tokyo", {"ja": 0.95, "zh": 0.05}, (2, 4), 10,
           (10021, "Japan Post"), (("仙台市", "宮城県", "980-0811"), ("松山市", "愛媛県", "790-0001")), 0.8,
           Marketplace("A1VC38T7YXB528", "Amazon.co.jp", "marketplace.amazon.co.jp", ("249", "250", "503")), names="ja"),
)  # fmt: skip
"""All markets; the shares add up to one."""

ZONE = "Asia/Shanghai"
"""Where the seller sits: days and weeks of the figures are days and weeks here."""
