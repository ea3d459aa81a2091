"""The tree of causes, and the seller's own leaves in it."""

from aftersales.accounts.access import MANAGERS
from aftersales.desk.own_causes import Leaf, add_leaf, change_leaf, known_leaf, retire_leaf
from aftersales.desk.settings import Edit, Part
from aftersales.records.cause import Cause
from aftersales.records.taxonomy import growing
from aftersales.web.http import Response
from aftersales.web.pages.setting_forms import Wish, save, sealed
from aftersales.web.visit import Visit

PAGE = "/words/causes"


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
        seen={"": sealed(visit, _part(""))}
        | {one.cause: sealed(visit, _part(one.cause)) for one in settings.own_causes},
        done=visit.request.query.get("done", ""),
        may=MANAGERS.allows(visit.member),
    )


def add(visit: Visit) -> Response:
    """Add a leaf."""
    return save(
        visit, _wish(lambda settings: add_leaf(settings, _leaf(visit), visit.request.now), "", "saved")
    )


def change(visit: Visit) -> Response:
    """Change a leaf."""
    leaf = visit.request.form.get("leaf", "")
    return save(visit, _wish(lambda settings: change_leaf(settings, leaf, _leaf(visit)), leaf, "saved"))


def retire(visit: Visit) -> Response:
    """Retire a leaf into another."""
    form, now = visit.request.form, visit.request.now
    leaf, becomes = form.get("leaf", ""), form.get("becomes", "")
    return save(visit, _wish(lambda settings: retire_leaf(settings, leaf, becomes, now), leaf, "retired"))


def _wish(edit: Edit, leaf: str, done: str) -> Wish:
    return Wish(part=_part(leaf), edit=edit, page=PAGE, done=f"{PAGE}?done={done}")


def _part(leaf: str) -> Part:
    """One leaf: who adds another one meanwhile is no hindrance, and a new one has been seen by nobody."""
    return Part(("own_causes",), lambda settings: known_leaf(settings, leaf) if leaf else None)


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
