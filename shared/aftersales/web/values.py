"""Figures as a reader reads them: value, interval, count, difference, each in its unit and the reader's language."""

from dataclasses import dataclass
from gettext import NullTranslations

from aftersales.metrics.catalogue import CONTRACTS
from aftersales.metrics.figure import Figure, Unit
from aftersales.web.formats import Formats

NOTHING = "—"
WHOLE = 10
"""From here on a scale's steps need no decimals."""


@dataclass(frozen=True, slots=True)
class Values:
    """Writes figures; `currency` is what the workspace reports money in."""

    formats: Formats
    texts: NullTranslations
    currency: str = "USD"

    def of(self, figure: Figure) -> str:
        """A figure's value, or a dash."""
        return NOTHING if figure.value is None else self.text(figure.unit, figure.value)

    def text(self, unit: Unit, value: float) -> str:
        """A value in its unit."""
        if unit is Unit.SHARE:
            return self.formats.percent(value)
        if unit is Unit.HOURS:
            return self._hours(value)
        if unit is Unit.MONEY:
            return self.formats.amount(value, self.currency)
        if unit is Unit.COUNT:
            return self.formats.number(round(value, 1))
        return self.formats.fine(value)

    def brief(self, unit: Unit, value: float) -> str:
        """A value as a step of a scale."""
        if unit is Unit.SHARE:
            return self.formats.percent(value, 0 if float(f"{value * 100:.3f}").is_integer() else 1)
        if unit is Unit.MONEY or value >= WHOLE:
            return self.formats.compact(value)
        return self.formats.number(round(value, 2))

    def range(self, figure: Figure) -> str:
        """A figure's interval, or a dash."""
        if figure.interval is None:
            return NOTHING
        return f"{self.text(figure.unit, figure.interval.low)}–{self.text(figure.unit, figure.interval.high)}"

    def counted(self, figure: Figure) -> str:
        """What a figure rests on: so many of so many, or so many; nothing where there is none, or the value says it."""
        if not figure.denominator or (figure.unit is Unit.COUNT and figure.denominator == figure.numerator):
            return ""
        whole = self.sum(figure.metric, figure.denominator)
        if figure.unit is not Unit.SHARE or figure.numerator is None:
            return self.texts.gettext("n = %(n)s") % {"n": whole}
        part = self.sum(figure.metric, figure.numerator)
        return self.texts.gettext("%(part)s of %(whole)s") % {"part": part, "whole": whole}

    def briefly(self, figure: Figure) -> str:
        """What a figure rests on, for a label: '31/86' or 'n = 86'."""
        if figure.unit is not Unit.SHARE or figure.numerator is None:
            return self.counted(figure)
        return "/".join(self.sum(figure.metric, one) for one in (figure.numerator, figure.denominator))

    def sum(self, metric: str, value: float) -> str:
        """What a metric sums up: amounts of money, or so many records or units."""
        of_money = metric in CONTRACTS and CONTRACTS[metric].is_of_money
        return self.text(Unit.MONEY if of_money else Unit.COUNT, value)

    def size(self, unit: Unit, difference: float) -> str:
        """How large a difference is, without its sign."""
        if unit is Unit.SHARE:
            points = self.formats.decimal(abs(difference) * 100)
            return self.texts.gettext("%(points)s points") % {"points": points}
        return self.text(unit, abs(difference))

    def signed(self, unit: Unit, difference: float) -> str:
        """A difference with its sign; one that rounds to nothing has none."""
        size = self.size(unit, difference)
        if size == self.size(unit, 0):
            return f"±{size}"
        return f"{'+' if difference > 0 else '−'}{size}"

    def _hours(self, hours: float) -> str:
        if abs(hours) < 1:
            return self.texts.gettext("%(minutes)s min") % {"minutes": self.formats.number(round(hours * 60))}
        if abs(hours) >= 72:  # noqa: PLR2004 — three days read better as days
            return self.texts.gettext("%(days)s d") % {"days": self.formats.decimal(hours / 24)}
        return self.texts.gettext("%(hours)s h") % {"hours": self.formats.decimal(hours)}
