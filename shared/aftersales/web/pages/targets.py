"""Service targets: what is promised to whom, on which clock, from when on."""

from collections.abc import Mapping

from aftersales.accounts.access import MANAGERS
from aftersales.desk.settings import Edit, whole
from aftersales.desk.targets import TARGETS, read_target, target_id
from aftersales.metrics.period import local_day
from aftersales.records.errors import RejectedError
from aftersales.records.target import Clock, ServiceTarget
from aftersales.records.workspace import Settings
from aftersales.web.http import Response
from aftersales.web.pages.calendars import preview
from aftersales.web.pages.setting_forms import Wish, filled, save, sealed, words_of
from aftersales.web.setting_words import CLOCKS, PROMISES
from aftersales.web.visit import Visit

PAGE = "/settings/targets"
PART = whole("targets")


def page(visit: Visit) -> Response:
    """Show the targets."""
    return _shown(visit, {})


def change(visit: Visit) -> Response:
    """Save a target."""
    form = visit.request.form
    try:
        target = read_target(form, visit.settings)
    except RejectedError as error:
        return _shown(visit, form, error)
    return save(visit, _wish(lambda settings: TARGETS.put(settings, target, form.get("before", ""))))


def remove(visit: Visit) -> Response:
    """Take a target away."""
    name = visit.request.form.get("target", "")
    return save(visit, _wish(lambda settings: TARGETS.take(settings, name)))


def _wish(edit: Edit) -> Wish:
    return Wish(part=PART, edit=edit, page=PAGE, done=f"{PAGE}?done=saved")


def _shown(visit: Visit, sent: Mapping[str, str], error: RejectedError | None = None) -> Response:
    settings, words = visit.settings, words_of(visit)
    chosen = TARGETS.chosen(settings, visit.request.query.get("target"))
    today = local_day(visit.request.now, settings.zone).isoformat()
    return visit.show(
        "targets.html",
        200 if error is None else 400,
        targets=[
            (
                target_id(one),
                one,
                words.say(PROMISES[one.promise]),
                words.about(one),
                words.since(one.since),
                one.since > visit.request.now,
            )
            for one in settings.targets
        ],
        fields=filled({} if sent else _fields(chosen, settings, today), sent),
        promises=[(one, words.say(text)) for one, text in PROMISES.items()],
        clocks=[(one, words.say(text)) for one, text in CLOCKS.items()],
        clock_names={one: words.say(text) for one, text in CLOCKS.items()},
        has_calendar=bool(settings.calendars),
        problem=error,
        seen=sealed(visit, PART, sent),
        may=MANAGERS.allows(visit.member),
        done=visit.request.query.get("done", ""),
        **preview(visit),
    )


def _fields(chosen: ServiceTarget | None, settings: Settings, today: str) -> dict[str, str]:
    if chosen is None:
        return {
            "since": today,
            "promise": "first_response",
            "hours": "24",
            "clock": Clock.MARKETPLACE,
            "before": "",
        }
    return {
        "before": target_id(chosen),
        "since": local_day(chosen.since, settings.zone).isoformat(),
        "promise": chosen.promise,
        "hours": f"{chosen.hours:g}",
        "clock": chosen.clock,
        **{name: str(value) for name, value in chosen.narrowing.items()},
    }
