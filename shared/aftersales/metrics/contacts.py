"""Contracts on contacts: how much is written and when, what about, and who has to write again."""

from aftersales.metrics.casework import COLUMNS, DIMENSIONS, NO_CASES, NONE, OBSERVED_DAYS, WITH_AGENT
from aftersales.metrics.contract import Contract, Form, Words
from aftersales.metrics.figure import Unit
from aftersales.metrics.resolving import FIRST_RESOLUTIONS

REPEATS = Contract(
    name="repeat_contact.by_resolved",
    title=Words(zh="重复咨询率", en="Repeat contact"),
    formula=Words(
        zh="解决后 7 天内同一客户就同一订单或同类问题再次联系的工单 ÷ 解决已满 7 天的工单",
        en="cases after whose resolution the same customer came back within 7 days about the same order or cause ÷ cases resolved "
        "7 days ago or earlier",
    ),
    numerator=Words(zh="7 天内再次联系的工单", en="cases with another contact within 7 days"),
    denominator=Words(zh="解决已满 7 天的工单", en="cases resolved for 7 days"),
    basis=Words(zh="按首次解决日期", en="by date of the first resolution"),
    exclusions=Words(
        zh="单纯致谢不算再次联系；合并、垃圾和测试工单不计",
        en="Plain thanks are no contact; without merged, spam and test cases",
    ),
    form=Form.PROPORTION,
    unit=Unit.SHARE,
    minimum=10,
    dimensions=WITH_AGENT,
    matures_days=OBSERVED_DAYS,
    sql=f"""{FIRST_RESOLUTIONS}
SELECT entity, home, label, resolved_at AS dated, observed_at AS known,
  CASE WHEN again_at IS NOT NULL OR reopened_at <= observed_at THEN 1 ELSE 0 END AS numerator, 1 AS denominator, agent, {COLUMNS}
FROM observed
""",
)

CONTACTS = Contract(
    name="contacts_per_case",
    title=Words(zh="单案来信次数", en="Contacts per case"),
    formula=Words(
        zh="每个工单到解决为止的来信次数的平均值（连续多条消息算一次）",
        en="mean number of contacts of a case until it was resolved; several messages in a row are one contact",
    ),
    numerator=Words(zh="来信次数", en="contacts"),
    denominator=Words(zh="期内解决的工单", en="cases resolved in the period"),
    basis=Words(zh="按最后一次解决日期", en="by date of the last resolution"),
    exclusions=Words(
        zh="没有客户消息的工单（仅退货、评价等）不计；合并、垃圾和测试工单不计",
        en="Without cases in which no customer wrote; without merged, spam and test cases",
    ),
    form=Form.MEAN,
    unit=Unit.RATE,
    minimum=10,
    dimensions=WITH_AGENT,
    # A reopening takes the resolution before it back.
    sql=f"""
WITH counted AS (
  SELECT cycles.entity, cycles.place, count(*) AS contacts
  FROM case_cycles cycles JOIN case_contacts contacts ON contacts.entity = cycles.entity
  WHERE contacts.cycle <= cycles.place GROUP BY cycles.entity, cycles.place
),
ends AS (
  SELECT case_cycles.*, contacts FROM case_cycles
  JOIN counted ON counted.entity = case_cycles.entity AND counted.place = case_cycles.place
  WHERE resolved_at IS NOT NULL
)
SELECT entity, home, label, resolved_at AS dated, resolved_at AS known, contacts AS numerator, 1 AS denominator, agent, {COLUMNS}
FROM ends
UNION ALL
SELECT entity, home, label, resolved_at, reopened_at, -contacts, -1, agent, {COLUMNS} FROM ends WHERE reopened_at IS NOT NULL
""",
)

CONTACT_RATE = Contract(
    name="contact_rate.by_order",
    title=Words(zh="每百单来信数", en="Contacts per 100 orders"),
    formula=Words(
        zh="就期内订单而来的客户来信 ÷ 期内下单的订单 × 100",
        en="contacts about orders placed in the period ÷ those orders, × 100",
    ),
    numerator=Words(zh="来信次数", en="contacts"),
    denominator=Words(zh="已付款订单", en="paid orders"),
    basis=Words(zh="按下单日期", en="by date of the order"),
    exclusions=Words(
        zh="未提及订单的来信、测试订单、补发订单和未付款订单不计",
        en="Without contacts that name no order, and without test, replacement and unpaid orders",
    ),
    form=Form.RATIO,
    unit=Unit.RATE,
    minimum=20,
    dimensions=("store", "market", "platform"),
    matures_days=45,
    scale=100,
    sql="""
SELECT entity, home, number AS label, placed_at AS dated, placed_at AS known, 0 AS numerator, 1 AS denominator,
  store, market, platform
FROM orders WHERE paid
UNION ALL
SELECT orders.entity, orders.home, orders.number, placed_at, asked_at, 1, 0, orders.store, orders.market, orders.platform
FROM orders JOIN case_contacts ON case_contacts.home = orders.home WHERE paid
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
        zh="人工标签优先于自动标签；未分类的另列；停用的分类按其去向计；合并、垃圾和测试工单不计",
        en="A person's label beats the engine's; unclassified cases are shown beside; retired causes count as what they became; "
        "without merged, spam and test cases",
    ),
    form=Form.SHARE,
    unit=Unit.SHARE,
    minimum=10,
    dimensions=DIMENSIONS,
    sql=f"""
SELECT entity, home, label, opened_at AS dated, opened_at AS known, 1 AS numerator,
  CASE WHEN cause IS NULL THEN 0 ELSE 1 END AS denominator, split_part(cause, '.', 1) AS part, {COLUMNS}
FROM cases
""",
)


def _flow(name: str, title: Words, counted: Words, rows: str, dimensions: tuple[str, ...]) -> Contract:
    return Contract(
        name=name,
        title=title,
        formula=Words(
            zh=f"期内的{counted.zh}；按星期和钟点分组",
            en=f"{counted.en} in the period; parts are weekday and hour",
        ),
        numerator=counted,
        denominator=NONE,
        basis=Words(zh="按发送时间", en="by time of sending"),
        exclusions=Words(
            zh=f"自动邮件和平台通知不计；{NO_CASES.zh}",
            en=f"Without automatic mail and notices of platforms. {NO_CASES.en}",
        ),
        form=Form.TOTAL,
        unit=Unit.COUNT,
        minimum=0,
        dimensions=dimensions,
        lower_is_better=False,
        sql=f"""
{rows}
SELECT entity, home, thread AS label, sent_at AS dated, sent_at AS known, 1 AS numerator, 0 AS denominator, hour_of_week AS part,
  {", ".join(dimensions)}
FROM spoken
""",
    )


CONVERSATIONS = _flow(
    "conversations_started",
    Words(zh="新会话", en="Conversations started"),
    Words(zh="由客户首条消息开始的会话", en="conversations, each at its first customer message"),
    """WITH ordered AS (
  SELECT messages.*, row_number() OVER (PARTITION BY store, thread ORDER BY sent_at, entity) AS place
  FROM messages WHERE author = 'customer' AND is_counted
),
spoken AS (SELECT * FROM ordered WHERE place = 1)""",
    DIMENSIONS,
)

CUSTOMER_MESSAGES = _flow(
    "customer_messages",
    Words(zh="客户消息", en="Customer messages"),
    Words(zh="客户消息", en="messages by customers"),
    "WITH spoken AS (SELECT * FROM messages WHERE author = 'customer' AND is_counted)",
    DIMENSIONS,
)

AGENT_MESSAGES = _flow(
    "agent_messages",
    Words(zh="客服消息", en="Agent messages"),
    Words(zh="客服消息", en="messages by people of ours"),
    "WITH spoken AS (SELECT * FROM messages WHERE author = 'agent' AND is_counted)",
    WITH_AGENT,
)

CONTRACTS = (REPEATS, CONTACTS, CONTACT_RATE, CAUSES, CONVERSATIONS, CUSTOMER_MESSAGES, AGENT_MESSAGES)
