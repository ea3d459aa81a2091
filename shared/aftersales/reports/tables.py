"""The report as rows: what its CSV and its workbook hold, one row per record."""

from collections.abc import Sequence

from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.compare import Change
from aftersales.metrics.figure import Figure, RecordRow
from aftersales.reports.sheets import Cell, Sheet
from aftersales.reports.weekly import WeeklyReport

_FIGURES = {
    "zh": (
        "指标 代码 分项 数值 单位 分子 分母n 区间下限 区间上限 P90 日期口径 开始 结束（不含） 暂定 无数值原因 上期 差值 变化"
    ),
    "en": (
        "metric code part value unit numerator denominator_n low high p90 date_basis from to_(excluded) provisional why_no_value"
        " before difference change"
    ),
}
_RECORDS = {
    "zh": "指标 记录 档案 编号 时间（UTC） 分子 分母 SKU 店铺 市场 平台",
    "en": "metric record dossier label time_(UTC) numerator denominator SKU store market platform",
}
_DEFINITIONS = {
    "zh": "指标 代码 公式 分子 分母 日期口径 排除与说明",
    "en": "metric code formula numerator denominator date_basis exclusions_and_notes",
}
_NAMES = {"zh": ("指标", "明细", "定义"), "en": ("Figures", "Records", "Definitions")}


def _head(titles: str) -> tuple[str, ...]:
    return tuple(title.replace("_", " ") for title in titles.split())


def figures_sheet(report: WeeklyReport, language: str) -> Sheet:
    """One row per figure."""
    changes = {
        (compared.figure.metric, compared.figure.key): compared.change
        for compared in (*report.headlines, report.response)
    }
    rows = tuple(
        _figure_row(figure, changes.get((figure.metric, figure.key)), language) for figure in report.figures
    )
    return Sheet(name=_NAMES[language][0], head=_head(_FIGURES[language]), rows=rows)


def records_sheet(rows: Sequence[tuple[str, RecordRow]], language: str) -> Sheet:
    """One row per record behind the headline figures; each row is (metric, record)."""
    cells = tuple(
        (
            CONTRACTS[metric].title.in_language(language),
            row.entity,
            row.home,
            row.label,
            row.at.replace(tzinfo=None),
            row.numerator,
            row.denominator,
            row.sku,
            row.store,
            row.market,
            row.platform,
        )
        for metric, row in rows
    )
    return Sheet(name=_NAMES[language][1], head=_head(_RECORDS[language]), rows=cells)


def definitions_sheet(language: str) -> Sheet:
    """One row per metric contract."""
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
        for contract in CONTRACTS.values()
    )
    return Sheet(name=_NAMES[language][2], head=_head(_DEFINITIONS[language]), rows=rows)


def _figure_row(figure: Figure, change: Change | None, language: str) -> tuple[Cell, ...]:
    contract, interval = CONTRACTS[figure.metric], figure.interval
    return (
        contract.title.in_language(language),
        figure.metric,
        figure.key,
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
        change.before.value if change else None,
        change.difference if change else None,
        change.direction.value if change else None,
    )
