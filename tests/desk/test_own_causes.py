"""A seller's own leaves: added with words that teach, changed, retired into others, never lost."""

import pytest

from aftersales.desk.own_causes import Leaf, add_leaf, change_leaf, retire_leaf
from aftersales.records.cause import Cause
from aftersales.records.errors import RejectedError
from aftersales.records.taxonomy import current_cause
from tests.cases.building import SETTINGS, at

SEAM = Leaf(branch="quality", zh="开线", en="Open seam", keywords=["Naht offen", "", "Naht offen "])


def test_each_change_makes_a_version() -> None:
    """Added, changed, retired: three versions, one leaf, and its place in the tree stays the same."""
    added = add_leaf(SETTINGS, SEAM, at(1))
    (made,) = added.own_causes
    assert (made.cause, made.keywords) == (Cause("quality.own_open_seam"), ("Naht offen",))
    changed = change_leaf(added, made.cause, Leaf(branch="size_fit", zh="开缝", en="Seam"))
    settings = retire_leaf(changed, made.cause, "quality.broke_early", at(5))
    (gone,) = settings.own_causes
    assert settings.causes_version == SETTINGS.causes_version + 3
    assert (gone.cause, gone.en, gone.since) == (made.cause, "Seam", at(1))
    assert current_cause(made.cause, settings.own_causes) is Cause.QUALITY_BROKE_EARLY


@pytest.mark.parametrize(
    ("leaf", "reason"),
    [
        (Leaf(branch="nonsense", zh="x", en="x"), "leaf_branch_unknown"),
        (Leaf(branch="quality.defective", zh="x", en="x"), "leaf_branch_unknown"),
        (Leaf(branch="quality", zh=" ", en="x"), "leaf_name_missing"),
        (Leaf(branch="quality", zh="线", en="线"), "leaf_name_missing"),
        (SEAM, "leaf_exists"),
        (Leaf(branch="quality", zh="x", en="y", examples=["a" * i for i in range(300)] * 9), ""),
    ],
)
def test_what_makes_no_leaf_is_refused(leaf: Leaf, reason: str) -> None:
    """A branch that all share, two names, one place: else nothing changes. Too many words are cut, not refused."""
    before = add_leaf(SETTINGS, SEAM, at(1))
    if not reason:
        assert len(add_leaf(before, leaf, at(2)).own_causes[-1].examples) == 30
        return
    with pytest.raises(RejectedError, match=reason):
        add_leaf(before, leaf, at(2))


def test_the_tree_stays_small() -> None:
    """It travels with the settings: beyond its size the next leaf is refused."""
    long = ["例" * 290 + str(number) for number in range(30)]
    leaves = [Leaf(branch="quality", zh="x", en=f"Leaf {number}", examples=long) for number in range(5)]
    settings = SETTINGS
    for leaf in leaves[:4]:
        settings = add_leaf(settings, leaf, at(1))
    with pytest.raises(RejectedError, match="tree_too_large"):
        add_leaf(settings, leaves[4], at(1))


def test_a_leaf_falls_to_its_branch_and_not_to_itself() -> None:
    """Without a successor it counts as its branch; itself or nonsense are no successors, and an unknown leaf is none."""
    settings = add_leaf(SETTINGS, SEAM, at(1))
    (made,) = settings.own_causes
    for becomes in (made.cause.value, "nonsense"):
        with pytest.raises(RejectedError, match="leaf_becomes_unknown"):
            retire_leaf(settings, made.cause, becomes, at(5))
    assert retire_leaf(settings, made.cause, "", at(5)).own_causes[0].becomes is Cause.QUALITY
    with pytest.raises(RejectedError, match="leaf_unknown"):
        retire_leaf(settings, "quality.own_none", "", at(5))
    with pytest.raises(RejectedError, match="leaf_unknown"):
        change_leaf(SETTINGS, made.cause, SEAM)
