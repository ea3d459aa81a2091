"""A report as rows: what its CSV and its workbook hold, one row per record."""

from collections.abc import Iterator, Sequence

from aftersales.metrics.anonymous import numbered
from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.compare import Change
from aftersales.metrics.figure import RecordRow
from aftersales.reports.shape import Line, Report, Voices
from aftersales.reports.sheets import Cell, Sheet

_FIGURES = {
    "zh": (
        "指标 代码 分项 筛选 数值 单位 分子 分母n 区间下限 区间上限 P90 日期口径 开始 结束（不含） 暂定 无数值原因"
        " 上期 差值 变化 去年同期 同比差值 同比变化"
    ),
    "en": (
        "metric code part filters value unit numerator denominator_n low high p90 date_basis from to_(excluded) provisional"
        " why_no_value before difference change year_before year_difference year_change"
    ),
}
_RECORDS = {
    "zh": "指标 代码 记录 档案 编号 时间（UTC） 分子 分母 分项 SKU 店铺 市场 平台 渠道 客服 原因 承运商",
    "en": (
        "metric code record dossier label time_(UTC) numerator denominator part SKU store market platform channel agent cause"
        " carrier"
    ),
}
_COLLEAGUE = {"zh": "同事 %s", "en": "colleague %s"}
_TEXTS = {
    "zh": "原因 原文 语言 译文 译文语言 译者 星级 时间（UTC） 置信度 记录 档案",
    "en": "cause text language translation translation_language translator stars time_(UTC) confidence record dossier",
}
_DEFINITIONS = {
    "zh": "指标 代码 公式 分子 分母 日期口径 排除与说明",
    "en": "metric code formula numerator denominator date_basis exclusions_and_notes",
}
_NAMES = {
    "zh": ("指标", "明细", "原文", "定义"),
    "en": ("Figures", "Records", "Texts", "Definitions"),
}


def figures_sheet(report: Report, language: str) -> Sheet:
    """One row per figure; one that several sections show stands once."""
    rows = dict.fromkeys(_figure_row(line, language) for line in report.lines)
    return Sheet(name=_NAMES[language][0], head=_head(_FIGURES[language]), rows=tuple(rows))


def records_sheet(rows: Sequence[tuple[str, RecordRow]], language: str, secret: bytes) -> Sheet:
    """One row per record behind the report's figures; each row is (metric, record).

    A report goes to readers of all roles, and by a link to anybody: people have numbers in it, the same in all of its files, in an
    order that nobody can work out from their addresses without the secret.
    """
    numbers = numbered((row.agent for _, row in rows if row.agent), secret)
    cells = tuple(
        (
            CONTRACTS[metric].title.in_language(language),
            metric,
            row.entity,
            row.home,
            row.label,
            row.at,
            row.numerator,
            row.denominator,
            row.key,
            row.sku,
            row.store,
            row.market,
            row.platform,
            row.channel,
            _COLLEAGUE[language] % numbers[row.agent.lower()] if row.agent else None,
            row.cause,
            row.carrier,
        )
        for metric, row in rows
    )
    return Sheet(name=_NAMES[language][1], head=_head(_RECORDS[language]), rows=cells)


def texts_sheet(report: Report, language: str) -> Sheet:
    """One row per customer's text that the report quotes."""
    return Sheet(name=_NAMES[language][2], head=_head(_TEXTS[language]), rows=tuple(_texts(report, language)))


def definitions_sheet(report: Report, language: str) -> Sheet:
    """One row per metric of the report."""
    shown = dict.fromkeys([line.figure.metric for line in report.lines] + [name for name, _ in report.opened])
    rows = tuple(
        (
            contract.title.in_language(language),
            contract.name,
            contract.formula.in_language(language),
            contract.numerator.in_language(language),
            contract.denominator.in_language(language),
            contract.basis.in_language(language),
            contract.exclusions.in_language(language),
        )
        for contract in (CONTRACTS[name] for name in shown if name in CONTRACTS)
    )
    return Sheet(name=_NAMES[language][3], head=_head(_DEFINITIONS[language]), rows=rows)


def _texts(report: Report, language: str) -> Iterator[tuple[Cell, ...]]:
    for section in report.sections:
        if not isinstance(section, Voices):
            continue
        for spoken in section.causes:
            for quote in spoken.quotes:
                beside = quote.beside(language)
                yield (
                    spoken.cause,
                    quote.text,
                    quote.language,
                    beside.text if beside else None,
                    beside.language if beside else None,
                    beside.engine if beside else None,
                    quote.stars,
                    quote.at,
                    quote.confidence,
                    quote.entity,
                    quote.home,
                )


def _figure_row(line: Line, language: str) -> tuple[Cell, ...]:
    figure = line.figure
    contract, interval = CONTRACTS[figure.metric], figure.interval
    return (
        contract.title.in_language(language),
        figure.metric,
        figure.key,
        " ".join(f"{name}={value}" for name, value in line.filters.given.items()),
        figure.value,
        figure.unit.value,
        figure.numerator,
        figure.denominator,
        interval.low if interval else None,
        interval.high if interval else None,
        figure.tail,
        contract.basis.in_language(language),
        figure.period.first.isoformat(),
        figure.period.last.isoformat(),
        " ".join(figure.maturity),
        figure.reason.value if figure.reason else None,
        *_changed(line.change),
        *_changed(line.year),
    )


def _changed(change: Change | None) -> tuple[Cell, Cell, Cell]:
    if change is None:
        return None, None, None
    return change.before.value, change.difference, change.direction.value


def _head(titles: str) -> tuple[str, ...]:
    return tuple(title.replace("_", " ") for title in titles.split())
