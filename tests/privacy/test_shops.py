"""A shop that is erased loses everybody in it, and no other shop loses anybody."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from aftersales.privacy.in_table import erase_in_table
from aftersales.privacy.person import Person
from aftersales.records.erasure import Erasure, Step
from tests.privacy.house import SETTINGS, START, STORE, WORKSPACE, House, bought, house, mailed, webhook

FIRST, SECOND, ELSEWHERE = "Zelda Quuxley", "Yorick Plugh", "Wanda Frobozz"


def filled(home: House) -> None:
    """Two customers of one shop, one of whom wrote, and a customer of another one; all of it is in the lake."""
    elsewhere = bought(1003, ELSEWHERE, "wanda@example.com")
    home.ingest(
        bought(1001, FIRST, "zelda@quux.example"),
        bought(1002, SECOND, "yorick@plugh.example"),
        mailed("m1", f"{FIRST} <zelda@quux.example>", "Order 1001", "My xylophonic lamp."),
        replace(elsewhere, store="other", connection="other"),
    )
    home.ingest(webhook("shop/redact", {"shop_id": 1, "shop_domain": "aurora-living.myshopify.com"}))
    home.stream()
    home.now += timedelta(days=4)


def test_everybody_in_a_shop_is_erased(tmp_path: Path) -> None:
    """One mark for the whole shop keeps them all from coming back; the other shop's customer, archive line and all, stays."""
    words = (FIRST, SECOND, "quux.example", "plugh.example", "xylophonic")
    with house(tmp_path) as home:
        filled(home)
        assert home.places_with(*words)
        home.app.erase(WORKSPACE)
        [errand] = home.erasures.erasures(WORKSPACE)
        assert (errand.form, errand.step, errand.found["orders"]) == ("erase_shop", Step.AGAIN, 2)
        assert [place for place in home.places_with(*words) if not place.startswith("erasing/")] == []
        assert [place.split("/")[0] for place in home.places_with("wanda@example.com")] == [
            "demo#order:other",
            "raw",
        ]
        home.ingest(bought(1002, SECOND, "yorick@plugh.example", updated="2026-11-09"))
        assert [place for place in home.places_with("Plugh") if not place.startswith("erasing/")] == []
        assert home.erasures.homes_of(WORKSPACE, f"{STORE}-1") == []


def test_an_errand_that_is_cut_off_goes_on_where_it_was(tmp_path: Path) -> None:
    """With no time at all each run does one piece of work; together they do what one long run does."""
    with house(tmp_path) as home:
        filled(home)
        started = home.now
        steps: list[Step] = []
        clock = iter(range(10**6))
        hurried = replace(home.app, clock=lambda: started + timedelta(minutes=11 * next(clock) / 100))
        for _ in range(40):
            hurried.erase(WORKSPACE)
            [errand] = home.erasures.erasures(WORKSPACE)
            steps.append(errand.step)
            if errand.step is Step.AGAIN:
                break
        assert steps[-1] is Step.AGAIN
        places = home.places_with(FIRST, SECOND, "xylophonic")
        assert [place for place in places if not place.startswith("erasing/")] == []


def test_a_long_walk_never_falls_back(tmp_path: Path) -> None:
    """An errand may be cut off after any piece of a walk: what it keeps of how far it has come only grows."""
    errand = Erasure(
        workspace=WORKSPACE, request="privacy:shop/1", form="erase_shop", store=STORE, member="system",
        ordered_at=START, due_at=START, erased_at=START, salt="salt",
    )  # fmt: skip
    person = Person(seeds=tuple(f"order:{STORE}/{number}" for number in range(100, 160)))
    with house(tmp_path) as home:
        cursors = [stage.cursor for stage in erase_in_table(home.app.places, errand, person, SETTINGS)]
    assert len(set(cursors)) > 2
    assert cursors == sorted(cursors)


def test_an_errand_ends_in_a_busy_shop(tmp_path: Path) -> None:
    """News come all day: what was written after the lake has forgotten holds nobody's words, and need not be merged first."""
    with house(tmp_path) as home:
        filled(home)
        for number in (2001, 2002, 2003):
            home.app.erase(WORKSPACE)
            home.ingest(bought(number, ELSEWHERE, f"buyer{number}@example.com"))
            home.stream()
            home.figures()
            home.ingest(bought(number + 100, ELSEWHERE, f"buyer{number}@example.com"))
            home.stream()
            home.now += timedelta(minutes=31)
        home.app.erase(WORKSPACE)
        [errand] = home.erasures.erasures(WORKSPACE)
        assert errand.step is Step.DONE
        assert home.places_with(FIRST, SECOND, "xylophonic") == []
