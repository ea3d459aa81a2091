"""A seller's own leaves: they are causes, they follow their mapping, and nothing that was stored becomes unreadable."""

import pytest

from aftersales.records.cause import Cause
from aftersales.records.taxonomy import OwnCause, current_cause, growing, mapping
from aftersales.records.understanding import CauseLabel
from tests.cases.building import at


def _leaf(name: str, **changes: object) -> OwnCause:
    values = {"cause": f"quality.own_{name}", "zh": name, "en": name, "since": at(0)}
    return OwnCause.model_validate(values | changes)


def test_an_own_leaf_is_a_cause_under_its_branch() -> None:
    """It has a branch, survives being stored, and is equal to itself read again; the common tree does not change."""
    own = Cause("quality.own_seam")
    assert (own.branch, own.is_own, Cause.QUALITY.is_own) == (Cause.QUALITY, True, False)
    label = CauseLabel(cause=own, confidence=0.9)
    assert CauseLabel.model_validate_json(label.model_dump_json()) == label
    assert hash(own) == hash(Cause("quality.own_seam"))
    assert own not in list(Cause)


@pytest.mark.parametrize(
    "name",
    [
        "nothing.own_x",
        "quality.seam",
        "quality.own_",
        "quality.own_A",
        "quality.own_x.y",
        "quality.defective.own_x",
    ],
)
def test_nothing_else_is_a_cause(name: str) -> None:
    """Only a known branch grows leaves, and only under the seller's prefix."""
    with pytest.raises(ValueError, match=name):
        Cause(name)


def test_a_retired_leaf_counts_as_what_it_became() -> None:
    """Chains are followed, a leaf without successor falls to its branch, living leaves and the common tree stay."""
    own = [
        _leaf("a", retired_at=at(9), becomes="quality.own_b"),
        _leaf("b", retired_at=at(9), becomes="quality.pilling"),
        _leaf("c", retired_at=at(9)),
        _leaf("d"),
    ]
    assert mapping(own) == {
        "quality.own_a": "quality.pilling",
        "quality.own_b": "quality.pilling",
        "quality.own_c": "quality",
    }
    assert current_cause(Cause("quality.own_d"), own) == Cause("quality.own_d")
    assert current_cause(Cause.SIZE_FIT, own) is Cause.SIZE_FIT


def test_a_circle_ends() -> None:
    """Two leaves that became each other are a mistake, not an endless loop."""
    own = [
        _leaf("a", retired_at=at(9), becomes="quality.own_b"),
        _leaf("b", retired_at=at(9), becomes="quality.own_a"),
    ]
    assert mapping(own) == {"quality.own_a": "quality.own_b", "quality.own_b": "quality.own_a"}


def test_people_choose_among_the_living() -> None:
    """Own leaves stand under their branch; retired ones are not offered."""
    tree = growing([_leaf("new"), _leaf("old", retired_at=at(9))])
    at_branch = tree.index(Cause.QUALITY)
    assert Cause("quality.own_new") in tree[at_branch : tree.index(Cause.SIZE_FIT)]
    assert Cause("quality.own_old") not in tree
    assert len(tree) == len(Cause) + 1
