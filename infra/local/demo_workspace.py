"""What the demo seller has set for itself: hours, promises, costs, suppliers, people and connections."""

from datetime import UTC, date, datetime

from aftersales.records.calendar import Calendar, weekly
from aftersales.records.money import Money
from aftersales.records.target import Clock, Promise, ServiceTarget
from aftersales.records.workspace import Role, Settings
from infra.local.seller.catalogue import catalogue

WORKSPACE = "demo"
SELLING = frozenset({"shopify", "woocommerce", "amazon"})
"""Platforms that are also polled."""
PUSHING = ("shopify-aurora", "woo-nordlicht", "17track-main")
_ALWAYS = datetime(2020, 1, 1, tzinfo=UTC)


def _skus(*kinds: str) -> tuple[str, ...]:
    return tuple(one.sku for one in catalogue() if one.sku.split("-")[1] in kinds)


SETTINGS = Settings(
    workspace=WORKSPACE,
    name="Aurora Living",
    language="zh",
    zone="Asia/Shanghai",
    product_team=("product@aurora-living.example",),
    report_readers=("owner@aurora-living.example",),
    calendars=(
        Calendar(
            since=date(2026, 1, 1),
            zone="Asia/Shanghai",
            shifts=weekly("12345", "09:00", "18:00"),
            holidays="CN",
        ),
        # From September on somebody is there on Saturday mornings, too.
        Calendar(
            since=date(2026, 9, 1),
            zone="Asia/Shanghai",
            shifts=(*weekly("12345", "09:00", "18:00"), *weekly("6", "09:00", "13:00")),
            holidays="CN",
        ),
    ),
    targets=(
        ServiceTarget(since=_ALWAYS, promise=Promise.FIRST_RESPONSE, hours=24),
        ServiceTarget(since=_ALWAYS, promise=Promise.NEXT_RESPONSE, hours=24),
        ServiceTarget(
            since=_ALWAYS, promise=Promise.FIRST_RESPONSE, hours=9, clock=Clock.BUSINESS, platform="shopify"
        ),
        ServiceTarget(since=_ALWAYS, promise=Promise.RESOLUTION, hours=7 * 24),
    ),
    labour_minute=Money(minor=120, currency="CNY"),
    tools_per_case=Money(minor=150, currency="CNY"),
    suppliers={"Ningbo Textiles": _skus("JKT", "KNT"), "Shenzhen Devices": _skus("AUD", "PWR")},
    review_pages={
        "shopify-aurora": "https://aurora-living.example/pages/review",
        "woo-nordlicht": "https://nordlicht.example/bewertung",
    },
)
CONNECTIONS = (
    ("shopify-aurora", "shopify", "shopify-aurora", "Aurora Living", "aurora-living.myshopify.com"),
    ("woo-nordlicht", "woocommerce", "woo-nordlicht", "Nordlicht", "https://nordlicht.example"),
    ("amazon-main", "amazon", "amazon-main", "Aurora on Amazon", "A1AURORA0DEMO"),
    ("17track-main", "17track", "17track-main", "17TRACK", "17track-main"),
    ("mail-aurora", "mail", "shopify-aurora", "care@aurora-living.example", "care@aurora-living.example"),
    ("mail-nordlicht", "mail", "woo-nordlicht", "hilfe@nordlicht.example", "hilfe@nordlicht.example"),
    ("mail-amazon", "mail", "amazon-main", "relay@aurora-living.example", "relay@aurora-living.example"),
)
PEOPLE = (
    ("owner@aurora-living.example", "林晓", Role.ADMIN, "zh"),
    ("agent@aurora-living.example", "Jo Miller", Role.AGENT, "en"),
    ("product@aurora-living.example", "周婷", Role.ANALYST, "zh"),
    ("mei@aurora-living.example", "陈梅", Role.TRANSLATOR, "zh"),
    ("tom@aurora-living.example", "Tom Weiss", Role.AGENT, "en"),
)
