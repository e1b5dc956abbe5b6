"""`summitry roads`: the routes that are told and written, and what is refused."""

import pytest

from summitry.cli.files import load, save
from summitry.cli.main import main
from summitry.package.package import Package
from summitry.plan.movements import Route
from summitry.plan.places import Site
from summitry.plan.snapshot import Snapshot
from tests.core.move.maps import CITY
from tests.plans.one_rule import EVENT

SITES = (
    Site(site_id="hotel", name="Hotel", x_m=0, y_m=0),
    Site(site_id="hall", name="Hall", x_m=0, y_m=2230),
)
ASKED = ("--origin", "21,105", "--from", "hotel", "--to", "hall")


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("SUMMITRY_LANG", "en")


@pytest.fixture
def places(tmp_path):
    plan, map_ = tmp_path / "plan", tmp_path / "city.osm"
    save(Package(snapshot=Snapshot.of([EVENT, *SITES])), plan)
    map_.write_bytes(CITY)
    return str(plan), str(map_)


def test_routes_are_told_and_written_as_a_patch_that_fits(places, tmp_path, capsys):
    out, after = tmp_path / "patch.json", tmp_path / "after"

    assert main(["roads", *places, *ASKED, "--out", str(out)]) == 0
    assert "hotel-hall-1: Bridge, 2 segments, 2 min" in capsys.readouterr().out
    assert main(["apply", places[0], str(out), "--out", str(after)]) == 0

    assert set(load(after).snapshot.rows(Route)) == {"hotel-hall-1", "hotel-hall-2"}
    assert main(["roads", str(after), places[1], *ASKED]) == 0
    assert "The plan has these routes already." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--origin", "21"], "“21” is no latitude and longitude"),
        (["--origin", "nan,105"], "“nan,105” is no latitude and longitude"),
        (["--origin", "91,105"], "“91,105” is no latitude and longitude"),
        (["--ways", "0"], "From 1 to 20 routes"),
        (["--to", "moon"], "The plan has no site “moon”."),
    ],
)
def test_what_cannot_be_sought_is_refused(places, capsys, more, told):
    assert main(["roads", *places, *ASKED, *more]) == 2
    assert told in capsys.readouterr().err


def test_what_is_no_map_is_refused(places, tmp_path, capsys):
    assert main(["roads", places[0], str(tmp_path / "gone.osm"), *ASKED]) == 2
    (tmp_path / "gone.osm").write_text("no map", "utf-8")
    assert main(["roads", places[0], str(tmp_path / "gone.osm"), *ASKED]) == 2
    assert "is not a whole file of OpenStreetMap" in capsys.readouterr().err
