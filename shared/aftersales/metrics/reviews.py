"""Contracts on reviews and seller feedback."""

from dataclasses import replace

from aftersales.metrics.contract import Contract, Form, Words
from aftersales.metrics.figure import Reason, Unit

SETTLE_DAYS = 7
"""Reviews count as they stand so long after the period's end: buyers edit in the first days."""

# Each state of a review counts from its time on, and leaves again when the next state replaces it.
STATES = """
WITH told AS (
  SELECT review_states.*, judged.cause FROM review_states LEFT JOIN review_causes judged ON judged.entity = review_states.entity
),
states AS (
  SELECT entity, home, key, form, posted_at, stars, verdict, cause, sku, store, market, platform, occurred_at AS known,
    1 AS sign
  FROM told WHERE visible
  UNION ALL
  SELECT entity, home, key, form, posted_at, stars, verdict, cause, sku, store, market, platform, replaced_at, -1
  FROM told WHERE visible AND replaced_at IS NOT NULL
)
"""
RATED = "WHERE form = 'product' AND stars IS NOT NULL AND verdict IS NULL"
POSTED = Words(zh="按评价发布日期", en="by date of the review")
LATEST = Words(
    zh="取期末 + 7 天时的最新星级；已删除或隐藏的评价不计；平台转载的同一评价只计一次；以文字评价的平台（eBay）另列",
    en="Stars as they stood 7 days after the period; deleted and hidden reviews do not count; a review that platforms"
    " repeat counts once;"
    " platforms that rate in words (eBay) are shown beside",
)

NEGATIVE_REVIEWS = Contract(
    name="neg_review_rate.by_review",
    title=Words(zh="差评率", en="Negative-review rate"),
    formula=Words(
        zh="低星商品评价（默认 1–3 星）÷ 期内发布的有星级商品评价",
        en="product reviews with few stars (1–3 unless set otherwise) ÷ rated product reviews posted in the period",
    ),
    numerator=Words(zh="低星评价", en="reviews with few stars"),
    denominator=Words(zh="有星级的商品评价", en="rated product reviews"),
    basis=POSTED,
    exclusions=LATEST,
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=10,
    dimensions=("sku", "store", "market", "platform", "cause"),
    matures_days=SETTLE_DAYS,
    settles_days=SETTLE_DAYS,
    sql=STATES
    + f"""
SELECT entity, home, key AS label, posted_at AS dated, known,
  CASE WHEN stars <= negative_stars THEN sign ELSE 0 END AS numerator,
  sign AS denominator, cause, sku, store, market, platform
FROM states CROSS JOIN settings {RATED}
""",
)

NEGATIVE_CAUSES = replace(
    NEGATIVE_REVIEWS,
    name="neg_review_cause_share.by_review",
    title=Words(zh="差评原因占比", en="Causes of negative reviews"),
    formula=Words(
        zh="该主要原因的低星评价 ÷ 已分类的低星评价（期内发布）",
        en="negative reviews with this primary cause ÷ classified negative reviews posted in the period",
    ),
    numerator=Words(
        zh="该原因的低星评价；人工标签优先于自动标签",
        en="negative reviews of the cause; a person's label beats the engine's",
    ),
    denominator=Words(zh="已分类的低星评价", en="classified negative reviews"),
    form=Form.SHARE,
    sql=STATES
    + f"""
SELECT entity, home, key AS label, posted_at AS dated, known, sign AS numerator,
  CASE WHEN cause IS NULL THEN 0 ELSE sign END AS denominator,
  split_part(cause, '.', 1) AS part, cause, sku, store, market, platform
FROM states CROSS JOIN settings {RATED} AND stars <= negative_stars
""",
)

_FIRST = """
WITH posted AS (
  SELECT versions.*, row_number() OVER (PARTITION BY versions.entity ORDER BY version, id) AS place
  FROM review_versions versions
)
"""

NEGATIVE_POSTED = replace(
    NEGATIVE_REVIEWS,
    name="neg_review_posted_rate.by_review",
    title=Words(zh="差评率（发布时）", en="Negative-review rate at posting"),
    formula=Words(
        zh="发布时为低星的商品评价 ÷ 期内发布的有星级商品评价",
        en="product reviews posted with few stars ÷ rated product reviews posted in the period",
    ),
    numerator=Words(zh="发布时为低星的评价", en="reviews that had few stars when they were posted"),
    exclusions=Words(
        zh="修改和删除都不影响；平台转载的同一评价只计一次；以文字评价的平台另列",
        en="Edits and deletions change nothing; a review that platforms repeat counts once; platforms that rate in words"
        " are shown beside",
    ),
    dimensions=("sku", "store", "market", "platform"),
    matures_days=0,
    settles_days=None,
    sql=_FIRST
    + f"""
SELECT entity, home, key AS label, posted_at AS dated, occurred_at AS known,
  CASE WHEN stars <= negative_stars THEN 1 ELSE 0 END AS numerator,
  1 AS denominator, sku, store, market, platform
FROM posted CROSS JOIN settings {RATED} AND place = 1
""",
)

RECOVERED = replace(
    NEGATIVE_REVIEWS,
    name="recovered_reviews.by_review",
    title=Words(zh="挽回的差评", en="Recovered reviews"),
    formula=Words(
        zh="发布时为低星、现已改为非低星的评价 ÷ 发布时为低星的评价（期内发布）",
        en="reviews posted with few stars that have more now ÷ reviews posted with few stars in the period",
    ),
    numerator=Words(zh="已改为高星的评价", en="reviews lifted above the threshold"),
    denominator=Words(zh="发布时为低星的评价", en="reviews posted with few stars"),
    exclusions=Words(
        zh="删除不算挽回；平台转载的同一评价只计一次",
        en="A deletion is no recovery; a review that platforms repeat counts once",
    ),
    dimensions=("sku", "store", "market", "platform"),
    matures_days=30,
    settles_days=None,
    lower_is_better=False,
    sql=_FIRST
    + f""",
low AS (SELECT posted.* FROM posted CROSS JOIN settings {RATED} AND place = 1 AND stars <= negative_stars),
lifted AS (
  SELECT review_states.entity, review_states.occurred_at AS since, replaced_at
  FROM review_states CROSS JOIN settings WHERE visible AND stars > negative_stars
)
SELECT entity, home, key AS label, posted_at AS dated, occurred_at AS known, 0 AS numerator, 1 AS denominator, sku, store,
  market, platform
FROM low
UNION ALL
SELECT low.entity, home, key, posted_at, since, 1, 0, sku, store, market, platform FROM low
JOIN lifted ON lifted.entity = low.entity
UNION ALL
SELECT low.entity, home, key, posted_at, replaced_at, -1, 0, sku, store, market, platform
FROM low JOIN lifted ON lifted.entity = low.entity WHERE replaced_at IS NOT NULL
""",
)

VERBAL = replace(
    NEGATIVE_REVIEWS,
    name="verbal_ratings.by_review",
    title=Words(zh="文字评价（eBay）", en="Ratings in words"),
    formula=Words(
        zh="差评、中评、好评各占期内文字评价的比例（差评对应 1 星，中评 3 星，好评 5 星）",
        en="negative, neutral and positive ratings of all given in words in the period; mapped to 1, 3 and 5 stars",
    ),
    numerator=Words(zh="该评价的条数", en="ratings of the word"),
    denominator=Words(zh="全部文字评价", en="all ratings in words"),
    exclusions=Words(
        zh="不与星级评价混算；取期末 + 7 天时的最新评价；已移除的不计",
        en="Never mixed with stars; as they stood 7 days after the period; removed ones do not count",
    ),
    form=Form.SHARE,
    dimensions=("sku", "store", "market", "platform"),
    missing=Reason.NOT_TOLD,
    sql=STATES
    + """
SELECT entity, home, key AS label, posted_at AS dated, known, sign AS numerator, sign AS denominator, verdict AS part,
  sku, store, market, platform
FROM states WHERE verdict IS NOT NULL
""",
)

NEGATIVE_FEEDBACK = Contract(
    name="neg_seller_feedback_rate",
    title=Words(zh="店铺差评", en="Negative seller feedback"),
    formula=Words(
        zh="低星店铺反馈 ÷ 全部店铺反馈；平台只给出 1–3 星，所以只显示条数",
        en="seller feedback with few stars ÷ all seller feedback; the platform tells only 1–3 stars, so the count alone is"
        " shown",
    ),
    numerator=Words(zh="低星店铺反馈", en="feedback with few stars"),
    denominator=Words(zh="平台未提供", en="not given by the platform"),
    basis=Words(zh="按反馈日期", en="by date of the feedback"),
    exclusions=Words(
        zh="已移除的反馈不计；以文字评价的平台另列",
        en="Without removed feedback; platforms that rate in words are shown beside",
    ),
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=10,
    matures_days=SETTLE_DAYS,
    missing=Reason.DENOMINATOR_NOT_GIVEN,
    settles_days=SETTLE_DAYS,
    sql=STATES
    + """
SELECT entity, home, key AS label, posted_at AS dated, known, sign AS numerator, 0 AS denominator, sku, store, market, platform
FROM states CROSS JOIN settings WHERE form = 'seller_feedback' AND verdict IS NULL AND stars <= negative_stars
""",
)

CONTRACTS = (
    NEGATIVE_REVIEWS,
    NEGATIVE_CAUSES,
    NEGATIVE_POSTED,
    RECOVERED,
    VERBAL,
    NEGATIVE_FEEDBACK,
)
