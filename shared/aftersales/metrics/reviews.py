"""Contracts on reviews and seller feedback."""

from aftersales.metrics.contract import Contract, Form, Words
from aftersales.metrics.figure import Reason, Unit

_SETTLE_DAYS = 7
"""Reviews count as they stand so long after the period's end: buyers edit in the first days."""

_POSTED = Words(zh="按评价发布日期", en="by date of the review")
# Each state of a review counts from its time on, and leaves again when the next state replaces it.
_STATES = """
WITH states AS (
  SELECT entity, home, key, form, posted_at, stars, sku, store, market, platform, occurred_at AS known, 1 AS sign
  FROM review_states WHERE visible
  UNION ALL
  SELECT entity, home, key, form, posted_at, stars, sku, store, market, platform, replaced_at, -1
  FROM review_states WHERE visible AND replaced_at IS NOT NULL
)
"""
_RATED = "WHERE form = 'product' AND stars IS NOT NULL"

NEGATIVE_REVIEWS = Contract(
    name="neg_review_rate.by_review",
    title=Words(zh="差评率", en="Negative-review rate"),
    formula=Words(
        zh="低星商品评价（默认 1–3 星）÷ 期内发布的有星级商品评价",
        en="product reviews with few stars (1–3 unless set otherwise) ÷ rated product reviews posted in the period",
    ),
    numerator=Words(zh="低星评价", en="reviews with few stars"),
    denominator=Words(zh="有星级的商品评价", en="rated product reviews"),
    basis=_POSTED,
    exclusions=Words(
        zh="取期末 + 7 天时的最新星级；已删除或隐藏的评价不计",
        en="Stars as they stood 7 days after the period; deleted and hidden reviews do not count",
    ),
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=10,
    dimensions=("sku", "store", "market", "platform"),
    matures_days=_SETTLE_DAYS,
    settles_days=_SETTLE_DAYS,
    sql=_STATES
    + f"""
SELECT entity, home, key AS label, posted_at AS dated, known, CASE WHEN stars <= negative_stars THEN sign ELSE 0 END AS numerator,
  sign AS denominator, sku, store, market, platform
FROM states CROSS JOIN settings {_RATED}
""",
)

STARS = Contract(
    name="star_distribution.by_review",
    title=Words(zh="评价分布", en="Stars"),
    formula=Words(
        zh="各星级评价数 ÷ 期内发布的有星级商品评价",
        en="reviews of each star ÷ rated product reviews posted in the period",
    ),
    numerator=Words(zh="该星级的评价", en="reviews with that many stars"),
    denominator=Words(zh="有星级的商品评价", en="rated product reviews"),
    basis=_POSTED,
    exclusions=NEGATIVE_REVIEWS.exclusions,
    form=Form.SHARE,
    unit=Unit.SHARE,
    minimum=10,
    dimensions=("sku", "store", "market", "platform"),
    matures_days=_SETTLE_DAYS,
    settles_days=_SETTLE_DAYS,
    sql=_STATES
    + f"""
SELECT entity, home, key AS label, posted_at AS dated, known, sign AS numerator, sign AS denominator,
  CAST(stars AS VARCHAR) AS part, sku, store, market, platform
FROM states {_RATED}
""",
)

NEGATIVE_FEEDBACK = Contract(
    name="neg_seller_feedback_rate",
    title=Words(zh="店铺差评", en="Negative seller feedback"),
    formula=Words(
        zh="低星店铺反馈 ÷ 全部店铺反馈；平台只给出 1–3 星，所以只显示条数",
        en="seller feedback with few stars ÷ all seller feedback; the platform tells only 1–3 stars, so the count alone is shown",
    ),
    numerator=Words(zh="低星店铺反馈", en="feedback with few stars"),
    denominator=Words(zh="平台未提供", en="not given by the platform"),
    basis=Words(zh="按反馈日期", en="by date of the feedback"),
    exclusions=Words(zh="已移除的反馈不计", en="Without removed feedback"),
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=10,
    matures_days=_SETTLE_DAYS,
    missing=Reason.DENOMINATOR_NOT_GIVEN,
    settles_days=_SETTLE_DAYS,
    sql=_STATES
    + """
SELECT entity, home, key AS label, posted_at AS dated, known, sign AS numerator, 0 AS denominator, sku, store, market, platform
FROM states CROSS JOIN settings WHERE form = 'seller_feedback' AND stars <= negative_stars
""",
)

CONTRACTS = (NEGATIVE_REVIEWS, STARS, NEGATIVE_FEEDBACK)
