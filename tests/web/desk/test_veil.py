"""A finding that joins rows which its reader may not read says nothing of what stands there."""

from datetime import timedelta

from summitry.kit.errors import OwnWords
from summitry.outcome.finding import Finding, Phase, Status
from summitry.plan.places import Zone
from summitry.plan.plans import Task
from summitry.plan.terms import Field, Marking, Severity
from summitry_web.desk.access.veil import Veil
from summitry_web.plans.found import Rows
from tests.plans.small_moments import NOW

PHASE = next(iter(Phase))
WORD = OwnWords("(hidden)")
DUE = NOW + timedelta(days=2)
MINE = Task(task_id="T-1", title="Close the ring", plan_id="PL-1", due=NOW)
THEIRS = Zone(
    zone_id="Z-9", site_id="S-9", name="Safe room", capacity_max=37,
    outline=((1.5, 2.5), (3.5, 4.5), (5.5, 2.5)),
)  # fmt: skip


def a_finding(**facts):
    return Finding(
        code="C-22", severity=Severity.HIGH, status=Status.WRONG, phase=PHASE, field=Field.FIRE,
        table="tasks", key="T-1", column=None, case="", discriminator="", start=NOW, end=DUE,
        facts=facts, joins=(("zones", "Z-9"),), marking=Marking.RED, units=("U-1", "U-2"),
    )  # fmt: skip


def told(finding, rows):
    veil = Veil.of(finding, rows)
    return finding if veil is None else veil.over(finding, WORD)


def test_only_what_stands_in_a_readable_row_is_told_beside_a_hidden_one():
    rows = Rows({("tasks", "T-1"): MINE}, {("zones", "Z-9"): THEIRS})
    finding = a_finding(
        most=37, over=12, corner=1.5, share=0.4, room="Safe room", of="Z-9 of S-9", key="T-1",
        units=("U-1", "Z-9"), due=DUE, since=NOW, title="Close the ring", nothing=None,
        severity=Severity.HIGH,
    )  # fmt: skip

    seen = told(finding, rows)

    assert dict(seen.facts) == {
        "most": WORD, "over": WORD, "corner": WORD, "share": WORD, "room": WORD, "of": WORD,
        "key": "T-1", "units": ("U-1", WORD), "due": WORD, "since": NOW, "title": "Close the ring",
        "nothing": None, "severity": WORD, "end": WORD,
    }  # fmt: skip
    assert (seen.start, seen.end) == (NOW, None)


def test_nothing_is_veiled_where_every_row_may_be_read():
    rows = Rows({("tasks", "T-1"): MINE, ("zones", "Z-9"): THEIRS}, {})
    finding = a_finding(most=37, due=DUE)

    assert told(finding, rows) == finding


def test_secret_is_found_within_a_text_and_not_within_another_word():
    rows = Rows({("tasks", "T-1"): MINE}, {("zones", "Z-9"): THEIRS})

    seen = told(a_finding(words="Stairs to Safe room", others="Z-90 and Safe rooms"), rows)

    assert (seen.facts["words"], seen.facts["others"]) == (WORD, "Z-90 and Safe rooms")
