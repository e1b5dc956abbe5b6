"""`describe`, `export`, `import`, `merge` and `compare` from end to end."""

import io
import json
from pathlib import Path

import openpyxl
import pytest

from summitry.cli import bring_in
from summitry.cli.dialogue import Ask
from summitry.cli.files import load, save
from summitry.cli.main import main
from summitry.kit.time import moment_of
from summitry.package.intake import missing_of
from summitry.package.mapping import SheetMapping, WorkbookMapping, mapping_of
from summitry.package.package import Package
from summitry.package.problems import Problems
from summitry.package.workbook_read import Sheet
from summitry.plan.mandate import Event, EventLimit
from summitry.plan.organisation import Unit
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Level, UnitKind
from summitry.report.language import in_every_language, language


def plan(*units: Unit) -> Package:
    event = Event(
        event_id="E1",
        name="Test event",
        level=Level.MINISTER,
        opens=moment_of(1_761_357_600),
        closes=moment_of(1_761_444_000),
        timezone="Asia/Ho_Chi_Minh",
        now=moment_of(1_761_000_000),
    )
    limit = EventLimit(limit_id="relays_max", value=2.0, source="Host order 7", verified=True)
    return Package(snapshot=Snapshot.of([event, limit, *units]))


POLICE = Unit(unit_id="police", name="Police", kind=UnitKind.POLICE)
GUARD = Unit(unit_id="guard", name="Guard", kind=UnitKind.GUARD)


def messy(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Our units"
    for row in (["Units of the city"], [], ["Unit", "Name", "Boss"], ["fire", "Fire", "x"]):
        sheet.append(row)
    book.save(path)
    return path


def test_describe_tells_tables_and_limits_with_their_sources(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(plan(POLICE), tmp_path / "plan")

    status = main(["describe", str(tmp_path / "plan")])

    told = capsys.readouterr().out.splitlines()
    assert status == 0
    assert told[:8] == [
        "Test event (E1)",
        "Protection level: minister",
        (
            "Opens Sat, 25 Oct 2025, 09:00 GMT+07:00, closes Sun, 26 Oct 2025, 09:00 GMT+07:00 "
            "(time zone of the venue: Vietnam Time (GMT+07:00, Asia/Ho_Chi_Minh))"
        ),
        "Looked at as of Tue, 21 Oct 2025, 05:40 GMT+07:00",
        "",
        "Rows by table:",
        "  1  Event (event)",
        "  1  Limits (limits)",
    ]
    assert (
        "  relays_max = 2: Relays between a reporting post and a protective detail. "
        "Source: Host order 7" in told
    )
    assert sum("UNVERIFIED" in line for line in told) > 1


def test_describe_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(plan(POLICE), tmp_path / "plan.xlsx")

    status = main(["describe", str(tmp_path / "plan.xlsx"), "--format", "json"])

    told = json.loads(capsys.readouterr().out)
    assert status == 0
    assert (told["plan"], told["form"], told["key"]) == (plan(POLICE).root.hex(), "workbook", False)
    assert told["units"] == [{"unit_id": "police", "name": "Police", "kind": "police"}]
    assert told["tables"][-1] == {"table": "units", "label": "Units", "rows": 1}


def test_export_there_and_back_is_the_same_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(plan(POLICE), tmp_path / "a")

    exported = main(["export", str(tmp_path / "a"), str(tmp_path / "b.xlsx")])
    imported = main(["import", str(tmp_path / "b.xlsx"), "--into", str(tmp_path / "c")])
    compared = main(["compare", str(tmp_path / "a"), str(tmp_path / "c")])

    assert (exported, imported, compared) == (0, 0, 0)
    assert capsys.readouterr().out.splitlines()[-1] == "The two are the same."


def test_compare_names_the_cell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(plan(POLICE), tmp_path / "a")
    save(plan(Unit(unit_id="police", name="City police", kind=UnitKind.POLICE)), tmp_path / "b")

    status = main(["compare", str(tmp_path / "a"), str(tmp_path / "b")])

    assert status == 1
    assert capsys.readouterr().out.splitlines()[2:] == [
        "units police: name: “Police” → “City police”",
        "1 difference",
    ]


def test_merge_writes_what_agrees(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(plan(POLICE), tmp_path / "a")
    save(plan(GUARD), tmp_path / "b.xlsx")

    status = main(
        ["merge", str(tmp_path / "a"), str(tmp_path / "b.xlsx"), "--out", str(tmp_path / "c")]
    )

    assert status == 0
    assert load(tmp_path / "c").root == plan(POLICE, GUARD).root
    assert capsys.readouterr().out.splitlines()[0] == "The plans agree in every cell."


@pytest.mark.parametrize(
    ("options", "name"),
    [([], None), (["--keep-going"], "Police"), (["--prefer", "b"], "Guard")],
)
def test_merge_with_a_clash_writes_only_when_told_whose_word_stands(
    tmp_path: Path, options: list[str], name: str | None
) -> None:
    save(plan(Unit(unit_id="U", name="Police")), tmp_path / "a")
    save(plan(Unit(unit_id="U", name="Guard")), tmp_path / "b")
    out = tmp_path / "c"

    status = main(["merge", str(tmp_path / "a"), str(tmp_path / "b"), "--out", str(out), *options])

    assert status == 1
    assert out.exists() == (name is not None)
    if name is not None:
        assert load(out).snapshot.rows(Unit)["U"].name == name


def test_merge_of_one_plan_is_bad_input(tmp_path: Path) -> None:
    save(plan(), tmp_path / "a")

    assert main(["merge", str(tmp_path / "a")]) == 2


def test_own_workbook_without_mapping_is_refused_naming_sheets_and_headings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    save(plan(POLICE), tmp_path / "plan")
    book = messy(tmp_path / "own.xlsx")
    monkeypatch.setattr("sys.stdin", io.StringIO())

    status = main(["import", str(book), "--into", str(tmp_path / "plan"), "--unit", "fire"])

    told = capsys.readouterr().err
    assert status == 2
    assert [part in told for part in ("mappings/fire.toml", "“Our units”", "“Boss”")] == [True] * 3
    assert load(tmp_path / "plan").root == plan(POLICE).root


def test_own_workbook_goes_in_through_its_mapping_which_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(plan(POLICE), tmp_path / "plan")
    book = messy(tmp_path / "own.xlsx")
    command = ["import", str(book), "--unit", "fire"]
    main([*command, "--suggest"])
    (tmp_path / "m.toml").write_text(capsys.readouterr().out)

    first = main(
        [*command, "--into", str(tmp_path / "plan"), "--mapping", str(tmp_path / "m.toml")]
    )
    told = capsys.readouterr().out.splitlines()
    second = main([*command, "--into", str(tmp_path / "plan")])

    fire = Unit(unit_id="fire", name="Fire")
    assert (first, second) == (0, 0)
    assert told[:3] == ["units: 1 row", "units fire: added", "mappings fire: added"]
    assert load(tmp_path / "plan").root == plan(POLICE, fire).root
    assert list(load(tmp_path / "plan").mappings) == ["fire"]
    assert "The plan has all of this already." in capsys.readouterr().out


def test_mapping_is_asked_for_once() -> None:
    sheets = [
        Sheet("Our units", [["Units"], ["Unit", "Name", "Boss"], ["fire", "Fire", "x"]]),
        Sheet("Notes", [["x"]]),
    ]
    start = WorkbookMapping(unit="fire")
    answers = io.StringIO("Mars/Base\nAsia/Ho_Chi_Minh\n-\nunit\nunits\n2\n\n\n-\n")
    questions = io.StringIO()

    mapping = bring_in.asked(
        start,
        missing_of(sheets, start),
        sheets,
        Ask(language("en"), answers, questions),
        in_every_language,
    )

    assert mapping == WorkbookMapping(
        unit="fire",
        zone="Asia/Ho_Chi_Minh",
        ignored=("Notes",),
        sheets=(
            SheetMapping(
                sheet="Our units",
                table="units",
                header_row=2,
                ignored=("Boss",),
                columns={"unit_id": "Unit", "name": "Name"},
            ),
        ),
    )
    assert "There is no “unit”. Perhaps: units" in questions.getvalue()


def test_suggested_mapping_takes_the_zone_of_the_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(plan(POLICE), tmp_path / "plan")
    command = ["import", str(messy(tmp_path / "own.xlsx")), "--unit", "fire", "--suggest"]

    main(command)
    alone = capsys.readouterr().out
    main([*command, "--into", str(tmp_path / "plan")])

    assert 'zone = "UTC"' in alone
    assert 'zone = "Asia/Ho_Chi_Minh"' in capsys.readouterr().out


def test_suggested_mapping_is_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", str(messy(tmp_path / "own.xlsx")), "--unit", "fire", "--suggest"])

    problems = Problems()
    mapping = mapping_of("m", capsys.readouterr().out.encode(), problems)

    assert len(problems) == 0
    assert mapping is not None
    assert mapping.sheets[0].ignored == ("Boss",)


@pytest.mark.parametrize("command", ["describe", "export", "import", "merge", "compare"])
def test_help_shows_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([command, "--help"])

    assert end.value.code == 0
    assert f"Example: summitry {command} " in capsys.readouterr().out
