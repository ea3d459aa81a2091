"""What every DossierStore and WorkspaceStore must do; run for the in-memory fakes and for the DynamoDB adapters."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from aftersales.cases.stores import DossierStore, WorkspaceStore
from aftersales.records.case import CaseState
from aftersales.records.errors import RejectedError, UnavailableError
from aftersales.records.money import Money
from aftersales.records.workspace import Connection, Member, Role, Settings
from tests.cases.building import SETTINGS, STORE, action, at, fact, message, order, parcel

HOME = f"order:{STORE}/900"


class DossierStoreContract:
    @pytest.fixture
    def store(self) -> DossierStore:
        raise TypeError("each test class brings the store it proves")

    def test_a_fact_is_new_once(self, store: DossierStore) -> None:
        """Adding the same fact again reports nothing new and changes nothing."""
        facts = [fact(order()), fact(message(5))]
        assert store.add(facts, SETTINGS) == {one.id for one in facts}
        before = store.dossier("w", HOME, SETTINGS)
        assert store.add(facts, SETTINGS) == set()
        assert store.dossier("w", HOME, SETTINGS) == before

    def test_a_foreign_fact_is_not_taken_along(self, store: DossierStore) -> None:
        """I10: a call stores facts of the one workspace that it names, and no other's."""
        mine, foreign = fact(message(5)), fact(message(6), workspace="other")
        assert store.add([mine, foreign], SETTINGS) == {mine.id}
        for workspace in ("w", "other"):
            found = store.dossier(workspace, mine.home, SETTINGS.having(workspace=workspace)).facts
            assert all(one.workspace == workspace for one in found)
            assert bool(found) is (workspace == "w")

    def test_any_home_leads_to_the_same_dossier(self, store: DossierStore) -> None:
        """The number, the thread and the parcel of an order all lead to the order's dossier."""
        store.add(
            [fact(message(5)), fact(parcel(4, "in_transit")), fact(order(tracking_numbers=("TN1",)))],
            SETTINGS,
        )
        homes = [HOME, f"number:{STORE}/1001", f"thread:{STORE}/t1", "parcel:TN1"]
        assert {store.dossier("w", home, SETTINGS).model_dump_json() for home in homes} == {
            store.dossier("w", HOME, SETTINGS).model_dump_json()
        }
        assert len(store.dossier("w", HOME, SETTINGS).facts) == 3

    def test_a_case_moves_to_the_order_when_that_becomes_known(self, store: DossierStore) -> None:
        """A case that stood under a number alone belongs to the order once the order arrives, and stands there only."""
        store.add([fact(message(5))], SETTINGS)
        assert [case.home for case in store.cases("w", CaseState.WAITING, limit=9)[0]] == [
            f"number:{STORE}/1001"
        ]
        store.add([fact(order())], SETTINGS)
        assert [case.home for case in store.cases("w", CaseState.WAITING, limit=9)[0]] == [HOME]
        assert store.case("w", f"number:{STORE}/1001", 1) is None
        assert store.case("w", HOME, 1) is not None

    def test_the_inbox_is_sorted_by_deadline_and_paged(self, store: DossierStore) -> None:
        """Waiting cases come earliest deadline first; a cursor continues without gap or repeat."""
        asked = [message(n, key=f"k{n}", thread=f"t{n}", order_number=None) for n in (7, 3, 5, 1, 9)]
        store.add([fact(one) for one in asked], SETTINGS)
        first, cursor = store.cases("w", CaseState.WAITING, limit=3)
        assert cursor is not None
        rest, end = store.cases("w", CaseState.WAITING, limit=3, after=cursor)
        assert [case.waiting_since for case in [*first, *rest]] == [at(n) for n in (1, 3, 5, 7, 9)]
        assert end is None or store.cases("w", CaseState.WAITING, limit=3, after=end) == ([], None)

    def test_another_workspaces_cursor_is_refused(self, store: DossierStore) -> None:
        """I10: a cursor opens only the inbox that it was made for."""
        asked = [message(n, key=f"k{n}", thread=f"t{n}", order_number=None) for n in (7, 3, 5)]
        store.add([fact(one) for one in asked], SETTINGS)
        _, cursor = store.cases("w", CaseState.WAITING, limit=1)
        with pytest.raises(RejectedError):
            store.cases("other", CaseState.WAITING, limit=1, after=cursor)

    def test_a_case_changes_its_inbox_with_its_state(self, store: DossierStore) -> None:
        """A resolved case leaves the waiting inbox."""
        store.add([fact(order()), fact(message(5))], SETTINGS)
        store.add([fact(action(9, "resolved"))], SETTINGS)
        assert store.cases("w", CaseState.WAITING, limit=9)[0] == []
        assert len(store.cases("w", CaseState.RESOLVED, limit=9)[0]) == 1

    def test_a_customers_orders_and_cases_are_found_over_all_stores(self, store: DossierStore) -> None:
        """One customer key gathers orders of several stores, newest first, each in its newest state."""
        shop = [order(), order(3, status="shipped")]
        other = order(8, store="woo", key="77", number="5", placed_at=at(8))
        store.add([fact(one) for one in [*shop, other]] + [fact(message(9))], SETTINGS)
        assert [(found.store, found.status) for found in store.orders_of("w", "mail-1")] == [
            ("woo", "paid"),
            (STORE, "shipped"),
        ]
        assert [case.home for case in store.cases_of("w", "mail-1")] == [HOME]
        assert store.orders_of("other", "mail-1") == []

    def test_overdue_cases_are_found(self, store: DossierStore) -> None:
        """Only cases whose deadline has passed are due."""
        asked = [message(n, key=f"k{n}", thread=f"t{n}", order_number=None) for n in (1, 50)]
        store.add([fact(one) for one in asked], SETTINGS)
        assert [case.waiting_since for case in store.cases_due("w", at(26))] == [at(1)]

    def test_cases_due_between_two_moments_leave_the_older_ones_unread(self, store: DossierStore) -> None:
        """What is overdue already does not count among what is due soon."""
        asked = [message(n, key=f"k{n}", thread=f"t{n}", order_number=None) for n in (1, 2, 50)]
        store.add([fact(one) for one in asked], SETTINGS)
        found = store.cases_due("w", at(26) + timedelta(minutes=1), since=at(26))
        assert [case.waiting_since for case in found] == [at(2)]

    def test_silent_cases_are_found(self, store: DossierStore) -> None:
        """Only answered cases in which nothing happened since are silent."""
        asked = [message(n, key=f"k{n}", thread=f"t{n}", order_number=None) for n in (1, 50)]
        answers = [message(n + 1, "agent", thread=f"t{n}", order_number=None) for n in (1, 50)]
        store.add([fact(one) for one in [*asked, *answers]], SETTINGS)
        assert [case.opened_at for case in store.cases_silent("w", at(26))] == [at(1)]


def _renamed(name: str) -> Callable[[Settings], Settings]:
    return lambda settings: settings.having(name=name)


class WorkspaceStoreContract:
    @pytest.fixture
    def store(self) -> WorkspaceStore:
        raise TypeError("each test class brings the store it proves")

    def test_settings_default_until_saved(self, store: WorkspaceStore) -> None:
        """An unknown workspace has default settings and is not in the directory."""
        assert store.settings("w").first_answer_hours == 24
        store.save_settings(Settings(workspace="w", name="W", first_answer_hours=2))
        assert (store.settings("w").first_answer_hours, list(store.workspaces())) == (2, ["w"])

    def test_a_change_of_settings_is_kept_with_who_made_it(self, store: WorkspaceStore) -> None:
        """What was, what became, who and when stand beside the settings, newest first; what changes nothing leaves no trace."""
        store.save_settings(Settings(workspace="w", name="W"))
        change = store.change_settings("w", _renamed("One"), member="lin@x", now=at(1))
        store.change_settings("w", _renamed("Two"), member="kim@x", now=at(2))
        assert store.change_settings("w", _renamed("Two"), member="kim@x", now=at(3)) is None
        kept = store.setting_changes("w")
        assert [(one.member, one.old, one.new) for one in kept] == [
            ("kim@x", {"name": "One"}, {"name": "Two"}),
            ("lin@x", {"name": "W"}, {"name": "One"}),
        ]
        assert (kept[1], store.settings("w").name) == (change, "Two")
        assert (store.setting_changes("w", limit=1), store.setting_changes("other")) == (kept[:1], [])

    def test_settings_of_an_unknown_workspace_can_be_changed(self, store: WorkspaceStore) -> None:
        """The defaults are a state like any other."""
        store.change_settings("w", _renamed("One"), member="lin@x", now=at(1))
        assert store.settings("w").name == "One"

    def test_a_setting_that_was_not_there_is_kept_as_such(self, store: WorkspaceStore) -> None:
        """Nothing and something are told apart in what was and what became."""
        rate = Money(minor=50, currency="USD")
        store.change_settings("w", lambda one: one.having(labour_minute=rate), member="lin@x", now=at(1))
        (change,) = store.setting_changes("w")
        assert (change.old, change.new["labour_minute"]) == ({"labour_minute": None}, rate.model_dump())

    def test_who_saves_in_between_is_not_overwritten(self, store: WorkspaceStore) -> None:
        """An edit begins anew on what somebody else saved meanwhile; neither of the two changes is lost."""
        store.save_settings(Settings(workspace="w", name="W"))
        seen: list[int] = []

        def edit(settings: Settings) -> Settings:
            if not seen:
                store.save_settings(settings.having(first_answer_hours=2))
            seen.append(settings.first_answer_hours)
            return settings.having(name="One")

        store.change_settings("w", edit, member="lin@x", now=at(1))
        settings = store.settings("w")
        assert (seen, settings.name, settings.first_answer_hours) == ([24, 2], "One", 2)
        assert [one.old for one in store.setting_changes("w")] == [{"name": "W"}]

    def test_an_edit_that_refuses_changes_nothing(self, store: WorkspaceStore) -> None:
        """What an edit raises comes out as it is."""

        def refuse(_: Settings) -> Settings:
            raise RejectedError("no")

        with pytest.raises(RejectedError, match=r"^no$"):
            store.change_settings("w", refuse, member="lin@x", now=at(1))
        assert store.setting_changes("w") == []

    def test_when_others_keep_saving_one_comes_back_later(self, store: WorkspaceStore) -> None:
        """Nobody waits for ever."""

        def edit(settings: Settings) -> Settings:
            store.save_settings(settings.having(reopen_days=settings.reopen_days + 1))
            return settings.having(name="One")

        with pytest.raises(UnavailableError):
            store.change_settings("w", edit, member="lin@x", now=at(1))
        assert store.settings("w").name == "w"

    def test_an_address_cannot_be_taken_over(self, store: WorkspaceStore) -> None:
        """What is written to an account reaches the workspace that connected it first, whoever claims it later."""
        mine = Connection(
            workspace="w", id="a", platform="mail", store="a", name="A", address="care@x.example"
        )
        store.save_connection(mine)
        with pytest.raises(RejectedError, match=r"^address_taken$"):
            store.save_connection(mine.having(workspace="other", id="b", address="Care@X.example"))
        assert store.connection_by_address("mail", "care@x.example") == mine
        assert (store.connections("other"), store.connection("other", "b")) == ([], None)
        again = mine.having(id="c")
        store.save_connection(again)
        assert store.connection_by_address("mail", "care@x.example") == again

    def test_an_address_that_was_given_up_is_free(self, store: WorkspaceStore) -> None:
        """Who has moved to another address holds the old one against nobody, also under the same name; back it goes only if it is free."""
        first = Connection(
            workspace="w", id="a", platform="mail", store="a", name="A", address="care@x.example"
        )
        store.save_connection(first)
        moved = first.having(address="help@x.example")
        store.save_connection(moved)
        heir = first.having(workspace="other")
        store.save_connection(heir)
        assert store.connection_by_address("mail", "care@x.example") == heir
        assert store.connection_by_address("mail", "help@x.example") == moved
        with pytest.raises(RejectedError, match=r"^address_taken$"):
            store.save_connection(first)
        assert store.connection("w", "a") == moved

    def test_a_connection_is_found_by_its_account(self, store: WorkspaceStore) -> None:
        """An account's address leads to its connection, whatever the letter case, and to no other workspace's."""
        one = Connection(workspace="w", id="a", platform="amazon", store="a", name="A", address="A1SELLER")
        store.save_connection(one)
        assert store.connection_by_address("amazon", "a1seller") == one
        assert store.connection_by_address("mail", "a1seller") is None
        assert store.connection("other", "a") is None
        later = one.having(cursor="c", failures=2)
        store.save_connection(later)
        assert (store.connections("w"), store.connection_by_address("amazon", "A1SELLER")) == ([later], later)

    def test_members_are_found_by_sign_in_name_and_by_workspace(self, store: WorkspaceStore) -> None:
        """A member belongs to one workspace and is found by mail address in any letter case."""
        lee = Member(workspace="w", email="lee@example.com", name="Lee", role=Role.AGENT)
        store.save_member(lee)
        assert store.member("Lee@Example.com") == lee
        assert (list(store.members("w")), list(store.members("other"))) == ([lee], [])
        assert store.member("nobody@example.com") is None

    def test_who_leaves_is_found_no_more(self, store: WorkspaceStore) -> None:
        """A member is forgotten by either way; whoever has joined another workspace since stays a member there."""
        lee = Member(workspace="w", email="lee@example.com", name="Lee", role=Role.AGENT)
        store.save_member(lee)
        store.remove_member(lee.having(email="Lee@example.com"))
        assert (store.member("lee@example.com"), list(store.members("w"))) == (None, [])
        store.remove_member(lee)
        there = lee.having(workspace="other")
        store.save_member(there)
        store.remove_member(lee)
        assert (store.member("lee@example.com"), list(store.members("other"))) == (there, [there])
