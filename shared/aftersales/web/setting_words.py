"""Settings in a reader's words: each as lines, what differs between two states, and which figures a change defines anew."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType

from pydantic import JsonValue

from aftersales.desk.calendars import WEEKDAYS, shifts_as_typed
from aftersales.records.bundle import Bundle
from aftersales.records.calendar import Calendar
from aftersales.records.money import Money
from aftersales.records.target import Clock, Promise, ServiceTarget
from aftersales.records.workspace import Settings
from aftersales.web.part_names import PARTS, PartNames
from aftersales.web.words import N_

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "calendars": N_("Business calendars"),
        "targets": N_("Service targets"),
        "bundles": N_("Bundles"),
        "suppliers": N_("Suppliers"),
        "labour_minute": N_("A minute of work"),
        "tools_per_case": N_("Tools per case"),
        "reporting_currency": N_("Reporting currency"),
        "zone": N_("Reporting zone"),
        "first_answer_hours": N_("Answer within"),
        "erase_days_before_due": N_("Erase by itself, days before a privacy deadline (0: never)"),
        "name": N_("Name of the workspace"),
        "product_team": N_("Who is told of alerts"),
        "report_readers": N_("Readers of reports"),
        "alert_rules": N_("Alert rules"),
        "own_causes": N_("Own causes"),
        "causes_version": N_("Version of the causes"),
        "languages_sent_unreviewed": N_("Languages without a translator"),
        "review_below": N_("Doubt from which a person is asked"),
    }
)
CLOCKS: Mapping[Clock, str] = MappingProxyType(
    {
        Clock.MARKETPLACE: N_("Marketplace clock: day and night"),
        Clock.BUSINESS: N_("Business clock: working hours only"),
    }
)
PROMISES: Mapping[Promise, str] = MappingProxyType({promise: PARTS[promise] for promise in Promise})
CHANNELS = ("mail", "chat", "phone", "message")
LONGEST_LINE = 300


@dataclass(frozen=True, slots=True)
class Difference:
    """What a change takes away and what it brings, of one setting."""

    name: str
    gone: Sequence[str]
    come: Sequence[str]


@dataclass(frozen=True, slots=True)
class SettingWords:
    """Puts settings into words; `names` knows the reader's language and what platforms and markets are called."""

    names: PartNames

    def title(self, setting: str) -> str:
        """Name a setting; one that no page shows keeps its own name."""
        return self.say(NAMES[setting]) if setting in NAMES else setting.replace("_", " ")

    def differences(self, old: Mapping[str, JsonValue], new: Mapping[str, JsonValue]) -> list[Difference]:
        """Say what differs between two states of some settings, as JSON: lines that go and lines that come."""
        found = []
        for setting in new:
            before, after = self.lines(setting, old.get(setting)), self.lines(setting, new[setting])
            gone = [line for line in before if line not in after]
            found.append(
                Difference(self.title(setting), gone, [line for line in after if line not in before])
            )
        return found

    def lines(self, setting: str, value: JsonValue) -> list[str]:
        """Say what a setting is, a line for each thing in it."""
        if value is None:
            return []
        write = self._writers.get(setting)
        if write is not None:
            return [write(one) for one in (value if isinstance(value, list) else [value])]
        if isinstance(value, dict):
            return [f"{key}: {_joined(one)}" for key, one in value.items()]
        if isinstance(value, list):
            return [_joined(one)[:LONGEST_LINE] for one in value]
        return [str(value)[:LONGEST_LINE]]

    @property
    def _writers(self) -> Mapping[str, Callable[[JsonValue], str]]:
        return {
            "calendars": lambda one: self.calendar(Calendar.model_validate(one)),
            "targets": lambda one: self.target(ServiceTarget.model_validate(one)),
            "bundles": lambda one: self.bundle(Bundle.model_validate(one)),
            "labour_minute": lambda one: self.names.formats.money(Money.model_validate(one)),
            "tools_per_case": lambda one: self.names.formats.money(Money.model_validate(one)),
        }

    def calendar(self, one: Calendar) -> str:
        """A calendar as a line."""
        closed = [self.say(N_("closed")) + " " + ", ".join(map(str, one.closed))] if one.closed else []
        parts = [self.since(one.since), one.zone, self.week(one), *self.holidays(one), *closed]
        return " · ".join(parts)[:LONGEST_LINE]

    def week(self, one: Calendar) -> str:
        """The working hours of a week, days with equal hours together."""
        found: list[tuple[list[int], str]] = []
        for day in WEEKDAYS:
            hours = shifts_as_typed(one, day).replace("-", "–")
            if hours and found and found[-1][1] == hours and found[-1][0][-1] == day - 1:
                found[-1][0].append(day)
            elif hours:
                found.append(([day], hours))
        return "; ".join(f"{self._days(days)} {hours}" for days, hours in found)

    def holidays(self, one: Calendar) -> list[str]:
        """The country whose holidays are kept."""
        if not one.holidays:
            return []
        country, _, part = one.holidays.partition("-")
        place = self.names.formats.country(country) + (f" ({part})" if part else "")
        return [self.say(N_("holidays of %(place)s")) % {"place": place}]

    def target(self, one: ServiceTarget) -> str:
        """A target as a line."""
        return f"{self.say(PROMISES[one.promise])} · {self.rule(one)}"

    def rule(self, one: ServiceTarget) -> str:
        """A target without what it promises: for whom, how soon, on which clock, since when."""
        hours = self.say(N_("%(hours)s hours")) % {"hours": f"{one.hours:g}"}
        return " · ".join([*self.about(one), hours, self.say(CLOCKS[one.clock]), self.since(one.since)])

    def about(self, one: ServiceTarget) -> list[str]:
        """What a target is narrowed to, or that it is for everything."""
        found = [
            f"P{value}" if name == "priority" else self.names.of(name, str(value))
            for name, value in one.narrowing.items()
        ]
        return found or [self.say(N_("everything"))]

    def bundle(self, one: Bundle) -> str:
        """A set of goods as a line."""
        parts = " + ".join(f"{count} × {sku}" for sku, count in one.parts.items())
        return f"{one.sku} = {parts} · {self.since(one.since)}"[:LONGEST_LINE]

    def since(self, at: date | datetime) -> str:
        """From when on something holds."""
        day = at if not isinstance(at, datetime) else at.astimezone(self.names.formats.timezone).date()
        if day <= _EVER:
            return self.say(N_("always"))
        return self.say(N_("from %(day)s on")) % {"day": self.names.formats.day(day)}

    def effects(self, before: Settings, after: Settings, now: datetime) -> list[str]:
        """Say which figures a change defines anew, and from when; empty where none are."""
        return [text for text in self._effects(before, after, now) if text]

    def _effects(self, before: Settings, after: Settings, now: datetime) -> Iterator[str]:
        if before.calendars != after.calendars:
            yield self._from(
                N_("Working hours of every figure are counted anew for the days %(since)s."),
                [one.since for one in {*before.calendars} ^ {*after.calendars}],
                now,
            )
        if before.targets != after.targets:
            yield self._from(
                N_("Promises are judged anew for what began %(since)s."),
                [one.since for one in {*before.targets} ^ {*after.targets}],
                now,
            )
        if before.bundles != after.bundles:
            changed = [
                one.since
                for one in [*before.bundles, *after.bundles]
                if (one in before.bundles) != (one in after.bundles)
            ]
            yield self._from(
                N_("Units sold and returned are counted anew for orders placed %(since)s."), changed, now
            )
        if before.first_answer_hours != after.first_answer_hours:
            yield self.say(N_("Promises without a target of their own are judged anew, past ones too."))
            yield self.say(N_("The deadline of an open case moves when something next happens in it."))
        if before.zone != after.zone:
            yield self.say(
                N_(
                    "Every day, week and month begins at another moment: all figures are counted anew, past ones too."
                )
            )
        if before.reporting_currency != after.reporting_currency:
            yield self.say(
                N_(
                    "All amounts are told in the new currency, past ones too, each at the rate of its own day."
                )
            )
        if (before.labour_minute, before.tools_per_case) != (after.labour_minute, after.tools_per_case):
            yield self.say(N_("Costs per case are counted anew, past ones too."))

    def _from(self, text: str, moments: Sequence[date | datetime], now: datetime) -> str:
        first = min(_moment(one) for one in moments)
        said = self.say(text) % {"since": self.since(min(moments, key=_moment))}
        return said if first <= now else f"{said} {self.say(N_('Nothing that is past changes.'))}"

    def _days(self, days: Sequence[int]) -> str:
        first, last = (self.names.formats.weekday(day - 1) for day in (days[0], days[-1]))
        return first if len(days) == 1 else f"{first}–{last}"

    def say(self, text: str) -> str:
        """Say a text of the catalogues."""
        return self.names.texts.gettext(text)


_EVER = date(1970, 1, 2)


def _moment(at: date | datetime) -> datetime:
    return at if isinstance(at, datetime) else datetime(at.year, at.month, at.day, tzinfo=UTC)


def _joined(value: JsonValue) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if isinstance(value, dict):
        return " · ".join(
            f"{name} {_joined(one)}" for name, one in value.items() if one not in (None, [], "")
        )
    return str(value)
