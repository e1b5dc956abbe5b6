"""Papers of the plan, for those who may read every row that stands on them."""

from datetime import date, datetime

from msgspec import Struct

from summitry.kit.canonical import canonical
from summitry.kit.errors import SummitryError
from summitry.kit.time import day_of
from summitry.package.package import Package
from summitry.plan.attestation import Attestations
from summitry.plan.snapshot import Snapshot
from summitry.plan.tables import TABLES
from summitry.report.formats import Formats
from summitry.report.paper.catalogue import MAKERS, coded, document
from summitry.report.paper.document import Document, Kind
from summitry.report.paper.pdf import Attached, Carried, pdf_of
from summitry.report.paper.sheet import Printing, Setter, sheets
from summitry.report.paper.source import Source, joined
from summitry_web.accounts.pages import Here
from summitry_web.plans.access import attestations_of, held_snapshot
from summitry_web.plans.actions.handing_out import visible

PRINTED = (
    Kind.BRIEF, Kind.CONTACTS, Kind.NOTICE, Kind.ICS_204, Kind.ICS_205, Kind.ICS_206,
    Kind.ICS_215A, Kind.GATE_LIST, Kind.MANIFEST, Kind.POST_CARD, Kind.DUTY, Kind.ROSTER,
)  # fmt: skip
DAILY = frozenset({Kind.BRIEF, Kind.NOTICE, Kind.ICS_205, Kind.ICS_206, Kind.ICS_215A})
ROWS = frozenset({Kind.GATE_LIST, Kind.MANIFEST})
"""Papers about a row of the plan, whatever the day."""


class Made(Struct, frozen=True, kw_only=True):
    """A paper as a file, with its version code."""

    content: bytes
    code: str
    kind: Kind


def kind_of(name: str) -> Kind:
    """Return the kind of paper.

    Raises
    ------
    SummitryError
        ``master.kind``.
    """
    if name not in set(PRINTED):
        raise SummitryError("master.kind")
    return Kind(name)


def titles(here: Here) -> list[tuple[str, str]]:
    """Return the kinds of papers with their titles."""
    return [(kind.value, here.reader.gettext(MAKERS[kind].title)) for kind in PRINTED]


def subject_of(here: Here, kind: Kind, *, row: str, day: date | None) -> str:
    """Return what the paper is about: a day, a row, or a unit on a day."""
    told = "" if day is None else day.isoformat()
    if kind in {Kind.CONTACTS, Kind.NOTICE}:
        return "" if kind is Kind.CONTACTS else told
    today = told or day_of(moment_of(here), here.formats.zone).isoformat()
    if kind in DAILY:
        return today
    if kind is Kind.ICS_204:
        return joined(row, today)
    return row if kind in ROWS or not told else joined(row, told)


def moment_of(here: Here) -> datetime:
    """Return the moment at which the plan is looked at."""
    return here.moment


def paper_for(here: Here, kind: Kind, subject: str) -> tuple[Source, Document]:
    """Return the paper where all of it is the reader's to read.

    It is made of the whole plan and of what the reader may read; only where the two are the same
    does nothing stand on it that is not theirs.

    Raises
    ------
    SummitryError
        ``print.…`` where there is no such paper for the reader, ``master.clearance`` where there is
        one that the reader may not have.
    """
    whole = held_snapshot(here.event)
    own = visible(here.actor, here.event, at=here.at)
    own_source = _source(here, own)
    if _is_all(whole, own):
        return own_source, document(own_source, kind, subject)
    full_source = _source(here, whole)
    told = document(own_source, kind, subject)
    full = document(full_source, kind, subject)
    if canonical(told) != canonical(full):
        raise SummitryError("master.clearance", marking=full.marking.value)
    return full_source, full


def pdf(here: Here, source: Source, paper: Document) -> Made:
    """Return the paper as a PDF, with the code by which its version can be verified."""
    version = coded(source, paper)
    printing = Printing(
        plan_hash=source.package.root.hex(), printed_at=here.moment.replace(microsecond=0)
    )
    setter = Setter(Formats(here.reader, source.zone), source.event.opens)
    carried = Carried(
        plan=printing.plan_hash,
        printed_at=printing.printed_at,
        language=here.reader.code,
        papers=(Attached(code=version.text, copy=None, document=paper),),
    )
    content = pdf_of(sheets(setter, ((paper, version),), (printing,)), carried)
    return Made(content=content, code=version.text, kind=paper.kind)


def _source(here: Here, snapshot: Snapshot) -> Source:
    words = attestations_of(here.event)
    known = Attestations(
        word
        for word in words
        if word.subject_table in TABLES
        and snapshot.get(word.subject_table, word.subject_key) is not None
    )
    package = Package(snapshot=snapshot, attestations=known, key=bytes(here.event.key))
    return Source(package, at=moment_of(here))


def _is_all(whole: Snapshot, own: Snapshot) -> bool:
    return all(whole.size(name) == own.size(name) for name in TABLES)
