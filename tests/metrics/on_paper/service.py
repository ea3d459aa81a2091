"""Every contract about the work with the fold that it must equal."""

from tests.metrics.on_paper import credit, desks

DURATIONS = {
    "first_response_human": desks.human_response,
    "first_resolution": desks.first_resolution,
    "active_resolution": desks.active_resolution,
}
FOLDS = {
    "first_response_attainment": desks.attained,
    "sla_attainment": desks.promises,
    "overdue": desks.overdue,
    "due_soon": desks.due_soon,
    "unanswered_at_resolve": desks.unanswered,
    "deflection": desks.deflected,
    "contacts_per_case": desks.contacts_per_case,
    "clearance": desks.cleared,
    "csat.share": credit.satisfied,
    "csat.mean": credit.mean_score,
    "csat.response_rate": credit.surveys_answered,
    "agent_replies": credit.replies,
    "agent_cases": credit.handled,
    "agent_resolved": credit.resolved,
    "agent_reopen_share": credit.reopened,
    "agent_completion_rate": credit.completion,
    "recommendation_acceptance": credit.accepted,
    "label_override_rate": credit.overridden,
    "label_precision": credit.precision,
    "cost_per_case.by_resolved": credit.cost_per_case,
    "cost_incomplete_share": credit.cost_incomplete,
}
