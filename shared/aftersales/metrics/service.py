"""Contracts on answering: how long customers wait, and for what they write."""

from aftersales.metrics.contract import Contract, Form, Words
from aftersales.metrics.figure import Unit

FIRST_RESPONSE = Contract(
    name="first_response",
    title=Words(zh="首次响应时间", en="First response time"),
    formula=Words(
        zh="每个工单从客户首条消息到客服首次回复的小时数；取中位数和 P90",
        en="per case, hours from the first customer message to the first agent reply; median and 90th percentile",
    ),
    numerator=Words(zh="小时数（自然时间）", en="hours, around the clock"),
    denominator=Words(zh="期内得到首次回复的工单", en="cases first answered in the period"),
    basis=Words(zh="按回复日期", en="by date of the reply"),
    exclusions=Words(
        zh="自动回复和平台通知不算回复；未回复的工单另列",
        en="Automatic mail is no reply; unanswered cases are shown beside",
    ),
    form=Form.DURATION,
    unit=Unit.HOURS,
    minimum=10,
    dimensions=("store", "market", "platform", "cause"),
    sql="""
SELECT entity, home, coalesce(order_number, home) AS label, first_answer_at AS dated, first_answer_at AS known,
  date_diff('second', first_asked_at, first_answer_at) / 3600.0 AS numerator, 1 AS denominator, cause, sku, store, market, platform
FROM cases WHERE first_answer_at >= first_asked_at
""",
)

AWAITING = Contract(
    name="awaiting",
    title=Words(zh="尚未首次回复", en="Awaiting a first reply"),
    formula=Words(
        zh="期末时客户已写信、尚无回复也未解决的工单数",
        en="cases at the end of the period whose customer wrote and has neither a reply nor a resolution",
    ),
    numerator=Words(zh="工单数", en="cases"),
    denominator=Words(zh="—", en="—"),
    basis=Words(zh="期末时点", en="at the end of the period"),
    exclusions=Words(zh="无", en="None"),
    form=Form.COUNT,
    unit=Unit.COUNT,
    minimum=0,
    dimensions=("store", "market", "platform", "cause"),
    sql="""
-- The wait ends with the first reply or with the resolution, whichever comes first.
WITH waits AS (
  SELECT *, CASE WHEN first_answer_at IS NULL THEN resolved_at WHEN resolved_at IS NULL THEN first_answer_at
    ELSE least(first_answer_at, resolved_at) END AS ended_at
  FROM cases WHERE first_asked_at IS NOT NULL
)
SELECT entity, home, coalesce(order_number, home) AS label, first_asked_at AS dated, first_asked_at AS known, 1 AS numerator,
  0 AS denominator, cause, sku, store, market, platform
FROM waits
UNION ALL
SELECT entity, home, coalesce(order_number, home), greatest(ended_at, first_asked_at), greatest(ended_at, first_asked_at), -1,
  0, cause, sku, store, market, platform
FROM waits WHERE ended_at IS NOT NULL
""",
)

RESPONSE = Contract(
    name="response",
    title=Words(zh="平均响应时间", en="Response time"),
    formula=Words(
        zh="每次来信从首条未回复消息到客服回复的小时数；取中位数和 P90",
        en="per contact, hours from the first unanswered customer message to the agent's reply; median and 90th percentile",
    ),
    numerator=Words(zh="小时数（自然时间）", en="hours, around the clock"),
    denominator=Words(zh="期内得到回复的来信", en="contacts answered in the period"),
    basis=Words(zh="按回复日期", en="by date of the reply"),
    exclusions=Words(
        zh="连续多条客户消息算一次；未回复即解决的不计；自动邮件不计",
        en="Several messages in a row are one contact; contacts closed without a reply and automatic mail do not count",
    ),
    form=Form.DURATION,
    unit=Unit.HOURS,
    minimum=10,
    dimensions=("store", "platform"),
    sql="""
WITH turns AS (
  SELECT store, thread, platform, home, entity, key, author, sent_at AS dated FROM messages WHERE author IN ('customer', 'agent')
  UNION ALL
  -- A resolution ends the contact: what an agent writes later answers nothing.
  SELECT store, thread, NULL, home, NULL, NULL, 'resolution', resolved_at FROM resolutions
),
runs AS (
  SELECT turns.*, coalesce(sum(CASE WHEN author = 'customer' THEN 0 ELSE 1 END) OVER (
    PARTITION BY store, thread ORDER BY dated, CASE WHEN author = 'resolution' THEN 1 ELSE 0 END, author, key
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS run
  FROM turns
),
contacts AS (
  SELECT store, thread, run, min(CASE WHEN author = 'customer' THEN dated END) AS asked,
    max(CASE WHEN author = 'agent' THEN dated END) AS dated, max(CASE WHEN author = 'agent' THEN entity END) AS entity,
    max(CASE WHEN author = 'agent' THEN home END) AS home, max(platform) AS platform
  FROM runs GROUP BY store, thread, run
)
SELECT entity, home, thread AS label, dated, dated AS known, date_diff('second', asked, dated) / 3600.0 AS numerator,
  1 AS denominator, store, platform
FROM contacts WHERE asked IS NOT NULL AND dated IS NOT NULL
""",
)

CAUSES = Contract(
    name="cause_share.by_opened",
    title=Words(zh="问题分类", en="Causes of cases"),
    formula=Words(
        zh="该主要原因的工单 ÷ 已分类工单（期内创建）",
        en="cases with this primary cause ÷ classified cases, opened in the period",
    ),
    numerator=Words(zh="主要原因属于该类的工单", en="cases whose primary cause is in the branch"),
    denominator=Words(zh="已分类的工单", en="classified cases"),
    basis=Words(zh="按工单创建日期", en="by date the case was opened"),
    exclusions=Words(
        zh="人工标签优先于自动标签；未分类的另列",
        en="A person's label beats the engine's; unclassified cases are shown beside",
    ),
    form=Form.SHARE,
    unit=Unit.SHARE,
    minimum=10,
    dimensions=("sku", "store", "market", "platform", "cause"),
    sql="""
SELECT entity, home, coalesce(order_number, home) AS label, opened_at AS dated, opened_at AS known, 1 AS numerator,
  CASE WHEN cause IS NULL THEN 0 ELSE 1 END AS denominator, split_part(cause, '.', 1) AS part, cause, sku, store, market, platform
FROM cases
""",
)

CONTRACTS = (FIRST_RESPONSE, AWAITING, RESPONSE, CAUSES)
