"""Numbers and days as the report's two languages write them. Figures are few and plain, so no locale data is loaded for them."""

from datetime import date

from aftersales.metrics.figure import Figure, Unit

DASH = "—"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DECIMALS = {Unit.STARS: 2, Unit.SCORE: 2, Unit.MONEY: 2, Unit.RATE: 1}


def share(value: float) -> str:
    """0.0734 → 7.3%."""
    return f"{100 * value:.1f}%"


def count(value: float) -> str:
    """1234.0 → 1,234."""
    return f"{value:,.0f}"


def hours(value: float, language: str) -> str:
    """Hours as minutes below one, with a decimal below 48, as days above."""
    zh = language == "zh"
    if value < 1:
        return f"{value * 60:.0f} {'分钟' if zh else 'min'}"
    if value < 48:  # noqa: PLR2004 — two days
        return f"{value:.1f} {'小时' if zh else 'h'}"
    return f"{value / 24:.1f} {'天' if zh else 'days'}"


def value(figure: Figure, language: str) -> str:
    """A figure's value in its unit, a dash where there is none."""
    return DASH if figure.value is None else in_unit(figure.value, figure.unit, language)


def in_unit(number: float, unit: Unit, language: str) -> str:
    """A number in a unit; money is in major units, its currency stands beside it."""
    if unit is Unit.SHARE:
        return share(number)
    if unit is Unit.HOURS:
        return hours(number, language)
    return f"{number:,.{_DECIMALS.get(unit, 0)}f}"


def difference(number: float, unit: Unit, language: str) -> str:
    """A signed difference; shares differ by percentage points. A true minus sign keeps columns even."""
    size = abs(number)
    written = (
        f"{100 * size:.1f} {'个百分点' if language == 'zh' else 'pp'}"
        if unit is Unit.SHARE
        else in_unit(size, unit, language)
    )
    # What rounds to nothing is neither more nor less.
    is_nothing = not any(digit in written for digit in "123456789")
    sign = "±" if is_nothing else "+" if number > 0 else "\u2212"
    return sign + written


def month(value: date, language: str) -> str:
    """2026-11-01 → 2026年11月, November 2026."""
    return (
        f"{value.year}年{value.month}月" if language == "zh" else f"{_MONTHS[value.month - 1]} {value.year}"
    )


def day(value: date, language: str) -> str:
    """2026-11-16 → 2026年11月16日, 16 Nov 2026."""
    if language == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {_MONTHS[value.month - 1][:3]} {value.year}"
