"""What accreditation, gates, press, exchange and records demand, judged by brute force."""

from benchmarks.oracle import entry_access, entry_exchange, entry_press
from benchmarks.oracle.world import Demand

WORDS = "attestations"
DEMANDS: tuple[Demand, ...] = (
    Demand("C-06", entry_access.readers, ("badge_types", "gate_readers", "gates", "zone_rights")),
    Demand(
        "C-32",
        entry_access.revocations,
        ("delegations", "participants", "persons", "revocations", WORDS),
    ),
    Demand("C-33", entry_access.shown, ("list_copies", "lists")),
    Demand("C-34", entry_access.old, ("counts", "list_versions", "lists", "persons", WORDS)),
    Demand("C-36", entry_access.desks, ("counts", "desks")),
    Demand("C-38", entry_access.entry_points, ("gates", "list_copies", "lists", "posts", "units")),
    Demand("C-39", entry_access.not_listed, ("gates",)),
    Demand("C-40", entry_exchange.exports, ("exports", "persons", WORDS)),
    Demand("C-41", entry_exchange.breaches, ("breaches", "persons", WORDS)),
    Demand("C-49", entry_exchange.copies, ("persons", "records", WORDS)),
    Demand(
        "C-62",
        entry_access.justified,
        ("access_rights", "participants", "zone_rights", "zones"),
    ),
    Demand("C-63", entry_access.vetting, ("counts",)),
    Demand(
        "C-64",
        entry_access.still_in,
        ("access_rights", "gates", "list_versions", "lists", "persons", "revocations", WORDS),
    ),
    Demand("C-85", entry_exchange.retention, ("persons", "records", WORDS)),
    Demand("C-180", entry_press.places, ("press_places", "press_positions")),
    Demand("C-181", entry_press.times, ("arrivals", "gates", "press_positions", "programme")),
    Demand("C-182", entry_press.withdrawn, ("press_places",)),
    Demand("C-183", entry_press.pools, ("persons", "pool_members", "pools", "programme", WORDS)),
    Demand(
        "C-184",
        entry_access.ways,
        ("access_rights", "gates", "participants", "zone_rights", "zones"),
    ),
    Demand("C-185", entry_access.badges, ("badge_types", "participants")),
    Demand("C-186", entry_exchange.exchanges, ("exchanges", "exports", "partners")),
    Demand(
        "C-187",
        entry_exchange.answers,
        ("exchanges", "information_requests", "persons", WORDS),
    ),
    Demand("C-188", entry_exchange.guarded, ("information_requests", "persons", WORDS)),
    Demand(
        "C-189",
        entry_exchange.returned,
        ("exchanges", "information_requests", "persons", WORDS),
    ),
)
DEFAULTS: dict[str, float] = {
    "list_records_hours_max": 72.0,
    "count_age_hours_max": 168.0,
    "vetting_hours_min": 48.0,
    "vetting_pending_share_max": 0.05,
    "breach_notify_hours_max": 72.0,
}
"""What holds where the event sets nothing; written out here, so that a changed default shows."""
BY_LIMIT: dict[str, tuple[str, ...]] = {
    "list_records_hours_max": ("C-34",),
    "count_age_hours_max": ("C-34",),
    "vetting_hours_min": ("C-63",),
    "vetting_pending_share_max": ("C-63",),
    "breach_notify_hours_max": ("C-41",),
    "recall_minutes_max": ("C-64",),
}
"""Which demands a limit changes."""
BY_COLUMN: dict[str, tuple[str, ...]] = {
    "opens": ("C-36", "C-63"),
    "closes": ("C-34",),
}
"""Which demands a cell of the event changes."""
