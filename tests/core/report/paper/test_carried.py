"""What a PDF carries of itself, from files good and bad."""

import io

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as some

from summitry.kit.errors import SummitryError
from summitry.report.paper.carried import carried_by
from summitry.report.paper.catalogue import coded, document
from summitry.report.paper.document import Kind
from summitry.report.paper.pdf import ATTACHMENT, Attached, Carried, pdf_of
from tests.plans.papers import PRINTED, SUBJECTS, sheet, source


def carried(kind):
    plan = source()
    paper = document(plan, kind, SUBJECTS[kind])
    attached = Attached(code=coded(plan, paper).text, copy=None, document=paper)
    whole = Carried(
        plan=PRINTED.plan_hash, printed_at=PRINTED.printed_at, language="en", papers=(attached,)
    )
    return whole, pdf_of([sheet(paper, plan=plan)], whole)


GOOD = carried(Kind.POST_CARD)[1]


def with_attachment(*contents):
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    for content in contents:
        writer.add_attachment(ATTACHMENT, content)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def refused(content):
    with pytest.raises(SummitryError) as found:
        carried_by(io.BytesIO(content), "x.pdf")
    return found.value.code


@pytest.mark.parametrize("kind", list(Kind))
def test_paper_of_every_kind_is_read_back_whole(kind):
    whole, content = carried(kind)

    assert carried_by(io.BytesIO(content), "x.pdf") == whole


def test_other_files_are_refused():
    assert refused(b"") == "paper.unreadable"
    assert refused(b"no PDF at all") == "paper.unreadable"
    assert refused(with_attachment()) == "paper.foreign"
    assert refused(with_attachment(b"{}")) == "paper.foreign"
    assert refused(with_attachment(b"[" * 100_000)) == "paper.foreign"
    assert refused(with_attachment(b"{}", b"{}")) == "paper.foreign"


@given(
    place=some.integers(0, len(GOOD) - 1),
    length=some.integers(0, 200),
    filling=some.binary(max_size=20),
)
def test_broken_file_is_read_or_refused_and_nothing_else(place, length, filling):
    content = GOOD[:place] + filling + GOOD[place + length :]

    try:
        carried_by(io.BytesIO(content), "x.pdf")
    except SummitryError as problem:
        assert problem.code in {"paper.unreadable", "paper.foreign"}  # noqa: PT017  # either is right


def test_content_that_swells_beyond_measure_is_refused():
    assert refused(with_attachment(b" " * 100_000_000)) == "paper.unreadable"
