"""The registry of platforms: a line each. Modules load on first use, so that the door pays for one platform's check only."""

from importlib import import_module
from types import MappingProxyType

from aftersales.deliveries.webhook import Check
from aftersales.records.errors import RejectedError

PLATFORMS = MappingProxyType(
    {
        "shopify": "aftersales.platforms.shopify",
        "woocommerce": "aftersales.platforms.woocommerce",
        "amazon": "aftersales.platforms.amazon",
        "17track": "aftersales.platforms.seventeentrack",
        "mail": "aftersales.platforms.mail",
        "ecb": "aftersales.platforms.ecb",
    }
)
"""Platform name → package with `door.check` (if it has webhooks), `parser.parse`, and `client.fetch` (if it is polled)."""


def _module(platform: str, part: str) -> object:
    package = PLATFORMS.get(platform)
    if package is None:
        raise RejectedError("unknown_platform", platform[:40])
    return import_module(f"{package}.{part}")


def check_of(platform: str) -> Check:
    """Return the webhook check of a platform; RejectedError if the platform is unknown or has no webhooks."""
    try:
        check: Check = _module(platform, "door").check  # type: ignore[attr-defined]
    except ModuleNotFoundError as error:
        raise RejectedError("platform_has_no_webhooks", platform[:40]) from error
    return check
