"""What `import`, `merge`, `compare` and `describe` say where plans differ or cannot be read."""

import json
from pathlib import Path

import openpyxl
import pytest

from summitry.cli.files import load, save
from summitry.cli.main import main
from summitry.kit.time import moment_of
from summitry.package.package import Package
from summitry.plan.identity import Identity
from summitry.plan.mandate import Event, Objective
from summitry.plan.organisation import Unit
from summitry.plan.posts import Post
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.terms import Level, UnitKind

OPENS = moment_of(1_761_357_600)
CLOSES = moment_of(1_761_444_000)
EVENT = Event(event_id="E1", name="Test event", level=Level.MINISTER, opens=OPENS, closes=CLOSES)
POLICE = Unit(unit_id="police", name="Police", kind=UnitKind.POLICE)
GUARD = Unit(unit_id="police", name="Guard", kind=UnitKind.POLICE)
PERSON = Identity(record_id="R1", name="Synthetic One")
MAPPING = b"""unit = "fire"
zone = "UTC"

[[sheets]]
sheet = "Our units"
table = "units"
header_row = 1

[sheets.columns]
unit_id = "Unit"
name = "Name"
"""


def plan(*rows: Row, **beside: object) -> Package:
    return Package(snapshot=Snapshot.of([EVENT, *rows]), **beside)


def post(owner: str | None, holder: str | None) -> Post:
    return Post(
        post_id="P1",
        name="Door",
        site_id="S1",
        start=OPENS,
        end=CLOSES,
        headcount_min=1,
        owner_unit_id=owner,
        holder_unit_id=holder,
    )


def own_workbook(path: Path) -> str:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Our units"
    for row in (["Unit", "Name"], ["fire", "Fire"], ["Total", None]):
        sheet.append(row)
    book.save(path)
    return str(path)


def test_import_of_an_own_workbook_needs_to_know_whose_and_into_what(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = own_workbook(tmp_path / "own.xlsx")
    (tmp_path / "m.toml").write_bytes(MAPPING)
    into = ["--into", str(tmp_path / "new")]
    mapping = ["--mapping", str(tmp_path / "m.toml")]

    statuses = [
        main(["import", book]),
        main(["import", book, *into]),
        main(["import", book, *into, "--unit", "fire", *mapping]),
        main(["import", book, *into, "--unit", "guard", *mapping]),
        main(["import", book, *into, "--unit", "fire", "--mapping", str(tmp_path / "gone.toml")]),
    ]

    told = [line for line in capsys.readouterr().err.splitlines() if line.startswith("summitry")]
    assert statuses == [2] * 5
    assert len(set(told)) == 5
    assert "gone.toml" in told[-1]
    assert not (tmp_path / "new").exists()


def test_row_of_totals_is_told_as_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(plan(POLICE, mappings={"fire": MAPPING}), tmp_path / "plan")
    book = own_workbook(tmp_path / "own.xlsx")

    status = main(["import", book, "--into", str(tmp_path / "plan"), "--unit", "fire"])

    told = capsys.readouterr().out.splitlines()
    assert status == 0
    assert told[1] == "Left out as totals: sheet Our units, row 3"
    fire = Unit(unit_id="fire", name="Fire")
    assert load(tmp_path / "plan").root == plan(POLICE, fire).root
    assert load(tmp_path / "plan").mappings == {"fire": MAPPING}


def test_import_of_a_plan_puts_its_rows_into_the_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(plan(POLICE, mappings={"fire": MAPPING}), tmp_path / "into")
    save(plan(GUARD, post("police", None), people=(PERSON,)), tmp_path / "from")

    status = main(["import", str(tmp_path / "from"), "--into", str(tmp_path / "into")])

    after = load(tmp_path / "into")
    assert status == 0
    assert after.root == plan(GUARD, post("police", None)).root
    assert (after.people, after.mappings) == ((PERSON,), {"fire": MAPPING})
    assert capsys.readouterr().out.splitlines()[:-1] == [
        "units police: name: “Police” → “Guard”",
        "posts P1: added",
        "people R1: added",
    ]


def test_compare_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(plan(POLICE), tmp_path / "a")
    save(plan(), tmp_path / "b")

    status = main(["compare", str(tmp_path / "a"), str(tmp_path / "b"), "--format", "json"])

    assert status == 1
    assert json.loads(capsys.readouterr().out) == {
        "before": plan(POLICE).root.hex(),
        "after": plan().root.hex(),
        "differences": [
            {
                "table": "units",
                "key": "police",
                "what": "removed",
                "column": "",
                "before": None,
                "after": None,
            }
        ],
    }


def test_describe_names_objectives_and_units_with_mappings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    objective = Objective(objective_id="O1", name="Nobody is hurt")
    save(plan(objective, mappings={"fire": MAPPING}), tmp_path / "plan")

    status = main(["describe", str(tmp_path / "plan")])

    told = capsys.readouterr().out.splitlines()
    assert status == 0
    assert told[3] == "Objective O1: Nobody is hurt"
    assert [line for line in told if "fire" in line] == [
        line for line in told if line.endswith("fire")
    ]


def test_merge_tells_who_says_what_of_a_post_that_nobody_accepted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = {
        "a": plan(post("police", "guard")),
        "b": plan(post("police", None)),
        "c": plan(post(None, "guard")),
        "d": plan(post(None, None)),
        "e": plan(),
    }
    for name, package in said.items():
        save(package, tmp_path / name)
    units = [str(tmp_path / name) for name in said]

    status = main(["merge", *units, "--out", str(tmp_path / "out"), "--keep-going"])

    told = capsys.readouterr().out.splitlines()
    assert status == 1
    assert told[0] == "2 clashes"
    assert told[told.index("1 post whose holder has not accepted it") + 1 : -1] == [
        "posts P1: police owns it and counts on guard, which has not accepted it",
        "    a says: owner police, holder guard",
        "    b says: owner police, no holder",
        "    c says: no owner, holder guard",
        "    d says: no owner and no holder",
        "    e has no such post",
    ]
    assert load(tmp_path / "out").root == said["a"].root


def test_merge_as_json_takes_a_missing_row_for_no_claim(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, package in {"base": plan(POLICE), "a": plan(GUARD), "b": plan()}.items():
        save(package, tmp_path / name)
    command = ["merge", str(tmp_path / "a"), str(tmp_path / "b"), "--base", str(tmp_path / "base")]

    status = main([*command, "--format", "json"])

    assert status == 0
    assert json.loads(capsys.readouterr().out) == {
        "clashes": [],
        "unaccepted": [],
        "written": None,
        "plan": plan(GUARD).root.hex(),
    }


def test_merge_of_two_plans_of_one_name_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(plan(), tmp_path / "a")
    save(plan(), tmp_path / "a.xlsx")

    status = main(["merge", str(tmp_path / "a"), str(tmp_path / "a.xlsx")])

    assert status == 2
    assert "“a”" in capsys.readouterr().err.splitlines()[-1]
