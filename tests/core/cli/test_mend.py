"""`summitry move` with a late flight or a closed road: what is told, and what is written."""

import json
from datetime import timedelta

import pytest

from summitry.cli.files import load, save
from summitry.cli.main import main
from summitry.package.package import Package
from summitry.package.patch import patched, read_patch
from summitry.plan.aviation import Flight, FlightKind
from summitry.plan.movements import Leg, Movement, Route, RouteSegment, Segment
from summitry.plan.snapshot import Snapshot
from tests.plans.one_rule import EVENT, OPENS

MINUTE = timedelta(minutes=1)
ROWS = (
    Route(route_id="in", name="In", from_site_id="hotel", to_site_id="hall"),
    Route(route_id="round", name="Round", from_site_id="hotel", to_site_id="hall"),
    RouteSegment(route_id="in", place=1, segment_id="bridge", running_seconds=120),
    RouteSegment(route_id="round", place=1, segment_id="ring", running_seconds=300),
    Segment(segment_id="bridge", name="Bridge"),
    Segment(segment_id="ring", name="Ring road"),
    Movement(movement_id="a", title="a"),
    Movement(movement_id="b", title="b"),
    Leg(movement_id="a", route_id="in", depart=OPENS),
    Leg(movement_id="b", route_id="in", depart=OPENS + 30 * MINUTE),
    Flight(
        flight_id="F-1",
        delegation_id="D",
        kind=FlightKind.ARRIVAL,
        site_id="hotel",
        scheduled=OPENS - 20 * MINUTE,
        movement_id="a",
    ),
)


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("SUMMITRY_LANG", "en")


@pytest.fixture
def plan(tmp_path):
    save(Package(snapshot=Snapshot.of([EVENT, *ROWS])), tmp_path / "plan")
    return tmp_path / "plan"


def moment(minutes):
    return (OPENS + minutes * MINUTE).isoformat()


def mended(plan, tmp_path, *arguments):
    """Return the exit status, and the legs of the plan with the patch in it."""
    out = tmp_path / "patch.json"
    status = main(["move", str(plan), "--seconds", "0.5", "--out", str(out), *arguments])
    package = load(plan)
    after = patched(package.snapshot, read_patch(out.read_bytes()), key=package.key)
    return status, after


def test_a_late_flight_moves_its_motorcade_and_nobody_else(plan, tmp_path, capsys):
    status, after = mended(plan, tmp_path, "--late", "F-1=75")

    told = capsys.readouterr().out
    legs = after.rows(Leg)
    assert status == 0
    assert "Legs that had to change: 1; legs that change: 1, or 1.00 for each that had to." in told
    assert "Every leg has a time." in told
    assert after.rows(Flight)["F-1"].scheduled == OPENS + 55 * MINUTE
    assert legs["a|1"].depart == OPENS + 70 * MINUTE
    assert legs["b|1"] == load(plan).snapshot.rows(Leg)["b|1"]


def test_a_closed_road_sends_the_motorcade_another_way(plan, tmp_path):
    closed = f"bridge={moment(20)}/{moment(120)}"

    status, after = mended(plan, tmp_path, "--closed", closed)

    assert status == 0
    assert {key: leg.route_id for key, leg in after.rows(Leg).items()} == {
        "a|1": "in", "b|1": "round",
    }  # fmt: skip


def test_where_everything_is_closed_it_is_told_who_is_left_and_that_nothing_helps(
    plan, tmp_path, capsys
):
    closed = [f"--closed={name}={moment(-300)}/{moment(300)}" for name in ("bridge", "ring")]

    status, after = mended(plan, tmp_path, *closed)

    assert status == 1
    assert after.root(b"") == load(plan).snapshot.root(b"")
    assert "Without a time: 2; at least 2 must be, whatever is changed." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--late", "F-1"], "write FLIGHT=MINUTES"),
        (["--late", "F-1=0"], "write FLIGHT=MINUTES"),
        (["--late", "F-1=2881"], "write FLIGHT=MINUTES"),
        (["--late", "F-9=5"], "The plan has no row “F-9” in “flights”."),
        (["--closed", "bridge"], "write SEGMENT=FROM/TO"),
        (["--closed", f"bridge={moment(5)}/{moment(5)}"], "write SEGMENT=FROM/TO"),
        (["--closed", f"pass={moment(5)}/{moment(6)}"], "no row “pass” in “segments”."),
        (["--closed", "bridge=soon/later"], "“soon” is not a moment."),
    ],
)
def test_what_cannot_be_understood_is_refused(plan, capsys, arguments, told):
    assert main(["move", str(plan), *arguments]) == 2
    assert told in capsys.readouterr().err


def test_a_program_is_told_the_same_as_a_person(plan, tmp_path, capsys):
    mended(plan, tmp_path, "--late", "F-1=75", "--format", "json")

    shown = capsys.readouterr()
    told = json.loads(shown.out)
    edits = told.pop("edits")
    assert [each["table"] for each in edits] == ["flights", "legs", "closures", "closures"]
    assert (edits[1]["key"], edits[1]["row"]["route_id"]) == ("a|1", "in")
    assert told == {
        "complete": True,
        "forced": ["a|1"],
        "ratio": 1.0,
        "unscheduled_min": 0,
        "best": {"kind": "least-change", "changed": ["a|1"], "unscheduled": 0, "cost": 0},
        "others": [],
        "reasons": [],
        "skipped": [],
        "check": [
            {"rule": "C-67", "before": 2, "after": 0},
            {"rule": "C-71", "before": 0, "after": 1},
        ],
    }
    assert "Written" in shown.err
