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
SELECT entity, home, coalesce(order_number, home) AS label, first_answer_at AS dated,
  epoch(first_answer_at - first_asked_at) / 3600 AS numerator, 1 AS denominator, split_part(cause, '.', 1) AS part,
  sku, store, market, platform
FROM cases WHERE first_answer_at >= first_asked_at AND first_answer_at < $as_of
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
SELECT entity, home, coalesce(order_number, home) AS label, first_asked_at AS dated, 1 AS numerator, 0 AS denominator,
  split_part(cause, '.', 1) AS part, sku, store, market, platform
FROM cases
WHERE first_asked_at < least($end, $as_of) AND coalesce(first_answer_at >= least($end, $as_of), true)
  AND coalesce(resolved_at >= least($end, $as_of), true)
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
  SELECT store, thread, platform, home, entity, key, author, sent_at AS dated FROM messages
  WHERE author IN ('customer', 'agent') AND sent_at < $as_of
  UNION ALL
  -- A resolution ends the contact: what an agent writes later answers nothing.
  SELECT DISTINCT c.store, thread, NULL, c.home, NULL, NULL, 'resolution', cycle.resolved_at
  FROM (SELECT store, thread, home, unnest(cycles) AS cycle FROM conversations) c
  WHERE cycle.resolved_at < $as_of
),
runs AS (
  SELECT *, count(*) FILTER (author <> 'customer') OVER (
    PARTITION BY store, thread ORDER BY dated, author = 'resolution', author, key
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS run
  FROM turns
),
contacts AS (
  SELECT store, thread, run, min(dated) FILTER (author = 'customer') AS asked,
    arg_max(author, dated) FILTER (author <> 'customer') AS ended_by,
    max(dated) FILTER (author <> 'customer') AS dated, any_value(entity) FILTER (author = 'agent') AS entity,
    any_value(home) FILTER (author <> 'customer') AS home, any_value(platform) AS platform
  FROM runs GROUP BY ALL
)
SELECT entity, home, thread AS label, dated, epoch(dated - asked) / 3600 AS numerator, 1 AS denominator, NULL AS part,
  NULL AS sku, store, NULL AS market, platform
FROM contacts WHERE asked IS NOT NULL AND ended_by = 'agent'
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
SELECT entity, home, coalesce(order_number, home) AS label, opened_at AS dated, 1 AS numerator,
  CAST(cause IS NOT NULL AS INTEGER) AS denominator, split_part(cause, '.', 1) AS part, sku, store, market, platform
FROM cases WHERE opened_at < $as_of
""",
)

CONTRACTS = (FIRST_RESPONSE, AWAITING, RESPONSE, CAUSES)
