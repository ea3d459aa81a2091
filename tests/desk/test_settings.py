"""Settings are saved as they were seen: what a form has shown must still hold at the very moment of saving."""

import pytest

from aftersales.desk.settings import Part, change, last_change, seal, whole
from aftersales.records.errors import RejectedError
from aftersales.records.workspace import Member, Role, Settings
from tests.cases.building import SETTINGS, at
from tests.cases.in_memory import InMemoryWorkspaceStore

LIN = Member(workspace="w", email="lin@example.com", name="Lin", role=Role.MANAGER)
NAME = whole("name")


@pytest.fixture
def workspaces() -> InMemoryWorkspaceStore:
    """A workspace with settings."""
    made = InMemoryWorkspaceStore()
    made.save_settings(SETTINGS)
    return made


def test_who_is_overtaken_between_look_and_saving_is_refused(workspaces: InMemoryWorkspaceStore) -> None:
    """The form was up to date when it was sent, and somebody saved the same setting a moment before: theirs stays."""
    seen = seal(NAME, SETTINGS)

    def edit(settings: Settings) -> Settings:
        workspaces.save_settings(SETTINGS.having(name="Theirs"))
        return settings.having(name="Mine")

    with pytest.raises(RejectedError, match=r"^settings_changed$"):
        change(workspaces, LIN, NAME, seen, edit, at(1))
    assert (workspaces.settings("w").name, workspaces.setting_changes("w")) == ("Theirs", [])


def test_who_is_overtaken_elsewhere_saves_on_top(workspaces: InMemoryWorkspaceStore) -> None:
    """Another setting that was saved in between stays, and neither is asked again."""

    def edit(settings: Settings) -> Settings:
        if settings.reopen_days != 3:
            workspaces.save_settings(settings.having(reopen_days=3))
        return settings.having(name="Mine")

    done = change(workspaces, LIN, NAME, seal(NAME, SETTINGS), edit, at(1))
    settings = workspaces.settings("w")
    assert (settings.name, settings.reopen_days) == ("Mine", 3)
    assert done is not None
    assert (done.member, done.new) == (LIN.email, {"name": "Mine"})


def test_the_newest_change_of_a_setting_is_found_among_others(workspaces: InMemoryWorkspaceStore) -> None:
    """Whose change is named is who touched that very setting."""
    other = whole("reopen_days")
    change(workspaces, LIN, NAME, seal(NAME, SETTINGS), lambda one: one.having(name="One"), at(1))
    change(workspaces, LIN, other, seal(other, SETTINGS), lambda one: one.having(reopen_days=2), at(2))
    found = last_change(workspaces, "w", ["name", "zone"])
    assert found is not None
    assert found.at == at(1)
    assert last_change(workspaces, "w", ["zone"]) is None


def test_a_seal_names_what_its_part_shows() -> None:
    """Equal states have equal seals whatever else differs; a part that is narrowed sees only its own thing."""
    assert seal(NAME, SETTINGS) == seal(NAME, SETTINGS.having(reopen_days=2))
    assert seal(NAME, SETTINGS) != seal(NAME, SETTINGS.having(name="Other"))
    narrow = Part(("high_value",), lambda settings: settings.high_value.get("USD"))
    assert seal(narrow, SETTINGS) == seal(narrow, SETTINGS.having(high_value={"USD": 20000, "JPY": 1}))
