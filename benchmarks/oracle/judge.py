"""Every demand by its rule's code, with the tables that it looks at."""

from collections.abc import Iterable
from typing import Any

from benchmarks.oracle import (
    access,
    along,
    command,
    command_demands,
    entry_demands,
    expiry,
    governance_demands,
    moves,
    posts,
    protocol_demands,
    roads_demands,
    rulings,
    safety_demands,
    sights,
    weeks,
)
from benchmarks.oracle.world import DEFAULTS, Demand, World
from summitry.plan.change import Edit
from summitry.plan.tables import TABLES

FAMILIES = (
    governance_demands,
    command_demands,
    safety_demands,
    roads_demands,
    entry_demands,
    protocol_demands,
)
"""The other fields; each writes out its own demands, defaults, limits and columns."""

for _family in FAMILIES:
    DEFAULTS.update(_family.DEFAULTS)

WORDS = "attestations"
PEOPLE = "people"
RULINGS = "rulings"
ROSTER = ("shifts", "persons", "person_qualifications", "post_requirements", "posts")
BY_LIMIT = {
    "rest_hours_min": ("C-54",),
    "shift_hours_max": ("C-54",),
    "gate_duty_hours_max": ("C-54",),
    "handover_minutes_min": ("C-56",),
    "same_site_minutes": ("C-57",),
    "week_hours_max": ("C-213",),
    "weekly_rest_hours_min": ("C-213",),
    "days_in_row_max": ("C-213",),
    "span_of_control_max": ("C-214",),
    "line_of_sight_m_max": ("C-02", "C-03"),
    "control_verified_hours_min": ("C-09", "C-81"),
    "high_risk_score_min": ("C-10", "C-81"),
    "relays_max": ("C-12",),
    "zone_load_factor_max": ("C-35",),
    "queue_minutes_max": ("C-05",),
    "recall_minutes_max": ("C-31",),
    "identity_similarity_min": ("C-61",),
    "door_headway_minutes_min": ("C-65",),
    "segment_headway_seconds_min": ("C-66",),
    "closure_minutes_min": ("C-67",),
    "clearing_minutes_min": ("C-70",),
    "signature_minutes": ("C-76",),
}
"""Which demands a limit changes; written out, so that a rule that forgets its limit shows."""
BY_COLUMN = {
    "timezone": ("C-52", "C-56", "C-02", "C-03", "C-213"),
    "opens": ("C-09", "C-81"),
    "closes": ("C-10", "C-88"),
}
"""Which demands a cell of the event changes."""

Keys = frozenset[str] | None


DEMANDS = (
    Demand("C-01", command.owners, tuple(n for n, t in TABLES.items() if t.owner), "tables"),
    Demand(
        "C-02", sights.sights, ("positions", "exposures", "obstacles", "controls", *ROSTER, WORDS)
    ),
    Demand("C-03", sights.bearings, ("exposures", "sectors", *ROSTER)),
    Demand("C-05", access.queues, ("gates", "arrivals", "programme"), "gate"),
    Demand("C-08", command.acceptances, ("posts", "persons", WORDS)),
    Demand("C-09", command.controls, ("controls", "persons", WORDS)),
    Demand("C-10", command.risks_accepted, ("risks", "persons", WORDS)),
    Demand(
        "C-12",
        command.reach,
        ("posts", "nets", "command_posts", "command_post_nets", "detail_nets", "links", "details"),
    ),
    Demand(
        "C-28",
        command.cards,
        ("contingencies", "contingency_cards", "rendezvous", "persons", WORDS),
    ),
    Demand(
        "C-31", access.lists, ("lists", "list_versions", "list_copies", "gates", "persons", WORDS)
    ),
    Demand("C-35", access.loads, ("zones", "counts", "quotas")),
    Demand("C-52", posts.cover, ROSTER, "post"),
    Demand("C-53", posts.double, ("shifts", "posts", "persons"), "person"),
    Demand("C-54", posts.hours, ("shifts", "posts", "persons"), "person"),
    Demand("C-56", posts.handover, ROSTER, "post"),
    Demand("C-57", posts.ways, ("shifts", "posts", "persons", "sites", "travel_times"), "person"),
    Demand("C-213", weeks.weeks, ("shifts", "posts", "persons"), "person"),
    Demand("C-214", weeks.leaders, ROSTER),
    Demand("C-61", access.twins, (PEOPLE,)),
    Demand("C-65", moves.doors, ("legs", "movements", "routes", "route_segments", "doors")),
    Demand("C-66", moves.meetings, ("legs", "movements", "routes", "route_segments")),
    Demand("C-67", moves.closures, ("legs", "movements", "routes", "route_segments", "closures")),
    Demand(
        "C-70",
        moves.consecutive,
        (
            "programme",
            "rooms",
            "sites",
            "travel_times",
            "legs",
            "movements",
            "routes",
            "route_segments",
        ),
    ),
    Demand("C-75", moves.powers, ("signatories", "persons", WORDS)),
    Demand("C-76", moves.signings, ("programme", "signatories")),
    Demand("C-81", command.risks_treated, ("risks", "controls", "persons", WORDS)),
    Demand("C-84", access.exports, tuple(TABLES), "tables"),
    Demand("C-86", command.references, tuple(TABLES), "tables"),
    Demand("C-86", command.words, (*TABLES, WORDS)),
    Demand("C-88", expiry.lasting, (*expiry.COUNTED, "programme", "persons", WORDS)),
    Demand("C-89", rulings.rulings, (*TABLES, RULINGS)),
    Demand("C-87", command.parts, ("tasks", "task_parts")),
    Demand("C-03", along.far_sectors, ("exposures", "sectors", "posts", "zones", "sites")),
    Demand("C-05", along.gate_posts, ("gates", "arrivals", "posts")),
    Demand("C-12", along.details, ("principals", "details")),
    Demand(
        "C-28", along.unnamed_cards, ("contingencies", "contingency_cards", "rendezvous", WORDS)
    ),
    Demand("C-65", along.wrong_doors, ("legs", "routes", "doors")),
    Demand("C-67", along.unplanned, ("legs", "movements", "route_segments", "principals")),
    Demand("C-70", along.chains, ("legs", "movements", "routes", "route_segments")),
    Demand("C-76", along.no_signings, ("programme", "signatories")),
    Demand("C-87", along.unnamed_parts, ("tasks", "task_parts")),
    *(demand for family in FAMILIES for demand in family.DEMANDS),
)


def concerned(before: World, after: World, edits: Iterable[Edit]) -> set[str]:
    """Return the rules that edits of the event and of its limits can change, as a whole."""
    codes: set[str] = set()
    for edit in edits:
        if edit.table == "limits":
            for written in (BY_LIMIT, *(family.BY_LIMIT for family in FAMILIES)):
                codes |= set(written.get(edit.key, ()))
        elif edit.table == "event":
            codes |= _by_column(before, after)
    return codes


def _by_column(before: World, after: World) -> set[str]:
    written = (BY_COLUMN, *(family.BY_COLUMN for family in FAMILIES))
    return {
        code
        for each in written
        for column, rules in each.items()
        if getattr(before.event, column) != getattr(after.event, column)
        for code in rules
    }


def touched(before: World, after: World, edits: Iterable[Edit], local: str) -> Keys:
    """Return the posts, persons or gates that the edits can have touched; None for any."""
    if local == "tables":
        return frozenset(edit.table for edit in edits)
    found: set[str] = set()
    for edit in edits:
        for world in (before, after):
            row = world.get(edit.table, edit.key)
            near = None if row is None else _near(world, row, edit.table, local)
            if row is not None and near is None:
                return None
            found |= near or set()
    return frozenset(found)


def _near(world: World, row: Any, table: str, local: str) -> set[str] | None:
    own = getattr(row, f"{local}_id", None) if table != "gates" or local == "gate" else None
    if local == "person" and table == "posts":
        return {shift.person_id for shift in world.of("shifts", "post_id", row.post_id)}
    if local == "gate" and table == "programme":
        return {gate.gate_id for gate in world.rows("gates") if gate.item_id == row.item_id}
    if local == "post" and table in {"persons", "person_qualifications"}:
        return {shift.post_id for shift in world.of("shifts", "person_id", row.person_id)}
    if own is None:
        return None
    return {own}
