"""Rules of alerts: which figure is watched for what, by whom. Data, so that a seller can change them without a release."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from aftersales.records.record import Record

Dimension = Literal["sku", "store", "market", "platform", "channel", "agent", "carrier", "cause"]


class Watch(StrEnum):
    """THRESHOLD: the figure passes a value. GROWTH: it grew beyond chance. TERMS: customers say something new."""

    THRESHOLD = "threshold"
    GROWTH = "growth"
    TERMS = "terms"


class AlertRule(Record):
    """One rule. A rule of the workspace replaces the shipped one of the same id.

    `metric` is a contract's name (empty for terms), judged for each combination of `by`; the threshold is in the figure's own unit
    (shares 0–1, durations in hours) and passed when the value lies above it, or below it where `above` is False. The figure is that
    of the last `window_days` whole days; with fewer than `minimum` units, answers or texts nothing is judged. `owner` is put in
    charge of every alert of the rule. Letters go to `told`, and if nobody is named there to the product team or to the readers of
    reports, as `audience` says.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")
    watch: Watch = Watch.THRESHOLD
    metric: str = ""
    by: tuple[Dimension, ...] = ()
    threshold: float | None = None
    above: bool = True
    window_days: int = Field(default=30, ge=1, le=366)
    minimum: int = Field(default=20, ge=1)
    owner: str | None = None
    told: tuple[str, ...] = ()
    audience: Literal["product", "readers"] = "product"
    active: bool = True
