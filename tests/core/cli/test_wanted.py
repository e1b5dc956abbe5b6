"""`summitry move --from-flights`: what is proposed, told, written, and refused."""

import json

import pytest

from summitry.cli.files import load, save
from summitry.cli.main import main
from summitry.move.from_flights import from_flights
from summitry.package.package import Package
from summitry.package.patch import patched, read_patch
from summitry.plan.governance import FieldLead
from summitry.plan.movements import Closure, Leg
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Field
from summitry.plan.vehicles import EscortTeam, Vehicle
from tests.core.move.flown import SUMMIT, at, delegation, flight, item, principal
from tests.plans.one_rule import EVENT


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("SUMMITRY_LANG", "en")


def saved(path, *rows):
    save(Package(snapshot=Snapshot.of([EVENT, *rows])), path)
    return path


LEAD = FieldLead(field=Field.RECEPTION_AND_ESCORT, unit_id="PROTOCOL")


@pytest.fixture
def plan(tmp_path):
    return saved(tmp_path / "plan", LEAD, *SUMMIT)


def proposed(plan, *more):
    return main(["move", str(plan), "--from-flights", "--seconds", "0.5", *more])


def test_movements_are_proposed_timed_and_written_and_not_a_second_time(plan, tmp_path, capsys):
    out, after = tmp_path / "patch.json", tmp_path / "after"

    assert proposed(plan, "--out", str(out)) == 0
    told = capsys.readouterr().out
    assert main(["apply", str(plan), str(out), "--out", str(after)]) == 0

    package, patch = load(plan), read_patch(out.read_bytes())
    snapshot = patched(package.snapshot, patch, key=package.key)
    keys = [(each.edit.table, each.edit.key) for each in patch.edits]
    assert "9 movements are proposed." in told
    assert "C-166: 4 before, 0 after" in told
    assert len(keys) == len(set(keys))
    assert len(snapshot.rows(Leg)) == 9
    shut = {row.segment_id for row in snapshot.rows(Closure).values()}
    assert shut == {f"s-{leg.route_id}" for leg in snapshot.rows(Leg).values()}
    assert from_flights(snapshot).edits == ()
    assert proposed(after) == 0
    assert "0 movements are proposed." in capsys.readouterr().out


def test_twice_gives_the_same_file(plan, tmp_path):
    first, second = tmp_path / "first.json", tmp_path / "second.json"

    for out in (first, second):
        assert main(["move", str(plan), "--from-flights", "--seconds", "0", "--out", str(out)]) == 0

    assert first.read_bytes() == second.read_bytes()


LACKING = (
    delegation("c"),
    delegation("d", hotel_site_id=None),
    principal("pd", "d"),
    item("visit", at(14), at(15), "pd", room="gone"),
    item("early", at(5, 20), at(6), "pa"),
    flight("D-cargo", "d", "arrival", at(3)),
    flight("D-in", "d", "arrival", at(4)),
)


def test_who_lacks_what_is_told_in_words(tmp_path, capsys):
    kept = [row for row in SUMMIT if "B-in" not in repr(row) and "hall-airport" not in repr(row)]

    assert proposed(saved(tmp_path / "plan", *kept, *LACKING)) == 1

    told = capsys.readouterr().out
    assert (
        "names no principal of these delegations, so no movement is proposed for them: c." in told
    )
    assert "names no hotel for these delegations" in told
    assert "These delegations have no arrival flight; their first movement" in told
    assert "These delegations have no departure flight; their last movement" in told
    assert "on these flights, so no movement meets them: D-cargo." in told
    assert "At which site these items of the programme are is not known" in told
    assert "leads from hall to airport, and these delegations need one: b." in told
    assert "The way from airport to hall takes 10 min, and before early there are 0; " in told


def test_a_program_is_told_the_same_as_a_person(tmp_path, capsys):
    plan = saved(tmp_path / "more", LEAD, *SUMMIT, delegation("c"))

    assert proposed(plan, "--format", "json") == 1

    told = json.loads(capsys.readouterr().out)
    assert told["lacking"] == [{"why": "principal", "delegation_id": "c"}]
    assert len(told["proposed"]) == 9
    assert (told["short"], told["without"]) == ([], ["escort_teams", "vehicles"])
    assert {each["table"] for each in told["edits"]} == {"movements", "legs", "flights", "closures"}


def test_what_is_lacking_is_told_where_no_leg_has_a_route_with_running_times(tmp_path, capsys):
    leg = Leg(movement_id="m", route_id="gone", depart=at(9))

    assert proposed(saved(tmp_path / "plan", leg, delegation("c"))) == 1

    assert "so no movement is proposed for them: c." in capsys.readouterr().out


def test_where_nothing_can_be_proposed_only_what_is_lacking_is_told(tmp_path, capsys):
    out = tmp_path / "patch.json"

    assert proposed(saved(tmp_path / "plan", delegation("c")), "--out", str(out)) == 1

    assert "0 movements are proposed." in capsys.readouterr().out
    assert read_patch(out.read_bytes()).edits == ()


def test_movements_that_lack_an_owner_an_escort_or_a_vehicle_are_told(tmp_path, capsys):
    team = EscortTeam(escort_team_id="e1", name="Team")
    car = Vehicle(vehicle_id="v1", name="Car")

    assert proposed(saved(tmp_path / "plan", *SUMMIT, team, car)) == 1

    told = capsys.readouterr().out
    assert "The plan does not tell who owns these movements: MV-a-01, " in told
    assert "No escort team is free in time for these movements: MV-" in told
    assert "with somebody to drive it, as lead car in these movements: MV-a-01, " in told


def test_what_a_plan_has_nothing_of_is_told_and_lacks_nobody(plan, capsys):
    assert proposed(plan) == 0

    told = capsys.readouterr().out
    assert "The plan has no escort teams, so no escort is proposed." in told
    assert "The plan has no vehicles, so no motorcade is proposed." in told


def test_a_day_that_goes_wrong_is_not_the_time_to_propose(plan, capsys):
    assert proposed(plan, "--late", "A-in=5") == 2
    assert "leave out --late and --closed, or --from-flights" in capsys.readouterr().err
