"""How every form of settings is saved: as it was seen, after saying what it defines anew, and never over somebody else's."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from aftersales.desk.settings import CHANGED, Edit, Part, change, last_change, seal
from aftersales.records.errors import RejectedError
from aftersales.records.workspace import Settings
from aftersales.web.http import Response, see_other
from aftersales.web.part_names import PartNames
from aftersales.web.setting_words import Difference, SettingWords
from aftersales.web.visit import Visit

_OURS = frozenset({"token", "key", "seen", "sure"})
"""Fields that a form brings for us; the others are its person's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A change that somebody wants: of which part, how, and where its page is (`page`) and where one goes then (`done`)."""

    part: Part
    edit: Edit
    page: str
    done: str
    examples: Callable[[Settings, Settings], Sequence[str]] = lambda _before, _after: ()
    """What comes out differently, as sentences, for the page that asks whether it is meant."""


def filled(usual: Mapping[str, str], sent: Mapping[str, str]) -> Mapping[str, str]:
    """Return what a form holds: as it was sent, else as it is; a field that neither knows is empty."""
    return defaultdict(str, {**usual, **sent})


def words_of(visit: Visit) -> SettingWords:
    """Return settings in the reader's words; days are those of the workspace, whatever the reader's own zone is."""
    formats = replace(visit.values.formats, zone=visit.settings.zone)
    return SettingWords(PartNames(formats, visit.values.texts))


def sealed(visit: Visit, part: Part, sent: Mapping[str, str] | None = None) -> str:
    """Return what a form must carry to say in which state it has shown a part.

    One that comes back as it was `sent`, with what was wrong, still shows the state in which it was opened.
    """
    return (sent or {}).get("seen") or seal(part, visit.settings)


def save(visit: Visit, wish: Wish) -> Response:
    """Save a wish, or answer with the page that asks, or with the one that says who was faster."""
    settings, sent = visit.settings, visit.request.form
    after = wish.edit(settings)
    if seal(wish.part, settings) != sent.get("seen", ""):
        return _changed_meanwhile(visit, wish)
    effects = words_of(visit).effects(settings, after, visit.request.now)
    if effects and sent.get("sure") != sent.get("seen"):
        return visit.show(
            "setting_sure.html",
            200,
            effects=effects,
            examples=wish.examples(settings, after),
            **_shown(visit, wish, settings, after),
        )
    try:
        change(visit.rooms.workspaces, visit.member, wish.part, sent["seen"], wish.edit, visit.request.now)
    except RejectedError as error:
        if error.reason == CHANGED:
            return _changed_meanwhile(visit, wish)
        raise
    return see_other(wish.done)


def _changed_meanwhile(visit: Visit, wish: Wish) -> Response:
    workspaces = visit.rooms.workspaces
    settings = workspaces.settings(visit.workspace)
    last = last_change(workspaces, visit.workspace, wish.part.fields)
    names = {member.email: member.name for member in workspaces.members(visit.workspace)}
    return visit.show(
        "setting_changed.html",
        409,
        who=names.get(last.member, last.member) if last else "",
        at=last.at if last else None,
        theirs=words_of(visit).differences(last.old, last.new) if last else (),
        **_shown(visit, wish, settings, wish.edit(settings)),
    )


def _shown(visit: Visit, wish: Wish, before: Settings, after: Settings) -> dict[str, object]:
    return {
        "differences": differences(visit, wish.part, before, after),
        "fields": [(name, text) for name, text in visit.request.form.items() if name not in _OURS],
        "action": visit.request.path,
        "seen": seal(wish.part, before),
        "page": wish.page,
    }


def differences(visit: Visit, part: Part, before: Settings, after: Settings) -> list[Difference]:
    """Say what differs in a part."""
    old, new = (one.model_dump(mode="json", include={*part.fields}) for one in (before, after))
    return [one for one in words_of(visit).differences(old, new) if one.gone or one.come]
