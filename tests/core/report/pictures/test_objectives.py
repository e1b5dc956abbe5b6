"""Readiness by objective."""

from datetime import UTC, datetime

import pytest

from summitry.outcome.finding import Finding, Phase, Status
from summitry.plan.governance import SuccessIndicator
from summitry.plan.mandate import Objective
from summitry.plan.plans import Task, UnitPlan
from summitry.plan.terms import Field, Marking, Severity
from summitry.report.pictures.objectives import ROWS_MAX, draw

ROWS = [
    Objective(objective_id="SAFE", name="Security", indicator="No post empty"),
    Objective(objective_id="FAIR", name="Content"),
    UnitPlan(plan_id="P", title="Gates", field=Field.VENUES),
    Task(task_id="T", title="Lock doors", plan_id="P", objective_id="SAFE"),
    SuccessIndicator(indicator_id="I-1", objective_id="SAFE", name="Injured", target=0),
    SuccessIndicator(indicator_id="I-2", objective_id="SAFE", name="Queue"),
]


def finding(table, key, field, severity=Severity.HIGH, status=Status.WRONG):
    return Finding(
        code="C-01",
        severity=severity,
        status=status,
        phase=Phase.D7,
        field=field,
        table=table,
        key=key,
        column=None,
        case="",
        discriminator="",
        start=datetime(2030, 5, 10, tzinfo=UTC),
        end=None,
        facts={},
        joins=(),
        marking=Marking.GREEN,
        units=(),
    )


def bars(drawn, severity):
    return [each for each in drawn.of(f"bar-{severity}") if len(each)]


def test_findings_count_by_name_first_and_else_through_their_field(make, seen):
    findings = [
        finding("tasks", "T", Field.VENUES),
        finding("gates", "G", Field.VENUES, Severity.CRITICAL),
        finding("gates", "H", Field.VENUES),
        finding("outlets", "O", Field.PRESS),
    ]

    drawn = seen(draw(make(ROWS, findings=findings)))

    numbers = [each for each in drawn.texts() if each[0] in "‼!✓" and each[-1].isdigit()]
    assert numbers == ["! 1", "‼ 1   ! 1"]
    assert drawn.texts().count("✓ nothing uncovered") == 2
    assert "1 finding that is due leads to no objective." in drawn.texts()


def test_bars_are_in_proportion_to_the_longest(make, seen):
    findings = [
        finding("gates", "G", Field.VENUES, Severity.CRITICAL),
        *(finding("gates", f"H-{n}", Field.VENUES) for n in range(3)),
    ]

    drawn = seen(draw(make(ROWS, findings=findings)))

    widths = [float(bars(drawn, each)[0].get("width")) for each in ("critical", "high")]
    assert widths[1] == pytest.approx(3 * widths[0], abs=0.3)
    assert sum(widths) == pytest.approx(448, abs=0.2)


def test_what_is_not_yet_due_is_left_out(make, seen):
    findings = [finding("tasks", "T", Field.VENUES, status=Status.NOT_YET_DUE)]

    assert bars(seen(draw(make(ROWS, findings=findings))), "high") == []


def test_objective_says_what_it_rests_on(make, seen):
    texts = seen(draw(make(ROWS))).texts()

    assert {"Security", "No post empty"} <= set(texts)
    assert "Tasks: 1 · Indicators: 2, with a target: 1" in texts


def test_objective_with_the_gravest_findings_comes_first(make, seen):
    drawn = seen(draw(make(ROWS, findings=[finding("tasks", "T", Field.VENUES)])))

    names = [each for each in drawn.texts() if each in {"Security", "Content"}]
    assert names == ["Security", "Content"]


@pytest.mark.parametrize(("count", "rest"), [(ROWS_MAX, 0), (ROWS_MAX + 2, 2)])
def test_objectives_beyond_the_limit_are_told(make, seen, count, rest):
    rows = [Objective(objective_id=f"O-{n:02}", name="One") for n in range(count)]

    texts = seen(draw(make(rows))).texts()

    assert (f"{rest} further objectives are not drawn." in texts) == bool(rest)


def test_plan_without_objectives_says_so(make, seen):
    assert "The plan has no objectives." in seen(draw(make([]))).texts()


@pytest.mark.parametrize("code", ["en", "ar"])
def test_nothing_lies_outside_the_drawing(make, seen, code):
    drawn = seen(draw(make(ROWS, code, findings=[finding("tasks", "T", Field.VENUES)])))

    assert min(drawn.numbers()) >= 0
    assert max(drawn.numbers()) <= 1_000
