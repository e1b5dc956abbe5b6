"""Whether a printed paper is current."""

import pytest
from msgspec.structs import replace

from summitry.plan.movements import Movement
from summitry.plan.posts import Post
from summitry.plan.traffic import PublishedWindow
from summitry.report.paper.catalogue import coded, document
from summitry.report.paper.codes import square_text
from summitry.report.paper.copies import Entry
from summitry.report.paper.document import Kind, Span, Words
from summitry.report.paper.pdf import Attached
from summitry.report.paper.source import Source
from summitry.report.paper.verify import (
    Change,
    Verdict,
    changes,
    checked_code,
    checked_paper,
    registered,
)
from tests.plans.papers import NOW, SUBJECTS, package, source
from tests.plans.small_moments import at

LATER = PublishedWindow(window_id="W-1", segment_id="S-1", start=at(-3), end=at(7))
UNRELATED = Movement(movement_id="M-1", title="Renamed", principal_ids=("PR-2",))


def moved(hours):
    return Post(
        post_id="P-ward",
        name="First aid",
        site_id="hall",
        start=at(hours),
        end=at(8),
        field="medical",
        owner_unit_id="U-3",
    )


def attached(plan, kind, subject, copy=None):
    paper = document(plan, kind, subject)
    return Attached(code=coded(plan, paper).text, copy=copy, document=paper)


@pytest.mark.parametrize("kind", list(Kind))
def test_paper_of_every_kind_is_current_by_code_and_by_file(kind):
    plan = source()
    paper = attached(plan, kind, SUBJECTS[kind])

    by_code, by_file = checked_code(plan, paper.code), checked_paper(plan, paper)

    assert (by_code.verdict, by_file.verdict) == (Verdict.CURRENT, Verdict.CURRENT)
    assert by_code.now == by_file.now == paper.document


def test_notice_is_out_of_date_when_a_window_changes_and_not_by_an_unrelated_change():
    code = attached(source(), Kind.NOTICE, "").code

    assert checked_code(source([LATER]), code).verdict is Verdict.OUT_OF_DATE
    assert checked_code(source([UNRELATED]), code).verdict is Verdict.CURRENT


def test_file_tells_what_has_changed():
    paper = attached(source(), Kind.POST_CARD, "P-ward")

    checked = checked_paper(source([moved(-1)]), paper)

    assert checked.verdict is Verdict.OUT_OF_DATE
    assert checked.changes == (Change("on-duty", (Span(at(-3), at(8)),), (Span(at(-1), at(8)),)),)


def test_code_tells_what_has_changed_only_with_the_earlier_plan():
    code = attached(source(), Kind.POST_CARD, "P-ward").code
    now = source([moved(-1)])

    alone, compared = checked_code(now, code), checked_code(now, code, source())

    assert (alone.verdict, alone.compared, alone.changes) == (Verdict.OUT_OF_DATE, False, ())
    assert (compared.verdict, compared.compared) == (Verdict.OUT_OF_DATE, True)
    assert [change.name for change in compared.changes] == ["on-duty"]


def test_paper_about_something_that_is_gone_is_out_of_date():
    extra = replace(moved(-3), post_id="P-extra")
    paper = attached(source([extra]), Kind.POST_CARD, "P-extra")

    assert checked_paper(source(), paper).verdict is Verdict.GONE
    assert checked_code(source(), paper.code).verdict is Verdict.UNKNOWN
    assert checked_code(source(), paper.code, source([extra])).verdict is Verdict.GONE


def test_paper_of_another_key_is_unknown():
    paper = attached(source(key=b"one"), Kind.NOTICE, "")

    assert checked_paper(source(key=b"other"), paper).verdict is Verdict.UNKNOWN
    assert checked_code(source(key=b"other"), paper.code).verdict is Verdict.UNKNOWN
    assert checked_code(source(key=b"one"), paper.code).verdict is Verdict.CURRENT


def test_altered_content_is_told():
    paper = attached(source(), Kind.NOTICE, "")
    altered = replace(paper, document=replace(paper.document, heading=Words("Other")))

    assert checked_paper(source(), altered).verdict is Verdict.ALTERED


def test_added_and_removed_rows_are_told_one_by_one():
    old = document(source(), Kind.NOTICE, "")
    new = document(source([LATER]), Kind.NOTICE, "")

    found = list(changes(old, new))

    assert [change.name for change in found] == ["closed-roads"]
    assert list(changes(old, old)) == []


def test_register_tells_whose_copy_it_is_and_whether_it_is_recalled():
    plan = source()
    paper = attached(plan, Kind.GATE_LIST, "G-1", copy=2)
    checked = checked_paper(plan, paper)
    line = Entry(
        code=paper.code,
        copy="2",
        copies="2",
        kind="gate-list",
        subject="G-1",
        recipient="Gate 1",
        language="en",
        plan="",
        printed_at="2025-10-24T00:00Z",
    )
    recalled = replace(line, recalled="2025-10-24T01:00Z")

    assert registered(checked, (line,)).verdict is Verdict.CURRENT
    assert registered(checked, (line,)).entry == line
    assert registered(checked, (recalled,)).verdict is Verdict.RECALLED
    assert registered(checked, (replace(line, copy="3"),)).verdict is Verdict.UNREGISTERED
    assert registered(checked, ()).verdict is Verdict.UNREGISTERED


def test_paper_without_a_copy_s_number_is_not_looked_up():
    plan = source()
    checked = checked_code(plan, attached(plan, Kind.NOTICE, "").code)

    assert registered(checked, ()) == checked


def test_scanned_square_code_brings_the_copy_s_number():
    plan = source()
    version = coded(plan, document(plan, Kind.GATE_LIST, "G-1"))

    assert checked_code(plan, square_text(version, 7)).copy == 7


def test_moment_of_looking_moves_what_depends_on_it():
    paper = attached(Source(package(), at=NOW), Kind.GATE_LIST, "G-1")
    before_any_list = Source(package(), at=at(-1_000))

    assert checked_paper(before_any_list, paper).verdict is Verdict.OUT_OF_DATE
