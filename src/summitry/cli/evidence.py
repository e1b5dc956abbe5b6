"""`summitry verify PACK`: whether journals handed out as evidence are whole."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from summitry.cli.files import told
from summitry.kit.errors import SummitryError, Text
from summitry.kit.ids import CommandPostId
from summitry.operations.audit import is_evidence, judge_file, origin_of_file
from summitry.operations.checkpoint import Signed, signed_of
from summitry.operations.judge import Fault, Reason, Verified
from summitry.operations.note import NOTE_CHARACTERS_MAX, Verifier, verifier_of
from summitry.operations.pack import LINE_BYTES_MAX, is_pack
from summitry.operations.receipt import Receipt, receipt_of
from summitry.operations.verify import Found, Trust, Verdict, verify_pack
from summitry.report.evidence_page import EvidencePage, is_page
from summitry.report.journal import OWN_KEYS, journal_json, pack_json, pack_lines, verdict
from summitry.report.language import Language, language

WHOLE, BROKEN = 0, 1
KEYS_BYTES_MAX = 1_000_000


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that only evidence has."""
    parser.add_argument(
        "--keys",
        metavar="FILE",
        type=Path,
        help=Text("the public keys of journals and witnesses that you know, one a line"),
    )
    parser.add_argument(
        "--held",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help=Text("a checkpoint or receipt that you kept; may be repeated"),
    )
    parser.add_argument(
        "--attachments",
        metavar="FOLDER",
        type=Path,
        help=Text("the folder of attached files, each named by its hash"),
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help=Text("text when left out")
    )


def is_journal(path: Path) -> bool:
    """Say whether the file begins as a pack or as the evidence of the site's own journal."""
    if not path.is_file():
        return False
    first = first_line(path)
    return is_pack(first) or is_page(first) or is_evidence(first)


def first_line(path: Path) -> bytes:
    """Return the first line of the file, by which its kind is told."""
    with _opened(path) as stream:
        return stream.readline(LINE_BYTES_MAX)


def lines_of(path: Path) -> Iterator[bytes]:
    """Yield the lines of the pack in the file, a page or the pack itself."""
    with _opened(path) as stream:
        if is_page(stream.readline(LINE_BYTES_MAX)):
            stream.seek(0)
            yield from EvidencePage(stream).lines()
        else:
            stream.seek(0)
            yield from stream


def run(arguments: argparse.Namespace) -> int:
    """Tell the verdict, and by the status whether every journal is whole."""
    path, reader = Path(arguments.paper), language(arguments.lang)
    keys = _keys(arguments.keys) if arguments.keys else ()
    first = first_line(path)
    if is_evidence(first):
        return _judge_site(path, keys, arguments.format, reader)
    checkpoints, receipts = _held(arguments.held)
    trust = Trust(
        keys=keys, checkpoints=checkpoints, receipts=receipts,
        attachments=_attachments(arguments.attachments) if arguments.attachments else None,
    )  # fmt: skip
    with _opened(path) as stream:
        found = _judge_page(stream, trust) if is_page(first) else verify_pack(stream, trust)
    _tell(found, arguments.format, reader)
    if not keys and arguments.format == "text":
        sys.stdout.write(reader.gettext(OWN_KEYS) + "\n")
    return BROKEN if found.faults else WHOLE


def _judge_page(stream: BinaryIO, trust: Trust) -> Verdict:
    """Return the verdict on the pack in the page, with a fault where the page itself is another."""
    page = EvidencePage(stream)
    found = verify_pack(page.lines(), trust)
    if page.is_own:
        return found
    post = next((each.post for each in found.logs), CommandPostId(""))
    fault = Found(post=post, fault=Fault(Reason.PAGE_CHANGED, 0, 0))
    return replace(found, faults=(*found.faults, fault))


def _tell(found: Verdict, form: str, reader: Language) -> None:
    if form == "json":
        sys.stdout.write(pack_json(found).decode())
        return
    for line in pack_lines(found, reader):
        sys.stdout.write(line + "\n")


def _judge_site(path: Path, keys: tuple[Verifier, ...], form: str, reader: Language) -> int:
    with _opened(path) as stream:
        origin = origin_of_file(stream)
    known = next((each for each in keys if each.name == origin), None)
    if keys and known is None:
        raise SummitryError("verify.no_key", journal=origin)
    with _opened(path) as stream:
        found: Verified | Fault = judge_file(stream, public_key=known.coded() if known else "")
    text = journal_json(found).decode() if form == "json" else verdict(found, reader) + "\n"
    sys.stdout.write(text)
    return WHOLE if isinstance(found, Verified) else BROKEN


def _keys(path: Path) -> tuple[Verifier, ...]:
    lines = _text(path, KEYS_BYTES_MAX).splitlines()
    return tuple(verifier_of(line) for line in lines if line.strip())


def _held(paths: list[Path]) -> tuple[tuple[Signed, ...], tuple[Receipt, ...]]:
    """Return the checkpoints and the receipts: a receipt's second line names its entry."""
    checkpoints: list[Signed] = []
    receipts: list[Receipt] = []
    for path in paths:
        written = _text(path, NOTE_CHARACTERS_MAX)
        if "\nentry " in written:
            receipts.append(receipt_of(written))
        else:
            checkpoints.append(signed_of(written))
    return tuple(checkpoints), tuple(receipts)


def _attachments(folder: Path) -> dict[str, str]:
    found = {}
    try:
        for path in sorted(folder.iterdir()):
            with path.open("rb") as stream:
                found[path.name] = file_digest(stream, "sha256").hexdigest()
    except OSError as problem:
        raise SummitryError("path.unreadable", path=str(folder), problem=told(problem)) from problem
    return found


def _text(path: Path, most: int) -> str:
    with _opened(path) as stream:
        content = stream.read(most)
    try:
        return content.decode()
    except UnicodeDecodeError as problem:
        raise SummitryError("note.malformed") from problem


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as stream:
            yield stream
    except OSError as problem:
        raise SummitryError("path.unreadable", path=str(path), problem=told(problem)) from problem
