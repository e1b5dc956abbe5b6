"""`summitry day`: a plan, the day's entries, and what they leave open."""

import json
from pathlib import Path

import pytest

from summitry.cli.files import save
from summitry.cli.main import main
from summitry.package.package import Package
from tests.plans.small import small
from tests.plans.small_moments import at


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    snapshot, attestations = small()
    path = tmp_path / "plan"
    save(Package(snapshot=snapshot, attestations=attestations, key=b"k" * 32), path)
    return path


def told(plan, lines, capfdbinary, *arguments):
    entries = plan.parent / "entries.jsonl"
    entries.write_text(
        "\n".join(each if isinstance(each, str) else json.dumps(each) for each in lines)
    )
    status = main(["day", str(plan), str(entries), *arguments])
    return status, capfdbinary.readouterr()


def test_an_absence_is_told_with_its_gap_and_the_least_repairs(plan, capfdbinary):
    absence = {
        "kind": "absence", "person_id": "N-005",
        "start": at(0).isoformat(), "end": at(3).isoformat(),
    }  # fmt: skip
    lines = [
        {"at": at(0).isoformat(), "by": "N-U-1", "text": "Smoke in the kitchen"},
        {"at": at(0.1).isoformat(), "by": "N-U-1", "body": absence},
    ]

    status, said = told(plan, lines, capfdbinary)
    found = json.loads(said.out)

    assert status == 1
    assert [each["title"] for each in found["incidents"]] == ["Smoke in the kitchen"]
    assert [each["debt"] for each in found["owed"]] == ["sitrep", "update"]
    gap = next(each for each in found["uncovered"] if each["code"] == "C-52")
    assert (gap["key"], bool(gap["repairs"])) == ("P-gate1", True)


def test_a_quiet_day_uncovers_nothing(plan, capfdbinary):
    status, said = told(plan, [], capfdbinary, "--seconds", "0")

    assert (status, json.loads(said.out)["uncovered"]) == (0, [])


@pytest.mark.parametrize("line", ["{", "{}", '{"at":"2025-10-25T02:00Z","by":"N","text":" "}'])
def test_a_line_that_is_no_entry_is_named(plan, capfdbinary, line):
    status, said = told(plan, [line], capfdbinary)

    assert (status, said.out) == (2, b"")
    assert b"Line 1" in said.err


@pytest.mark.parametrize("seconds", ["nan", "inf", "-1"])
def test_seconds_that_cannot_be_waited_are_refused(plan, capfdbinary, seconds):
    status, said = told(plan, [], capfdbinary, "--seconds", seconds)

    assert (status, said.out) == (2, b"")
    assert b"cannot be waited" in said.err
