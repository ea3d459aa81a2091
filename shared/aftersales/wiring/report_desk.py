"""What the console's page of reports works with; figures, fonts and the press load when somebody asks for a report."""

from datetime import datetime
from typing import TYPE_CHECKING

from aftersales.records.workspace import Settings
from aftersales.reports.report_desk import ReportDesk
from aftersales.wiring import stores
from aftersales.wiring.environment import setting

if TYPE_CHECKING:
    from aftersales.metrics.evaluate import Evaluator
    from aftersales.reports.making import Press
    from aftersales.reports.shape import Report


def report_desk() -> ReportDesk:
    """Connect it."""
    return ReportDesk(
        subscriptions=stores.subscriptions(), evaluator_of=_evaluator, press=_press, preview=_preview
    )


def _evaluator(settings: Settings, now: datetime) -> "Evaluator":
    from aftersales.wiring.figures import figures_of

    return figures_of(settings, now)


def _press(now: datetime) -> "Press":
    from aftersales.wiring.press import press

    return press(now)


def _preview(report: "Report", language: str) -> tuple[str, str]:
    from aftersales.mail.report_page import page, policy

    return page(report, language, console=setting("BASE_URL").rstrip("/"), link=""), policy()
