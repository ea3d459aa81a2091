"""What the console's page of reports works with: subscriptions, the figures, and the press."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from aftersales.metrics.evaluate import Evaluator
from aftersales.metrics.period import Period, last_whole, named
from aftersales.records.errors import RejectedError
from aftersales.records.report import Subscription
from aftersales.records.workspace import Member, Settings
from aftersales.reports.editing import edit
from aftersales.reports.making import Made, Press, make
from aftersales.reports.shape import Order, Report
from aftersales.reports.subscribing import of_member
from aftersales.reports.subscriptions import SubscriptionStore, grain

Preview = Callable[[Report, str], tuple[str, str]]
"""Writes a report's page in a language; returns it with its content security policy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDesk:
    """The collaborators; figures and press are opened when somebody asks for a report."""

    subscriptions: SubscriptionStore
    evaluator_of: Callable[[Settings, datetime], Evaluator]
    press: Callable[[datetime], Press]
    preview: Preview

    def show(
        self, settings: Settings, order: Order, period: str, language: str, now: datetime
    ) -> tuple[str, str]:
        """Write a report's page without keeping anything."""
        evaluator = self.evaluator_of(settings, now)
        return self.preview(edit(evaluator, order, _period(settings, order, period, now)), language)

    def make(self, settings: Settings, order: Order, period: str, now: datetime) -> Made:
        """Make and keep a report of this moment; nobody is written to."""
        return make(
            partial(self.evaluator_of, settings, now),
            settings.workspace,
            order,
            _period(settings, order, period, now),
            occasion=now.isoformat(timespec="seconds"),
            press=self.press(now),
        )

    def mine(self, member: Member, settings: Settings, members: list[Member], name: str) -> Subscription:
        """Return one of a member's subscriptions; RejectedError `unknown_subscription`."""
        stored = self.subscriptions.subscriptions(settings.workspace)
        for one in of_member(member, settings, members, stored):
            if one.id == name:
                return one
        raise RejectedError("unknown_subscription")


def _period(settings: Settings, order: Order, period: str, now: datetime) -> Period:
    return named(period, settings.zone) if period else last_whole(grain(order.kind), now, settings.zone)
