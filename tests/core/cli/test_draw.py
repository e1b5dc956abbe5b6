"""`summitry draw`: files, choices and refusals."""

from xml.etree import ElementTree as ET

import pytest

from summitry.cli.files import save
from summitry.cli.main import BAD_INPUT, main
from summitry.package.package import Package
from summitry.report.pictures.gallery import KINDS
from tests.plans.small import small


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("SUMMITRY_LANG", "en")


@pytest.fixture
def plan(tmp_path):
    place = tmp_path / "plan"
    snapshot, attestations = small()
    save(Package(snapshot=snapshot, attestations=attestations), place)
    return str(place)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_written_to_a_file(plan, tmp_path, kind):
    out = tmp_path / "picture.svg"

    assert main(["draw", kind, plan, "--out", str(out)]) == 0

    assert ET.parse(out).getroot().get("role") == "img"  # noqa: S314  # our own drawing


def test_without_a_file_it_goes_to_the_terminal(plan, capfdbinary):
    assert main(["draw", "zones", plan]) == 0

    assert capfdbinary.readouterr().out.startswith(b"<svg xmlns=")


def test_times_may_be_told_from_the_opening(plan, tmp_path):
    out = tmp_path / "picture.svg"

    status = main(["draw", "matrix", plan, "--from", "D-3", "--to", "H-2", "--out", str(out)])

    assert status == 0
    assert "outside the time asked for" in out.read_text(encoding="utf-8")


def test_same_plan_gives_the_same_bytes(plan, tmp_path):
    files = [tmp_path / name for name in ("one.svg", "other.svg")]
    for file in files:
        main(["draw", "reach", plan, "--out", str(file)])

    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["objectives", "--unit", "U-1"], "--unit changes nothing in the picture “objectives”"),
        (["matrix", "--unit", "GONE"], "The plan has no unit “GONE”"),
        (["zones", "--site", "GONE"], "The plan has no site “GONE”"),
        (["matrix", "--from", "H-1", "--to", "D-1"], "There is no time to draw"),
        (["matrix", "--from", "soon"], "“soon” is not a moment"),
    ],
)
def test_what_cannot_be_drawn_is_refused(plan, capsys, arguments, told):
    assert main(["draw", arguments[0], plan, *arguments[1:]]) == BAD_INPUT

    assert told in capsys.readouterr().err


def test_folder_that_is_not_there_is_refused(plan, tmp_path, capsys):
    out = tmp_path / "gone" / "picture.svg"

    assert main(["draw", "zones", plan, "--out", str(out)]) == BAD_INPUT

    assert "could not be written" in capsys.readouterr().err
