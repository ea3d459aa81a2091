"""A seller's own leaves: added with words that teach, changed, retired into others, never lost."""

import pytest

from aftersales.desk.own_causes import Leaf, add_leaf, change_leaf, retire_leaf
from aftersales.records.cause import Cause
from aftersales.records.errors import RejectedError
from aftersales.records.taxonomy import current_cause
from tests.cases.building import SETTINGS, at
from tests.cases.in_memory import InMemoryWorkspaceStore

SEAM = Leaf(branch="quality", zh="开线", en="Open seam", keywords=["Naht offen", "", "Naht offen "])


@pytest.fixture
def workspaces() -> InMemoryWorkspaceStore:
    """A workspace with the common tree."""
    made = InMemoryWorkspaceStore()
    made.save_settings(SETTINGS)
    return made


def test_each_change_makes_a_version(workspaces: InMemoryWorkspaceStore) -> None:
    """Added, changed, retired: three versions, one leaf, and its place in the tree stays the same."""
    made = add_leaf(workspaces, "w", SEAM, at(1))
    assert (made.cause, made.keywords) == (Cause("quality.own_open_seam"), ("Naht offen",))
    change_leaf(workspaces, "w", made.cause, Leaf(branch="size_fit", zh="开缝", en="Seam"))
    gone = retire_leaf(workspaces, "w", made.cause, "quality.broke_early", at(5))
    settings = workspaces.settings("w")
    assert settings.causes_version == SETTINGS.causes_version + 3
    assert settings.own_causes == (gone,)
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
def test_what_makes_no_leaf_is_refused(workspaces: InMemoryWorkspaceStore, leaf: Leaf, reason: str) -> None:
    """A branch that all share, two names, one place: else nothing changes. Too many words are cut, not refused."""
    add_leaf(workspaces, "w", SEAM, at(1))
    before = workspaces.settings("w")
    if not reason:
        assert len(add_leaf(workspaces, "w", leaf, at(2)).examples) == 30
        return
    with pytest.raises(RejectedError, match=reason):
        add_leaf(workspaces, "w", leaf, at(2))
    assert workspaces.settings("w") == before


def test_the_tree_stays_small(workspaces: InMemoryWorkspaceStore) -> None:
    """It travels with the settings: beyond its size the next leaf is refused."""
    long = ["例" * 290 + str(number) for number in range(30)]
    leaves = [Leaf(branch="quality", zh="x", en=f"Leaf {number}", examples=long) for number in range(5)]
    for leaf in leaves[:4]:
        add_leaf(workspaces, "w", leaf, at(1))
    with pytest.raises(RejectedError, match="tree_too_large"):
        add_leaf(workspaces, "w", leaves[4], at(1))


def test_a_leaf_falls_to_its_branch_and_not_to_itself(workspaces: InMemoryWorkspaceStore) -> None:
    """Without a successor it counts as its branch; itself or nonsense are no successors, and an unknown leaf is none."""
    made = add_leaf(workspaces, "w", SEAM, at(1))
    for becomes in (made.cause.value, "nonsense"):
        with pytest.raises(RejectedError, match="leaf_becomes_unknown"):
            retire_leaf(workspaces, "w", made.cause, becomes, at(5))
    assert retire_leaf(workspaces, "w", made.cause, "", at(5)).becomes is Cause.QUALITY
    with pytest.raises(RejectedError, match="leaf_unknown"):
        retire_leaf(workspaces, "w", "quality.own_none", "", at(5))
    with pytest.raises(RejectedError, match="leaf_unknown"):
        change_leaf(workspaces, "other", made.cause, SEAM)
