"""What is ruled away is told in every form of the report, and counts in none."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from summitry.check.registry import REGISTRY
from summitry.check.run import check
from summitry.outcome.ruled import ruled
from summitry.plan.attestation import Attestations
from summitry.plan.lessons import Lesson, LessonCheck
from summitry.plan.rulings import Ruling
from summitry.plan.snapshot import Snapshot
from summitry.report.assessment import Choice
from summitry.report.data import findings_json
from summitry.report.page import page_html
from summitry.report.ruled import (
    lesson_line,
    lessons_told,
    ruled_in_brief,
    ruling_line,
    rulings_told,
)
from summitry.report.sheets import workbook
from summitry.report.text import Page, brief, report
from tests.core.report.conftest import NOW, RULES, moment, rows

WIDE = Page(110, coloured=False)
HOSTILE_REASON = "<b>=1+1</b>"


def word(finding, **cells):
    return Ruling(
        **{
            "ruling_id": "R-1",
            "kind": "accept",
            "code": finding.code,
            "severity": finding.severity,
            "by": "P-0001",
            "second_by": "P-0002",
            "at": moment(7, 0),
            "reason": HOSTILE_REASON,
            "expires": moment(12, 0),
            "identity": finding.identity,
            "case": finding.case,
            "subject_table": finding.table,
            "subject_key": finding.key,
            **cells,
        }
    )


def with_rulings(assessment, *rulings, in_force):
    """Return the assessment as if those rulings had effect that are named."""
    told = ruled(assessment.findings, [each for each in rulings if each.ruling_id in in_force])
    return replace(
        assessment,
        findings=tuple(each for each in told if each.ruling is None),
        ruled=tuple(each for each in told if each.ruling is not None),
        rulings=rulings,
    )


@pytest.fixture
def accepted(assessment):
    critical = assessment.findings[0]
    return with_rulings(assessment, word(critical), in_force={"R-1"})


def test_ruled_finding_counts_no_longer(accepted, briefing_for):
    briefing = briefing_for(accepted)

    assert not briefing.is_critical
    assert "not ready" not in briefing.verdict
    assert [each.code for each in briefing.findings] == ["T-02", "T-02", "T-03"]


def test_brief_text_tells_the_count_and_the_names(accepted, briefing_for):
    text = brief(briefing_for(accepted), WIDE)

    assert "1 finding is ruled away and not counted here; by P-0001 and P-0002." in text


def test_text_tells_each_ruling_with_what_it_rules_away(accepted, briefing_for):
    text = report(briefing_for(accepted), Page(10_000, coloured=False))
    flat = " ".join(text.split())

    assert "accepted: C-02 · Title of C-02 · Positions with a view · POS-1 · critical" in flat
    assert f"rules 1 finding away · reason: {HOSTILE_REASON} · by P-0001 and P-0002" in flat
    assert "until Sun, 12 May 2030" in flat
    assert "- critical · POS-1 looks down from 312.46 m." in flat


def test_page_tells_it_and_escapes_it(accepted, briefing_for):
    page = page_html(briefing_for(accepted))

    assert "1 finding is ruled away" in page
    assert "POS-1 looks down from 312.46 m." in page
    assert "&lt;b&gt;=1+1&lt;/b&gt;" in page
    assert "<b>" not in page


def test_workbook_has_a_sheet_of_what_is_ruled_away(accepted, briefing_for):
    book = load_workbook(BytesIO(workbook(briefing_for(accepted))))

    head, row = ([cell.value for cell in line] for line in book["Ruled away"].iter_rows())
    told = dict(zip(head, row, strict=True))
    assert (told["Rule"], told["By"], told["Second person"]) == ("C-02", "P-0001", "P-0002")
    assert (told["Ruling"], told["What was ruled"]) == ("R-1", "accept")
    assert told["Reason"] == HOSTILE_REASON
    assert book["Findings"].max_row == 4
    summary = [cell.value for cell in book["Summary"]["A"]]
    assert any("ruled away" in str(value) for value in summary)


def test_json_tells_every_finding_with_its_ruling(accepted):
    told = json.loads(findings_json(accepted, accepted.everything))["findings"]

    assert [each["code"] for each in told] == ["C-02", "T-02", "T-02", "T-03"]
    assert [each["ruling"] is None for each in told] == [False, True, True, True]
    assert told[0]["ruling"] == {
        "ruling_id": "R-1",
        "kind": "accept",
        "by": "P-0001",
        "second_by": "P-0002",
        "at": "2030-05-07T00:00Z",
        "reason": HOSTILE_REASON,
        "expires": "2030-05-12T00:00Z",
    }


def test_reader_s_choice_holds_for_what_is_ruled_away_too(accepted, briefing_for):
    choice = Choice(unit="CITY")

    assert ruled_in_brief(briefing_for(accepted, choice=choice)) == ""
    assert [each.told for each in rulings_told(briefing_for(accepted, choice=choice))] == [()]


def test_report_bears_the_marking_of_what_is_ruled_away(accepted, briefing_for):
    secret = replace(accepted, rulings=(replace(accepted.rulings[0], marking="TLP:RED"),))

    assert briefing_for(accepted).marking == "TLP:AMBER+STRICT"
    assert briefing_for(secret).marking == "TLP:RED"


def test_ruling_tells_its_state(assessment, briefing_for):
    critical, high = assessment.findings[:2]
    rulings = (
        word(critical, ruling_id="R-1", severity="high"),
        word(high, ruling_id="R-2", at=NOW + timedelta(hours=1)),
        word(high, ruling_id="R-3", at=moment(1, 0), expires=moment(2, 0)),
        word(high, ruling_id="R-4", identity="gone", subject_key="WARD-9"),
        word(
            high,
            ruling_id="R-5",
            kind="quarantine",
            identity="",
            case="",
            subject_table="",
            subject_key="",
        ),
    )
    later = word(high, ruling_id="R-6", at=moment(6, 0), identity=high.identity)
    told = rulings_told(
        briefing_for(with_rulings(assessment, *rulings, later, in_force={"R-5", "R-6"}))
    )

    assert [(each.ruling.ruling_id, each.state) for each in told] == [
        ("R-1", "without effect: the finding has changed since and is open again"),
        ("R-2", "not made yet at this moment"),
        ("R-3", "expired, and ruled anew since"),
        ("R-4", "nothing to rule away now"),
        ("R-5", "rules 1 finding away"),
        ("R-6", "rules 1 finding away"),
    ]
    assert told[4].what == "rule in quarantine: T-02 · Title of T-02"


def test_faulty_ruling_is_told_as_without_effect(assessment, briefing_for):
    ruling = word(assessment.findings[0], by="nobody")
    run = check(
        assessment.snapshot, Attestations(), at=NOW, rulings=(ruling,), rules=[REGISTRY["C-89"]]
    )
    known = (*RULES, REGISTRY["C-89"])
    both = replace(
        assessment,
        findings=(*assessment.findings, *run.findings),
        rulings=(ruling,),
        rules=known,
    )

    (told,) = rulings_told(briefing_for(both))

    assert told.state == "without effect; a finding of rule C-89 says why"
    assert "nobody" in ruling_line(told, briefing_for(both))


def test_lessons_are_told_with_whether_the_plan_heeds_them(briefing_for, assessment):
    lesson = Lesson(
        lesson_id="1",
        title="Nobody alone",
        source="Trial",
        what="w",
        owner_unit_id="CITY",
        due=moment(9, 0),
    )
    plain = Lesson(lesson_id="2", title="Say thanks", source="Trial", what="w")
    demand = LessonCheck(
        lesson_id="1",
        table="posts",
        sentence="{key}.",
        remedy="r",
        must_column="headcount_min",
        must_operator="at-least",
        must_value="3",
    )
    kinder = replace(demand, must_value="2")
    lines = []
    for each in (demand, kinder):
        snapshot = Snapshot.of([*rows(), lesson, plain, each])
        run = check(snapshot, Attestations(), at=NOW)
        told = replace(assessment, snapshot=snapshot, findings=run.findings, rules=run.rules)
        briefing = briefing_for(told)
        lines += [lesson_line(one, briefing) for one in lessons_told(briefing)]
        assert lines[-2] in " ".join(report(briefing, Page(10_000, coloured=False)).split())
        assert lines[-2] in page_html(briefing)

    assert [line.partition(" · Trial")[0] for line in lines] == [
        "L-1 · Nobody alone · rule L-1 has 1 open finding",
        "L-2 · Say thanks · nothing in this plan is checked for it",
        "L-1 · Nobody alone · heeded: rule L-1 finds nothing open",
        "L-2 · Say thanks · nothing in this plan is checked for it",
    ]
    assert lines[0].endswith("Trial · City police · learnt by Thu, 9 May 2030, 07:00 GMT+07:00")


def test_ruling_by_hand_on_a_table_that_there_is_not_is_told_all_the_same(assessment, briefing_for):
    odd = word(assessment.findings[0], subject_table="nowhere", subject_key="x", code="C-00")

    (told,) = rulings_told(briefing_for(with_rulings(assessment, odd, in_force=())))

    assert told.what == "accepted: C-00 · nowhere · x · critical"


def test_suppression_for_a_unit_names_the_unit(assessment, briefing_for):
    place = {"subject_table": "", "subject_key": "", "unit_id": "CITY", "identity": ""}
    on_unit = word(assessment.findings[1], kind="suppress", **place)

    (told,) = rulings_told(briefing_for(with_rulings(assessment, on_unit, in_force=())))

    assert told.what == "suppressed: T-02 · Title of T-02 · City police · high"
