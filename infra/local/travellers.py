"""Four customers who write right now, each in a language of their own: one road from the door to the weekly report.

Three write by mail, the fourth a review, which its platform shows to whoever asks. Their sentences are phrases of the demo seller,
so earlier translations by people exist.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, make_msgid
from types import MappingProxyType

from infra.local.cloud import LocalCloud
from infra.local.seller.catalogue import catalogue
from infra.local.seller.marketplace import Marketplace
from infra.local.seller.markets import AMAZON, MAILBOXES, SHOPIFY, WOO
from infra.local.seller.people import Person
from infra.local.seller.phrases import thoughts
from infra.local.seller.shapes import Opinion, Review


@dataclass(frozen=True, slots=True)
class Traveller:
    """A customer: `thought` names the phrase, `cause` what must be read in it. Without a mailbox it is a review."""

    name: str
    language: str
    thought: str
    cause: str
    store: str
    subject: str = ""

    @property
    def words(self) -> Mapping[str, str]:
        """The sentence by language."""
        return thoughts(self.thought)[0]

    @property
    def is_review(self) -> bool:
        """Whether the words are a review."""
        return not self.subject


TRAVELLERS = (
    Traveller("Inés Robledo", "es", "problem/complaint", "complaint", SHOPIFY, "Reclamación"),
    Traveller("山本 葵", "ja", "problem/size_fit.too_small", "size_fit.too_small", AMAZON, "サイズについて"),
    Traveller(
        "Heike Brandt", "de", "problem/damaged_in_transit", "damaged_in_transit", WOO, "Beschädigtes Paket"
    ),
    Traveller("Xiaoyu", "zh", "problem/quality.pilling", "quality.pilling", WOO),
)
STARS = 2


def send(cloud: LocalCloud, marketplace: Marketplace) -> None:
    """Let all four write."""
    for place, traveller in enumerate(TRAVELLERS):
        if traveller.is_review:
            marketplace.desk.publish(_review(traveller, place))
        else:
            _, address = MAILBOXES[traveller.store]
            cloud.client("s3").put_object(
                Bucket=cloud.resources["MailBucket"],
                Key=f"{address}/traveller-{place}",
                Body=_mail(traveller, place),
            )


def translations() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """Return (language, target) → sentence → translation, as people have made them before."""
    return MappingProxyType(
        {
            (one.language, target): {one.words[one.language]: one.words[target]}
            for one in TRAVELLERS
            for target in ("zh", "en")
            if target != one.language
        }
    )


def _mail(traveller: Traveller, place: int) -> bytes:
    letter = EmailMessage()
    letter["From"] = formataddr((traveller.name, f"traveller{place}@post.example"))
    letter["To"] = MAILBOXES[traveller.store][1]
    letter["Subject"] = traveller.subject
    letter["Date"] = format_datetime(datetime.now(UTC))
    letter["Message-ID"] = make_msgid(domain="post.example")
    letter.set_content(traveller.words[traveller.language])
    return letter.as_bytes()


def _review(traveller: Traveller, place: int) -> Review:
    now = datetime.now(UTC).replace(microsecond=0)
    product = next(one for one in catalogue() if one.category == "knit")
    person = Person(
        traveller.name,
        "",
        f"traveller{place}@post.example",
        traveller.language,
        None,
        consents=False,
        phone="",
    )
    opinion = Opinion(now, STARS, (traveller.words[traveller.language],))
    return Review(990_000 + place, product, person, verified=True, cause=traveller.cause, states=(opinion,))
