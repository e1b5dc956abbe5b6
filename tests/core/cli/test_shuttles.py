"""`summitry shuttles`: progress, timetable, interruption, refusals and exit status."""

import json
import signal
import sys

import pytest

from summitry.cli.files import load, save
from summitry.cli.main import main
from summitry.kit.streams import stream
from summitry.package.package import Package
from summitry.plan.movements import TravelTime
from summitry.plan.places import Room, Site
from summitry.plan.programme import Delegation
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import SiteKind
from tests.core.move.routes.test_shuttles import HOUR, NINE, coach, item, rows_of
from tests.plans.one_rule import EVENT


def written(path, *rows, **given):
    save(Package(snapshot=Snapshot.of((EVENT, *rows_of(*rows, **given)))), path)
    return path


@pytest.fixture
def plan(tmp_path):
    return written(tmp_path / "plan", item(), coach(), coach("V-2"))


def test_everybody_has_a_ride_and_the_plan_stays_as_it_is(plan, capsys):
    before = load(plan).root.hex()

    status = main(["shuttles", str(plan), "--seconds", "0.5", "--seed", "7"])

    told = capsys.readouterr()
    assert status == 0
    assert "people 110, loads 4" in told.out
    assert "Vehicle V-1 leaves BASE at 2030-05-01" in told.out
    assert "INN: 30 get on, 0 get off, 30 ride on" in told.out
    assert f"Seed 7, plan {before[:12]}." in told.out
    assert "are needed" in told.err
    assert load(plan).root.hex() == before


def test_json_holds_the_proof_and_every_call(plan, tmp_path, capsys):
    out = tmp_path / "out.json"

    assert main(["shuttles", str(plan), "--seconds", "0.5", "--out", str(out)]) == 0

    made = json.loads(out.read_bytes())
    (service,) = made["services"]
    assert (made["format"], made["version"], made["seed"]) == ("summitry-shuttles", 1, 1)
    assert made["base"] == load(plan).root.hex()
    assert service["vehicles_min"] <= service["vehicles"] == len(service["rides"])
    assert service["minutes_min"] <= service["minutes"]
    calls = [call for ride in service["rides"] for call in ride["calls"]]
    assert sorted(people for call in calls for people in call["boards"]) == [
        ["D-1", 30],
        ["D-1", 30],
        ["D-2", 25],
        ["D-2", 25],
    ]
    assert f"Written: {out}" in capsys.readouterr().out


def test_a_table_has_a_row_for_each_call(plan, tmp_path):
    out = tmp_path / "out.csv"

    assert main(["shuttles", str(plan), "--seconds", "0.2", "--out", str(out)]) == 0

    head, *rows = out.read_text("utf-8").splitlines()
    assert head.startswith("service,ride,vehicle_id,call,site_id,at,on,off,aboard")
    assert len(rows) == 8


def test_no_time_still_gives_a_whole_timetable(plan, tmp_path):
    out = tmp_path / "out.csv"

    assert main(["shuttles", str(plan), "--seconds", "0", "--out", str(out)]) == 0
    assert len(out.read_text("utf-8").splitlines()) == 9


class Pressed:
    """A screen whose reader presses the keys as soon as something is told."""

    def __init__(self):
        self.lines = []

    def write(self, text):
        if not self.lines:
            signal.raise_signal(signal.SIGINT)
        self.lines.append(text)

    def flush(self):
        pass


def spread(days):
    """Return rows of delegations in hotels around, too many ways for a bound to be met."""
    chance = stream(4, "spread")
    sites = [f"INN-{k}" for k in range(12)]
    for number, site in enumerate(sites):
        yield Site(site_id=site, name=site, kind=SiteKind.HOTEL)
        yield Delegation(delegation_id=f"E-{site}", name=site, members=13, hotel_site_id=site)
        for other in [*sites[:number], "HALL", "BASE"]:
            minutes = int(chance.integers(5, 25))
            yield TravelTime(from_site_id=site, to_site_id=other, minutes=minutes)
    for day in range(days):
        yield item(f"I-{day}", start=NINE + day * 24 * HOUR)


def test_ctrl_c_keeps_the_best_of_every_service(tmp_path, monkeypatch, capsys):
    coaches = [coach(f"V-{k}") for k in range(20)]
    plan = written(tmp_path / "plan", *spread(3), *coaches, members=(90, 70))
    out = tmp_path / "out.json"
    monkeypatch.setattr(sys, "stderr", Pressed())

    assert main(["shuttles", str(plan), "--seconds", "600", "--out", str(out)]) == 0

    services = json.loads(out.read_bytes())["services"]
    assert [service["ended"] for service in services] == ["interrupted"] * 3
    assert "The search was interrupted" in capsys.readouterr().out
    for service in services:
        calls = [call for ride in service["rides"] for call in ride["calls"]]
        assert sum(count for call in calls for _, count in call["boards"]) == 320 + 2 * 12 * 13


def test_vehicles_to_hire_have_numbers(tmp_path, capsys):
    plan = written(tmp_path / "plan", item())

    assert main(["shuttles", str(plan), "--seconds", "0.2", "--seats", "60"]) == 0
    assert "Vehicle 1 (to be hired) leaves BASE" in capsys.readouterr().out


def test_whom_no_road_brings_in_time_is_told_by_the_exit_status(tmp_path, capsys):
    far = tuple(
        TravelTime(from_site_id=site, to_site_id="INN", minutes=500) for site in ("HALL", "BASE")
    )
    plan = written(tmp_path / "plan", item(), coach(), roads=far)

    assert main(["shuttles", str(plan), "--seconds", "0.2"]) == 1

    told = capsys.readouterr().out
    assert "55 people cannot get from INN to HALL" in told
    assert "people 0, loads 0, vehicles 0" in told


def test_who_has_no_hotel_is_named(tmp_path, capsys):
    lost = Delegation(delegation_id="D-9", name="D9", members=4)
    plan = written(tmp_path / "plan", item(), coach(), coach("V-2"), lost)

    assert main(["shuttles", str(plan), "--seconds", "0.2"]) == 1
    assert "the plan names no hotel for them: D-9." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--seconds", "nan"], "The time must be from 0"),
        (["--seconds=-1"], "The time must be from 0"),
        (["--vehicles", "3"], "Say with --seats"),
        (["--seats", "0"], "Say with --seats"),
        (["--seats", "40", "--vehicles", "0"], "Say with --seats"),
        (["--out", "table.xlsx"], "ends in .json or .csv, not .xlsx"),
        (["--seats", "20", "--vehicles", "1"], "There are 1 vehicles"),
    ],
)
def test_what_cannot_be_is_refused(plan, capsys, given, told):
    assert main(["shuttles", str(plan), *given]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("rows", "given", "told"),
    [
        ((), {}, "The programme has no item"),
        ((item(),), {"members": ()}, "None of the 0 delegations"),
        ((item(),), {}, "The plan has no coach or van"),
        ((item(), coach()), {"roads": ()}, "The plan knows no way"),
    ],
)
def test_a_plan_without_data_is_refused_with_what_to_fill_in(tmp_path, capsys, rows, given, told):
    plan = written(tmp_path / "plan", *rows, **given)

    assert main(["shuttles", str(plan), "--seconds", "0"]) == 2
    assert told in capsys.readouterr().err


def test_who_has_no_hotel_counts_where_nobody_else_needs_a_ride_too(tmp_path, capsys):
    inn = Room(room_id="R-2", name="Ballroom", site_id="INN")
    lost = Delegation(delegation_id="D-9", name="D9", members=4)
    plan = written(tmp_path / "plan", item(room="R-2"), inn, lost)

    assert main(["shuttles", str(plan)]) == 1
    assert "the plan names no hotel for them: D-9." in capsys.readouterr().out


def test_nobody_to_drive_is_no_fault(tmp_path, capsys):
    inn = Room(room_id="R-2", name="Ballroom", site_id="INN")
    plan = written(tmp_path / "plan", item(room="R-2"), inn)

    assert main(["shuttles", str(plan)]) == 0
    assert "all sleep where the programme is" in capsys.readouterr().out
