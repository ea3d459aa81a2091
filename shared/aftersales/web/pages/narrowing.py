"""The filters of a dashboard: what may be chosen, by the names that people know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aftersales.desk.insight import Answers
from aftersales.desk.questions import Question
from aftersales.records.cause import Cause
from aftersales.records.workspace import Connection
from aftersales.web.part_names import PartNames


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter of the form: its values to choose from with their names; `is_open` means that others may be typed."""

    name: str
    title: str
    chosen: str
    options: Sequence[tuple[str, str]]
    is_open: bool


def choice(
    name: str,
    question: Question,
    names: PartNames,
    answers: Sequence[Answers],
    connections: Sequence[Connection],
) -> Choice:
    """Lay out one filter; values that nobody can list may be typed, and those that the page shows are proposed."""
    chosen = question.filters.given.get(name, "")
    closed: Mapping[str, Sequence[str]] = {
        "platform": sorted({one.platform for one in connections}),
        "store": sorted(names.stores),
        "agent": sorted(names.people, key=lambda email: names.people[email]),
        "cause": [cause.value for cause in Cause],
    }
    values = closed.get(name)
    keys = list(values) if values is not None else sorted(seen(name, answers))
    if chosen and chosen not in keys:
        keys.append(chosen)
    return Choice(
        name,
        names.dimension(name),
        chosen,
        [(key, names.of(name, key)) for key in keys],
        is_open=values is None,
    )


def seen(name: str, answers: Sequence[Answers]) -> set[str]:
    """The values of a dimension that the page itself shows."""
    parts = {
        figure.key
        for one in answers
        for part in one.parts
        if part.split.by == name
        for figure in part.figures
    }
    marks = {
        key
        for one in answers
        if one.marks and one.marks.scorecard.by == name
        for key in [*one.marks.ranked, *one.marks.unranked]
    }
    return {key for key in parts | marks if key}
