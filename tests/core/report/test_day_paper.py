"""Papers of the day as one page, in every language."""

import re
from xml.etree import ElementTree as ET

import pytest

from summitry.operations.bodies import Incident
from summitry.operations.papers.handover import handover_paper
from summitry.operations.papers.ics_message import general_message
from summitry.operations.papers.ics_people import activity_log, check_in_list
from summitry.operations.papers.ics_status import status_summary
from summitry.operations.papers.paper import Kind
from summitry.operations.papers.sitrep import draft_sitrep
from summitry.operations.record import Record
from summitry.plan.terms import Marking
from summitry.report.day_paper import BLANK, page_of_day, set_paper
from summitry.report.language import NAMES, language
from tests.plans.entered import entered
from tests.plans.reported import PERIOD, morning, plan, reading

HOSTILE = "<script>alert(1)</script>\"'&\u202e"
VOID = re.compile(r"<(meta|br|img)\b([^>]*)>")


def papers():
    events = {each.entry_id: each for each in morning()}
    return {
        Kind.SITREP: draft_sitrep(Record(morning()), plan(), PERIOD, most=Marking.AMBER),
        Kind.HANDOVER: handover_paper(reading()),
        Kind.ICS_209: status_summary(reading(), "CP-1-13"),
        Kind.ICS_211: check_in_list(reading()),
        Kind.ICS_213: general_message(reading(), events["CP-1-15"]),
        Kind.ICS_214: activity_log(reading(), morning(), "N-U-1"),
    }


def page(paper, code="en"):
    return page_of_day(set_paper(paper, plan().event, language(code), at=PERIOD.end)).decode()


def tree(told):
    """Return the page read as XML, which forgives nothing that is not closed."""
    return ET.fromstring(VOID.sub(r"<\1\2/>", told.partition("\n")[2]))  # noqa: S314  # our own


@pytest.mark.parametrize("code", sorted(NAMES))
@pytest.mark.parametrize("kind", list(Kind))
def test_every_paper_is_well_formed_in_every_language_and_says_its_sentences(kind, code):
    paper = papers()[kind]
    found = set_paper(paper, plan().event, language(code), at=PERIOD.end)
    root = tree(page(paper, code))
    cells = [each for part in found.parts for line in part.lines for each in line.cells if each]
    texts = ["".join(each.itertext()) for each in root.iter("bdi")]

    assert root.attrib == {"lang": code, "dir": language(code).direction}
    assert [each for each in cells if each not in texts] == []
    assert [each for each in cells if "{" in each] == []


@pytest.mark.parametrize("kind", list(Kind))
def test_every_citation_leads_to_its_entry_on_the_page(kind):
    root = tree(page(papers()[kind]))
    led = {each.attrib["href"].removeprefix("#") for each in root.iter("a")}
    rows = [each.attrib["id"] for each in root.iter("tr") if "id" in each.attrib]

    assert led == set(rows)
    assert len(rows) == len(set(rows))


def test_blank_blocks_of_a_form_say_so_and_leave_a_place_for_handwriting():
    blank = [part for part in papers()[Kind.ICS_209].parts if part.is_blank]
    told = page(papers()[Kind.ICS_209])

    assert len(blank) == 42
    assert told.count(BLANK) == told.count('class="blank"') == 42


def test_hostile_words_are_words():
    paper = status_summary(reading([entered(11, Incident(title=HOSTILE))]), "CP-1-11")
    root = tree(page(paper))
    texts = ["".join(each.itertext()) for each in root.iter("bdi")]

    assert list(root.iter("script")) == []
    assert HOSTILE.removesuffix("\u202e") in texts


def test_a_page_fetches_nothing_and_runs_nothing():
    told = page(papers()[Kind.SITREP])

    assert re.findall(r'(?:src|href)="(?!#e-)', told) == []
    assert "default-src &#39;none&#39;; style-src &#39;sha256-" in told


def test_the_marking_is_that_of_the_narrowest_entry_told():
    paper = draft_sitrep(Record(morning()), plan(), PERIOD)

    assert "<bdi>TLP:RED</bdi>" in page(paper)
    assert "<bdi>TLP:AMBER</bdi>" in page(papers()[Kind.SITREP])
