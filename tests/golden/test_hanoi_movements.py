"""The Hanoi example without its movements: what is proposed has owner, escort and motorcade."""

from collections import Counter
from pathlib import Path

from msgspec.structs import replace

from summitry.check.run import check, recheck
from summitry.cli.files import load
from summitry.kit.time import SystemClock
from summitry.move.crews import crews
from summitry.move.from_flights import from_flights
from summitry.move.from_plan import from_plan
from summitry.move.proposal import proposal
from summitry.plan.aviation import Flight
from summitry.plan.change import Edit, apply
from summitry.plan.movements import Movement
from summitry.plan.snapshot import Snapshot
from summitry.plan.vehicles import Escort, MotorcadeVehicle
from summitry.report.moments import moment_for

FINAL = Path(__file__).parents[2] / "examples" / "hanoi-2025" / "final"
TAKEN_OUT = ("movements", "legs", "escorts", "motorcade_vehicles")
PARTS = 5
"""Lead, principal, follow-up, spare, ambulance."""


def stripped(snapshot: Snapshot) -> Snapshot:
    """Return the plan as it was before anybody planned a movement."""
    flights = snapshot.rows(Flight).items()
    return apply(
        snapshot,
        [
            *(Edit(name, key, None) for name in TAKEN_OUT for key in snapshot.tables[name]),
            *(Edit("flights", key, replace(row, movement_id=None)) for key, row in flights),
        ],
    )


def test_what_is_proposed_brings_no_kind_of_finding_but_what_the_search_mends():
    package = load(FINAL)
    plan = stripped(package.snapshot)
    made = from_flights(plan)
    legs = apply(plan, made.edits)
    planned = from_plan(legs)
    timed = apply(legs, proposal(legs, planned, planned.told, new=made.legs).edits)

    crewed = crews(timed, made.movements)
    after = apply(timed, crewed.edits)

    at, _ = moment_for(plan.event, None, SystemClock())
    known = {"people": package.people, "rulings": package.rulings}
    before = check(plan, package.attestations, at=at, **known)
    found = recheck(before, after, package.attestations, at=at, **known)
    codes = [Counter(each.code for each in run.findings) for run in (before, found)]
    assert (crewed.short, crewed.without) == ((), ())
    assert {row.owner_unit_id for row in after.rows(Movement).values()} == {"GUARD"}
    assert len(after.rows(Escort)) == len(after.rows(Movement)) == 200
    assert len(after.rows(MotorcadeVehicle)) == 200 * PARTS
    # Before the search two motorcades may be on one segment.
    assert {code for code, count in codes[1].items() if count > codes[0][code]} <= {"C-66"}
