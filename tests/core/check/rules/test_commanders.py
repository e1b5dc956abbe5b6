from datetime import timedelta

import pytest
from msgspec.structs import replace

from summitry.kit.time import Interval
from summitry.outcome.finding import Status
from summitry.outcome.live import LiveState
from summitry.plan.attestation import AttestationKind
from summitry.plan.command import CommandPost
from summitry.plan.governance import Body, BodyMember, Deputy
from summitry.plan.organisation import PersonQualification, Qualification, Unit
from summitry.plan.plans import UnitPlan
from summitry.plan.posts import Post
from summitry.plan.readiness import Exercise
from summitry.plan.risks import Contingency
from tests.plans.one_rule import CLOSES, DAY, HOUR, NOW, OPENS, found, person, told, word

POLICE = Unit(unit_id="police", name="Police", commander_id="chief")
PLAN = UnitPlan(plan_id="p", title="Plan", field="venues", unit_id="police")
CENTRE = CommandPost(
    command_post_id="cp", name="Centre", level="tactical", owner_unit_id="army", commander_id="col"
)
PERSONS = (person("chief"), person("deputy"), person("third"), person("col", unit="army"))

# C-43: the commander knows the plan


def code_43(*words, rows=(POLICE, PLAN)):
    return told(found("C-43", [*rows, *PERSONS], attested=words))


@pytest.mark.parametrize("kind", [AttestationKind.ACKNOWLEDGED, AttestationKind.APPROVED])
def test_a_commander_who_has_read_the_plan_is_right(kind):
    assert code_43(word(PLAN, kind, "chief")) == []


def test_a_commander_who_never_read_it_is_told():
    gap = [("plan", "plans", "p", "chief", "high")]

    assert code_43() == gap
    assert code_43(word(PLAN, AttestationKind.ACKNOWLEDGED, "deputy")) == gap
    assert code_43(word(PLAN, AttestationKind.ACKNOWLEDGED, "chief", at=NOW + HOUR)) == gap


def test_a_former_version_that_was_read_is_left_to_the_change_after_briefing():
    before = word(replace(PLAN, version=2), AttestationKind.ACKNOWLEDGED, "chief")

    assert code_43(before) == []
    assert len(found("C-20", [POLICE, PLAN, *PERSONS], attested=[before])) == 1


def test_the_commander_of_a_command_post_knows_it():
    assert code_43(rows=[CENTRE]) == [("command-post", "command_posts", "cp", "col", "high")]
    assert code_43(word(CENTRE, AttestationKind.ACKNOWLEDGED, "col"), rows=[CENTRE]) == []


def test_a_unit_without_commander_names_nobody():
    assert code_43(rows=[replace(POLICE, commander_id=None), PLAN]) == []


# C-44: the commander is trained

POST = Post(
    post_id="roof",
    name="Roof",
    site_id="hall",
    start=OPENS,
    end=OPENS + HOUR,
    owner_unit_id="police",
    holder_unit_id="police",
)
COMMAND = Qualification(qualification_id="command", name="Command", for_command=True)
MEDIC = Qualification(qualification_id="medic", name="Medic")
EXERCISE = Exercise(
    exercise_id="x",
    title="Table top",
    kind="table-top",
    start=NOW - 3 * DAY,
    end=NOW - 2 * DAY,
    person_ids=("chief",),
)
HELD = word(EXERCISE, AttestationKind.EXERCISED, "deputy")


def holds(kind, expires=None):
    return PersonQualification(person_id="chief", qualification_id=kind, expires=expires)


def code_44(*rows, words=()):
    findings = found("C-44", [POLICE, POST, *PERSONS, *rows], attested=words)
    return [(f.case, f.table, f.key, f.status) for f in findings]


WRONG = [("", "units", "police", Status.WRONG)]


def test_a_qualified_commander_is_right():
    assert code_44(COMMAND, holds("command")) == []


def test_a_commander_who_exercised_is_right():
    assert code_44(EXERCISE, words=[HELD]) == []


def test_a_commander_with_neither_is_told():
    assert code_44(COMMAND, MEDIC, holds("medic")) == WRONG


def test_the_qualification_lasts_until_the_event_closes():
    last = CLOSES.date()

    assert code_44(COMMAND, holds("command", last)) == []
    assert code_44(COMMAND, holds("command", last - timedelta(days=1))) == WRONG


@pytest.mark.parametrize(
    ("exercise", "words"),
    [
        (EXERCISE, []),
        (EXERCISE, [word(EXERCISE, AttestationKind.EXERCISED, "nobody")]),
        (replace(EXERCISE, person_ids=("col",)), None),
        (replace(EXERCISE, end=NOW + timedelta(seconds=1)), None),
    ],
)
def test_an_exercise_counts_once_it_was_held_with_the_commander(exercise, words):
    said = [word(exercise, AttestationKind.EXERCISED, "deputy")] if words is None else words

    assert code_44(exercise, words=said) == WRONG


def test_where_the_plan_names_neither_it_is_not_known():
    assert code_44() == [("not-known", "units", "police", Status.UNKNOWN)]


def test_who_acts_in_no_operation_is_not_asked():
    assert found("C-44", [POLICE, *PERSONS]) == ()


def test_acting_in_a_contingency_or_leading_a_command_post_is_an_operation():
    scenario = Contingency(contingency_id="c", title="C", agency_unit_ids=("police",))

    findings = found("C-44", [POLICE, CENTRE, scenario, *PERSONS])

    assert [(f.table, f.key) for f in findings] == [("command_posts", "cp"), ("units", "police")]


# C-106: somebody stands in

DEPUTY = Deputy(person_id="chief", deputy_id="deputy")


def code_106(*rows):
    findings = found("C-106", [POLICE, *rows, *PERSONS])
    return [(f.case, f.table, f.key, f.start, f.end) for f in findings]


def test_a_deputy_for_the_whole_event_is_right():
    assert code_106(DEPUTY) == []
    assert code_106(replace(DEPUTY, start=OPENS, end=CLOSES)) == []


def test_no_deputy_is_told():
    assert code_106() == [("none", "units", "police", None, None)]


def test_a_term_that_does_not_last_is_told():
    second = timedelta(seconds=1)
    short = replace(DEPUTY, start=OPENS + second, end=CLOSES - second)

    assert code_106(short) == [
        ("window", "units", "police", OPENS, OPENS + second),
        ("window", "units", "police", CLOSES - second, CLOSES),
    ]


def test_a_second_deputy_fills_in():
    first = replace(DEPUTY, end=OPENS + HOUR)
    second = Deputy(person_id="chief", deputy_id="third", order=2, start=OPENS + HOUR)

    assert code_106(first, second) == []


def test_a_deputy_who_leaves_is_told_and_worse_where_the_commander_is_away_too():
    leaves, back = OPENS + HOUR, OPENS + 2 * HOUR
    away = LiveState(
        absences=(("chief", Interval(leaves, back)), ("deputy", Interval(OPENS, back)))
    )

    findings = found("C-106", [POLICE, DEPUTY, *PERSONS], live=away)

    assert [(f.case, f.start, f.end, f.severity.value) for f in findings] == [
        ("both", leaves, back, "high"),
        ("window", OPENS, leaves, "medium"),
    ]


def test_a_deputy_whom_the_plan_does_not_know_is_none():
    assert code_106(replace(DEPUTY, deputy_id="ghost")) == [
        ("window", "units", "police", OPENS, CLOSES)
    ]


def test_a_chair_has_a_deputy_chair_or_a_deputy():
    body = Body(body_id="b", name="B", kind="subcommittee")
    chair = BodyMember(body_id="b", person_id="col", role="chair")
    beside = BodyMember(body_id="b", person_id="third", role="deputy-chair")
    own = Deputy(person_id="col", deputy_id="third")

    assert code_106(DEPUTY, body, chair) == [("none", "bodies", "b", None, None)]
    assert code_106(DEPUTY, body, chair, beside) == []
    assert code_106(DEPUTY, body, chair, own) == []


def test_the_commander_of_a_command_post_has_a_deputy():
    assert code_106(DEPUTY, CENTRE) == [("none", "command_posts", "cp", None, None)]
