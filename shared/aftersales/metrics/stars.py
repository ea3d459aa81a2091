"""Contracts on how many stars products get."""

from dataclasses import replace

from aftersales.metrics.contract import Form, Words
from aftersales.metrics.figure import Unit
from aftersales.metrics.reviews import NEGATIVE_REVIEWS, RATED, STATES

STARS = replace(
    NEGATIVE_REVIEWS,
    name="star_distribution.by_review",
    title=Words(zh="评价分布", en="Stars"),
    formula=Words(
        zh="各星级评价数 ÷ 期内发布的有星级商品评价",
        en="reviews of each star ÷ rated product reviews posted in the period",
    ),
    numerator=Words(zh="该星级的评价", en="reviews with that many stars"),
    form=Form.SHARE,
    dimensions=("sku", "store", "market", "platform"),
    sql=STATES
    + """
SELECT entity, home, key AS label, posted_at AS dated, known, sign AS numerator,
  CASE WHEN stars IS NULL THEN 0 ELSE sign END AS denominator,
  CAST(stars AS VARCHAR) AS part, sku, store, market, platform
FROM states WHERE form = 'product' AND verdict IS NULL
""",
)

STAR_MEAN = replace(
    NEGATIVE_REVIEWS,
    name="star_mean.by_review",
    title=Words(zh="平均星级", en="Mean stars"),
    formula=Words(
        zh="期内发布的有星级商品评价的平均星级",
        en="mean of the stars of rated product reviews posted in the period",
    ),
    numerator=Words(zh="星级之和", en="sum of stars"),
    form=Form.MEAN,
    unit=Unit.STARS,
    dimensions=("sku", "store", "market", "platform"),
    lower_is_better=False,
    sql=STATES
    + f"""
SELECT entity, home, key AS label, posted_at AS dated, known, sign * stars AS numerator, sign AS denominator, sku, store,
  market, platform
FROM states {RATED}
""",
)

CONTRACTS = (STARS, STAR_MEAN)
