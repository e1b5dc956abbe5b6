"""`summitry print`: files, copies and refusals."""

import csv

import pypdf
import pytest

from summitry.cli.files import save
from summitry.cli.main import main
from summitry.cli.print import CHOICES, PAPERS_MAX, RENDERERS
from summitry.report.paper.document import Kind
from tests.plans.papers import DAY, package


@pytest.fixture(autouse=True)
def _english(monkeypatch, tmp_path):
    monkeypatch.setenv("SUMMITRY_LANG", "en")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def plan(tmp_path):
    place = tmp_path / "plan"
    save(package(), place)
    return str(place)


def run(*arguments):
    return main([str(each) for each in arguments])


def codes(told):
    return [line.split()[0] for line in told.splitlines() if "-" in line.split(" ")[0]]


@pytest.mark.parametrize(
    ("kind", "choice"),
    [
        ("notice", []),
        ("notice", ["--day", DAY]),
        ("post-card", ["--post", "P-ward"]),
        ("post-card", ["--unit", "U-3", "--day", DAY, "--four-up"]),
        ("post-card", ["--site", "hall"]),
        ("duty", ["--person", "N-001", "--person", "N-028"]),
        ("duty", ["--unit", "U-3", "--day", DAY]),
        ("roster", ["--unit", "U-1"]),
        ("roster", ["--unit", "U-3", "--day", DAY]),
        ("brief", ["--day", DAY]),
        ("contacts", []),
        ("gate-list", ["--gate", "G-1", "--gate", "G-2"]),
        ("manifest", ["--movement", "M-1", "--movement", "M-2"]),
        ("manifest", ["--day", DAY]),
        ("ics204", ["--unit", "U-1", "--day", DAY]),
        ("ics205", []),
        ("ics206", []),
        ("ics215a", []),
    ],
)
def test_each_kind_is_printed_and_is_current(plan, capsys, kind, choice):
    assert run("print", kind, plan, "--out", "x.pdf", *choice) == 0
    found = codes(capsys.readouterr().out)
    assert run("verify", "x.pdf", "--plan", plan) == 0

    assert found
    assert [line for line in capsys.readouterr().out.splitlines() if "current." in line] == [
        f"{code}: current." for code in found
    ]


def test_form_is_told_by_the_option_or_by_the_name(plan, tmp_path):
    run("print", "notice", plan)
    run("print", "notice", plan, "--out", "n.html")
    run("print", "notice", plan, "--out", "n.txt")
    run("print", "notice", plan, "--out", "other", "--format", "text", "--lang", "vi")

    assert (tmp_path / "notice.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "n.html").read_text().startswith("<!doctype html>")
    assert "Street 1" in (tmp_path / "n.txt").read_text()
    assert "Street 1" in (tmp_path / "other").read_text()


def test_every_kind_says_which_choices_it_knows():
    assert CHOICES.keys() == set(Kind)


def test_same_moment_gives_the_same_bytes(plan, tmp_path):
    for name in ("a.pdf", "b.pdf"):
        run("print", "notice", plan, "--out", name, "--printed-at", "2025-10-24T09:00")

    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_closures_that_stay_out_of_the_notice_are_told(plan, capsys):
    run("print", "notice", plan)

    assert "Closures that are not in the notice, in whole or in part: 2." in capsys.readouterr().err


def test_numbered_copies_go_into_the_register_and_numbers_go_on(plan, tmp_path, capsys):
    run("print", "gate-list", plan, "--gate", "G-1", "--copies", "2", "--recipient", "Gate 1")
    run("print", "gate-list", plan, "--gate", "G-1", "--recipient", "Desk", "--recipient", "Hall")
    run("print", "gate-list", plan, "--gate", "G-1", "--copies", "1")
    lines = list(csv.DictReader((tmp_path / "copies.csv").read_text("utf-8").splitlines()))

    assert [(line["copy"], line["recipient"]) for line in lines] == [
        ("1", "Gate 1"),
        ("2", "Gate 1"),
        ("3", "Desk"),
        ("4", "Hall"),
        ("5", ""),
    ]
    assert "Copies 5 to 5 are in the register copies.csv" in capsys.readouterr().out
    pages = pypdf.PdfReader("gate-list.pdf").pages
    assert all("Copy 5 of 5" in page.extract_text() for page in pages)


def test_copies_are_not_numbered_twice(plan, tmp_path, capsys, monkeypatch):
    def slow(job, arguments):
        monkeypatch.undo()
        monkeypatch.chdir(tmp_path)
        run("print", "notice", plan, "--recipient", "Desk A", "--out", "a.txt")
        return RENDERERS["text"](job, arguments)

    monkeypatch.setitem(RENDERERS, "text", slow)

    status = run("print", "notice", plan, "--recipient", "Desk B", "--out", "b.txt")

    assert status == 2
    assert "print again" in capsys.readouterr().err
    assert not (tmp_path / "b.txt").exists()
    assert (tmp_path / "copies.csv").read_text().count("Desk A") == 1


def test_plain_printing_writes_no_register(plan, tmp_path):
    run("print", "gate-list", plan, "--gate", "G-1")

    assert not (tmp_path / "copies.csv").exists()


def test_long_run_of_codes_says_how_many_more(plan, capsys):
    run("print", "post-card", plan, *["--post", "P-ward"] * 12)
    told = capsys.readouterr().out

    assert len(codes(told)) == 10
    assert told.splitlines()[-1] == "… and 2 more"


def test_brief_compares_with_an_earlier_plan(plan, tmp_path):
    run("print", "brief", plan, "--since", plan, "--day", DAY, "--out", "b.txt")

    assert "Nothing has changed." in (tmp_path / "b.txt").read_text()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["post-card"], "Add --post, --unit, --site, --day."),
        (["gate-list"], "Add --gate."),
        (["manifest"], "Add --movement, --day."),
        (["manifest", "--day", "2025-11-25"], "No leg of such a movement departs on that day."),
        (["ics204"], "Add --unit."),
        (["post-card", "--unit", "U-9"], "No post fits that choice."),
        (["post-card", "--post", "X"], "The table “posts” has no row “X”."),
        (["notice", "--day", "soon"], "“soon” is not a day. · Expected: 2025-10-25"),
        (["notice", "--day", "9999-12-31"], "“9999-12-31” is not a day."),
        (["notice", "--at", "9999-12-31"], "“9999-12-31” is not a moment."),
        (["notice", "--post", "X"], "--post changes nothing in the paper “notice”."),
        (["brief", "--unit", "U-9"], "--unit changes nothing in the paper “brief”."),
        (["gate-list", "--four-up"], "--four-up changes nothing in the paper “gate-list”."),
        (["notice", "--out", "n.docx"], "“n.docx” ends in none of these: .pdf, .html, .txt."),
        (["contacts", "--copies", "0"], "0 is no number of copies."),
        (
            ["contacts", "--copies", "3", "--recipient", "A", "--recipient", "B"],
            "Recipients: 2; copies: 3.",
        ),
        (["contacts", "--recipient", "=1"], "“=1” cannot stand in the register."),
        (["contacts", "--copies", str(PAPERS_MAX + 1)], f"Papers asked for: {PAPERS_MAX + 1}."),
        (["contacts", "--out", "plan"], "could not be written"),
    ],
)
def test_what_cannot_be_printed_is_refused(plan, capsys, arguments, told):
    assert run("print", arguments[0], plan, *arguments[1:]) == 2
    assert told in capsys.readouterr().err


def test_spoilt_register_is_refused_before_anything_is_written(plan, tmp_path, capsys):
    (tmp_path / "copies.csv").write_text("something else\n", encoding="utf-8")

    assert run("print", "contacts", plan, "--copies", "1") == 2
    assert "Line 1 of the register" in capsys.readouterr().err
    assert not (tmp_path / "contacts.pdf").exists()
