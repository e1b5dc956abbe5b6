"""Every kind of paper: what it can be about, how its content is made, how it is laid out."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from summitry.kit.errors import Text
from summitry.report.paper import (
    brief,
    contacts,
    duty_sheet,
    gate_list,
    ics_assignment,
    ics_medical,
    ics_radio,
    ics_safety,
    manifest,
    notice,
    post_card,
    unit_roster,
)
from summitry.report.paper.codes import Version, subject_part, version_of
from summitry.report.paper.document import Content, Document, Kind
from summitry.report.paper.source import Source


class Layout(StrEnum):
    """How a kind is set on paper."""

    PAGE = "page"
    ONE_PAGE = "one-page"
    CARD = "card"
    FORM = "form"
    WIDE_FORM = "wide-form"


class Maker(Struct, frozen=True, kw_only=True):
    """One kind of paper.

    Parameters
    ----------
    subjects
        Yields everything that a paper of the kind can be about.
    content
        Makes the content of one.
    """

    title: Text
    layout: Layout
    subjects: Callable[[Source], Iterator[str]]
    content: Callable[[Source, str], Content]


MAKERS: Mapping[Kind, Maker] = {
    Kind.NOTICE: Maker(
        title=Text("Public traffic notice"),
        layout=Layout.PAGE,
        subjects=notice.subjects,
        content=notice.content,
    ),
    Kind.POST_CARD: Maker(
        title=Text("Post card"),
        layout=Layout.CARD,
        subjects=post_card.subjects,
        content=post_card.content,
    ),
    Kind.DUTY: Maker(
        title=Text("Duty sheet"),
        layout=Layout.PAGE,
        subjects=duty_sheet.subjects,
        content=duty_sheet.content,
    ),
    Kind.ROSTER: Maker(
        title=Text("Roster of a unit"),
        layout=Layout.PAGE,
        subjects=unit_roster.subjects,
        content=unit_roster.content,
    ),
    Kind.BRIEF: Maker(
        title=Text("Brief of 06:00"),
        layout=Layout.ONE_PAGE,
        subjects=brief.subjects,
        content=brief.content,
    ),
    Kind.CONTACTS: Maker(
        title=Text("Contact sheet"),
        layout=Layout.PAGE,
        subjects=contacts.subjects,
        content=contacts.content,
    ),
    Kind.GATE_LIST: Maker(
        title=Text("Gate list"),
        layout=Layout.PAGE,
        subjects=gate_list.subjects,
        content=gate_list.content,
    ),
    Kind.MANIFEST: Maker(
        title=Text("Motorcade manifest"),
        layout=Layout.PAGE,
        subjects=manifest.subjects,
        content=manifest.content,
    ),
    Kind.ICS_204: Maker(
        title=Text("Assignment list (ICS 204)"),
        layout=Layout.FORM,
        subjects=ics_assignment.subjects,
        content=ics_assignment.content,
    ),
    Kind.ICS_205: Maker(
        title=Text("Radio plan (ICS 205)"),
        layout=Layout.WIDE_FORM,
        subjects=ics_radio.subjects,
        content=ics_radio.content,
    ),
    Kind.ICS_206: Maker(
        title=Text("Medical plan (ICS 206)"),
        layout=Layout.FORM,
        subjects=ics_medical.subjects,
        content=ics_medical.content,
    ),
    Kind.ICS_215A: Maker(
        title=Text("Safety analysis (ICS 215A)"),
        layout=Layout.WIDE_FORM,
        subjects=ics_safety.subjects,
        content=ics_safety.content,
    ),
}


def document(source: Source, kind: Kind, subject: str) -> Document:
    """Return one paper of the plan.

    Raises
    ------
    SummitryError
        ``print.no_row``, ``print.needs`` or ``print.not_on_day``, where there is no such paper.
    """
    content = MAKERS[kind].content(source, subject)
    return Document(
        kind=kind,
        subject=subject,
        heading=content.heading,
        event=source.event.name,
        timezone=source.event.timezone,
        marking=content.marks.highest,
        blocks=content.blocks,
        beside=content.beside,
    )


def papers_of(source: Source, version: Version) -> Iterator[Document]:
    """Yield the plan's papers about which the code can be, as they are now; mostly one, or none."""
    key = source.package.key
    for subject in MAKERS[version.kind].subjects(source):
        if subject_part(version.kind, subject, key) == version.subject:
            yield document(source, version.kind, subject)


def coded(source: Source, paper: Document) -> Version:
    """Return the paper's version under the plan's key."""
    return version_of(paper, source.package.key)
