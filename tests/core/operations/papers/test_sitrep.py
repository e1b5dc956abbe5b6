"""The situation report: what it says, on what it rests, and how it becomes an entry."""

import pytest

from summitry.kit.errors import SummitryError
from summitry.kit.time import Interval
from summitry.operations.bodies import Sentence, Sitrep, body_of, bytes_of
from summitry.operations.papers.reading import Reading
from summitry.operations.papers.sitrep import (
    Approver,
    approver_of,
    draft_sitrep,
    issued,
    issued_paper,
)
from summitry.operations.record import Record, Said
from summitry.plan.organisation import Person
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Marking
from summitry.report.day_paper import sentences_of
from summitry.report.language import NAMES, language
from tests.plans.entered import entered
from tests.plans.reported import PERIOD, morning, plan, shown

REPORT = [
    "Period: 09:10 to 10:00",
    "Next report due: 15:00",
    "Who approved it: Nobody yet: this is a draft.",
    "# Situation",
    "Incidents open: 1, of these new: 1; closed in the period: 1. | #2 #13",
    "Declared at 09:21: Fire in the hall (DC-fire). Acknowledged by U-2. | #21 #22",
    "N-005 is not there from 09:18 to 12:00. | #19",
    "Gate 2 (G-2) is closed from 09:29 on. | #29",
    "# Incidents",
    "From before, low: “Lift stuck”, observed 09:02; now closed. | #2 #18",
    "New, high, at Hall (hall): “Fire in the kitchen”, observed 09:13; now contained. | #13 #12 #17",  # noqa: E501  # a line of the paper
    "Last word on “Fire in the kitchen”, at 09:17: Flames are out | #17",
    "# Orders and read-back",
    "Ordered at 09:15: “Clear the kitchen”, to P-gate1 and U-2. | #15",
    "“Clear the kitchen” was not yet read back by U-2. | #15",
    "“Clear the kitchen” was begun at 09:28. | #15 #28",
    "# Cover",
    "# Decisions",
    "Decided at 09:20: Go on with the signing? “Go on”. Reasons: The hall is clear of smoke. | #20",
    "N-U-3 would have decided otherwise: Wait for the fire service. | #20",
    "The decision “Go on” is to be looked at again at 09:50. | #20",
    "# Posts",
    "At P-gate1: N-004. | #23",
    "# Programme, ahead and behind",
    "Opening (I-open) began at 09:05, 5 min behind the plan. | #24",
    "Signing (I-sign) is late by 15 min. | #25",
    "# What is owed",
    "What is owed and overdue: 8. | #1 #15 #21 #27 #13 #20",
    "By 09:11: N-U-2 must take the desk over. | #1",
    "By 09:17: U-2 must read back “Clear the kitchen”. | #15",
    "By 09:26: U-1 and U-3 must acknowledge “Fire in the hall (DC-fire)”. | #21",
    "By 09:32: somebody must look at the report “A bag by the door”. | #27",
    "By 09:40: P-gate1 and U-2 must carry out “Clear the kitchen”. | #15",
    "By 09:47: somebody must say how “Fire in the kitchen” stands. | #13",
    "By 09:50: “Go on” must be looked at again. | #20",
    "By 09:51: “Fire in the hall (DC-fire)” must be looked at again. | #21",
]
SENTENCE = Sentence(heading="Situation", text="The lift runs again.", cites=("CP-1-2",))


def draft(most=Marking.AMBER, **more):
    return draft_sitrep(Record(morning()), plan(), PERIOD, most=most, **more)


def known(entry_id):
    return any(each.entry_id == entry_id for each in morning())


def test_a_report_tells_the_period_and_cites_each_sentence():
    paper = draft()

    assert shown(paper) == REPORT
    assert paper.marking is Marking.AMBER
    assert all(told.cites for part in paper.parts for told in part.sentences)


def test_what_is_marked_above_the_report_is_neither_told_nor_counted():
    low, high = draft(Marking.AMBER), draft(Marking.RED)

    assert (low.marking, high.marking) == (Marking.AMBER, Marking.RED)
    assert "canary" not in "\n".join(shown(low))
    assert [line for line in shown(high) if line not in shown(low)] == [
        "Incidents open: 2, of these new: 2; closed in the period: 1. | #2 #13 #30",
        "New, medium: “A canary sings”, observed 09:30; now open. | #30",
        "What is owed and overdue: 9. | #1 #15 #21 #27 #13 #20 #30",
        "By 10:00: somebody must say how “A canary sings” stands. | #30",
    ]


def test_a_report_names_the_office_that_approved_it():
    commander = approver_of(plan(), "N-U-1")
    officer = approver_of(plan(), "N-005")

    assert commander == Approver(office="Main (CP-1)", person_id="N-U-1")
    assert officer == Approver(office="U-1 (U-1)", person_id="N-005")
    assert shown(draft(approver=commander))[2] == "Who approved it: Main (CP-1), person N-U-1"


def test_nobody_approves_without_an_office():
    homeless = Snapshot.of([Person(person_id="N-9", unit_id="U-9")])

    with pytest.raises(SummitryError, match=r"sitrep\.no_office"):
        approver_of(homeless, "N-9")


@pytest.mark.parametrize("code", sorted(NAMES))
def test_the_paper_becomes_the_entry_in_every_language(code):
    paper = draft()
    sentences = tuple(sentences_of(paper, plan().event, language(code)))

    body = issued(sentences, PERIOD, approved_by="N-U-1", may_read=known)

    assert body_of(bytes_of(body)) == body
    assert [each.cites for each in body.sentences] == [
        told.cites for part in paper.parts for told in part.sentences
    ]
    assert all("{" not in each.text for each in body.sentences)


def test_a_report_that_the_plan_asks_for_goes_to_its_recipients():
    planned = plan().get("sitreps", "SR-2")

    body = issued([SENTENCE], PERIOD, approved_by="N-U-1", may_read=known, planned=planned)

    assert body == Sitrep(
        start=PERIOD.start,
        end=PERIOD.end,
        sentences=(SENTENCE,),
        approved_by="N-U-1",
        sitrep_id="SR-2",
        recipient_unit_ids=("U-2",),
    )


def test_a_sentence_that_cites_nothing_or_what_its_reader_may_not_see_is_refused():
    hidden = Sentence(heading="Situation", text="It sings.", cites=("CP-1-2", "CP-1-30"))

    with pytest.raises(SummitryError, match=r"sitrep\.uncited"):
        Sentence(heading="Situation", text="All is well.", cites=())
    with pytest.raises(SummitryError, match=r"sitrep\.unseen.*It sings"):
        issued(
            [SENTENCE, hidden], PERIOD, approved_by="N-U-1",
            may_read=lambda entry_id: entry_id != "CP-1-30",
        )  # fmt: skip
    with pytest.raises(SummitryError, match=r"sitrep\.empty"):
        issued([], PERIOD, approved_by="N-U-1", may_read=known)


def test_a_report_is_shown_as_it_was_issued_with_what_its_reader_may_open():
    noted, unseen = (each for each in morning() if each.entry_id in {"CP-1-2", "CP-1-30"})
    own = Sentence(text="A bird sings.", cites=("CP-1-2", "CP-1-30"))
    body = issued((SENTENCE, own), PERIOD, approved_by="N-U-1", may_read=known)
    report = entered(40, body, marking=Marking.RED)

    paper = issued_paper(
        Reading(Record(morning()), plan(), Interval(PERIOD.start, report.entered)),
        Said(report, body),
        {noted.entry_id: noted},
    )

    assert unseen.marking is Marking.RED
    assert paper.marking is Marking.RED
    assert shown(paper) == [
        "Period: 09:10 to 10:00",
        "Issued: 09:40",
        "Who approved it: Main (CP-1), person N-U-1",
        "# Situation",
        "The lift runs again. | #2",
        "# Remarks",
        "A bird sings. | #2",
    ]
