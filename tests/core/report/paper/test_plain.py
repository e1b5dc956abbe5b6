"""Papers as plain text."""

from summitry.report.paper.document import Kind
from summitry.report.paper.plain import text_of
from summitry.report.text import Page
from tests.plans.papers import sheet_of

PAGE = Page(100, coloured=False)


def test_notice_as_text_tells_what_the_sheet_tells():
    shown = sheet_of(Kind.NOTICE)
    told = text_of([shown], PAGE).replace("\N{EN DASH}", "-")

    assert told.startswith("Public traffic notice · TLP:CLEAR\n\nTrial signing\n")
    assert "- Day: Sat, 25 Oct 2025 · Road: Street 1 · Hours of closure: 05:00-17:00" in told
    assert "- Who may pass: Buses · Roads: Street 1" in told
    assert f"Version {shown.code} · Plan 0123456789ab" in told


def test_empty_table_tells_its_sentence_and_a_blank_its_line():
    told = text_of([sheet_of(Kind.BRIEF)], PAGE)

    assert "Everybody has acknowledged the current version." in told
    assert "- Weather: ________" in told


def test_papers_follow_one_another():
    told = text_of([sheet_of(Kind.POST_CARD), sheet_of(Kind.CONTACTS)], PAGE)

    assert told.index("Post card") < told.index("Contact sheet")
