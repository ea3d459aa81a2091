"""Customers: made-up names and reserved mail domains, so that no real person is ever meant."""

from dataclasses import dataclass
from types import MappingProxyType
from unicodedata import normalize

from infra.local.seller.chance import Dice
from infra.local.seller.markets import AMAZON, Market

_FIRST = MappingProxyType(
    {
        "en": (
            "Olivia",
            "Noah",
            "Emma",
            "Liam",
            "Ava",
            "Ethan",
            "Grace",
            "Henry",
            "Chloe",
            "Jack",
            "Ruby",
            "Owen",
        ),
        "de": ("Anna", "Jonas", "Lena", "Felix", "Marie", "Paul", "Clara", "Lukas", "Greta", "Moritz"),
        "fr": ("Camille", "Hugo", "Chloé", "Louis", "Manon", "Théo", "Inès", "Jules", "Élise", "Antoine"),
        "es": (
            "Lucía",
            "Mateo",
            "Sofía",
            "Diego",
            "Valentina",
            "Pablo",
            "Carmen",
            "Javier",
            "Ximena",
            "Raúl",
        ),
        "it": ("Giulia", "Luca", "Chiara", "Matteo", "Elena", "Davide", "Sara", "Paolo"),
        "nl": ("Sanne", "Daan", "Fleur", "Bram", "Lotte", "Sem", "Roos", "Thijs"),
        "ja": ("陽菜", "蓮", "結衣", "大翔", "美咲", "悠真", "さくら", "健太"),
        "zh": ("Wei", "Jing", "Hao", "Yan", "Min", "Lei"),
    }
)
_LAST = MappingProxyType(
    {
        "en": (
            "Harper",
            "Brooks",
            "Foster",
            "Reed",
            "Murphy",
            "Shaw",
            "Bennett",
            "Cole",
            "Hayes",
            "Ward",
            "Lane",
        ),
        "de": ("Schneider", "Vogel", "Krüger", "Hofmann", "Lorenz", "Böhm", "Winter", "Seidel"),
        "fr": ("Moreau", "Lefèvre", "Girard", "Roussel", "Blanchard", "Marchand", "Perrin"),
        "es": ("García", "Romero", "Vega", "Núñez", "Campos", "Ortega", "Salinas", "Peña"),
        "it": ("Conti", "Ferrari", "Gallo", "Moretti", "Villa", "Rinaldi"),
        "nl": ("de Vries", "Jansen", "Bakker", "Visser", "Smit", "Mulder"),
        "ja": ("佐藤", "鈴木", "高橋", "田中", "渡辺", "小林"),
        "zh": ("Chen", "Lin", "Wang", "Zhao", "Liu", "Xu"),
    }
)
_DOMAINS = ("post.example", "mail.example", "inbox.example", "example.org", "example.net")


@dataclass(frozen=True, slots=True)
class Person:
    """A customer as one store knows them; `id` is the platform's customer id, None for a guest."""

    first: str
    last: str
    email: str
    language: str
    id: int | None
    consents: bool
    phone: str

    @property
    def name(self) -> str:
        """Return the full name in the order that the language uses."""
        return f"{self.last} {self.first}" if self.language == "ja" else f"{self.first} {self.last}"


def person(dice: Dice, market: Market, number: int) -> Person:
    """Invent a customer of a market; `number` makes the address and the id unique."""
    language = dice.weighted(market.languages)
    names = language if language in {"zh", "ja"} else market.names
    first, last = dice.one(_FIRST[names]), dice.one(_LAST[names])
    guest = market.store != AMAZON and dice.happens(0.3)
    return Person(
        first=first,
        last=last,
        email=_address(dice, market, first, last, number),
        language=language,
        id=None if guest else 6_100_000 + number,
        consents=dice.happens(0.55),
        phone=f"+{dice.digits(2)}{dice.digits(9)}",
    )


def _address(dice: Dice, market: Market, first: str, last: str, number: int) -> str:
    if market.marketplace:
        return f"{dice.letters(15)}@{market.marketplace.relay}"
    plain = normalize("NFKD", f"{first}.{last}".replace(" ", "")).encode("ascii", "ignore").decode().lower()
    return f"{plain.strip('.') or 'kunde'}{number}@{dice.one(_DOMAINS)}"
