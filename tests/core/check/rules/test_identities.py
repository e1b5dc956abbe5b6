from datetime import date

from summitry.outcome.finding import Status
from summitry.plan.identity import Identity
from summitry.plan.terms import Marking
from tests.plans.one_rule import found, limit, told

BORN = date(1980, 3, 7)
ONE = Identity(record_id="r2", name="Sergey Ivanov", badge="b2", birth_date=BORN)
OTHER = Identity(record_id="r1", name="ИВАНОВ Сергей", badge="b1", birth_date=BORN)


def test_one_person_with_two_badges_is_found_under_the_smaller_record():
    findings = found("C-61", [], people=(ONE, OTHER))

    assert told(findings) == [("birth", "people", "r1", "r2", "high")]
    assert findings[0].facts == {"record": "r1", "other": "r2", "likeness": 1.0}
    assert findings[0].marking is Marking.RED


def test_a_finding_never_holds_a_name():
    findings = found("C-61", [], people=(ONE, OTHER))

    assert "Ivanov" not in repr(findings)
    assert "Сергей" not in repr(findings)


def test_a_name_alone_is_unknown():
    undated = Identity(record_id="r3", name="Ivanov Sergey", badge="b3")

    (finding,) = found("C-61", [], people=(ONE, undated))

    assert (finding.status, finding.case) == (Status.UNKNOWN, "name")


def test_the_event_sets_how_alike_names_must_be():
    slipped = Identity(record_id="r1", name="Sergey Ivanof Petrovich", badge="b1", birth_date=BORN)

    assert len(found("C-61", [], people=(ONE, slipped))) == 1
    assert found("C-61", [limit("identity_similarity_min", 0.99)], people=(ONE, slipped)) == ()


def test_without_people_there_is_nothing_to_find():
    assert found("C-61", []) == ()
