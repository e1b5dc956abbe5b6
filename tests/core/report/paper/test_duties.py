"""Papers about duties are about whoever has one, and refuse whom the plan does not have."""

import pytest

from summitry.kit.errors import SummitryError
from summitry.plan.organisation import Person
from summitry.report.paper.duties import duties_of, subjects_of
from tests.plans.papers import source


def test_whoever_has_a_duty_is_a_subject_whole_and_by_day() -> None:
    made = source()
    persons = made.view.rows(Person)

    subjects = [*subjects_of(made, persons, "person_id")]

    whole = [each for each in subjects if "|" not in each]
    assert whole
    assert set(whole) <= set(persons)
    for each in subjects:
        assert duties_of(made, each, Person, "person_id").shifts


def test_a_person_who_is_not_there_is_refused_by_table_and_key() -> None:
    with pytest.raises(SummitryError) as refused:
        duties_of(source(), "nobody", Person, "person_id")

    assert (refused.value.code, refused.value.facts["table"]) == ("print.no_row", "persons")
