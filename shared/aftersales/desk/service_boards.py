"""Dashboards about the work: how fast and how well customers are answered, and by whom."""

from aftersales.desk.layout import Dashboard, Scorecard, Section, Split

SERVICE = Dashboard(
    "service",
    ("store", "market", "platform", "channel", "cause"),
    (
        Section(
            name="speed",
            headlines=(
                "first_response",
                "first_response_human",
                "response",
                "first_response_attainment",
                "sla_attainment",
                "session_duration",
            ),
            trends=("first_response", "response"),
            splits=(
                Split("sla_attainment"),
                Split("first_response", "platform"),
                Split("first_response", "channel"),
            ),
        ),
        Section(
            name="resolution",
            headlines=(
                "resolution_rate.by_opened",
                "fcr.by_resolved",
                "full_resolution",
                "first_resolution",
                "active_resolution",
                "clearance",
                "unanswered_at_resolve",
                "repeat_contact.by_resolved",
                "contacts_per_case",
                "contact_rate.by_order",
            ),
            trends=("resolution_rate.by_opened", "fcr.by_resolved"),
        ),
        Section(
            name="backlog",
            headlines=("backlog", "awaiting", "due_soon", "overdue"),
            trends=("backlog", "overdue"),
            splits=(Split("backlog"), Split("backlog", "platform")),
        ),
        Section(
            name="satisfaction",
            headlines=("csat.share", "csat.mean", "csat.response_rate"),
            trends=("csat.share",),
            splits=(Split("csat.share", "cause"),),
        ),
        Section(
            name="hours",
            headlines=("conversations_started", "customer_messages", "agent_messages"),
            hours=("customer_messages", "agent_messages"),
        ),
        Section(
            name="automation",
            headlines=("deflection", "recommendation_acceptance", "label_override_rate", "label_precision"),
        ),
    ),
)

PEOPLE = Dashboard(
    "people",
    ("agent", "store", "platform", "channel"),
    (
        Section(
            name="people",
            scorecard=Scorecard(
                "agent",
                (
                    "agent_cases",
                    "agent_replies",
                    "agent_resolved",
                    "agent_completion_rate",
                    "agent_reopen_share",
                    "response",
                    "fcr.by_resolved",
                    "csat.share",
                ),
            ),
        ),
        Section(name="team", trends=("agent_replies", "agent_resolved", "response", "csat.share")),
    ),
)
