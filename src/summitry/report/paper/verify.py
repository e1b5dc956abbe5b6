"""Whether a printed paper is current: its code against the same paper of the plan as it is now."""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from summitry.report.paper.catalogue import MAKERS, coded, document, papers_of
from summitry.report.paper.codes import Version, parsed, subject_part, version_of
from summitry.report.paper.copies import Entry
from summitry.report.paper.document import Document, Value, counted
from summitry.report.paper.pdf import Attached
from summitry.report.paper.source import Source


class Verdict(StrEnum):
    """What a code is worth now."""

    CURRENT = "current"
    OUT_OF_DATE = "out-of-date"
    GONE = "gone"
    UNKNOWN = "unknown"
    ALTERED = "altered"
    RECALLED = "recalled"
    UNREGISTERED = "unregistered"


class Change(Struct, frozen=True):
    """What stood on the paper under a name and no longer does, and what stands there now."""

    name: str
    before: tuple[Value, ...]
    after: tuple[Value, ...]


class Checked(Struct, frozen=True, kw_only=True):
    """One paper with its verdict.

    Parameters
    ----------
    now
        The same paper as the plan has it now; None where it has none.
    changes
        What differs; empty also where nothing tells what the old paper said.
    compared
        Whether the old content was there to compare with.
    """

    verdict: Verdict
    version: Version
    copy: int | None
    now: Document | None
    changes: tuple[Change, ...] = ()
    compared: bool = False
    entry: Entry | None = None


def checked_code(source: Source, text: str, earlier: Source | None = None) -> Checked:
    """Return what a typed code is worth; an earlier plan tells what has changed since."""
    version, copy = parsed(text)
    now = tuple(papers_of(source, version))
    current = next((paper for paper in now if coded(source, paper) == version), None)
    if current is not None:
        return Checked(verdict=Verdict.CURRENT, version=version, copy=copy, now=current)
    old = None if earlier is None else _same(earlier, version)
    if old is not None:
        return _against(source, old, version, copy)
    if len(now) == 1:
        return Checked(verdict=Verdict.OUT_OF_DATE, version=version, copy=copy, now=now[0])
    # Four characters tell subjects apart; where two share them, either may be meant.
    verdict = Verdict.OUT_OF_DATE if now else Verdict.UNKNOWN
    return Checked(verdict=verdict, version=version, copy=copy, now=None)


def _same(source: Source, version: Version) -> Document | None:
    papers = papers_of(source, version)
    return next((paper for paper in papers if coded(source, paper) == version), None)


def checked_paper(source: Source, attached: Attached) -> Checked:
    """Return what a paper in a file is worth: its content must give its own code."""
    version, _ = parsed(attached.code)
    key = source.package.key
    kind, subject = attached.document.kind, attached.document.subject
    if version_of(attached.document, key) != version:
        same_key = version.subject == subject_part(kind, subject, key)
        verdict = Verdict.ALTERED if same_key else Verdict.UNKNOWN
        return Checked(verdict=verdict, version=version, copy=attached.copy, now=None)
    return _against(source, attached.document, version, attached.copy)


def _against(source: Source, old: Document, version: Version, copy: int | None) -> Checked:
    now = _now(source, old)
    if now is None:
        return Checked(verdict=Verdict.GONE, version=version, copy=copy, now=None)
    if coded(source, now) == version:
        return Checked(verdict=Verdict.CURRENT, version=version, copy=copy, now=now)
    return Checked(
        verdict=Verdict.OUT_OF_DATE,
        version=version,
        copy=copy,
        now=now,
        changes=tuple(changes(old, now)),
        compared=True,
    )


def _now(source: Source, old: Document) -> Document | None:
    """Return the same paper as the plan has it now, None where it has none any more."""
    if old.subject not in MAKERS[old.kind].subjects(source):
        return None
    return document(source, old.kind, old.subject)


def changes(before: Document, after: Document) -> Iterator[Change]:
    """Yield what differs between two contents of one paper, by the name it stands under."""
    old, new = _by_name(before), _by_name(after)
    for name in {**old, **new}:
        gone = tuple((old.get(name, Counter()) - new.get(name, Counter())).elements())
        come = tuple((new.get(name, Counter()) - old.get(name, Counter())).elements())
        for place in range(max(len(gone), len(come))):
            yield Change(name, _at(gone, place), _at(come, place))


def _at(rows: tuple[tuple[Value, ...], ...], place: int) -> tuple[Value, ...]:
    return rows[place] if place < len(rows) else ()


def _by_name(paper: Document) -> dict[str, Counter[tuple[Value, ...]]]:
    found: dict[str, Counter[tuple[Value, ...]]] = {}
    for name, values in counted(paper):
        found.setdefault(name, Counter())[values] += 1
    return found


def registered(checked: Checked, register: tuple[Entry, ...]) -> Checked:
    """Return the verdict with what the register of copies says of this copy."""
    if checked.copy is None:
        return checked
    told = (checked.version.text, str(checked.copy))
    entry = next((each for each in register if (each.code, each.copy) == told), None)
    if entry is None:
        return replace(checked, verdict=Verdict.UNREGISTERED)
    verdict = Verdict.RECALLED if entry.recalled else checked.verdict
    return replace(checked, verdict=verdict, entry=entry)
