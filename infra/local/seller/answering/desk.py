"""All platforms behind one desk: whoever asks, by whatever path, gets the answer of the platform it belongs to."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock

from infra.local.seller.answering import amazon, shopify, woocommerce
from infra.local.seller.answering.exchange import Answer, Request, refused
from infra.local.seller.markets import AMAZON, MARKETS, SHOPIFY, WOO
from infra.local.seller.shapes import Review, World


@dataclass(frozen=True, slots=True)
class Recorded:
    """A request that wanted to change something: asking for a review."""

    method: str
    path: str
    order: str
    status: int


class Desk:
    """Answers requests about a world; `recorded` lists the solicitations it received, refused ones too."""

    def __init__(self, world: World, now: Callable[[], datetime]) -> None:
        self.recorded: list[Recorded] = []
        self._world, self._now, self._lock = world, now, Lock()
        self._account = amazon.Account(world)

    def publish(self, review: Review) -> None:
        """Let the WooCommerce store have one review more from now on."""
        with self._lock:
            self._world = replace(self._world, reviews=(*self._world.reviews, review))

    def answer(self, request: Request) -> Answer:
        """Answer one request; the state behind it is guarded, for requests come from many threads."""
        with self._lock:
            found = (
                shopify.answer(request, self._world)
                or woocommerce.answer(request, self._world)
                or self._account.answer(request, self._now())
                or refused(404, "not_found")
            )
            if request.method == "POST" and request.path.startswith("/solicitations/"):
                order = request.path.split("/")[4]
                self.recorded.append(Recorded(request.method, request.path, order, found.status))
            return found


def credentials(store: str, url: str) -> dict[str, str]:
    """Return what a store's client needs to be let in at `url`."""
    places = [market.marketplace.id for market in MARKETS if market.marketplace]
    return {
        SHOPIFY: {"base_url": url, "access_token": shopify.TOKEN},
        WOO: {
            "base_url": url,
            "consumer_key": woocommerce.KEY,
            "consumer_secret": woocommerce.SECRET,
        },
        AMAZON: {
            "base_url": url,
            "token_url": f"{url}/auth/o2/token",
            "client_id": "demo",
            "client_secret": "demo",
            "refresh_token": "demo",
            "marketplaces": ",".join(places),
        },
    }[store]
