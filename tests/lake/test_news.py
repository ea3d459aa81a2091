"""A refresh that builds only what news touch leaves what a build of everything would."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import duckdb

from aftersales.lake.cubes import CubeLake
from aftersales.lake.manifest import load_manifest
from aftersales.lake.refresh import Scope, refresh
from aftersales.lake.writer import LakeWriter
from aftersales.metrics.catalogue import CONTRACTS, contract
from aftersales.records.case import Case
from aftersales.records.cause import Cause
from aftersales.records.fact import Fact
from aftersales.records.message import Author
from aftersales.records.order import Customer, OrderStatus
from aftersales.records.parcel import ParcelStatus
from aftersales.records.same_customer import SameCustomer
from tests.lake.in_memory import DEMO, InMemoryObjects, lake_of, snapshot
from tests.lake.test_refresh import cells, exported
from tests.metrics.history import (
    at,
    case,
    fact,
    line,
    message,
    order,
    parcel,
    read_as,
    refund,
    returned,
    review,
)

NOW = at("2026-12-01T10:00")
TOLD = ("order_lines", "products", "messages", "returns", "review_versions", "understandings")
SOME = Scope(
    contracts=tuple(
        contract(name)
        for name in (
            "return_rate.value.by_order",
            "refund_rate.value.by_order",
            "neg_review_cause_share.by_review",
            "repurchase_rate.by_cohort",
            "on_time_delivery",
            "first_response",
            "contact_rate.by_order",
            "ncx_like.by_order",
        )
    ),
    quick=TOLD,
    all=TOLD,
)
"""Contracts that between them join nearly all kinds of records."""
ONE = Scope(contracts=SOME.contracts[:1], quick=("products",), all=("products",))


def _sale(name: str, when: str, title: str | None) -> Fact:
    """An order of a lamp under a title; told again without one it is withdrawn."""
    told = order(name, when, line().having(title=title))
    return told if title else told.having(version="9")


def _day(chance: Random) -> str:
    return f"2026-{chance.randint(9, 11):02}-{chance.randint(1, 28):02}T{chance.randint(0, 23):02}:30"


def _dossier(name: str, chance: Random) -> Iterator[Fact]:
    """An order of one of a few customers, and by chance what may become of it."""
    bought = _day(chance)
    sku = chance.choice(("LAMP", "RUG"))
    goods = line(sku=sku).having(asin=f"B0{sku}", title=f"{sku.title()} {name[-1]}")
    buyer, number = Customer(key=f"buyer-{chance.randint(1, 30)}"), f"track-{name}"
    yield order(name, bought, goods, customer=buyer, tracking_numbers=(number,), deliver_until=NOW)
    if chance.random() < 0.2:
        yield order(
            name, _day(chance), goods, customer=buyer, placed_at=at(bought), status=OrderStatus.CANCELLED
        )
    if chance.random() < 0.5:
        yield parcel(number, _day(chance), chance.choice((ParcelStatus.DELIVERED, ParcelStatus.IN_TRANSIT)))
    if chance.random() < 0.4:
        yield returned(f"return-{name}", name, _day(chance))
    if chance.random() < 0.4:
        yield refund(f"refund-{name}", name, _day(chance), chance.randint(1, 1000))
    if chance.random() < 0.5:
        told = review(
            f"review-{name}", _day(chance), chance.randint(1, 5), order=name, sku=None, asin=f"B0{sku}"
        )
        yield from (told, read_as(told, cause=Cause.QUALITY_PILLING))
    if chance.random() < 0.5:
        yield message(f"mail-{name}", _day(chance), Author.CUSTOMER, f"thread-{name}", f"#{name}")


def _same(first: str, second: str, when: str) -> Fact:
    """Two customers who prove to be one."""
    merge = SameCustomer(
        store="shop", key=f"{first}={second}", first=first, second=second, member="kim", at=at(when)
    )
    return fact(merge, when)


def _cases(facts: list[Fact], chance: Random) -> list[Case]:
    asked = [one for one in facts if one.type == "message"]
    times = [(one, one.occurred_at) for one in asked]
    return [
        case(
            1,
            f"{moment:%Y-%m-%dT%H:%M}",
            home=one.home,
            first_asked_at=moment,
            first_answer_at=moment + (NOW - moment) / 9,
        )
        for one, moment in times
        if chance.random() < 0.8
    ]


def test_a_refresh_of_news_equals_a_build_of_everything(tmp_path: Path) -> None:
    """R12: whatever comes, in whatever order: every cell, every row and every exported month is that of a build from nothing."""
    chance = Random(1)
    facts = [one for number in range(40) for one in _dossier(f"o{number}", chance)]
    cases = _cases(facts, chance)
    facts += [_same(f"buyer-{number}", f"buyer-{number + 1}", _day(chance)) for number in (3, 4, 9, 20)]
    chance.shuffle(facts)
    objects, bare = InMemoryObjects(), InMemoryObjects()
    cuts = (0, len(facts) * 8 // 10, len(facts) * 9 // 10, len(facts))
    ways = []
    for step in range(3):
        batch = facts[cuts[step] : cuts[step + 1]]
        for there in (objects, bare):
            LakeWriter(there).write(f"b{step}", facts=batch, cases=[snapshot(one) for one in cases[step::3]])
        ways.append(refresh(objects, tmp_path / "steps", DEMO, {}, NOW, SOME).of_news)
    refresh(bare, tmp_path / "bare", DEMO, {}, NOW, SOME)
    assert ways == [False, True, True]
    names = [one.name for one in SOME.contracts]
    found, expected = (cells(exported(there, tmp_path / str(id(there))), names) for there in (objects, bare))
    assert all(expected.values())
    for name, rows in expected.items():
        assert found[name] == rows, name
    steps, whole = (
        {key: digest for key, digest in load_manifest(there, "demo").digests.items() if digest != "no rows"}
        for there in (objects, bare)
    )
    assert {key for key in steps | whole if steps.get(key) != whole.get(key)} == set()


def test_a_product_goes_by_the_title_of_its_newest_line(tmp_path: Path) -> None:
    """A title that is newer than all others counts at once, an older one never; where the newest is withdrawn, all are looked through."""
    objects = InMemoryObjects()
    LakeWriter(objects).write("b1", facts=[_sale("1", "2026-11-03", "Lamp")])
    refresh(objects, tmp_path, DEMO, {}, NOW, ONE)
    found = []
    for news in (
        _sale("2", "2026-11-20", "Lampe"),
        _sale("3", "2026-11-01", "Light"),
        _sale("2", "2026-11-20", None),
    ):
        LakeWriter(objects).write(news.id, facts=[news])
        of_news = refresh(objects, tmp_path, DEMO, {}, NOW, ONE).of_news
        lake = CubeLake(DEMO, objects, tmp_path / "reader")
        lake.refresh()
        (row,) = lake.query("SELECT item, title FROM products", {})
        found.append((row["title"], of_news))
    assert found == [("Lampe", True), ("Lampe", True), ("Lamp", False)]


def test_what_all_rest_on_is_built_for_all(tmp_path: Path) -> None:
    """The first return that a store ever tells puts every order of that store into the rate: no slice would know."""
    objects = InMemoryObjects()
    sales = [order(str(number), "2026-11-03") for number in range(5)]
    LakeWriter(objects).write("b1", facts=sales)
    refresh(objects, tmp_path, DEMO, {}, NOW, ONE)
    LakeWriter(objects).write("b2", facts=[returned("r", "1", "2026-11-20")])
    assert not refresh(objects, tmp_path, DEMO, {}, NOW, ONE).of_news
    LakeWriter(objects).write("b3", facts=[returned("r2", "2", "2026-11-21")])
    assert refresh(objects, tmp_path, DEMO, {}, NOW, ONE).of_news


def test_a_cold_process_and_a_new_day_build_everything(tmp_path: Path) -> None:
    """What lies on no disk cannot be compared; once a day everything is built, which would mend whatever had drifted."""
    objects = InMemoryObjects()
    for number, (folder, now) in enumerate((("one", NOW), ("two", NOW), ("two", at("2026-12-02T10:00")))):
        LakeWriter(objects).write(f"b{number}", facts=[order(str(number), "2026-11-03")])
        assert not refresh(objects, tmp_path / folder, DEMO, {}, now, ONE).of_news


def test_the_first_facts_of_a_workspace_are_built_whole(tmp_path: Path) -> None:
    """Where nothing was known there is nothing to compare with, however warm the disk; news after that are news again."""
    objects = InMemoryObjects()
    refresh(objects, tmp_path, DEMO, {}, NOW, ONE)
    ways = []
    for name in ("first", "second"):
        LakeWriter(objects).write(name, facts=[order(name, "2026-11-03")])
        ways.append(refresh(objects, tmp_path, DEMO, {}, NOW, ONE).of_news)
    assert ways == [False, True]


def test_what_drifted_is_built_anew_though_no_row_is_missing(tmp_path: Path) -> None:
    """Rows that say something else than the records say are as many as before: news beside them bring them back."""
    objects = InMemoryObjects()
    known, news = [order(name, "2026-11-03") for name in ("one", "two")], [order("three", "2026-11-04")]
    LakeWriter(objects).write("known", facts=known)
    refresh(objects, tmp_path, DEMO, {}, NOW, ONE)
    metrics = [one.name for one in ONE.contracts]
    (key,) = objects.list(f"ledger/workspace=demo/metric={metrics[0]}/")
    drifted = tmp_path / "drifted.parquet"
    drifted.write_bytes(objects.get(key))
    rows = duckdb.read_parquet(str(drifted))
    rows.project("* REPLACE (denominator + 1 AS denominator)").write_parquet(f"{drifted}.other")
    objects.put(key, Path(f"{drifted}.other").read_bytes())
    LakeWriter(objects).write("news", facts=news)
    assert not refresh(objects, tmp_path, DEMO, {}, NOW, ONE).of_news
    whole = lake_of(tmp_path / "whole", [*known, *news])
    assert cells(exported(objects, tmp_path), metrics)["ledger"] == cells(whole, metrics)["ledger"]


def test_every_contract_is_built_of_news_or_waits_for_the_day() -> None:
    """Only what compares all dossiers with each other may wait."""
    from aftersales.lake.tables import WAITING, rests_on

    waiting = {name for name, one in CONTRACTS.items() if rests_on(one.sql) & WAITING}
    assert waiting == {"repurchase_without_case.by_resolved"}
