"""`summitry replan`: a plan and what it loses, mended, checked, and written as a patch."""

import json
import signal
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from summitry.check.presence import short
from summitry.check.run import check
from summitry.check.view import View
from summitry.cli.files import load, save
from summitry.cli.main import main
from summitry.cli.replan import Closed
from summitry.kit.time import Interval
from summitry.operations.bodies import Order, RowEdit
from summitry.operations.day import edits_of as edits_of_order
from summitry.package.package import Package
from summitry.package.patch import Patch, patch_bytes, patched, read_patch
from summitry.plan.change import apply
from summitry.plan.organisation import Person
from summitry.plan.posts import Post, Shift
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Severity
from tests.plans.one_rule import EVENT
from tests.plans.small import small
from tests.plans.small_moments import at

SUMMIT = Path(__file__).parents[3] / "examples/three-cities/plan"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    snapshot, attestations = small()
    path = tmp_path / "plan"
    save(Package(snapshot=snapshot, attestations=attestations, key=b"k" * 32), path)
    return path


def told(plan, capfd, *arguments):
    status = main(["replan", str(plan), *arguments])
    return status, capfd.readouterr()


def window():
    return ("--from", at(0).isoformat(), "--to", at(3).isoformat())


def test_an_absence_is_mended_and_the_patch_leads_to_a_covered_plan(plan, capfd):
    patch = plan.parent / "patch.json"
    status, said = told(
        plan, capfd, "--absent", "N-005", *window(), "--format", "json", "--out", str(patch)
    )
    found, written = json.loads(said.out), json.loads(patch.read_text("utf-8"))
    package = load(plan)

    assert status == 0
    assert found["result"]["forced"] >= 1
    assert found["result"]["alternatives"][0]["price"]["uncovered_minutes"][0] == 0
    assert found["check"]["lost"]
    assert [each for each in found["check"]["left"] if each["code"] == "C-52"] == []
    changed = patched(package.snapshot, read_patch(patch.read_bytes()), key=package.key)
    assert (written["format"], written["made_by"]) == ("summitry-patch", "replan")
    assert [(each["table"], each["key"]) for each in written["edits"]] == [
        (each["table"], each["key"]) for each in found["edits"]
    ]
    after = View(changed, package.attestations, at=at(0))
    assert [each for each in after.derive(short) if each.post_id == "P-gate1"] == []


def test_other_ways_are_written_beside_the_best(tmp_path, capfd):
    # Who is away is made good by the two shifts beside; or the post stays short for a part.
    plan, out = SUMMIT, tmp_path / "patch.json"
    window = ("--from", "2031-03-28T23:00", "--to", "2031-03-29T23:00")
    status, said = told(
        plan, capfd, "--absent", "o-0847", *window, "--seconds", "60", "--format", "json",
        "--out", str(out), "--others",
    )  # fmt: skip
    found, package = json.loads(said.out), load(plan)
    prices = [each["price"] for each in found["result"]["alternatives"]]

    assert status == 0
    assert [each["uncovered_minutes"] for each in prices] == [[0, 0, 0], [225, 0, 0]]
    assert [each["changed"] for each in prices] == [2, 1]
    assert list(found["others"]) == ["half"]
    for name, edits in (("patch", found["edits"]), ("patch-half", found["others"]["half"])):
        written = (tmp_path / f"{name}.json").read_bytes()
        assert [each["key"] for each in json.loads(written)["edits"]] == [
            each["key"] for each in edits
        ]
        changed = patched(package.snapshot, read_patch(written), key=package.key)
        assert changed.root(package.key) != package.snapshot.root(package.key)


def test_other_ways_of_an_earlier_run_do_not_pass_for_this_one_s(plan, capfd):
    old, best = plan.parent / "patch-half.json", plan.parent / "patch.json"
    old.write_bytes(patch_bytes(Patch(base="a" * 64, made_by="replan")))
    asked = ("--absent", "N-005", *window(), "--out", str(best))

    status, said = told(plan, capfd, *asked)
    old.write_text("{}")
    refused, why = told(plan, capfd, *asked, "--others")

    assert (status, refused) == (0, 2)
    assert f"Removed, since an earlier run has written it: {old}" in said.err
    assert f"“{old}” has the name of another way" in why.err
    assert old.read_text() == "{}"


def test_the_edits_go_into_an_order_as_they_are(plan, capfd):
    _, said = told(plan, capfd, "--absent", "N-005", *window(), "--format", "json")
    package = load(plan)

    rows = tuple(msgspec.convert(each, RowEdit) for each in json.loads(said.out)["edits"])
    edits = edits_of_order(Order(text="-", unit_ids=("N-U",), edits=rows))
    after = View(apply(package.snapshot, edits), package.attestations, at=at(0))

    assert [each for each in after.derive(short) if each.post_id == "P-gate1"] == []


def test_the_sentences_say_what_was_forced_and_what_changes(plan, capfd):
    status, said = told(plan, capfd, "--absent", "N-005", *window())

    assert status == 0
    assert "must change whatever is done" in said.out
    assert "no limit on rest or duty is stretched" in said.out


def test_with_no_seconds_it_says_that_the_time_was_up(plan, capfd):
    status, said = told(plan, capfd, "--absent", "N-005", *window(), "--seconds", "0")

    assert status == 1
    assert "The time was up" in said.out
    assert "Nobody takes P-gate1" in said.out


def test_ctrl_c_while_the_answer_is_checked_loses_nothing(plan, capfd, monkeypatch):
    def pressed(*given, **named):
        signal.raise_signal(signal.SIGINT)
        return check(*given, **named)

    monkeypatch.setattr("summitry.cli.replan.check", pressed)
    status, said = told(plan, capfd, "--absent", "N-005", *window())

    assert status == 0
    assert "The check finds" in said.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Nothing is lost"),
        (("--absent", "nobody"), "no row “nobody”"),
        (("--without", "nowhere"), "no row “nowhere”"),
        (("--lost-gate", "nowhere"), "no row “nowhere”"),
        (("--lost-gate", "G-1", "--to-gate", "G-1"), "cannot take over"),
        (("--to-gate", "G-1"), "Nothing is lost"),
        (
            ("--lost-gate", "G-1", "--to-gate", "G-2", "--without", "P-gate2"),
            "which is to take over, the post is closed too",
        ),
        (("--absent", "N-005", "--others"), "name its file with --out"),
        (("--cancelled", "nothing"), "no row “nothing”"),
        (("--cancelled", "I-sign"), "No post stands for “I-sign” alone"),
        (("--absent", "N-005", "--seconds", "-1"), "cannot be waited"),
        (("--absent", "N-005", "--seconds", "nan"), "cannot be waited"),
        (("--absent", "N-005", "--from", "D-0", "--to", "D-9"), "before it begins"),
    ],
)
def test_what_cannot_be_done_is_refused(plan, capfd, arguments, words):
    status, said = told(plan, capfd, *arguments)

    assert (status, said.out) == (2, "")
    assert words in said.err


def test_who_stood_at_a_lost_gate_stands_at_the_other(plan, capfd):
    status, said = told(
        plan, capfd, "--lost-gate", "G-1", "--to-gate", "G-2", *window(), "--format", "json"
    )
    found = json.loads(said.out)
    taken = {(step["job"]["post"], step["job"]["start"], step["job"]["end"]) for step in
             found["result"]["alternatives"][0]["steps"]}  # fmt: skip

    assert status == 0
    assert found["result"]["stood_down"] > 0
    assert len(taken) > 0
    assert found["result"]["alternatives"][0]["price"]["uncovered_minutes"][0] == 0


@pytest.mark.parametrize(
    ("start", "end", "is_held"),
    [(1, 2, True), (1.5, 2, True), (None, None, True),
     (0, 1, False), (0.5, 1.5, False), (1.5, 2.5, False), (3, 4, False)],
)  # fmt: skip
def test_on_a_closed_post_nobody_is_needed_while_it_is_closed_and_only_then(start, end, is_held):
    closed = Closed({"P-gate1"}, Interval(at(1), at(2)))
    finding = found_on("P-gate1", start, end)

    assert closed.holds(finding) is is_held
    assert not closed.holds(found_on("P-gate2", start, end))


def found_on(post, start, end):
    snapshot, attestations = small()
    finding = check(snapshot, attestations, at=at(0)).findings[0]
    start, end = (None if each is None else at(each) for each in (start, end))
    return replace(finding, table="posts", key=post, start=start, end=end)


def test_a_cancelled_item_closes_the_posts_that_stand_for_it_alone(plan, capfd):
    status, said = told(plan, capfd, "--cancelled", "I-open", *window())

    assert status == 0
    assert "0 duties must change whatever is done; 15 are not needed any more." in said.out
    assert "15 people stood on posts that are closed and take none instead" in said.out
    assert "C-52" not in said.out


def test_what_stays_uncovered_is_told_by_the_exit_status_though_it_is_not_critical(tmp_path, capfd):
    hours = {"start": EVENT.opens, "end": EVENT.opens + timedelta(hours=4)}
    post = Post(
        post_id="P-1", name="Post", site_id="S", owner_unit_id="POLICE", weight=Severity.LOW,
        **hours,
    )  # fmt: skip
    shift = Shift(post_id="P-1", person_id="o-1", unit_id="POLICE", **hours)
    officer = Person(person_id="o-1", unit_id="POLICE")
    save(Package(snapshot=Snapshot.of([EVENT, post, shift, officer])), tmp_path / "plan")
    since = ("--from", hours["start"].isoformat(), "--to", hours["end"].isoformat())

    status, said = told(tmp_path / "plan", capfd, "--absent", "o-1", *since, "--format", "json")

    found = json.loads(said.out)
    assert sum(found["result"]["alternatives"][0]["price"]["uncovered_minutes"]) == 240
    assert {each["severity"] for each in found["check"]["left"]} == {"low"}
    assert status == 1
