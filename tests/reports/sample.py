"""A believable quarter of a small shop, seeded: enough facts for every part of a report to have something to say."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.period import week
from aftersales.records.after_sales import ReturnLine
from aftersales.records.case import Case, CaseState
from aftersales.records.cause import Cause
from aftersales.records.fact import Fact
from aftersales.records.message import Author
from aftersales.records.understanding import CauseLabel, Sentiment, Translation, Understanding
from tests.lake.in_memory import lake_of
from tests.metrics.history import SETTINGS, at, case, fact, line, message, order, refund, returned, review

NOW = at("2026-11-16T01:00")
WEEK = "2026-W46"
WEEK_46 = week(WEEK, "Asia/Shanghai")
PRODUCTS = {
    "JKT-ARCTIC-M": ("Arctic down jacket, M", 0.27, Cause.SIZE_TOO_SMALL),
    "SWT-MERINO-GR": ("Merino sweater, grey", 0.21, Cause.QUALITY_PILLING),
    "PWB-20K": ("Power bank 20,000 mAh", 0.18, Cause.QUALITY_BATTERY),
    "LMP-HALO": ("Halo table lamp", 0.13, Cause.DAMAGED_IN_TRANSIT),
    "MUG-STONE": ("Stoneware mug", 0.05, Cause.CHANGED_MIND),
    "TEE-BASIC-L": ("Basic tee, L", 0.06, Cause.SIZE_TOO_LARGE),
    "BAG-CANVAS": ("Canvas bag", 0.03, Cause.NOT_AS_DESCRIBED_COLOUR),
}
WORDS = (
    (
        "de",
        "Die Jacke fällt viel zu klein aus, ich brauche sie zwei Nummern größer.",
        "这件夹克偏小很多,我需要大两码的。",
        Cause.SIZE_TOO_SMALL,
    ),
    (
        "fr",
        "Le pull bouloche déjà après deux jours, je suis très déçue.",
        "毛衣穿了两天就起球了,我非常失望。",
        Cause.QUALITY_PILLING,
    ),
    ("en", "Where is my parcel? Tracking has not moved for nine days.", "我的包裹在哪里?物流九天没有更新了。", Cause.LOST_OR_LATE_LATE),
    ("ja", "ランプのガラスが割れて届きました。交換をお願いします。", "台灯玻璃送到时已经碎了,请换货。", Cause.DAMAGED_IN_TRANSIT),
    ("es", "¿Cómo se conecta el cargador al móvil?", None, Cause.USAGE_QUESTION),
)  # fmt: skip


def history(seed: int = 7, orders: int = 1300) -> tuple[list[Fact], list[Case]]:
    """Facts and cases of the thirteen weeks before NOW."""
    chance = Random(seed)
    facts: list[Fact] = []
    cases: list[Case] = []
    for number in range(orders):
        placed = NOW - timedelta(minutes=chance.randrange(100 * 24 * 60))
        sku = chance.choice(list(PRODUCTS))
        facts += _order(chance, f"{number}", placed, sku)
        if chance.random() < 0.12:
            found, opened = _conversation(chance, f"{number}", placed)
            facts += found
            cases.append(opened)
    return [found for found in facts if found.occurred_at < NOW], [
        one for one in cases if one.opened_at < NOW
    ]


def _when(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"


def _order(chance: Random, key: str, placed: datetime, sku: str) -> Iterator[Fact]:
    title, rate, cause = PRODUCTS[sku]
    bought = line("1", sku, chance.choice((1, 1, 1, 2)), 4900).having(title=title)
    yield order(key, _when(placed), bought, market=chance.choice(("US", "DE", "FR", "JP")))
    asked = placed + timedelta(hours=chance.uniform(60, 700))
    if chance.random() < rate:
        resolution = chance.choice(("refund", "refund", "exchange", "open"))
        lines = ReturnLine(line="1", sku=sku, quantity=1, received=chance.choice((0, 1)), cause=cause)
        yield returned(f"r{key}", key, _when(asked), lines, resolution=resolution)
        if resolution == "refund":
            yield refund(f"f{key}", key, _when(asked + timedelta(days=6)), 4900)
    if chance.random() < 0.3:
        stars = chance.choice((1, 2, 3)) if chance.random() < rate + 0.05 else chance.choice((4, 5, 5))
        yield review(f"v{key}", _when(placed + timedelta(days=9)), stars, sku=sku, order=key, text="…")


def _conversation(chance: Random, key: str, placed: datetime) -> tuple[list[Fact], Case]:
    language, text, translated, cause = chance.choice(WORDS)
    asked = placed + timedelta(hours=chance.uniform(30, 300))
    answered = asked + timedelta(hours=chance.lognormvariate(1.2, 0.8))
    is_answered = chance.random() < 0.95 and answered < NOW
    wrote = message(f"m{key}", _when(asked), Author.CUSTOMER, thread=f"t{key}", number=f"#{key}")
    wrote = wrote.having(record=wrote.record.having(text=text))
    facts = [wrote, _labels(wrote, language, translated, cause)]
    if is_answered:
        facts.append(message(f"a{key}", _when(answered), Author.AGENT, thread=f"t{key}", number=f"#{key}"))
    opened = case(
        1,
        _when(asked),
        cause if chance.random() < 0.92 else None,
        home=f"order:shop/{key}",
        state=CaseState.ANSWERED if is_answered else CaseState.WAITING,
        order_number=f"#{key}",
        first_asked_at=asked,
        first_answer_at=answered if is_answered else None,
    )
    return facts, opened


def _labels(wrote: Fact, language: str, translated: str | None, cause: Cause) -> Fact:
    record = Understanding(
        store="shop",
        key=f"{wrote.record.key}-labels",
        about=wrote.entity,
        about_home=wrote.home,
        text_hash="…",
        engine="embedded",
        engine_version="1",
        language=language,
        language_confidence=0.99,
        sentiment=Sentiment.NEGATIVE,
        sentiment_confidence=0.8,
        causes=(CauseLabel(cause=cause, confidence=0.87),),
        urgency="normal",
        translation=Translation(language="zh", text=translated, engine="memory") if translated else None,
    )
    return fact(record, _when(wrote.occurred_at))


def evaluator(folder: Path) -> Evaluator:
    """The quarter, ready to be asked as of NOW."""
    return Evaluator(
        lake=lake_of(folder, *history()),
        settings=SETTINGS,
        as_of=NOW,
        draw=Random(1).randrange,
        complete_through=NOW,
    )
