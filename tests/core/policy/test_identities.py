from datetime import date
from itertools import combinations

import pytest

from summitry.plan.identity import Identity
from summitry.policy.identities import Ground, document_number, matches
from tests.plans.applicants import applicants

BORN = date(1980, 3, 7)


def record(record_id, **cells):
    return Identity(
        **{
            "record_id": record_id,
            "name": "Mohammed Al-Rashid",
            "badge": f"badge-{record_id}",
            "birth_date": BORN,
            "document": "P4561237",
            "nationality": "land",
            **cells,
        }
    )


def ground(other, **cells):
    found = list(matches([record("a", **cells), other], similarity_min=0.9))
    return [match.ground for match in found]


def test_a_second_badge_under_another_spelling_is_found_and_told():
    one, other = record("b"), record("a", name="محمد الراشد", document="N9988776")

    (match,) = matches([one, other], similarity_min=0.9)

    assert (match.first, match.second, match.ground) == (other, one, Ground.BIRTH)
    assert match.likeness == pytest.approx(0.95)


@pytest.mark.parametrize(
    ("cells", "grounds"),
    [
        ({"document": "", "birth_date": date(1980, 7, 3)}, [Ground.BIRTH]),
        ({"document": "", "birth_date": date(1980, 7, 4)}, []),
        ({"document": "", "birth_date": date(1981, 3, 7)}, []),
        ({"document": "P4561238", "birth_date": date(1981, 3, 7)}, [Ground.SLIP]),
        ({"document": "P4561288", "birth_date": date(1981, 3, 7)}, []),
        ({"document": "P4561238", "birth_date": None}, [Ground.SLIP]),
        ({"name": "Mohammed Alrasid", "document": "P4561238"}, [Ground.SLIP]),
        ({"name": "Karim Salem", "document": "p 456-1237"}, [Ground.DOCUMENT]),
        ({"name": "Karim Salem", "birth_date": None}, [Ground.DOCUMENT]),
        ({"name": "Karim Salem", "birth_date": date(1975, 1, 1)}, []),
        ({"name": "Karim Salem", "nationality": "other"}, []),
        ({"name": "Karim Salem", "document": "N9988776"}, []),
        ({"document": "", "birth_date": None}, [Ground.NAME]),
        ({"document": "", "birth_date": None, "nationality": "other"}, []),
        ({"document": "N9988776", "birth_date": None}, []),
    ],
)
def test_what_else_must_agree(cells, grounds):
    assert ground(record("b", **cells)) == grounds


def test_one_participant_with_two_badges_is_found_whatever_the_names():
    other = record("b", name="Karim Salem", birth_date=None, document="", subject_id="x")

    assert ground(other, subject_id="x") == [Ground.SUBJECT]
    assert ground(other) == []


@pytest.mark.parametrize("badge", ["badge-a", " badge-a ", "", "  "])
def test_one_badge_or_none_is_no_finding(badge):
    assert ground(record("b", badge=badge)) == []


def test_placeholders_are_no_documents():
    assert [document_number(text) for text in ("n/a", "0000000", "pending", "", "AB12")] == [""] * 5
    assert document_number("o-12 l4x") == document_number("0121-4X") == "01214X"


def test_each_pair_of_three_is_told_once():
    rows = [record(name, document="") for name in "cab"]

    found = [(m.first.record_id, m.second.record_id) for m in matches(rows, similarity_min=0.9)]

    assert sorted(found) == [("a", "b"), ("a", "c"), ("b", "c")]


@pytest.mark.parametrize(("similarity_min", "count"), [(0.95, 1), (0.951, 0)])
def test_the_limit_is_the_least_likeness(similarity_min, count):
    rows = [record("a"), record("b", name="محمد الراشد", document="")]

    assert len(list(matches(rows, similarity_min=similarity_min))) == count


def test_recall_and_precision_on_people_who_apply_twice():
    """Of 100 who apply twice among 2,400, at least 95 are found; at most one alarm in 25 is false.

    The applicants of a culture share few names, so some false alarms are people who do share a name
    and a birth date.
    """
    people, same = applicants(7, persons=2400, twice=100)

    found = {
        (match.first.record_id, match.second.record_id)
        for match in matches(people, similarity_min=0.9)
    }

    assert len(found & same) >= 0.95 * len(same)
    assert len(found & same) >= 0.96 * len(found)


def test_looking_only_where_something_is_shared_misses_nothing():
    people, _ = applicants(11, persons=250, twice=50)

    found = {(m.first.record_id, m.second.record_id) for m in matches(people, similarity_min=0.9)}

    each_with_each = {
        (m.first.record_id, m.second.record_id)
        for pair in combinations(people, 2)
        for m in matches(pair, similarity_min=0.9)
    }
    assert found == each_with_each


def test_a_crowd_without_birth_dates_and_with_one_name_stays_bounded():
    people = [record(f"r{n:05}", birth_date=None, document="") for n in range(2000)]

    assert len(list(matches(people, similarity_min=0.9))) <= 2000 * 20
