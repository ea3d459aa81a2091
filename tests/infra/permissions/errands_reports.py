"""Errands on the pages of reports: subscribe, look, make, stop, and tokens."""

from aftersales.accounts.stop_links import Stop, stop_token
from aftersales.aws.subscriptions import DynamoSubscriptionStore
from tests.infra.permissions.stage import Stage
from tests.infra.permissions.stories import WORKSPACE
from tests.web.in_memory import Browser


def walk_reports(walker: Browser, stage: Stage) -> str:
    """Do everything that can be done there; returns the text of a living token."""
    walker.get("/reports")
    walker.press("/reports/subscriptions")
    (wish,) = DynamoSubscriptionStore(stage.table).subscriptions(WORKSPACE)
    for action in ("stop", "resume"):
        walker.get("/reports")
        walker.press(f"/reports/subscriptions/{wish.id}/{action}")
    walker.get("/reports/preview?kind=daily")
    walker.get("/reports")
    walker.press("/reports/subscriptions", "/reports/make", kind="daily")
    token = stop_token(("0" * 64).encode(), Stop(WORKSPACE, wish.id, wish.email))
    walker.get(f"/stop/{token}")
    walker.send("POST", f"/stop/{token}")
    for _ in range(2):
        walker.get("/settings/tokens")
        page = walker.press("/settings/tokens", name="BI", rows="1").page
    forms = [
        str(form["action"]) for form in page.find_all("form") if str(form.get("action")).endswith("/revoke")
    ]
    shown = page.select_one("code.token")
    assert shown is not None
    living = shown.text.split(".")[2]
    walker.submit(next(form for form in forms if living not in form))
    walker.get("/settings/bi/aftersales.pq")
    return str(shown.text)
