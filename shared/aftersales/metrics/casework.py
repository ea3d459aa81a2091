"""What contracts on cases have in common: their dimensions, and words that several of them say."""

from aftersales.metrics.contract import Words

DIMENSIONS = ("sku", "store", "market", "platform", "channel", "cause")
WITH_AGENT = (*DIMENSIONS, "agent")
COLUMNS = "channel, cause, sku, store, market, platform"
"""The columns of DIMENSIONS, which every table of cases has."""

OBSERVED_DAYS = 7
"""So long after a resolution it is watched whether the customer comes back."""

HOURS = Words(
    zh="小时数（自然时间；有工作日历时另列营业时间）",
    en="hours around the clock; hours of the business calendar stand beside where there is one",
)
NO_CASES = Words(zh="合并、垃圾和测试工单不计", en="Without merged, spam and test cases")
AT_END = Words(zh="期末时点", en="at the end of the period")
NONE = Words(zh="—", en="—")
