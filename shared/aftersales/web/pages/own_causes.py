"""The tree of causes, and the seller's own leaves in it."""

from aftersales.accounts.access import MANAGERS
from aftersales.desk.own_causes import Leaf, add_leaf, change_leaf, retire_leaf
from aftersales.records.cause import Cause
from aftersales.records.taxonomy import growing
from aftersales.web.http import Response, see_other
from aftersales.web.visit import Visit


def page(visit: Visit) -> Response:
    """Show the tree, with a form for a new leaf or the one that the address names."""
    settings = visit.settings
    chosen = visit.request.query.get("leaf", "")
    tree = growing(settings.own_causes)
    return visit.show(
        "own_causes.html",
        tree=tree,
        branches=[cause for cause in Cause if cause is cause.branch],
        own=settings.own_causes,
        chosen=next((one for one in settings.own_causes if one.cause == chosen), None),
        version=settings.causes_version,
        done=visit.request.query.get("done", ""),
        may=MANAGERS.allows(visit.member),
    )


def add(visit: Visit) -> Response:
    """Add a leaf."""
    add_leaf(visit.rooms.workspaces, visit.workspace, _leaf(visit), visit.request.now)
    return see_other("/words/causes?done=saved")


def change(visit: Visit) -> Response:
    """Change a leaf."""
    leaf = visit.request.form.get("leaf", "")
    change_leaf(visit.rooms.workspaces, visit.workspace, leaf, _leaf(visit))
    return see_other("/words/causes?done=saved")


def retire(visit: Visit) -> Response:
    """Retire a leaf into another."""
    form = visit.request.form
    retire_leaf(
        visit.rooms.workspaces,
        visit.workspace,
        form.get("leaf", ""),
        form.get("becomes", ""),
        visit.request.now,
    )
    return see_other("/words/causes?done=retired")


def _leaf(visit: Visit) -> Leaf:
    form = visit.request.form
    return Leaf(
        branch=form.get("branch", ""),
        zh=form.get("zh", ""),
        en=form.get("en", ""),
        keywords=form.get("keywords", "").splitlines(),
        examples=form.get("examples", "").splitlines(),
        skus=form.get("skus", "").split(),
    )
