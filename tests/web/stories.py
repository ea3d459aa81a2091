"""What happened at the small seller: customers in seven languages, a parcel in trouble, and someone who writes markup."""

from typing import Any

from aftersales.records.after_sales import Return, ReturnLine, Review
from aftersales.records.cause import Cause
from aftersales.records.fact import Fact
from aftersales.records.message import Message
from aftersales.records.money import Money
from aftersales.records.order import Customer, OrderLine
from aftersales.records.parcel import Checkpoint, ParcelStatus
from aftersales.records.understanding import CauseLabel, Sentiment, Translation
from tests.cases import building as make
from tests.cases.building import at

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'


def stories() -> list[Fact]:
    """Return every fact, of the seller and of a stranger's workspace."""
    return [*_story_of_the_jacket(), *_other_customers(), *_parcel_in_trouble(), *_strangers()]


def _story_of_the_jacket() -> list[Fact]:
    who = Customer(key="mail-1", name="Greta Lindqvist", email="greta@example.com")
    lines = (
        OrderLine(
            key="1",
            sku="JKT-21",
            title="Storm shell jacket, M",
            ordered=1,
            shipped=1,
            price=Money(minor=12900, currency="USD"),
        ),
        OrderLine(
            key="2",
            sku="CAP-03",
            title="Wool cap",
            ordered=2,
            shipped=2,
            price=Money(minor=1900, currency="USD"),
        ),
    )
    order = make.order(
        0, customer=who, lines=lines, total=Money(minor=16700, currency="USD"), tracking_numbers=("TN1",)
    )
    older = make.order(
        -900, key="850", number="0951", customer=who, lines=lines[1:], total=Money(minor=3800, currency="USD")
    )
    german = "Guten Tag, die Jacke fällt viel zu klein aus und die Naht am Ärmel ist schon nach zwei Tagen aufgegangen. Was kann ich tun?"
    asked = make.message(188, subject="Jacke zu klein", text=german, customer="mail-1")
    reading = make.reading(
        asked,
        language="de",
        sentiment=Sentiment.NEGATIVE,
        sentiment_confidence=0.87,
        causes=(
            _label(german, "fällt viel zu klein aus", Cause.SIZE_TOO_SMALL, 0.82),
            _label(
                german,
                "die Naht am Ärmel ist schon nach zwei Tagen aufgegangen",
                Cause.QUALITY_BROKE_EARLY,
                0.55,
            ),
        ),
        translation=Translation(
            language="zh",
            text="您好,这件外套明显偏小,而且袖子的缝线两天后就裂开了。我该怎么办?",
            engine="embedded",
        ),
    )
    answer = make.message(
        191,
        "agent",
        subject="Re: Jacke zu klein",
        text="Guten Tag Frau Lindqvist, das tut uns leid. Wir schicken Ihnen gern die Größe L. Möchten Sie tauschen?",
    )
    again = make.message(
        195, subject="Re: Jacke zu klein", text="Ja bitte, aber die Naht macht mir Sorgen.", customer="mail-1"
    )
    return [
        make.fact(record)
        for record in (
            order,
            older,
            asked,
            reading,
            answer,
            again,
            make.parcel(
                60,
                "delivered",
                key="TN1",
                carrier="DHL",
                delivered_at=at(60),
                checkpoints=(
                    Checkpoint(
                        at=at(12),
                        status=ParcelStatus.IN_TRANSIT,
                        code="TransIT",
                        text="Departed facility",
                        place="Shenzhen",
                    ),
                    Checkpoint(
                        at=at(60),
                        status=ParcelStatus.DELIVERED,
                        code="Delivered",
                        text="Delivered to letterbox",
                        place="Austin, TX",
                    ),
                ),
            ),
            make.action(189, "assigned", owner="kim@example.com", member="lin@example.com"),
            make.action(
                190, "noted", member="kim@example.com", note="Third complaint about this seam in March."
            ),
            make.back(
                192,
                lines=(
                    ReturnLine(sku="JKT-21", quantity=1, code="SIZE_TOO_SMALL", cause=Cause.SIZE_TOO_SMALL),
                ),
            ),
        )
    ]


def _label(text: str, words: str, cause: Cause, confidence: float) -> CauseLabel:
    start = text.index(words)
    return CauseLabel(cause=cause, confidence=confidence, start=start, end=start + len(words))


_PEOPLE = (
    (
        "Sofia Marín",
        "es",
        "¿Dónde está mi pedido?",
        "Hace tres semanas que espero el paquete y el seguimiento no se mueve.",
        Cause.LOST_OR_LATE_LATE,
        "ES",
    ),
    (
        "田中 美咲",
        "ja",
        "充電できません",
        "届いたモバイルバッテリーが充電できません。交換をお願いします。",
        Cause.QUALITY_BATTERY,
        "JP",
    ),
    (
        "James O'Neil",
        "en",
        "Refund please",
        "This lamp arrived in pieces. I want my money back or I will dispute the payment.",
        Cause.DAMAGED_IN_TRANSIT,
        "GB",
    ),
    (
        "Claire Dubois",
        "fr",
        "Question sur le lavage",
        "Bonjour, peut-on laver le pull en machine à 30 degrés ?",
        Cause.USAGE_QUESTION,
        "FR",
    ),
    (
        "Luca Rossi",
        "it",
        "Colore diverso",
        "Il colore è molto diverso dalla foto. Sono deluso.",
        Cause.NOT_AS_DESCRIBED_COLOUR,
        "IT",
    ),
    ("王女士", "zh", "毛衣起球", "穿了一次就起球了,质量太差,我要退货。", Cause.QUALITY_PILLING, "US"),
    (
        "Noor de Vries",
        "nl",
        "Verkeerde maat",
        "Ik heb maat S gekregen in plaats van L.",
        Cause.WRONG_ITEM,
        "NL",
    ),
)


def _other_customers() -> list[Fact]:
    facts: list[Fact] = []
    for index, (name, language, subject, text, cause, market) in enumerate(_PEOPLE):
        number = str(1002 + index)
        who = Customer(key=f"mail-{number}", name=name)
        amazon = index % 3 == 2
        order = make.order(
            20 + index,
            key=number,
            number=f"305-1234567-000{number}" if amazon else number,
            market=market,
            customer=who,
        )
        asked = make.message(
            171 + 3.7 * index,
            key=f"m{number}",
            thread=f"t{number}",
            subject=subject,
            text=text,
            order_number=order.number,
            customer=who.key,
            customer_name=name,
        )
        translation = (
            Translation(language="zh", text="(译文)" + text, engine="embedded")
            if language in {"es", "fr", "it"}
            else None
        )
        label = CauseLabel(cause=cause, confidence=0.6 + index * 0.05, start=0, end=len(text))
        reading = make.reading(
            asked,
            language=language,
            causes=(label,),
            translation=translation,
            signals=("complaint",) if index == 2 else (),
        )
        facts += [_as("amazon" if amazon else "shopify", record) for record in (order, asked, reading)]
        if index == 4:
            facts.append(
                make.fact(
                    make.message(
                        199,
                        "agent",
                        key="a1006",
                        thread=f"t{number}",
                        order_number=number,
                        text="Ci dispiace!",
                    )
                )
            )
    return facts


def _as(platform: str, record: Any) -> Fact:
    return make.fact(record).having(platform=platform)


def _parcel_in_trouble() -> list[Fact]:
    order = make.order(
        30,
        key="70",
        number="1070",
        customer=Customer(key="mail-70", name="Ola Nordmann"),
        tracking_numbers=("TN70",),
        market="NO",
    )
    stuck = make.parcel(150, "stalled", key="TN70", carrier="YunExpress")
    low = Review.model_validate(
        {
            **dict(make.review(160, 1)),
            "key": "v70",
            "order": "71",
            "author": "B. Smith",
            "title": "Awful",
            "text": "Stopped working after a week.",
            "posted_at": at(160),
        }
    )
    back = Return.model_validate(
        {
            **dict(make.back(197)),
            "key": "r71",
            "order": "71",
            "lines": (ReturnLine(sku="LMP-4", quantity=1, code="X", comment=HOSTILE),),
        }
    )
    return [make.fact(order), make.fact(stuck), _as("woocommerce", low), _as("woocommerce", back)]


def _strangers() -> list[Fact]:
    hostile = Message.model_validate(
        {
            **dict(make.message(196)),
            "key": "mx",
            "thread": "tx",
            "order_number": None,
            "customer_name": HOSTILE,
            "subject": HOSTILE,
            "text": f"{HOSTILE}\n=1+1",
            "customer": "mail-x",
        }
    )
    elsewhere = make.fact(make.order(0, key="1", number="1"), workspace="other")
    return [make.fact(hostile), elsewhere]
