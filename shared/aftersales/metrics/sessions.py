"""The contract on sessions: how long people talk with each other before it falls silent."""

from aftersales.metrics.casework import DIMENSIONS, NO_CASES
from aftersales.metrics.contract import Contract, Form, Words
from aftersales.metrics.figure import Unit

SESSIONS = Contract(
    name="session_duration",
    title=Words(zh="平均会话时长", en="Session duration"),
    formula=Words(
        zh="每段会话从客户首条消息到最后一条人工消息的小时数；静默 30 分钟（聊天）或 24 小时（其他）"
        "或工单解决即结束；取中位数和 P90",
        en="per session, hours from the first customer message to the last message by a person; a session ends after 30 minutes "
        "(chat) or 24 hours (else) of silence, or with the resolution; median and P90",
    ),
    numerator=Words(zh="小时数（自然时间）", en="hours around the clock"),
    denominator=Words(
        zh="期内开始的会话（至少两条消息）", en="sessions begun in the period, of two messages or more"
    ),
    basis=Words(zh="按客户首条消息日期", en="by date of the first customer message"),
    exclusions=Words(
        zh=f"只有一条消息的会话和没有客户消息的会话不计；{NO_CASES.zh}",
        en=f"Without sessions of a single message or without a customer's. {NO_CASES.en}",
    ),
    form=Form.DURATION,
    unit=Unit.HOURS,
    minimum=10,
    dimensions=DIMENSIONS,
    # A session is known once it can go on no longer.
    sql="""
WITH spoken AS (
  SELECT entity, home, store, thread, platform, market, channel, cause, sku, case_entity, author, sent_at,
    CASE WHEN channel = 'chat' THEN 1800 ELSE 86400 END AS silence,
    lag(sent_at) OVER (PARTITION BY store, thread ORDER BY sent_at, entity) AS before_at
  FROM messages WHERE author <> 'machine' AND is_counted
),
cut AS (
  -- A resolution between two messages parts them.
  SELECT spoken.entity, max(CASE WHEN resolved_at >= before_at AND resolved_at < sent_at THEN 1 ELSE 0 END) AS is_parted
  FROM spoken LEFT JOIN case_cycles ON case_cycles.entity = spoken.case_entity GROUP BY spoken.entity
),
begun AS (
  SELECT spoken.*, CASE WHEN before_at IS NULL OR is_parted = 1 OR date_diff('second', before_at, sent_at) > silence
    THEN 1 ELSE 0 END AS begins
  FROM spoken JOIN cut ON cut.entity = spoken.entity
),
placed AS (
  SELECT begun.*, sum(begins) OVER (PARTITION BY store, thread ORDER BY sent_at, entity ROWS UNBOUNDED PRECEDING) AS session
  FROM begun
),
sessions AS (
  SELECT store, thread, session, min(home) AS home, min(entity) AS entity, min(platform) AS platform, min(market) AS market,
    min(channel) AS channel, min(cause) AS cause, min(sku) AS sku, max(silence) AS silence,
    min(CASE WHEN author = 'customer' THEN sent_at END) AS asked_at, max(sent_at) AS last_at, count(*) AS messages
  FROM placed GROUP BY store, thread, session
)
SELECT entity, home, thread AS label, asked_at AS dated, last_at + silence * INTERVAL '1' SECOND AS known,
  date_diff('second', asked_at, last_at) / 3600.0 AS numerator, 1 AS denominator, channel, cause, sku, store, market, platform
FROM sessions WHERE messages > 1 AND asked_at IS NOT NULL
""",
)

CONTRACTS = (SESSIONS,)
