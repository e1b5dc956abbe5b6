"""`summitry template` and `summitry adopt`, from end to end, and `explain` of a lesson."""

import json

import pytest

from summitry.cli.files import load, save
from summitry.cli.main import main
from summitry.package.package import Package
from summitry.plan.snapshot import Snapshot
from tests.plans.small import people, small
from tests.plans.small_lessons import rulings

NEXT = ("--opens", "2027-03-05T09:00", "--timezone", "Asia/Jakarta", "--event-id", "next")


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("SUMMITRY_LANG", "en")


@pytest.fixture
def plan(tmp_path):
    snapshot, words = small()
    path = tmp_path / "plan"
    save(
        Package(
            snapshot=snapshot, attestations=words, people=people(), rulings=rulings(), key=b"k"
        ),
        path,
    )
    return path


def test_plan_becomes_a_template_and_the_template_the_next_plan(plan, tmp_path, capsys):
    template, after = tmp_path / "template", tmp_path / "next"

    made = main(["template", str(plan), "--out", str(template)])
    told = capsys.readouterr().out
    adopted = main(["adopt", str(template), *NEXT, "--name", "Next", "--out", str(after)])

    assert (made, adopted) == (0, 0)
    (left,) = (line for line in told.splitlines() if line.startswith("Left behind: "))
    behind = set(left.removeprefix("Left behind: ").split(", "))
    assert behind >= {"persons", "person_qualifications", "counts", "participants"}
    assert not (tmp_path / "template.key").exists()
    names = {path.name for path in template.iterdir()}
    assert names.isdisjoint({"persons.csv", "people.csv", "attestations.csv", "rulings.csv"})
    event = load(after).snapshot.event
    assert (event.event_id, event.name, event.timezone) == ("next", "Next", "Asia/Jakarta")
    assert event.opens.isoformat() == "2027-03-05T02:00:00+00:00"


def test_plan_without_what_stays_behind_tells_nothing_of_it(tmp_path, capsys):
    snapshot, _ = small()
    only = {name: snapshot.tables[name] for name in ("event", "units")}
    save(Package(snapshot=Snapshot(only, {})), tmp_path / "plan")

    assert main(["template", str(tmp_path / "plan"), "--out", str(tmp_path / "template")]) == 0
    assert "Left behind" not in capsys.readouterr().out


def test_template_is_not_taken_for_a_plan(plan, tmp_path, capsys):
    template = tmp_path / "template"
    main(["template", str(plan), "--out", str(template)])

    status = main(["check", str(template)])

    assert status == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_template_is_a_folder_and_no_workbook(plan, tmp_path, capsys):
    place = tmp_path / "template.xlsx"

    status = main(["template", str(plan), "--out", str(place)])

    assert (status, place.exists()) == (2, False)
    assert "A template is a folder." in capsys.readouterr().err


def test_nothing_that_stands_there_is_replaced(plan, tmp_path, capsys):
    template = tmp_path / "template"
    main(["template", str(plan), "--out", str(template)])
    before = load(plan).root

    over_plan = main(["template", str(plan), "--out", str(plan)])
    over_template = main(["template", str(plan), "--out", str(template)])
    adopted = main(["adopt", str(template), *NEXT, "--out", str(plan)])

    assert (over_plan, over_template, adopted) == (2, 2, 2)
    assert load(plan).root == before
    assert capsys.readouterr().err.count("something stands already") == 3


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--opens", "at nine"), "at nine"),
        (("--timezone", "Atlantis/Centre"), "is not a time zone"),
        (("--event-id", "a b"), "a b"),
        (("--opens", "9999-12-31T09:00"), "“9999-12-31T09:00” is not a moment"),
    ],
)
def test_what_the_next_event_brings_is_read_with_care(plan, tmp_path, capsys, words, told):
    template = tmp_path / "template"
    main(["template", str(plan), "--out", str(template)])

    status = main(["adopt", str(template), *NEXT, *words, "--out", str(tmp_path / "next")])

    assert status == 2
    assert told in capsys.readouterr().err


def test_there_is_no_template_where_there_is_none(tmp_path, capsys):
    assert main(["adopt", str(tmp_path / "nowhere"), *NEXT, "--out", str(tmp_path / "x")]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_lesson_is_explained_with_its_plan_and_listed(plan, capfdbinary):
    alone = main(["explain", "L-late-gate"])
    capfdbinary.readouterr()
    explained = main(["explain", "L-late-gate", "--plan", str(plan)])
    told = capfdbinary.readouterr().out.decode()
    main(["explain", "--list", "--plan", str(plan), "--format", "json"])
    listed = json.loads(capfdbinary.readouterr().out)["rules"]

    assert (alone, explained) == (2, 0)
    assert "Gate {key} opens too late." in told
    assert "Open it two hours before the opening." in told
    assert "L-late-gate" in [each["code"] for each in listed]


def test_lesson_that_names_what_there_is_not_is_refused_by_its_place(plan, capsys):
    file = plan / "lesson_checks.csv"
    file.write_text(file.read_text("utf-8").replace(",gates,", ",gate,"), encoding="utf-8")

    status = main(["check", str(plan)])

    assert status == 2
    told = capsys.readouterr().err
    assert "A lesson cannot look at a table “gate”." in told
    assert "Row: 2 · Column: table" in told
    assert "Did you mean: gates" in told
