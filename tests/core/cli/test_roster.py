"""`summitry roster`: progress, result, proposal and exit status."""

import json
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from summitry.cli.files import load, save
from summitry.cli.main import main
from summitry.cli.roster import _why_told
from summitry.package.package import Package
from summitry.plan.organisation import Person
from summitry.plan.posts import Post
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Power
from summitry.report.formats import Formats
from summitry.report.language import language
from summitry.roster.reasons.words import AT_TIMES, GROUP, Sentence
from tests.plans.one_rule import EVENT


def _plan(path: Path, persons: int) -> Path:
    post = Post(
        post_id="P-1",
        name="Post",
        site_id="S",
        start=EVENT.opens,
        end=EVENT.opens.replace(minute=30),
        headcount_min=2,
        owner_unit_id="POLICE",
    )
    officers = [Person(person_id=f"o-{n}", unit_id="POLICE") for n in range(persons)]
    save(Package(snapshot=Snapshot.of([EVENT, post, *officers])), path)
    return path


def test_proposal_covers_the_post_and_the_plan_stays_as_it_is(tmp_path, capsys):
    plan = _plan(tmp_path / "plan", persons=3)
    before = load(plan).root.hex()

    patch_path, after = tmp_path / "patch.json", tmp_path / "after"
    status = main(["roster", str(plan), "--seconds", "5", "--out", str(patch_path)])
    captured = capsys.readouterr()

    assert status == 0
    patch = json.loads(patch_path.read_bytes())
    assert (patch["base"], patch["made_by"], patch["seed"]) == (before, "roster", 1)
    assert [edit["table"] for edit in patch["edits"]] == ["shifts", "shifts"]
    assert load(plan).root.hex() == before
    assert main(["apply", str(plan), str(patch_path), "--out", str(after)]) == 0
    assert len(load(after).snapshot.bulks["shifts"]) == 2
    assert "The proposal puts 2 shifts in and takes 0 out." in captured.out
    assert "0 uncovered, proven minimum 0, gap 0" in captured.err
    assert "  C-52: 1 is gone\n" in captured.out


def test_shortage_is_told_with_post_and_minimum(tmp_path, capsys):
    status = main(["roster", str(_plan(tmp_path / "plan", persons=1)), "--seconds", "5"])

    out = capsys.readouterr().out
    assert status == 1
    assert "1 of 2 uncovered, proven minimum 1." in out
    assert "P-1" in out
    assert "Proved: no roster leaves less uncovered." in out
    assert "Why they are missing, and what would help:" in out
    # In the event's own time, as everything that a planner reads.
    assert "GMT" in next(line for line in out.splitlines() if "1 missing" in line)
    assert "GMT" in next(line for line in out.splitlines() if "People on" in line)
    assert "Asked for: 2; missing at least: 1; people who may stand on any of them: 1." in out
    assert "Bring 1 more person of POLICE; special skills: none." in out


def test_no_time_says_so_and_proposes_nothing(tmp_path, capsys):
    status = main(["roster", str(_plan(tmp_path / "plan", persons=3)), "--seconds", "0"])

    out = capsys.readouterr().out
    assert status == 1
    assert "The time was up" in out
    assert "puts 0 shifts in" in out
    assert "The time was too short to explain all of it." in out


@pytest.mark.parametrize("seconds", ["-1", "nan", "1e9"])
def test_seconds_that_cannot_be_are_refused(tmp_path, capsys, seconds):
    plan = _plan(tmp_path / "plan", persons=1)

    assert main(["roster", str(plan), f"--seconds={seconds}"]) == 2
    assert "A search cannot take" in capsys.readouterr().err


def test_nothing_missing_asks_for_no_reason(tmp_path, capsys):
    assert main(["roster", str(_plan(tmp_path / "plan", persons=2)), "--seconds", "5"]) == 0

    assert "Why they are missing" not in capsys.readouterr().out


def test_limit_that_binds_is_told_by_name_with_who_may_sign(tmp_path, capsys):
    first, second = (
        Post(
            post_id=name,
            name="Post",
            site_id="S",
            start=EVENT.opens + timedelta(hours=after),
            end=EVENT.opens + timedelta(hours=after + 1),
            headcount_min=1,
            owner_unit_id="POLICE",
        )
        for name, after in (("P-1", 0), ("P-2", 10))
    )
    officer = Person(person_id="o-1", unit_id="POLICE")
    chief = Person(person_id="chief", unit_id="LEAD", powers=(Power.SET_ASIDE_RULE,))
    path = tmp_path / "plan"
    save(Package(snapshot=Snapshot.of([EVENT, first, second, officer, chief])), path)

    assert main(["roster", str(path), "--seconds", "5"]) == 1

    out = capsys.readouterr().out
    assert "Fewer would be missing without these limits: Rest between two shifts" in out
    assert "Change Rest between two shifts of one person from 11 to 9 for 1 person or more" in out
    assert "signed by: chief" in out


def test_proposal_is_written_whatever_becomes_of_the_reasons(tmp_path, monkeypatch):
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("summitry.cli.roster.reasons", stopped)
    patch = tmp_path / "patch.json"
    plan = _plan(tmp_path / "plan", persons=1)

    status = main(["roster", str(plan), "--seconds", "5", "--out", str(patch)])

    assert status not in (0, 1)
    assert len(json.loads(patch.read_bytes())["edits"]) == 1


def test_times_of_one_reason_are_told_in_the_events_own_time():
    facts = {"posts": ("P-1",), "units": ("A",), "skills": (), "count": 2}
    times = ("2025-10-25T02:00Z/2025-10-25T10:00Z", "2025-10-26T02:00Z/2025-10-26T10:00Z")
    said = Sentence(text=AT_TIMES[GROUP], facts={**facts, "times": times})

    (_, told) = _why_told((said,), Formats(language("en"), ZoneInfo("Asia/Bangkok")))

    assert "; when: " in told
    assert [day in told for day in ("Sat, 25 Oct", "Sun, 26 Oct")] == [True, True]
    assert told.count("09:00\N{EN DASH}17:00 GMT+07:00") == 2
