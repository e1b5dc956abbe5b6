"""What command posts, radio, readiness, assets demand, judged by brute force."""

from benchmarks.oracle import communication_demands as talk
from benchmarks.oracle import readiness_demands as ready
from benchmarks.oracle.world import Demand
from summitry.plan.tables import TABLES

WORDS = "attestations"
_HEARD = ("command_post_nets", "command_posts", "liaisons", "posts", "units")
DEMANDS: tuple[Demand, ...] = (
    Demand("C-13", talk.liaison, (*_HEARD, "links", "persons")),
    Demand("C-14", talk.radios, ("nets", "posts", "radios", "persons", WORDS)),
    Demand("C-15", ready.working, ("capabilities", "site_windows", "sites", "persons", WORDS)),
    Demand(
        "C-16",
        ready.operators,
        ("capabilities", "person_qualifications", "persons", "posts", "shifts"),
    ),
    Demand(
        "C-17",
        ready.red_lines,
        ("exposures", "persons", "principals", "programme", "red_lines", "rooms"),
    ),
    Demand("C-19", ready.ratios, ("posts", "site_windows", "sites")),
    Demand("C-24", ready.diversions, ("arrivals", "gates", "triggers", "zones")),
    Demand("C-27", ready.worst_cases, ("contingencies", "site_windows", "sites")),
    Demand("C-29", talk.declarations, (*_HEARD, "contingencies", "declarations", "nets")),
    Demand("C-30", talk.reviews, ("declarations",)),
    Demand("C-45", ready.exercises, ("exercises", "risks", "persons", WORDS)),
    Demand("C-47", talk.loads, ("command_post_nets", "detail_nets", "nets", "posts")),
    Demand("C-78", talk.planned, ("channels", "nets", "posts")),
    Demand("C-79", talk.labels, ("channels",)),
    Demand("C-80", talk.sitreps, ("sitreps", "persons", WORDS)),
    Demand(
        "C-82", ready.contingencies, ("contingencies", "exercises", "triggers", "persons", WORDS)
    ),
    Demand(
        "C-83",
        ready.stand_ins,
        ("asset_demands", "assets", "command_post_nets", "command_posts", "links"),
    ),
    Demand("C-120", talk.commanders, ("command_posts", "persons")),
    Demand("C-121", ready.indicators, ("threat_indicators",)),
    Demand("C-122", ready.triggers, ("triggers", "zones")),
    Demand("C-123", ready.tests, ("assets", "persons", WORDS)),
    Demand("C-124", ready.fallbacks, tuple(TABLES)),
    Demand("C-126", talk.desks, ("contacts",)),
    Demand("C-127", talk.frequencies, ("channels", "frequencies")),
    Demand("C-128", ready.drones, ("capabilities", "drones", "persons", WORDS)),
    Demand("C-129", ready.forces, ("reserves", "site_windows", "sites", "travel_times")),
)
DEFAULTS: dict[str, float] = {
    "net_stations_max": 60.0,
    "net_functions_max": 3.0,
    "sitrep_acknowledged_minutes_max": 30.0,
    "declaration_acknowledged_minutes_max": 5.0,
    "declaration_reviewed_minutes_max": 60.0,
    "report_acknowledged_minutes_max": 2.0,
    "persons_per_officer_max": 250.0,
    "persons_per_officer_principals_max": 100.0,
    "crowd_persons_min": 500.0,
    "worst_case_scale_min": 2.0,
    "reaction_minutes_max": 10.0,
    "channel_width_khz": 12.5,
}
"""What holds where the event sets nothing; written out here, so that a changed default shows."""
BY_LIMIT: dict[str, tuple[str, ...]] = {
    "net_stations_max": ("C-47",),
    "net_functions_max": ("C-47",),
    "sitrep_acknowledged_minutes_max": ("C-80",),
    "declaration_acknowledged_minutes_max": ("C-29",),
    "declaration_reviewed_minutes_max": ("C-30",),
    "report_acknowledged_minutes_max": ("C-17",),
    "persons_per_officer_max": ("C-19",),
    "persons_per_officer_principals_max": ("C-19",),
    "crowd_persons_min": ("C-27",),
    "worst_case_scale_min": ("C-27",),
    "reaction_minutes_max": ("C-129",),
    "channel_width_khz": ("C-127",),
    "high_risk_score_min": ("C-45",),
    "queue_minutes_max": ("C-24",),
}
"""Which demands a limit changes."""
BY_COLUMN: dict[str, tuple[str, ...]] = {
    "timezone": ("C-16",),
    "opens": ("C-45", "C-82", "C-120"),
    "closes": ("C-120",),
}
"""Which demands a cell of the event changes."""
