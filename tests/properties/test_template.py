"""A plan made a template and adopted at the same opening is the same plan, but for persons."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.kit.ids import PERSON_TYPES
from summitry.kit.streams import stream
from summitry.kit.time import moment_of
from summitry.package.package import Package
from summitry.package.problems import PackageRefused
from summitry.package.read import read_package
from summitry.package.template import Adoption, carried
from summitry.package.template_write import template_files
from summitry.package.write import files_of
from summitry.plan.attestation import Attestations
from summitry.plan.mandate import Event
from summitry.plan.relative import Opening
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import SET_KINDS, Row
from summitry.plan.tables import SIDE_TABLES, TABLES
from tests.plans.random_rows import some_people, some_snapshot
from tests.plans.small import people, small
from tests.plans.small_lessons import rulings
from tests.properties.test_package_round_trip import Memory

SEEDS = st.integers(0, 1 << 20)
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")
STEADY_ZONES = ("UTC", "Asia/Kathmandu", "Asia/Ho_Chi_Minh")
"""Clocks that skip nothing: an interval in a skipped hour is refused, as a planner must see it."""

STAY_BEHIND = {
    *("persons", "person_qualifications", "participants", "shifts", "wishes"),
    *("body_members", "deputies", "booth_duties", "liaison_officers"),
    *("access_rights", "revocations"),
    *("counts", "list_versions", "list_copies", "figures", "traffic_orders", "published_windows"),
    *("meetings", "decisions", "evidence", "commitments", "resource_requests"),
    *("breaches", "exchanges", "information_requests", "acts"),
    *("flights", "clearances", "weapons", "frequencies"),
}


def adoption_of(event: Event) -> Adoption:
    return Adoption(event_id=event.event_id, opening=Opening(event.opens, event.zone))


def again(package: Package, adoption: Adoption) -> Package:
    return read_package(Memory(template_files(package)), adoption=adoption)


def moved(snapshot: Snapshot, *, by: timedelta, zone: str) -> Snapshot:
    """Return the plan with every moment moved and in another zone, around a change of clocks."""

    def row_moved(row: Row) -> Row:
        cells = {
            name: getattr(row, name) + by
            for name in row.__struct_fields__
            if isinstance(getattr(row, name), datetime)
        }
        if isinstance(row, Event):
            return replace(row, timezone=zone, **cells)
        return replace(row, **cells)

    rows = [row for table in snapshot.tables.values() for row in table.values()]
    rows += [row for bulk in snapshot.bulks.values() for row in bulk.rows()]
    return Snapshot.of(map(row_moved, rows))


@settings(max_examples=60, deadline=None)
@given(SEEDS, st.integers(-2_000, 2_000), st.sampled_from(ZONES))
def test_same_opening_gives_the_same_rows(seed: int, hours: int, zone: str) -> None:
    chance = stream(seed, "template")
    start = some_snapshot(chance)
    package = Package(
        snapshot=moved(start, by=timedelta(hours=hours), zone=zone), people=some_people(chance)
    )

    after = again(package, adoption_of(package.snapshot.event))

    assert files_of(after) == files_of(carried(package))


def test_small_plan_comes_back_without_what_stays_behind() -> None:
    snapshot, words = small()
    package = Package(
        snapshot=snapshot, attestations=words, people=people(), rulings=rulings(), key=b"k"
    )

    after = again(package, adoption_of(snapshot.event))

    assert {name for name in TABLES if not after.snapshot.size(name)} == STAY_BEHIND
    assert {name for name, table in TABLES.items() if not table.carried} == STAY_BEHIND
    assert not any(table.carried for table in SIDE_TABLES.values())
    assert (after.attestations, after.people, after.rulings) == (Attestations(), (), ())
    assert after.key == b""
    assert after.snapshot.event == replace(snapshot.event, now=None)
    assert after.snapshot.tables["gates"] == snapshot.tables["gates"]
    assert after.snapshot.tables["lesson_checks"] == snapshot.tables["lesson_checks"]
    assert {unit.commander_id for unit in after.snapshot.tables["units"].values()} == {None}


def test_no_cell_of_a_template_names_a_person() -> None:
    snapshot, _ = small()

    kept = carried(Package(snapshot=snapshot)).snapshot

    for name, table in TABLES.items():
        for column in table.columns:
            if column.id_type in PERSON_TYPES and table.carried:
                empty = () if column.kind in SET_KINDS else None
                assert {getattr(row, column.name) for row in kept.tables[name].values()} <= {empty}


def test_next_event_keeps_its_hours_around_the_opening_and_its_clock_before() -> None:
    snapshot, _ = small()
    control = next(iter(snapshot.tables["controls"].values()))
    early = replace(control, due=snapshot.event.opens - timedelta(days=20, hours=1))
    tables = {**snapshot.tables, "controls": {control.control_id: early}}
    package = Package(snapshot=Snapshot(tables, snapshot.bulks))
    # The small plan opens at nine in Hanoi; the next opens at ten in Berlin, and clocks there go
    # forward on 28 March.
    opening = Opening(datetime(2027, 4, 1, 8, tzinfo=UTC), ZoneInfo("Europe/Berlin"))

    after = again(package, Adoption(event_id="next", opening=opening, name="Next")).snapshot

    assert (after.event.event_id, after.event.name) == ("next", "Next")
    assert (after.event.opens, after.event.timezone) == (opening.opens, "Europe/Berlin")
    assert after.event.closes - after.event.opens == timedelta(hours=10)
    gate = after.tables["gates"]["G-1"]
    assert gate.opens == opening.opens - timedelta(hours=3)
    due = after.tables["controls"][control.control_id].due
    assert due == datetime(2027, 3, 12, 7, tzinfo=UTC)


def test_plan_is_no_template_and_a_template_no_plan() -> None:
    snapshot, _ = small()
    package = Package(snapshot=snapshot)

    with pytest.raises(PackageRefused) as as_plan:
        read_package(Memory(template_files(package)))
    with pytest.raises(PackageRefused) as as_template:
        read_package(Memory(files_of(package)), adoption=adoption_of(snapshot.event))

    assert [each.code for each in as_plan.value.problems] == ["template.not_a_plan"]
    assert [each.code for each in as_template.value.problems] == ["template.not_a_template"]


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("gates.csv", b"H-03:00", b"H-3", "relative.moment"),
        ("gates.csv", b"H-03:00", b"2025-10-25T02:00Z", "relative.moment"),
        ("gates.csv", b"H-03:00", b"H-9999999:00", "relative.moment"),
        ("gates.csv", b"H-03:00", b"H+900000:00", "interval.empty"),
        ("gates.csv", b"H-03:00", b"D-99999 09:00", "moment.year"),
        ("gates.csv", b"H-03:00", b"", "cell.required"),
        ("event.toml", b"template = true", b"template = 1", "template.mark"),
    ],
)
def test_what_is_wrong_in_a_template_is_told_by_its_place(
    file: str, old: bytes, new: bytes, code: str
) -> None:
    snapshot, _ = small()
    files = dict(template_files(Package(snapshot=snapshot)))
    assert old in files[file]
    files[file] = files[file].replace(old, new, 1)

    with pytest.raises(SummitryError) as refused:
        read_package(Memory(files), adoption=adoption_of(snapshot.event))

    problems = refused.value.facts["problems"]
    assert problems[0].facts["file"] == file
    assert code in [each.code for each in problems]


@given(st.integers(1_600_000_000, 1_900_000_000).map(moment_of), st.sampled_from(STEADY_ZONES))
def test_plan_adopted_at_any_opening_opens_then(opens: datetime, zone: str) -> None:
    snapshot, _ = small()
    adoption = Adoption(event_id="next", opening=Opening(opens, ZoneInfo(zone)))

    after = again(Package(snapshot=snapshot), adoption).snapshot

    assert after.event.opens == opens
    assert {name: after.size(name) for name in TABLES if TABLES[name].carried} == {
        name: snapshot.size(name) for name in TABLES if TABLES[name].carried
    }
