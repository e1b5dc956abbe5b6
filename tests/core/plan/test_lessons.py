"""What a lesson's check may say, and what is refused with what would have done."""

from typing import Any

import pytest

from summitry.kit.errors import SummitryError
from summitry.plan.lessons import Condition, Lesson, LessonCheck, Operator
from summitry.plan.relative import Opening
from summitry.plan.tables import TABLES
from tests.plans.one_rule import DAY, EVENT

CELLS = {
    "lesson_id": "one",
    "table": "posts",
    "sentence": "Post {key} is alone.",
    "remedy": "Send a second person to {key}.",
    "must_column": "headcount_min",
    "must_operator": "at-least",
    "must_value": "2",
}
COUNTED = {
    **CELLS,
    "must_column": "",
    "must_operator": None,
    "must_value": "",
    "rows_min": 1,
    "sentence": "Only {have} of {need}.",
    "remedy": "Add one.",
}


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"where_column": "name", "where_operator": "is-not", "where_value": "{x}"},
        {"where_column": "weight", "where_operator": "is", "where_value": "critical"},
        {"where_column": "start", "where_operator": "at-most", "where_value": "H-02:00"},
        {"where_column": "net_id", "where_operator": "empty"},
        {"table": "persons", "must_column": "powers", "must_operator": "has"}
        | {"must_value": "accept-risk"},
        {"table": "person_qualifications", "must_column": "expires", "must_value": "D+1"},
        {"table": "principals", "must_column": "protected", "must_operator": "is"}
        | {"must_value": "yes"},
        {"table": "zones", "must_column": "outline", "must_operator": "given", "must_value": ""},
        {"sentence": "Nothing {{in}} braces."},
    ],
)
def test_check_of_every_kind_of_column_is_made(cells: dict[str, Any]) -> None:
    made = LessonCheck(**{**CELLS, **cells})

    assert made.must is not None
    assert (made.where is None) == ("where_column" not in cells)


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"table": "nowhere"}, "lesson.table", "table"),
        ({"table": "shifts"}, "lesson.table", "table"),
        ({"table": "attestations"}, "lesson.table", "table"),
        ({"must_column": "heads"}, "lesson.column", "must_column"),
        ({"where_operator": "given"}, "lesson.column", "where_column"),
        ({"where_value": "2"}, "lesson.column", "where_column"),
        ({"must_operator": None}, "lesson.operator", "must_operator"),
        ({"must_operator": "has"}, "lesson.operator", "must_operator"),
        ({"must_column": "start", "must_operator": "is"}, "lesson.operator", "must_operator"),
        ({"must_value": "two"}, "lesson.value", "must_value"),
        ({"must_value": "nan"}, "lesson.value", "must_value"),
        ({"must_value": ""}, "lesson.value", "must_value"),
        ({"must_operator": "given"}, "lesson.value", "must_value"),
        ({"must_column": "start", "must_value": "09:00"}, "lesson.value", "must_value"),
        ({"must_column": "weight", "must_operator": "is"}, "lesson.value", "must_value"),
        (
            {"must_column": "name", "must_operator": "is", "must_value": ""},
            "lesson.value",
            "must_value",
        ),
        (
            {"table": "principals", "must_column": "protected", "must_operator": "is"},
            "lesson.value",
            "must_value",
        ),
        ({"must_attestation": "accepted"}, "lesson.one_demand", "must_column"),
        ({"rows_min": 2}, "lesson.one_demand", "must_column"),
        (
            {"must_column": "", "must_operator": None, "must_value": ""},
            "lesson.one_demand",
            "must_column",
        ),
        ({**COUNTED, "rows_min": 0}, "number.out_of_range", "rows_min"),
        ({"sentence": " "}, "lesson.sentence", "sentence"),
        ({"remedy": ""}, "lesson.sentence", "remedy"),
        ({"sentence": "A brace {"}, "lesson.sentence", "sentence"),
        ({"sentence": "{post}"}, "lesson.sentence", "sentence"),
        ({"sentence": "{key.__class__}"}, "lesson.sentence", "sentence"),
        ({"sentence": "{key!r}"}, "lesson.sentence", "sentence"),
        ({"sentence": "{key:>9999}"}, "lesson.sentence", "sentence"),
        ({**COUNTED, "sentence": "{key}"}, "lesson.sentence", "sentence"),
    ],
)
def test_check_that_cannot_be_run_is_refused_by_its_place(
    cells: dict[str, Any], code: str, column: str
) -> None:
    with pytest.raises(SummitryError) as refused:
        LessonCheck(**{**CELLS, **cells})

    assert (refused.value.code, refused.value.facts["column"]) == (code, column)


def test_refusal_says_what_would_have_done() -> None:
    with pytest.raises(SummitryError) as table:
        LessonCheck(**{**CELLS, "table": "nowhere"})
    with pytest.raises(SummitryError) as operator:
        LessonCheck(**{**CELLS, "must_operator": "has"})

    assert "posts" in str(table.value.facts["expected"])
    assert operator.value.facts["expected"] == "is, is-not, at-least, at-most, given, empty"


def test_number_of_rows_is_demanded() -> None:
    made = LessonCheck(**COUNTED)

    assert (made.must, made.where, made.rows_min) == (None, None, 1)


def test_moment_is_that_of_the_event_in_hand() -> None:
    condition = Condition(TABLES["posts"].column("start"), Operator.AT_MOST, "H-24:00")

    assert condition.wanted(Opening(EVENT.opens, EVENT.zone)) == EVENT.opens - DAY


def test_code_of_a_lesson_is_its_own() -> None:
    assert Lesson(lesson_id="one", title="t", source="s", what="w").code == "L-one"
