"""What mandate, bodies, plans, requirements, resources demand, judged by brute force."""

from benchmarks.oracle import bodies, protection, register, work
from benchmarks.oracle.world import Demand

WORDS = "attestations"
ACTING = ("posts", "contingencies")

DEMANDS: tuple[Demand, ...] = (
    Demand("C-100", bodies.mandates, ("mandates", "body_members", "persons", WORDS)),
    Demand("C-42", bodies.lead_time, ("mandates", "body_members", "persons", WORDS)),
    Demand("C-101", bodies.bodies, ("bodies", "body_members", "mandates")),
    Demand("C-102", bodies.meetings, ("meetings", "body_members", "persons", WORDS)),
    Demand("C-103", bodies.decisions, ("decisions", "meetings", "body_members", "persons", WORDS)),
    Demand(
        "C-104",
        bodies.tracing,
        ("measures", "mandates", "objectives", "tasks", "decisions", "plans"),
    ),
    Demand("C-105", bodies.measurable, ("objectives", "success_indicators")),
    Demand("C-11", register.agencies, ("units", "plans", "tasks", "task_parts", *ACTING)),
    Demand("C-20", register.briefed, (*register.BRIEFED, "persons", WORDS)),
    Demand("C-21", register.copied, ("plans", "persons", WORDS)),
    Demand("C-22", register.approvals, ("plans", "persons", WORDS)),
    Demand("C-23", register.leads, ("field_leads", "plans", "posts")),
    Demand("C-43", register.knowing, ("plans", "units", "command_posts", WORDS)),
    Demand(
        "C-44",
        register.trained,
        (
            "units",
            "command_posts",
            "persons",
            "qualifications",
            "person_qualifications",
            "exercises",
            *ACTING,
            WORDS,
        ),
    ),
    Demand(
        "C-106",
        register.deputies,
        ("units", "command_posts", "bodies", "body_members", "deputies", "persons"),
    ),
    Demand("C-51", work.dependencies, ("tasks", "persons", WORDS)),
    Demand("C-110", work.overdue, ("tasks", "task_parts", "persons", WORDS)),
    Demand("C-50", work.promises, ("resource_needs", "commitments", "persons", WORDS)),
    Demand("C-18", work.requests, ("resource_requests", "risks", "persons", WORDS)),
    Demand("C-46", work.welfare, ("units", "welfare", "shifts")),
    Demand("C-48", work.everyday, ("base_duties", "shifts")),
    Demand("C-107", work.clauses, ("requirements", "measures")),
    Demand("C-108", work.evidence, ("measures", "requirements", "evidence", "persons", WORDS)),
    Demand(
        "C-109",
        protection.minimums,
        (
            "minimums",
            "principals",
            "programme",
            "rooms",
            "delegations",
            "details",
            "movements",
            "legs",
            "routes",
            "route_segments",
            "posts",
            "exposures",
            "sites",
            "zones",
            "sterile_areas",
            *protection.SHOWN_BY.values(),
        ),
    ),
)
DEFAULTS: dict[str, float] = {
    "planning_days_min": 180.0,
    "minutes_days_max": 7.0,
    "options_min": 2.0,
    "beds_share_min": 1.0,
    "meals_share_min": 3.0,
    "rides_share_min": 0.5,
}
"""What holds where the event sets nothing; written out here, so that a changed default shows."""
BY_LIMIT: dict[str, tuple[str, ...]] = {
    "planning_days_min": ("C-42",),
    "minutes_days_max": ("C-102",),
    "options_min": ("C-103",),
    "beds_share_min": ("C-46",),
    "meals_share_min": ("C-46",),
    "rides_share_min": ("C-46",),
    "high_risk_score_min": ("C-18",),
}
"""Which demands a limit changes."""
BY_COLUMN: dict[str, tuple[str, ...]] = {
    "timezone": ("C-44", "C-46", "C-48"),
    "opens": ("C-18", "C-42", "C-51", "C-106", "C-108"),
    "closes": ("C-18", "C-44", "C-106"),
    "level": ("C-109",),
}
"""Which demands a cell of the event changes."""
