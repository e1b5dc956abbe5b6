from datetime import timedelta

import pytest

from summitry.outcome.finding import Status
from summitry.plan.access import Export
from summitry.plan.attestation import AttestationKind
from summitry.plan.exchange import Breach, Record, RecordKind
from summitry.plan.terms import Marking, Power
from tests.plans.one_rule import DAY, HOUR, NOW, found, limit, person, told, word

DECIDER = person("decider", Power.DECIDE_EXCHANGE)
OFFICER = person("officer")
SECOND = timedelta(seconds=1)


def export(*contents, **cells):
    return Export(
        **{
            "export_id": "answer",
            "name": "Answer",
            "recipient": "Service",
            "audience": Marking.AMBER,
            "contents": tuple(sorted(contents)),
            "encrypted": True,
            "recipient_office": "Liaison office",
            "legal_basis": "Invented act",
            **cells,
        }
    )


def test_an_encrypted_export_to_an_office_on_a_basis_is_let_through():
    assert found("C-40", [export("persons", "shifts.person_id")]) == ()


@pytest.mark.parametrize(
    ("cells", "case"),
    [
        ({"encrypted": False}, "not-encrypted"),
        ({"recipient_office": " "}, "no-office"),
        ({"legal_basis": ""}, "no-basis"),
    ],
)
def test_an_export_of_personal_data_that_lacks_something_is_found(cells, case):
    findings = found("C-40", [export("persons", "sites", **cells)])

    assert told(findings) == [(case, "exports", "answer", case, "high")]
    assert findings[0].facts["entries"] == ("persons",)
    assert found("C-40", [export("sites", **cells)]) == ()


@pytest.mark.parametrize("entry", ["delegations.name", "outlets", "people", "participants"])
def test_data_on_delegations_and_press_leaves_only_when_somebody_has_said_so(entry):
    row = export(entry)
    approved = AttestationKind.APPROVED

    def cases(*words):
        return [f.case for f in found("C-40", [DECIDER, OFFICER, row], attested=words)]

    assert cases() == ["not-released"]
    assert cases(word(row, approved, "officer")) == ["not-released"]
    assert cases(word(export(entry, "sites"), approved, "decider")) == ["not-released"]
    assert cases(word(row, approved, "decider")) == []


def breach(**cells):
    return Breach(
        **{
            "breach_id": "b-1",
            "title": "A list was left behind",
            "found": NOW - HOUR,
            "notify_by": NOW + HOUR,
            **cells,
        }
    )


@pytest.mark.parametrize(("late", "cases"), [(-SECOND, []), (0 * SECOND, ["not-told"])])
def test_those_concerned_are_told_by_the_date(late, cases):
    findings = found("C-41", [breach(notify_by=NOW - late)])

    assert [finding.case for finding in findings] == cases


@pytest.mark.parametrize(("late", "cases"), [(-SECOND, ["no-clock"]), (0 * SECOND, ["not-told"])])
def test_without_a_date_three_days_are_the_clock(late, cases):
    findings = found("C-41", [breach(found=NOW - 72 * HOUR - late, notify_by=None)])

    assert told(findings) == [(case, "breaches", "b-1", case, "high") for case in cases]


@pytest.mark.parametrize(("more", "cases"), [(0 * SECOND, []), (SECOND, ["too-late"])])
def test_a_date_is_within_three_days(more, cases):
    findings = found("C-41", [breach(notify_by=NOW - HOUR + 72 * HOUR + more)])

    assert [finding.case for finding in findings] == cases


def test_the_clock_can_be_set():
    assert len(found("C-41", [breach(), limit("breach_notify_hours_max", 1)])) == 1


@pytest.mark.parametrize(("by", "number"), [("officer", 0), ("nobody", 1)])
def test_a_word_of_somebody_in_the_plan_says_that_they_were_told(by, number):
    row = breach(notify_by=NOW)

    findings = found("C-41", [OFFICER, row], attested=[word(row, AttestationKind.ISSUED, by)])

    assert len(findings) == number


def test_a_breach_that_concerns_nobody_needs_no_clock():
    assert found("C-41", [breach(notify_by=None, persons=0)]) == ()
    assert len(found("C-41", [breach(notify_by=None, persons=1)])) == 1


def record(**cells):
    return Record(
        **{
            "record_id": "r-1",
            "name": "Journal",
            "kind": RecordKind.JOURNAL,
            "copy_asset_id": "store",
            "keep_until": NOW + DAY,
            **cells,
        }
    )


def said(row, kind, by="officer"):
    return [word(row, kind, by)]


@pytest.mark.parametrize(
    ("kind", "severity"), [(RecordKind.JOURNAL, "high"), (RecordKind.SCANS, "medium")]
)
def test_a_record_without_an_unchangeable_copy_is_found(kind, severity):
    findings = found("C-49", [record(kind=kind, copy_asset_id=None)])

    assert told(findings) == [("no-copy", "records", "r-1", "copy", severity)]


def test_a_copy_is_read_back_by_somebody_of_the_plan():
    row, verified = record(), AttestationKind.VERIFIED

    assert found("C-49", [OFFICER, row], attested=said(row, verified)) == ()
    assert told(found("C-49", [row])) == [("untried", "records", "r-1", "copy", "low")]
    assert len(found("C-49", [OFFICER, row], attested=said(row, verified, "nobody"))) == 1


def test_what_is_deleted_needs_no_copy():
    row = record(copy_asset_id=None)

    assert found("C-49", [OFFICER, row], attested=said(row, AttestationKind.DELETED)) == ()


@pytest.mark.parametrize(("late", "number"), [(-SECOND, 0), (0 * SECOND, 1)])
def test_a_record_is_deleted_by_its_date(late, number):
    findings = found("C-85", [record(keep_until=NOW - late)])

    assert told(findings) == [("kept", "records", "r-1", "date", "medium")] * number


def test_personal_data_past_its_date_weighs_more():
    (finding,) = found("C-85", [record(keep_until=NOW, personal=True)])

    assert (finding.case, finding.severity) == ("kept", "high")


@pytest.mark.parametrize(("personal", "cases"), [(True, ["no-date"]), (False, [])])
def test_personal_data_has_a_date(personal, cases):
    findings = found("C-85", [record(keep_until=None, personal=personal)])

    assert [finding.case for finding in findings] == cases
    assert all(finding.status is not Status.UNKNOWN for finding in findings)


@pytest.mark.parametrize(("by", "number"), [("officer", 0), ("nobody", 1)])
def test_a_word_of_somebody_in_the_plan_says_that_it_is_deleted(by, number):
    row = record(keep_until=NOW - DAY, personal=True)

    findings = found("C-85", [OFFICER, row], attested=said(row, AttestationKind.DELETED, by))

    assert len(findings) == number
