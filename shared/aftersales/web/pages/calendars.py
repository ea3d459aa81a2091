"""Business calendars: the week as a picture, the next days off, when a message would be due, and the form that changes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from aftersales.accounts.access import MANAGERS
from aftersales.desk.calendars import (
    CALENDARS,
    WEEKDAYS,
    read_calendar,
    shifts_as_typed,
)
from aftersales.desk.settings import Edit, whole
from aftersales.metrics.period import local_day
from aftersales.policies.answering import answer_rules
from aftersales.policies.calendar import in_force
from aftersales.policies.holiday_days import countries, next_free_days
from aftersales.policies.promising import due
from aftersales.records.calendar import Calendar
from aftersales.records.errors import RejectedError
from aftersales.records.target import Promise
from aftersales.records.workspace import Settings
from aftersales.records.zones import choosable_zones
from aftersales.web.http import Response
from aftersales.web.pages.setting_forms import Wish, filled, save, sealed, words_of
from aftersales.web.setting_words import CHANNELS, PROMISES
from aftersales.web.visit import Visit
from aftersales.web.words import N_

PAGE = "/settings/calendars"
PART = whole("calendars")
HOLIDAYS_SHOWN = 10
_OFFICE = "09:00-18:00"
_OFFICE_DAYS = range(1, 6)
_FRIDAY = 5
_DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Row:
    """A weekday of the picture: its name, its hours as text, and its shifts as shares of the day (from, length)."""

    name: str
    hours: str
    bars: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A calendar with its words; `is_current` is the one in force today."""

    calendar: Calendar
    since: str
    holidays: Sequence[str]
    week: Sequence[Row]
    is_current: bool


@dataclass(frozen=True, slots=True)
class Foretold:
    """When something is due: what, by which target, and the moment on the wall of the calendar."""

    promise: str
    target: str
    at: str


def page(visit: Visit) -> Response:
    """Show the calendars."""
    return _shown(visit, {})


def change(visit: Visit) -> Response:
    """Save a calendar; what was not understood is said above the form, which keeps what was typed."""
    form = visit.request.form
    try:
        calendar = read_calendar(form)
    except RejectedError as error:
        return _shown(visit, form, error)

    def edit(settings: Settings) -> Settings:
        return CALENDARS.put(settings, calendar, form.get("before", ""))

    return save(visit, _wish(visit, edit))


def remove(visit: Visit) -> Response:
    """Take a calendar away."""
    since = visit.request.form.get("since", "")
    return save(visit, _wish(visit, lambda settings: CALENDARS.take(settings, since)))


def foretell(
    visit: Visit, settings: Settings, said: datetime, about: Mapping[str, str | None]
) -> list[Foretold]:
    """Say when a message of a moment would be due, for each promise there is."""
    # Hours added to a wall's time are the wall's: of the night in which clocks change it makes one more or less.
    said = said.astimezone(UTC)
    found = [(promise, due(settings, promise, said, **about)) for promise in Promise]
    words = words_of(visit)
    promised = [
        Foretold(words.say(PROMISES[promise]), words.rule(one.target), _moment(visit, one.at, settings))
        for promise, one in found
        if one is not None
    ]
    rules = answer_rules(about.get("platform") or "", about.get("market"), said.date())
    own = words.say(N_("The platform's own limit for a reply"))
    return [
        *promised,
        *(Foretold(own, rule.source, _moment(visit, said + rule.span, settings)) for rule in rules),
    ]


def preview(visit: Visit) -> dict[str, object]:
    """Read what a preview asks (`said`, `platform`, `channel`, `market`) and answer it; by default next Friday at 19:00."""
    query, settings = visit.request.query, visit.settings
    zone = _zone(visit, settings)
    said = _asked_at(query.get("said", ""), zone) or _next_friday(visit.request.now, zone)
    about = {name: query.get(name, "").strip()[:40] or None for name in ("platform", "channel", "market")}
    local = said.astimezone(ZoneInfo(zone))
    return {
        "said": f"{local:%Y-%m-%dT%H:%M}",
        "said_on": _on_the_wall(visit, local),
        "preview_zone": zone,
        "about": about,
        "foretold": foretell(visit, settings, said, about),
        "platforms": sorted({one.platform for one in visit.rooms.workspaces.connections(visit.workspace)}),
        "channels": [(name, words_of(visit).names.of("channel", name)) for name in CHANNELS],
    }


def _wish(visit: Visit, edit: Edit) -> Wish:
    def examples(before: Settings, after: Settings) -> list[str]:
        said = _next_friday(visit.request.now, _zone(visit, after))
        was, now = (foretell(visit, one, said, {}) for one in (before, after))
        told = {one.promise: one.at for one in was}
        return [
            visit.values.texts.gettext(
                "%(promise)s to a message of %(moment)s: was due %(before)s, then %(after)s"
            )
            % {
                "promise": one.promise,
                "moment": _on_the_wall(visit, said.astimezone(ZoneInfo(_zone(visit, after)))),
                "before": told.get(one.promise, "—"),
                "after": one.at,
            }
            for one in now
        ]

    return Wish(part=PART, edit=edit, page=PAGE, done=f"{PAGE}?done=saved", examples=examples)


def _shown(visit: Visit, sent: Mapping[str, str], error: RejectedError | None = None) -> Response:
    settings, now = visit.settings, visit.request.now
    today = local_day(now, settings.zone)
    current = in_force(settings.calendars, today)
    chosen = next(
        (one for one in settings.calendars if one.since.isoformat() == visit.request.query.get("calendar")),
        None,
    )
    return visit.show(
        "calendars.html",
        200 if error is None else 400,
        calendars=[_one(visit, one, one is current) for one in settings.calendars],
        chosen=chosen,
        fields=filled({} if sent else _fields(chosen, settings, today.isoformat()), sent),
        weekdays=[(day, visit.values.formats.weekday(day - 1)) for day in WEEKDAYS],
        zones=choosable_zones(settings.zone),
        countries=sorted(
            ((code, visit.values.formats.country(code)) for code in countries()), key=lambda one: one[1]
        ),
        free=next_free_days(settings.calendars, today, visit.setting.language, HOLIDAYS_SHOWN),
        problem=error,
        problem_day=visit.values.formats.weekday(int(error.detail) - 1)
        if error and error.reason == "shifts_unclear"
        else "",
        seen=sealed(visit, PART, sent),
        may=MANAGERS.allows(visit.member),
        done=visit.request.query.get("done", ""),
        **preview(visit),
    )


def _one(visit: Visit, calendar: Calendar, is_current: bool) -> Shown:  # noqa: FBT001 said where it is made
    words = words_of(visit)
    rows = [
        Row(
            visit.values.formats.weekday(day - 1),
            shifts_as_typed(calendar, day).replace("-", "–"),
            [
                (
                    100 * one.first_minute / _DAY_MINUTES,
                    100 * (one.last_minute - one.first_minute) / _DAY_MINUTES,
                )
                for one in calendar.shifts
                if one.weekday == day
            ],
        )
        for day in WEEKDAYS
    ]
    return Shown(calendar, words.since(calendar.since), words.holidays(calendar), rows, is_current)


def _fields(chosen: Calendar | None, settings: Settings, today: str) -> dict[str, str]:
    """What the form holds: the chosen calendar, or office hours from today on."""
    if chosen is None:
        office = {f"shifts{day}": _OFFICE if day in _OFFICE_DAYS else "" for day in WEEKDAYS}
        return {
            "since": today,
            "zone": settings.zone,
            "country": "",
            "part": "",
            "closed": "",
            "before": "",
            **office,
        }
    country, _, part = (chosen.holidays or "").partition("-")
    return {
        "before": chosen.since.isoformat(),
        "since": chosen.since.isoformat(),
        "zone": chosen.zone,
        "country": country,
        "part": part,
        "closed": "\n".join(day.isoformat() for day in chosen.closed),
        **{f"shifts{day}": shifts_as_typed(chosen, day) for day in WEEKDAYS},
    }


def _zone(visit: Visit, settings: Settings) -> str:
    calendar = in_force(settings.calendars, local_day(visit.request.now, settings.zone))
    return calendar.zone if calendar else settings.zone


def _asked_at(text: str, zone: str) -> datetime | None:
    try:
        local = datetime.fromisoformat(text[:16])
    except ValueError:
        return None
    return local.replace(tzinfo=ZoneInfo(zone)) if 2000 <= local.year < 2100 else None  # noqa: PLR2004 as far as zones are known


def _next_friday(now: datetime, zone: str) -> datetime:
    local = now.astimezone(ZoneInfo(zone))
    days = (_FRIDAY - local.isoweekday()) % 7
    return (local + timedelta(days=days)).replace(hour=19, minute=0, second=0, microsecond=0)


def _moment(visit: Visit, at: datetime | None, settings: Settings) -> str:
    if at is None:
        return visit.values.texts.gettext("not known: no calendar is in force then")
    return _on_the_wall(visit, at.astimezone(ZoneInfo(_zone(visit, settings))))


def _on_the_wall(visit: Visit, local: datetime) -> str:
    formats = visit.values.formats
    return f"{formats.weekday(local.weekday())} {formats.day(local.date())} {local:%H:%M}"
