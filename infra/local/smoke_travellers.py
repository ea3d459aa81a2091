"""The four customers who wrote while the demo started, followed to their cases, the figures and a report."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from infra.local.demo_workspace import SETTINGS, WORKSPACE
from infra.local.scene import Scene
from infra.local.seller.markets import ZONE
from infra.local.smoke_visitor import Visitor, must
from infra.local.travellers import TRAVELLERS, Traveller


def travellers_are_understood(_scene: Scene, visitor: Visitor) -> str:
    """A Spanish complaint, a Japanese size, a German damage and a Chinese pilling review are cases, rightly read and readable."""
    cases = list(_waiting(visitor))
    for traveller in TRAVELLERS:
        case = _case_of(traveller, cases)
        must(
            case["cause"] == traveller.cause,
            f"{traveller.language}: {case['cause']} instead of {traveller.cause}",
        )
        said = [one for one in _detail(visitor, case)["conversation"] if _holds(one["text"], traveller)]
        must(said, f"{traveller.language}: the words as they were written are not in the case")
        if traveller.language != SETTINGS.language:
            translation = (said[0]["reading"].get("translation") or {}).get("text", "")
            must(
                traveller.words[SETTINGS.language] in translation,
                f"{traveller.language}: no translation beside it",
            )
    return ", ".join(f"{one.language} {one.cause}" for one in TRAVELLERS)


def travellers_reach_figures_and_report(scene: Scene, visitor: Visitor) -> str:
    """The same four are counted under their cause this week, and the week's report quotes them beside their translation."""
    week = "{0:%G}-W{0:%V}".format(datetime.now(UTC).astimezone(ZoneInfo(ZONE)))
    scene.cloud.invoke("refresh_cubes", {"workspace": WORKSPACE})
    for traveller in TRAVELLERS:
        rows = visitor.api("/api/figures/cause_share.by_opened", period=week, cause=traveller.cause)["rows"]
        case = _case_of(traveller, list(_waiting(visitor)))
        must(
            any(row["home"] == case["home"] for row in rows),
            f"{traveller.language}: not among {len(rows)} rows",
        )
    link = scene.cloud.invoke("send_reports", {"workspace": WORKSPACE, "week": week})["link"]
    page = visitor.http.get(f"{link}?lang=zh", follow_redirects=True).text
    quoted = [one for one in TRAVELLERS if _holds(page, one)]
    must(quoted, "the report quotes none of them")
    for one in quoted:
        must(one.words["zh"] in page, f"{one.language}: quoted without its translation")
    return f"{len(TRAVELLERS)} counted in {week}, {len(quoted)} quoted in its report"


def _holds(text: str, traveller: Traveller) -> bool:
    return traveller.words[traveller.language] in text


def _case_of(traveller: Traveller, cases: list[dict[str, Any]]) -> dict[str, Any]:
    found = [case for case in cases if _holds(case["excerpt"], traveller)]
    must(found, f"{traveller.language}: no case among {len(cases)} that wait")
    # The demo seller's own customers speak the same phrases; who wrote last is the traveller.
    return max(found, key=lambda case: str(case["opened_at"]))


def _waiting(visitor: Visitor) -> Iterator[dict[str, Any]]:
    after: dict[str, str] = {}
    while True:
        page = visitor.api("/api/cases", state="waiting", **after)
        yield from page["cases"]
        if not page["after"]:
            return
        after = {"after": page["after"]}


def _detail(visitor: Visitor, case: dict[str, Any]) -> dict[str, Any]:
    return visitor.case(case["home"], case["number"])
