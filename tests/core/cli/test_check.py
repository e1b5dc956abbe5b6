"""`summitry check` and `summitry explain`, over a small plan on disk."""

import json
from datetime import UTC, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from summitry.cli.files import load, save
from summitry.cli.main import main
from summitry.package.package import Package
from summitry.plan.mandate import Event
from summitry.plan.organisation import Person, Unit
from summitry.plan.places import Site
from summitry.plan.posts import Post, Shift
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Field, Level


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("SUMMITRY_LANG", "en")


@pytest.fixture
def plan(tmp_path):
    """A plan with one post that nobody stands on, which is critical."""
    snapshot = Snapshot.of(
        [
            Event(
                event_id="E",
                name="Invented summit",
                level=Level.HEAD_OF_STATE,
                opens=datetime(2030, 5, 10, 2, tzinfo=UTC),
                closes=datetime(2030, 5, 11, 2, tzinfo=UTC),
                timezone="Asia/Ho_Chi_Minh",
                lead_unit_id="CITY",
                now=datetime(2030, 5, 8, tzinfo=UTC),
            ),
            Unit(unit_id="CITY", name="City police"),
            Unit(unit_id="OTHER", name="Nobody's unit"),
            Site(site_id="HALL", name="Hall", owner_unit_id="CITY"),
            Post(
                post_id="GATE-1",
                name="North gate",
                site_id="HALL",
                start=datetime(2030, 5, 10, 0, tzinfo=UTC),
                end=datetime(2030, 5, 10, 6, tzinfo=UTC),
                field=Field.MEDICAL,
                owner_unit_id="CITY",
            ),
        ]
    )
    path = tmp_path / "plan"
    save(Package(snapshot=snapshot), path)
    return path


def check(capfdbinary, *arguments):
    status = main(["check", *map(str, arguments)])
    return status, capfdbinary.readouterr().out


def found(output):
    return [each["code"] for each in json.loads(output)["findings"]]


def test_critical_finding_gives_status_one(plan, capfdbinary):
    status, output = check(capfdbinary, plan)

    assert status == 1
    assert "The plan is not ready" in output.decode()


def test_what_is_not_yet_due_gives_status_zero(plan, capfdbinary):
    status, output = check(capfdbinary, plan, "--at", "D-10", "--format", "json")

    statuses = {each["code"]: each["status"] for each in json.loads(output)["findings"]}
    assert (status, statuses["C-52"]) == (0, "not-yet-due")


def test_moment_is_the_plans_own_unless_asked(plan, capfdbinary):
    own = json.loads(check(capfdbinary, plan, "--format", "json")[1])["at"]
    asked = json.loads(check(capfdbinary, plan, "--format", "json", "--at", "H-2")[1])["at"]

    assert (own, asked) == ("2030-05-08T00:00Z", "2030-05-10T00:00Z")


@pytest.mark.parametrize(
    ("option", "status"),
    [
        (("--field", "medical"), 1),
        (("--field", "press"), 0),
        (("--unit", "CITY"), 1),
        (("--unit", "OTHER"), 0),
        (("--phase", "D-7"), 1),
        (("--phase", "D-60"), 0),
        (("--severity", "low"), 1),
        (("--severity", "critical"), 1),
    ],
)
def test_status_speaks_of_what_was_asked_for(plan, capfdbinary, option, status):
    assert check(capfdbinary, plan, *option, "--format", "json")[0] == status


def test_field_narrows_the_findings(plan, capfdbinary):
    _, output = check(capfdbinary, plan, "--field", "medical", "--format", "json")

    assert "C-52" in found(output)
    assert {each["field"] for each in json.loads(output)["findings"]} == {"medical"}


def test_json_is_the_same_in_every_language(plan, capfdbinary):
    english = check(capfdbinary, plan, "--format", "json")[1]
    arabic = check(capfdbinary, plan, "--format", "json", "--lang", "ar")[1]

    assert english == arabic


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--unit", "NOBODY"), "The plan has no unit “NOBODY”."),
        (("--at", "soon"), "“soon” is not a moment."),
        (("--format", "xlsx"), "A workbook cannot be written to the terminal."),
        (("--out", "/no/such/folder/report"), "“/no/such/folder/report” could not be written"),
    ],
)
def test_bad_input_gives_status_two_and_a_sentence(plan, capfd, arguments, words):
    assert main(["check", str(plan), *arguments]) == 2

    assert words in capfd.readouterr().err


def day_file(tmp_path, **members):
    path = tmp_path / "day.json"
    path.write_text(json.dumps(members), encoding="utf-8")
    return path


def test_day_file_shows_the_plan_as_the_day_stands(plan, tmp_path, capfdbinary):
    snapshot = load(plan).snapshot
    on_post = Shift(
        post_id="GATE-1",
        start=datetime(2030, 5, 10, 0, tzinfo=UTC),
        end=datetime(2030, 5, 10, 6, tzinfo=UTC),
        person_id="N-1",
        unit_id="CITY",
    )
    rows = [row for rows in snapshot.tables.values() for row in rows.values()]
    rows += [on_post, Person(person_id="N-1", unit_id="CITY")]
    save(Package(snapshot=Snapshot.of(rows)), plan)
    hour = {"start": "2030-05-10T01:00:00Z", "end": "2030-05-10T02:00:00Z"}
    day = day_file(tmp_path, absences=[["N-1", hour]])

    as_planned = check(capfdbinary, plan, "--format", "json")
    as_it_stands = check(capfdbinary, plan, "--format", "json", "--live", day)

    assert "C-52" not in found(as_planned[1])
    (gap,) = [f for f in json.loads(as_it_stands[1])["findings"] if f["code"] == "C-52"]
    assert (gap["from"], gap["to"]) == ("2030-05-10T01:00Z", "2030-05-10T02:00Z")


def test_day_file_that_names_what_is_not_in_the_plan_is_refused(plan, tmp_path, capfd):
    day = day_file(tmp_path, dead_nets=["N-9"])

    assert main(["check", str(plan), "--live", str(day)]) == 2
    assert "names N-9, and the table “nets” has no such row" in capfd.readouterr().err


def test_day_file_that_is_not_there_is_refused(plan, tmp_path, capfd):
    assert main(["check", str(plan), "--live", str(tmp_path / "no.json")]) == 2
    assert "There is no file" in capfd.readouterr().err


def test_folder_is_no_day_file(plan, tmp_path, capfd):
    assert main(["check", str(plan), "--live", str(tmp_path)]) == 2
    assert "could not be read" in capfd.readouterr().err


def test_plan_that_is_not_there_gives_status_two(tmp_path, capfd):
    assert main(["check", str(tmp_path / "nothing")]) == 2

    assert "summitry: " in capfd.readouterr().err


def test_page_and_workbook_are_written_to_files(plan, tmp_path, capfdbinary):
    page, book = tmp_path / "report.html", tmp_path / "report.xlsx"

    statuses = [
        check(capfdbinary, plan, "--format", "html", "--out", page, "--lang", "ar")[0],
        check(capfdbinary, plan, "--format", "xlsx", "--out", book)[0],
    ]

    assert statuses == [1, 1]
    assert '<html lang="ar" dir="rtl">' in page.read_text(encoding="utf-8")
    assert load_workbook(BytesIO(book.read_bytes())).sheetnames == ["Summary", "Findings"]


@pytest.mark.parametrize(
    ("name", "starts"),
    [("report.html", b"<!doctype html>"), ("report.XLSX", b"PK"), ("report.json", b"{")],
)
def test_name_of_the_file_says_the_form(plan, tmp_path, capfdbinary, name, starts):
    out = tmp_path / name

    check(capfdbinary, plan, "--out", out)

    assert out.read_bytes().lstrip()[: len(starts)].lower() == starts.lower()


def test_asked_form_goes_before_the_name_of_the_file(plan, tmp_path, capfdbinary):
    out = tmp_path / "report.html"

    check(capfdbinary, plan, "--format", "json", "--out", out)

    assert json.loads(out.read_bytes())["findings"]


def test_files_and_pipes_get_no_colours(plan, capfdbinary):
    assert b"\x1b" not in check(capfdbinary, plan)[1]


@pytest.mark.parametrize("code", ["C-52", "c-52", "52", "c52"])
def test_rule_is_explained_however_its_code_is_written(capfdbinary, code):
    assert main(["explain", code]) == 0

    assert capfdbinary.readouterr().out.decode().startswith("\nC-52  Post without enough people")


def test_unknown_rule_is_refused_with_near_ones(capfd):
    assert main(["explain", "C-99"]) == 2

    error = capfd.readouterr().err
    assert error.startswith("summitry: There is no rule “C-99”.")
    assert "Did you mean: C-" in error


def test_rules_are_listed_with_and_without_the_option(capfdbinary):
    main(["explain", "--list"])
    listed = capfdbinary.readouterr().out
    main(["explain"])

    assert capfdbinary.readouterr().out == listed
    assert listed.decode().splitlines()[0].startswith("C-01")


def test_rules_come_as_json_too(capfdbinary):
    main(["explain", "C-54", "--format", "json"])

    (rule,) = json.loads(capfdbinary.readouterr().out)["rules"]
    assert (rule["code"], rule["phase"]) == ("C-54", "D-7")
