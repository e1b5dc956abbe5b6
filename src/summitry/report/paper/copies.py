"""The register of numbered copies: which copy of which version went to which office."""

import csv
import io
from collections.abc import Iterable, Sequence

from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.time import written
from summitry.report.paper.codes import Version
from summitry.report.paper.document import Document
from summitry.report.paper.sheet import Copy, Printing

RECIPIENT_LENGTH_MAX = 100
FORMULA_SIGNS = frozenset("=+-@")


class Entry(Struct, frozen=True, kw_only=True):
    """One line: a copy, and when it was recalled; empty while it is out."""

    code: str
    copy: str
    copies: str
    kind: str
    subject: str
    recipient: str
    language: str
    plan: str
    printed_at: str
    recalled: str = ""


COLUMNS = Entry.__struct_fields__


def numbered(recipients: Sequence[str], first: int) -> tuple[Copy, ...]:
    """Return a copy for each recipient, numbered on from the first.

    Raises
    ------
    SummitryError
        ``print.recipient`` for a text that cannot stand in the register.
    """
    for each in recipients:
        if len(each) > RECIPIENT_LENGTH_MAX or each[:1] in FORMULA_SIGNS or not each.isprintable():
            raise SummitryError("print.recipient", got=each, most=RECIPIENT_LENGTH_MAX)
    last = first + len(recipients) - 1
    return tuple(
        Copy(number=number, count=last, recipient=each)
        for number, each in enumerate(recipients, start=first)
    )


def entries(
    papers: Iterable[tuple[Document, Version]], printings: Iterable[Printing], language: str
) -> tuple[Entry, ...]:
    """Return a line for each numbered copy of each paper."""
    listed = tuple(papers)
    return tuple(
        Entry(
            code=version.text,
            copy=str(printing.copy.number),
            copies=str(printing.copy.count),
            kind=paper.kind.value,
            subject=paper.subject,
            recipient=printing.copy.recipient,
            language=language,
            plan=printing.plan_hash,
            printed_at=written(printing.printed_at),
        )
        for printing in printings
        for paper, version in listed
        if printing.copy is not None
    )


def next_number(known: Iterable[Entry], codes: Iterable[str]) -> int:
    """Return the number after the highest copy of any of these versions."""
    wanted = frozenset(codes)
    return 1 + max((int(each.copy) for each in known if each.code in wanted), default=0)


def register_bytes(lines: Iterable[Entry]) -> bytes:
    """Return the register as comma-separated values."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for line in lines:
        writer.writerow([getattr(line, column) for column in COLUMNS])
    return stream.getvalue().encode()


def register_of(content: bytes, path: str) -> tuple[Entry, ...]:
    """Return the lines of a register.

    Raises
    ------
    SummitryError
        ``register.malformed`` with the first line that is none.
    """
    line = 1
    try:
        rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        _require_columns(next(rows, []))
        found = []
        for row in rows:
            line = rows.line_num
            found.append(_entry(row))
    except (ValueError, csv.Error) as problem:
        expected = ", ".join(COLUMNS)
        raise SummitryError(
            "register.malformed", path=path, line=line, expected=expected
        ) from problem
    return tuple(found)


def _require_columns(header: list[str]) -> None:
    if tuple(header) != COLUMNS:
        raise ValueError(header)


def _entry(row: list[str]) -> Entry:
    entry = Entry(**dict(zip(COLUMNS, row, strict=True)))
    if not (entry.copy.isascii() and entry.copy.isdigit()):
        raise ValueError(entry.copy)
    return entry
