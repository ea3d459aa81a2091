"""The products most surely returned, and what customers said."""

from datetime import date

from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.period import trailing, week
from aftersales.metrics.quotes import passage, quotes
from aftersales.metrics.ranking import product_figures, ranked_product
from aftersales.records.after_sales import ReturnLine
from aftersales.records.cause import Cause
from tests.metrics.asking import Asker
from tests.metrics.history import line, order, returned
from tests.reports.sample import WEEK

PERIOD = week(WEEK, "Asia/Shanghai")


def test_few_units_cannot_lead_the_list(ask: Asker) -> None:
    """Nineteen of nineteen is not judged; 4 of 20 is less sure than 30 of 200, though its rate is higher."""
    facts = [
        order("1", "2026-11-03", line(sku="FEW", shipped=19)),
        order("2", "2026-11-03", line(sku="SURE", shipped=200)),
        order("3", "2026-11-03", line(sku="LOUD", shipped=20)),
        returned("a", "1", "2026-11-04", ReturnLine(sku="FEW", quantity=19, cause=Cause.QUALITY)),
        returned("b", "2", "2026-11-04", ReturnLine(sku="SURE", quantity=30, cause=Cause.SIZE_TOO_SMALL)),
        returned("c", "3", "2026-11-04", ReturnLine(sku="LOUD", quantity=4)),
    ]
    evaluator = ask.evaluator(facts, as_of="2026-11-20")
    period = trailing(date(2026, 11, 20), 90, "Asia/Shanghai")
    found = [ranked_product(evaluator, period, one) for one in product_figures(evaluator, period)]
    assert [(product.sku, product.cause, product.cause_units) for product in found] == [
        ("SURE", "size_fit", 30),
        ("LOUD", None, 0),
    ]
    # 53 of 239 units came back over all.
    assert round(found[0].excess, 3) == round(30 - 200 * 53 / 239, 3)


def test_the_planted_products_lead(quarter: Evaluator) -> None:
    """The product made worst is found first, with its name and its cause."""
    period = trailing(PERIOD.last, 90, PERIOD.zone)
    worst = ranked_product(quarter, period, product_figures(quarter, period)[0])
    assert (worst.sku, worst.title, worst.cause) == ("JKT-ARCTIC-M", "Arctic down jacket, M", "size_fit")


def test_a_cause_has_quotes_with_their_translation(quarter: Evaluator) -> None:
    """Words of the week about the cause, each text once, beside its translation."""
    both = quotes(quarter.lake, PERIOD, ["size_fit", "missing_parts"], count=5)
    found = both["size_fit"]
    assert [(quote.language, quote.translations[0].engine) for quote in found] == [("de", "memory")]
    assert found[0].text.startswith("Die Jacke")
    assert (found[0].beside("de"), found[0].beside("en")) == (None, None)
    assert (found[0].is_strange("zh"), found[0].is_strange("en")) == (False, True)
    assert both["missing_parts"] == []
    assert quotes(quarter.lake, PERIOD, [], count=5) == {}


def test_a_long_text_is_cut_around_its_evidence() -> None:
    """The passage that decided is kept, and cuts are shown."""
    text = f"{'long ago ' * 60}the zip broke {'and so on ' * 60}"
    start = text.index("the zip")
    found = passage(text, start, start + 13)
    assert "the zip broke" in found
    assert found.startswith("…")
    assert found.endswith("…")
    assert len(found) <= 222
    assert passage(" two\n words ", None, None) == "two words"
