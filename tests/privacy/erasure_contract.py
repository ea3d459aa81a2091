"""What every ErasureStore keeps."""

from datetime import timedelta
from typing import Any

from aftersales.customers.forgetting import customer_mark, home_mark
from aftersales.records.after_sales import PrivacyRequest
from aftersales.records.erasure import Erasure, Mark, Step
from tests.cases.building import SETTINGS, STORE, at, fact, message, order

MARK = Mark(at=at(50), salt="salt", customers=("a", "b"))


def request(key: str = "r1", due: float = 900, **changes: Any) -> PrivacyRequest:
    """An order to erase the customer of order 900."""
    values: dict[str, Any] = {
        "store": STORE,
        "key": key,
        "form": "erase_customer",
        "customer": "mail-1",
        "orders": ("900",),
        "requested_at": at(10),
        "due_at": at(due),
    }
    return PrivacyRequest.model_validate(values | changes)


def errand(**changes: Any) -> Erasure:
    """The errand of that request."""
    values: dict[str, Any] = {
        "workspace": "w",
        "request": request().home,
        "form": "erase_customer",
        "store": STORE,
        "member": "system",
        "ordered_at": at(30),
        "due_at": at(900),
    }
    return Erasure.model_validate(values | changes)


class ErasureStoreContract:
    """Subclasses give fixtures `erasures` and `dossiers`, over one and the same house."""

    def test_requests_come_by_deadline(self, erasures: Any, dossiers: Any) -> None:
        """Each once, in its newest state; another workspace sees none."""
        later, sooner = request("r2", 800), request("r1", 900)
        again = fact(sooner.having(due_at=at(700)), version="9")
        dossiers.add([fact(later), fact(sooner), again, fact(order())], SETTINGS)
        assert [(one.key, one.due_at) for one in erasures.requests("w")] == [("r1", at(700)), ("r2", at(800))]
        assert erasures.requests("other") == []

    def test_an_errand_is_kept_as_it_stands(self, erasures: Any) -> None:
        """Saving again replaces; a workspace sees its own."""
        assert erasures.erasure("w", request().home) is None
        erasures.save_erasure(errand())
        after = errand(step=Step.ARCHIVE, cursor="raw/w/a", erased_at=at(31), found={"facts": 3})
        erasures.save_erasure(after)
        assert erasures.erasure("w", request().home) == after
        assert erasures.erasures("w") == [after]
        assert erasures.erasures("other") == []

    def test_an_errand_is_begun_once(self, erasures: Any) -> None:
        """A person and the schedule may order it in the same moment: whoever comes later sets nothing back."""
        assert erasures.begin_erasure(errand()) == errand()
        further = errand(step=Step.ARCHIVE, erased_at=at(31), salt="salt")
        erasures.save_erasure(further)
        assert erasures.begin_erasure(errand(member="kim@aurora.example")) == further
        assert erasures.erasures("w") == [further]

    def test_marks_are_found_by_name(self, erasures: Any) -> None:
        """Whatever has no mark is left out; a newer mark replaces; another workspace has none of them."""
        names = [home_mark("order:shop/900"), customer_mark("mail-1"), customer_mark("mail-2")]
        assert erasures.marks("w", names) == {}
        erasures.keep_marks("w", {names[0]: MARK, names[1]: MARK})
        newer = MARK.having(at=MARK.at + timedelta(days=1))
        erasures.keep_marks("w", {names[1]: newer})
        assert erasures.marks("w", names) == {names[0]: MARK, names[1]: newer}
        assert erasures.marks("other", names) == {}

    def test_a_customers_homes(self, erasures: Any, dossiers: Any) -> None:
        """Of orders, and of cases without one."""
        alone = message(5, order_number=None, thread="t9", customer="mail-1")
        dossiers.add([fact(order()), fact(alone)], SETTINGS)
        assert erasures.homes_of("w", "mail-1") == sorted([f"order:{STORE}/900", alone.home])
        assert erasures.homes_of("w", "mail-2") == []

    def test_what_is_marked_is_stored_blank_under_its_id(self, erasures: Any, dossiers: Any) -> None:
        """A delivery that comes again, or late, brings no word; one from after the mark does."""
        said = message(5, customer="mail-1")
        erasures.keep_marks("w", {home_mark(said.home): MARK})
        dossiers.add([fact(said), fact(message(60))], SETTINGS)
        found = {one.id: one.record for one in dossiers.dossier("w", said.home, SETTINGS).facts}
        assert found[fact(said).id].text == ""
        assert found[fact(message(60)).id].text == message(60).text

    def test_what_was_kept_is_told_with_what_was_new(self, erasures: Any, dossiers: Any) -> None:
        """One call says both; facts that were known before are told as they are kept, too."""
        said, later = fact(message(5, customer="mail-1")), fact(message(60))
        erasures.keep_marks("w", {home_mark(said.home): MARK})
        new, kept, gone = dossiers.take_in([said, later], SETTINGS)
        assert new == {said.id, later.id}
        assert [(one.id, one.record.text) for one in kept] == [(said.id, ""), (later.id, message(60).text)]
        assert gone == {said.id}
        assert dossiers.take_in([said, later], SETTINGS) == (set(), kept, gone)

    def test_replaced_facts_fold_anew(self, erasures: Any, dossiers: Any) -> None:
        """The same ids with other contents: cases follow, and nothing is stored twice."""
        one = fact(message(5))
        dossiers.add([fact(order()), one], SETTINGS)
        dossiers.replace([one.having(record=message(5, subject="", text="", key=one.record.key))], SETTINGS)
        dossier = dossiers.dossier("w", one.home, SETTINGS)
        assert [case.title for case in dossier.cases] == [""]
        assert len(dossier.facts) == 2
        assert dossiers.case("w", f"order:{STORE}/900", 1).title == ""
