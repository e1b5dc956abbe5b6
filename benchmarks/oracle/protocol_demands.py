"""What conference, protocol, reception, image and treaty demand, judged by brute force."""

from benchmarks.oracle import conference_judges, reception_judges, treaty_judges
from benchmarks.oracle.world import Demand

WORDS = "attestations"

DEMANDS: tuple[Demand, ...] = (
    Demand("C-72", conference_judges.rooms, ("programme", "rooms")),
    Demand("C-73", conference_judges.booths, ("programme", "booths", "booth_duties", "persons")),
    Demand("C-73", conference_judges.interpreters, ("booths", "booth_duties", "persons")),
    Demand(
        "C-74",
        reception_judges.orders,
        ("programme", "speakers", "seats", "delegations", "principals", "states"),
    ),
    Demand(
        "C-77",
        reception_judges.absences,
        ("programme", "speakers", "seats", "delegations", "principals", "signatories"),
    ),
    Demand(
        "C-200",
        conference_judges.documents,
        ("documents", "translations", "programme", "persons", WORDS),
    ),
    Demand("C-201", conference_judges.broadcasts, ("feeds", "programme", "persons", WORDS)),
    Demand(
        "C-202",
        conference_judges.bilaterals,
        ("bilaterals", "programme", "delegations", "principals", "persons", "booth_duties"),
    ),
    Demand(
        "C-203",
        reception_judges.liaison,
        ("liaison_officers", "delegations", "principals", "persons"),
    ),
    Demand("C-204", reception_judges.heads, ("delegations", "principals")),
    Demand(
        "C-205",
        reception_judges.courtesies,
        (
            "courtesies",
            "speakers",
            "seats",
            "signatories",
            "delegations",
            "programme",
            "persons",
            WORDS,
        ),
    ),
    Demand("C-206", reception_judges.gifts, ("gifts", "programme", "persons", WORDS)),
    Demand("C-207", reception_judges.outreach, ("outreach", "persons", WORDS)),
    Demand("C-208", conference_judges.speaking, ("programme", "speakers")),
    Demand(
        "C-209",
        treaty_judges.signing,
        ("signatories", "delegations", "states", "acts", "treaties", "programme"),
    ),
    Demand("C-210", treaty_judges.acts, ("acts", "treaties")),
    Demand("C-211", treaty_judges.law, ("articles", "provisions", "persons", WORDS)),
    Demand("C-212", treaty_judges.contacts, ("articles", "contact_points", "persons", WORDS)),
)
DEFAULTS: dict[str, float] = {
    "conference_languages_min": 4.0,
    "booth_team_min": 2.0,
    "both_ways_team_min": 3.0,
    "booth_hours_max": 3.0,
    "booth_day_hours_max": 6.0,
}
"""What holds where the event sets nothing; written out here, so that a changed default shows."""
BY_LIMIT: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(DEFAULTS, ("C-73",)),
    "rest_hours_min": ("C-73",),
}
"""Which demands a limit changes."""
BY_COLUMN: dict[str, tuple[str, ...]] = {
    "timezone": ("C-73", "C-209", "C-210"),
    "opens": ("C-203",),
    "closes": ("C-203",),
}
"""Which demands a cell of the event changes."""
