from datetime import timedelta

import pytest

from summitry.outcome.finding import Status
from summitry.plan.access import Export
from summitry.plan.attestation import AttestationKind
from summitry.plan.exchange import Direction, Exchange, InformationRequest, Partner
from summitry.plan.terms import Marking, Power
from tests.plans.one_rule import DAY, HOUR, NOW, found, person, told, word

ONE = person("one", Power.DECIDE_EXCHANGE)
TWO = person("two", Power.DECIDE_EXCHANGE)
OFFICER = person("officer")
SECOND = timedelta(seconds=1)


def partner(cleared=Marking.AMBER, agreement="Invented agreement"):
    return Partner(
        partner_id="service", name="Invented service", cleared=cleared, agreement=agreement
    )


def export(audience=Marking.AMBER):
    return Export(export_id="answer", name="Answer", recipient="Service", audience=audience)


def exchange(**cells):
    return Exchange(
        **{
            "exchange_id": "x-1",
            "partner_id": "service",
            "direction": Direction.OUT,
            "at": NOW - DAY,
            "mark": Marking.AMBER,
            "export_id": "answer",
            "person_id": "officer",
            **cells,
        }
    )


def test_an_exchange_that_is_cleared_marked_recorded_and_handed_over_is_let_through():
    assert found("C-186", [partner(), export(), exchange()]) == ()


@pytest.mark.parametrize(
    ("cells", "case"),
    [
        ({"mark": Marking.AMBER_STRICT}, "above"),
        ({"mark": None}, "unmarked"),
        ({"export_id": None}, "no-record"),
        ({"person_id": None}, "no-hand"),
    ],
)
def test_an_exchange_that_lacks_something_is_found(cells, case):
    findings = found("C-186", [partner(), export(), exchange(**cells)])

    assert told(findings) == [(case, "exchanges", "x-1", case, "high")]


def test_an_export_for_readers_above_the_partner_is_found():
    findings = found("C-186", [partner(), export(Marking.RED), exchange()])

    assert [(f.case, f.facts["mark"]) for f in findings] == [("export-above", "TLP:RED")]


def test_what_a_partner_gives_only_needs_its_mark():
    given = exchange(direction=Direction.IN, export_id=None, person_id=None, mark=Marking.RED)
    unmarked = exchange(direction=Direction.IN, mark=None)

    assert found("C-186", [partner(agreement=""), given]) == ()
    assert [f.case for f in found("C-186", [partner(), export(), unmarked])] == ["unmarked"]


def test_a_partner_that_is_given_something_has_an_agreement():
    findings = found("C-186", [partner(agreement=" "), export(), exchange()])

    assert told(findings) == [("no-agreement", "partners", "service", "", "medium")]
    assert found("C-186", [partner(agreement="")]) == ()


def test_a_partner_whom_the_plan_does_not_know_is_left_to_the_references():
    assert found("C-186", [export(), exchange()]) == ()


def request(**cells):
    return InformationRequest(
        **{
            "information_request_id": "q-1",
            "title": "A question",
            "partner_id": "service",
            "direction": Direction.IN,
            "due": NOW + DAY,
            **cells,
        }
    )


@pytest.mark.parametrize(("late", "number"), [(-SECOND, 0), (0 * SECOND, 1)])
def test_a_request_is_answered_by_its_date(late, number):
    findings = found("C-187", [request(due=NOW - late)])

    assert (
        told(findings) == [("overdue", "information_requests", "q-1", "overdue", "medium")] * number
    )


def test_a_request_without_a_date_is_unknown():
    (finding,) = found("C-187", [request(due=None)])

    assert (finding.case, finding.status) == ("no-date", Status.UNKNOWN)


def test_a_word_or_an_exchange_answers_a_request():
    row = request(due=NOW - HOUR)
    issued = AttestationKind.ISSUED
    given = exchange(information_request_id="q-1")
    coming = exchange(information_request_id="q-1", at=NOW + HOUR)

    assert found("C-187", [OFFICER, row], attested=[word(row, issued, "officer")]) == ()
    assert len(found("C-187", [OFFICER, row], attested=[word(row, issued, "nobody")])) == 1
    assert found("C-187", [row, given]) == ()
    assert len(found("C-187", [row, coming])) == 1


def on_person(**cells):
    return request(
        **{
            "on_person": True,
            "legal_basis": "Invented act",
            "purpose": "Safety of a guest",
            "rights_checked": True,
            "return_by": NOW + DAY,
            **cells,
        }
    )


def decided(row, *who, **cells):
    return [word(row, AttestationKind.APPROVED, by, **cells) for by in who]


@pytest.mark.parametrize(
    ("cells", "case"),
    [
        ({}, None),
        ({"legal_basis": " "}, "no-basis"),
        ({"purpose": ""}, "no-purpose"),
        ({"rights_checked": False}, "not-checked"),
        ({"return_by": None}, "no-return"),
    ],
)
def test_a_request_on_a_named_person_has_every_safeguard(cells, case):
    row = on_person(**cells)

    findings = found("C-188", [ONE, TWO, row], attested=decided(row, "one", "two"))

    expected = [] if case is None else [(case, "information_requests", "q-1", case, "high")]
    assert told(findings) == expected


@pytest.mark.parametrize(
    ("who", "cells", "have"),
    [
        (("one", "two"), {}, None),
        (("one",), {"second_by": "two"}, None),
        (("one",), {}, 1),
        (("one", "officer"), {}, 1),
        (("one",), {"second_by": "officer"}, 1),
        ((), {}, 0),
    ],
)
def test_two_people_with_the_power_decide(who, cells, have):
    row = on_person()

    findings = found("C-188", [ONE, TWO, OFFICER, row], attested=decided(row, *who, **cells))

    assert [f.facts["have"] for f in findings] == ([] if have is None else [have])


def test_a_request_changed_since_is_decided_anew():
    row = on_person(purpose="Something else")

    findings = found("C-188", [ONE, TWO, row], attested=decided(on_person(), "one", "two"))

    assert [finding.case for finding in findings] == ["deciders"]


def test_a_request_on_nobody_needs_no_safeguard():
    assert found("C-188", [request()]) == ()


@pytest.mark.parametrize(("late", "number"), [(-SECOND, 0), (0 * SECOND, 1)])
def test_data_on_a_person_is_returned_by_its_date(late, number):
    findings = found("C-189", [on_person(return_by=NOW - late)])

    assert told(findings) == [("kept", "information_requests", "q-1", "kept", "high")] * number


@pytest.mark.parametrize("kind", [AttestationKind.RETURNED, AttestationKind.DELETED])
def test_returned_or_deleted_it_is_gone(kind):
    row = on_person(return_by=NOW)

    assert found("C-189", [OFFICER, row], attested=[word(row, kind, "officer")]) == ()
    assert len(found("C-189", [OFFICER, row], attested=[word(row, kind, "nobody")])) == 1


@pytest.mark.parametrize(("late", "number"), [(-SECOND, 0), (0 * SECOND, 1)])
def test_nothing_on_a_person_is_exchanged_after_its_date(late, number):
    row = on_person(return_by=NOW + HOUR)
    handed = exchange(information_request_id="q-1", at=NOW + HOUR + late)

    findings = found("C-189", [row, handed])

    assert told(findings) == [("after", "exchanges", "x-1", "", "high")] * number


def test_a_request_on_nobody_has_no_date_of_return():
    row = request(return_by=NOW - DAY)

    assert found("C-189", [row, exchange(information_request_id="q-1")]) == ()
