"""`summitry verify`: what it says, and with which status it ends."""

import pytest

from summitry.cli.files import save
from summitry.cli.main import main
from summitry.cli.verify import FILE_BYTES_MAX
from summitry.plan.traffic import PublishedWindow
from summitry.report.paper.codes import Version
from summitry.report.paper.document import Kind
from tests.plans.papers import package
from tests.plans.small_moments import at

NOBODY_S = Version(kind=Kind.NOTICE, subject="0000", content="000000").text


@pytest.fixture(autouse=True)
def _english(monkeypatch, tmp_path):
    monkeypatch.setenv("SUMMITRY_LANG", "en")
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True)
def _plans(tmp_path):
    """Two plans, the second with another published window."""
    later = PublishedWindow(window_id="W-1", segment_id="S-1", start=at(-3), end=at(8))
    save(package(), tmp_path / "old")
    save(package([later]), tmp_path / "new")


def run(capsys, *arguments):
    status = main([str(each) for each in arguments])
    told = capsys.readouterr()
    return status, told.out + told.err


def printed(capsys, *more):
    _, told = run(capsys, "print", "notice", "old", "--out", "n.pdf", *more)
    return told.splitlines()[1].split()[0]


def test_current_paper_ends_with_status_0(capsys):
    code = printed(capsys)

    assert run(capsys, "verify", code, "--plan", "old") == (
        0,
        f"{code}: current.\nAbout: Public traffic notice, Trial signing\n",
    )
    assert run(capsys, "verify", "n.pdf", "--plan", "old")[0] == 0


def test_file_out_of_date_says_what_has_changed(capsys):
    code = printed(capsys)
    status, told = run(capsys, "verify", "n.pdf", "--plan", "new")

    assert status == 1
    assert told.replace("\N{EN DASH}", "-").splitlines() == [
        f"{code}: OUT OF DATE.",
        "About: Public traffic notice, Trial signing",
        (
            "  Closed roads: “Sat, 25 Oct 2025 · Street 1 · 05:00-17:00” is now "
            "“Sat, 25 Oct 2025 · Street 1 · 06:00-17:00”"
        ),
    ]


def test_code_out_of_date_asks_for_the_earlier_plan(capsys):
    code = printed(capsys)

    alone = run(capsys, "verify", code, "--plan", "new")
    compared = run(capsys, "verify", code, "--plan", "new", "--since", "old")

    assert (alone[0], compared[0]) == (1, 1)
    assert "name the plan that it was printed from with --since" in alone[1]
    assert "is now" in compared[1]


def test_register_tells_the_office_and_a_recall(capsys, tmp_path):
    code = printed(capsys, "--copies", "2", "--recipient", "Desk")
    register = tmp_path / "copies.csv"

    good = run(capsys, "verify", f"{code}#2", "--plan", "old", "--register", "copies.csv")
    lines = register.read_text().splitlines()
    register.write_text("\n".join([*lines[:2], lines[2] + "2025-10-25T00:00Z"]) + "\n")
    recalled = run(capsys, "verify", f"{code}#2", "--plan", "old", "--register", "copies.csv")
    unknown = run(capsys, "verify", f"{code}#9", "--plan", "old", "--register", "copies.csv")

    assert good[0] == 0
    assert "Copy 2 of 2, for Desk" in good[1]
    assert recalled[0] == 1
    assert f"{code}: RECALLED." in recalled[1]
    assert "Recalled: 2025-10-25T00:00Z" in recalled[1]
    assert unknown[0] == 1
    assert "NOT REGISTERED" in unknown[1]


@pytest.mark.parametrize(
    ("paper", "status", "told"),
    [
        (NOBODY_S, 1, "UNKNOWN"),
        (NOBODY_S[:-1] + "0", 2, "has a slip"),
        ("hello", 2, "is not a version code"),
        ("none.pdf", 2, "could not be read"),
        ("old.pdf", 2, "is no PDF that can be read"),
    ],
)
def test_what_is_no_paper_of_the_plan_is_told(capsys, tmp_path, paper, status, told):
    (tmp_path / "old.pdf").write_bytes(b"nothing")
    found = run(capsys, "verify", paper, "--plan", "old")

    assert found[0] == status
    assert told in found[1]


def test_verdicts_are_told_in_the_reader_s_language(capsys):
    code = printed(capsys)

    assert run(capsys, "verify", code, "--plan", "old", "--lang", "ar")[0] == 0


def test_file_larger_than_any_paper_is_not_read(capsys, tmp_path):
    with (tmp_path / "large.pdf").open("wb") as stream:
        stream.truncate(FILE_BYTES_MAX + 1)

    status, told = run(capsys, "verify", "large.pdf", "--plan", "old")

    assert (status, "large.pdf" in told, "is no PDF" in told) == (2, True, False)


def test_register_that_cannot_be_read_is_told(capsys):
    status, told = run(capsys, "verify", NOBODY_S, "--plan", "old", "--register", "new")

    assert status == 2
    assert "could not be read" in told
