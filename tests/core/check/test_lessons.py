"""Lessons as rules: what they find, what they leave, and that they are run like every other."""

from typing import Any

from summitry.check.run import Run, check, recheck
from summitry.outcome.finding import Finding
from summitry.plan.attestation import Attestation, AttestationKind, Attestations
from summitry.plan.change import Edit, apply
from summitry.plan.lessons import Lesson, LessonCheck
from summitry.plan.posts import Post
from summitry.plan.programme import Item
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.terms import Marking
from tests.plans.one_rule import CLOSES, DAY, EVENT, NOW, OPENS, person, word

LESSON = Lesson(
    lesson_id="alone",
    title="Nobody alone",
    source="Trial of last year",
    what="A guard fell ill and nobody knew.",
    owner_unit_id="lead",
)
CHECK = LessonCheck(
    lesson_id="alone",
    table="posts",
    sentence="Post {key} is held alone.",
    remedy="Send a second person to {key}.",
    severity="high",
    phase="D-2",
    must_column="headcount_min",
    must_operator="at-least",
    must_value="2",
)


def post(name: str, heads: int, **cells: Any) -> Post:
    told = {"post_id": name, "name": name, "site_id": "s", "start": OPENS, "end": CLOSES}
    return Post(**{**told, "headcount_min": heads, "owner_unit_id": "police", **cells})


def plan(*rows: Row) -> Snapshot:
    return Snapshot.of([EVENT, *rows])


def run_of(snapshot: Snapshot, *words: Attestation) -> Run:
    return check(snapshot, Attestations(words), at=NOW)


def of_lessons(run: Run) -> list[Finding]:
    return [each for each in run.findings if each.code.startswith("L-")]


def changed(**cells: Any) -> LessonCheck:
    names = CHECK.__struct_fields__
    return LessonCheck(**{**{name: getattr(CHECK, name) for name in names}, **cells})


def test_row_that_breaks_the_lesson_is_found_with_all_a_finding_has() -> None:
    run = run_of(plan(LESSON, CHECK, post("one", 1, marking=Marking.RED), post("two", 2)))

    (told,) = of_lessons(run)

    assert (told.code, told.table, told.key) == ("L-alone", "posts", "one")
    assert (told.severity, told.phase, told.status) == ("high", "D-2", "wrong")
    assert (told.column, told.facts) == ("headcount_min", {"key": "one"})
    assert (told.marking, told.units) == (Marking.RED, ("lead", "police"))
    assert "L-alone" in [rule.code for rule in run.rules]


def test_rows_that_are_not_chosen_are_let_through() -> None:
    only = changed(where_column="name", where_operator="is", where_value="two")

    found = of_lessons(run_of(plan(LESSON, only, post("one", 1), post("two", 1))))

    assert [each.key for each in found] == ["two"]


def test_lesson_is_not_due_before_its_phase() -> None:
    early = check(plan(LESSON, CHECK, post("one", 1)), Attestations(), at=OPENS - 9 * DAY)

    assert [each.status for each in of_lessons(early)] == ["not-yet-due"]


def test_cell_that_holds_nothing_is_not_known_rather_than_wrong() -> None:
    counted = changed(table="programme", must_column="headcount")
    item = Item(item_id="i", title="i", kind="opening", room_id="r", start=OPENS, end=CLOSES)

    (told,) = of_lessons(run_of(plan(LESSON, counted, item)))

    assert (told.status, told.case) == ("unknown", "unknown")


def test_attestation_is_demanded_of_somebody_in_the_plan() -> None:
    attested = changed(
        must_column="", must_operator=None, must_value="", must_attestation="exercised"
    )
    one = post("one", 1)
    snapshot = plan(LESSON, attested, one, person("chief"))
    known = word(one, AttestationKind.EXERCISED, "chief")
    stranger = word(one, AttestationKind.EXERCISED, "nobody")

    assert len(of_lessons(run_of(snapshot))) == 1
    assert len(of_lessons(run_of(snapshot, stranger))) == 1
    assert of_lessons(run_of(snapshot, known)) == []


def test_number_of_rows_is_demanded_from_both_sides() -> None:
    counted = changed(
        must_column="",
        must_operator=None,
        must_value="",
        rows_min=2,
        sentence="Only {have} of {need}.",
        remedy="Add one.",
    )

    (told,) = of_lessons(run_of(plan(LESSON, counted, post("one", 1))))

    assert (told.table, told.key, told.facts) == ("lessons", "alone", {"have": 1, "need": 2})
    assert of_lessons(run_of(plan(LESSON, counted, post("one", 1), post("two", 1)))) == []


def test_lesson_without_check_and_check_without_lesson_find_nothing_of_their_own() -> None:
    alone = run_of(plan(LESSON, post("one", 1)))
    orphan = run_of(plan(CHECK, post("one", 1)))

    assert of_lessons(alone) == of_lessons(orphan) == []
    assert ("C-86", "lesson_checks") in {(each.code, each.table) for each in orphan.findings}


def test_recheck_takes_a_changed_lesson_and_keeps_an_unchanged_one() -> None:
    start = plan(LESSON, CHECK, post("one", 1), post("two", 2))
    before = run_of(start)
    harder = apply(start, [Edit("lesson_checks", "alone", changed(must_value="3"))])

    after = recheck(before, harder, Attestations(), at=NOW)
    same = recheck(before, start, Attestations(), at=NOW)

    assert [each.key for each in of_lessons(after)] == ["one", "two"]
    assert after.findings == run_of(harder).findings
    kept = {rule.code: rule for rule in before.rules}["L-alone"]
    assert {rule.code: rule for rule in same.rules}["L-alone"] is kept
