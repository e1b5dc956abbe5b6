"""Look a workbook over before anything trusts it: a small file must not become a large memory.

The parser that reads the values lays a sheet out as one rectangle and copies a shared text into
each of its cells. What it will need is therefore counted first, from the very bytes it is given.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from xml.parsers import expat

from summitry.package import bounds
from summitry.package.problems import Problem, Problems, shortened, too_much

XML_SUFFIXES = (".xml", ".rels")
REQUIRED_MEMBER = "xl/workbook.xml"
SHARED_TEXTS = "sharedstrings"
DIGITS = "0123456789"
DIGITS_MAX = 7
LETTERS = 26
LETTERS_MAX = 3
SMALL_BYTES = 2**20
_DATE = (2000, 1, 1, 0, 0, 0)
_ERROR_CELL = re.compile(rb"""(<(?:\w+:)?c\s[^<>]*?\bt\s*=\s*)(["'])e\2""")
_COMPRESSIONS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    OverflowError,
)
"""Whatever the standard library raises on an archive that is damaged or locked."""


class _Refused(Exception):  # noqa: N818  # never leaves this module
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def vetted(file: str, content: bytes, problems: Problems) -> bytes | None:
    """Return the workbook packed anew from its XML parts alone, or None where it is refused."""
    try:
        members = _members(file, content)
        _require_few_tags(file, members)
        texts = _Texts(file)
        for name, part in members.items():
            if SHARED_TEXTS in name.lower():
                texts.read(part)
        _require_cells_fit(file, members, texts.lengths)
    except _Refused as refused:
        problems.add(refused.problem)
        return None
    return _packed(members)


def _require_few_tags(file: str, members: Mapping[str, bytes]) -> None:
    tags = sum(part.count(b"<") for part in members.values())
    if tags > bounds.WORKBOOK_TAGS_MAX:
        raise _Refused(too_much(file, "workbook_tags_max", bounds.WORKBOOK_TAGS_MAX, got=tags))


def _require_cells_fit(file: str, members: Mapping[str, bytes], lengths: Sequence[int]) -> None:
    area = 0
    shared = 0
    for part in members.values():
        cells = _Cells(file)
        cells.read(part)
        area += cells.rows * cells.columns
        shared += cells.shared
        if area > bounds.WORKBOOK_CELLS_MAX:
            limit = bounds.WORKBOOK_CELLS_MAX
            raise _Refused(too_much(file, "workbook_cells_max", limit, got=area))
    # Only where the longest text in every cell would be too much is each cell's own looked up.
    if shared * max(lengths, default=0) > bounds.WORKBOOK_TEXT_MAX:
        _require_text_fits(file, members, lengths)


def _require_text_fits(file: str, members: Mapping[str, bytes], lengths: Sequence[int]) -> None:
    text = 0
    for part in members.values():
        shown = _Shown(file, lengths)
        shown.read(part)
        text += shown.text
    if text > bounds.WORKBOOK_TEXT_MAX:
        raise _Refused(too_much(file, "workbook_text_max", bounds.WORKBOOK_TEXT_MAX))


def _members(file: str, content: bytes) -> dict[str, bytes]:
    """Return the XML parts by name, each within the bounds."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            _require_sound_names(file, [info.filename for info in infos])
            members: dict[str, bytes] = {}
            left = bounds.WORKBOOK_UNPACKED_BYTES_MAX
            for info in infos:
                if info.filename.endswith(XML_SUFFIXES):
                    members[info.filename] = _unpacked(file, archive, info, left)
                    left -= len(members[info.filename])
            return members
    except _BROKEN as problem:
        raise _Refused(Problem(file=file, code="workbook.malformed")) from problem


def _require_sound_names(file: str, names: list[str]) -> None:
    if len(names) > bounds.WORKBOOK_MEMBERS_MAX:
        raise _Refused(
            too_much(file, "workbook_members_max", bounds.WORKBOOK_MEMBERS_MAX, got=len(names))
        )
    for name in names:
        if name.startswith(("/", "\\")) or "\\" in name or ".." in name.split("/") or ":" in name:
            raise _Refused(Problem(file=file, got=shortened(name), code="workbook.member_name"))
    if len(set(names)) < len(names) or REQUIRED_MEMBER not in names:
        raise _Refused(Problem(file=file, expected=REQUIRED_MEMBER, code="workbook.malformed"))


def _unpacked(file: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> bytes:
    if info.compress_type not in _COMPRESSIONS:
        raise _Refused(Problem(file=file, code="workbook.malformed"))
    with archive.open(info) as stream:
        part = stream.read(left + 1)
    if len(part) > left:
        limit = bounds.WORKBOOK_UNPACKED_BYTES_MAX
        raise _Refused(too_much(file, "workbook_unpacked_bytes_max", limit))
    ratio = len(part) // max(info.compress_size, 1)
    if len(part) > SMALL_BYTES and ratio > bounds.WORKBOOK_RATIO_MAX:
        raise _Refused(too_much(file, "workbook_ratio_max", bounds.WORKBOOK_RATIO_MAX, got=ratio))
    return part


def _packed(members: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in members.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), _with_errors_as_text(part))
    return stream.getvalue()


def _with_errors_as_text(part: bytes) -> bytes:
    """Return the part in which a formula that fails is a text that says so.

    The parser takes such a cell for an empty one, and a default would stand in for it unseen.
    """
    if b'="e"' not in part and b"='e'" not in part:
        return part
    return _ERROR_CELL.sub(rb"\1\2str\2", part)


class _Reader:
    """Follows one XML part; refuses declarations of entities.

    A plan's workbook has a million elements, so each is taken by one method that does little.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype

    def read(self, part: bytes) -> None:
        """Go through the part from its beginning to its end."""
        try:
            self.parser.Parse(part, True)
        except expat.ExpatError as problem:
            raise _Refused(Problem(file=self.file, code="workbook.malformed")) from problem

    def _doctype(self, *_: object) -> None:
        raise _Refused(Problem(file=self.file, code="workbook.doctype"))


class _Texts(_Reader):
    """The lengths of the shared texts, in order."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.lengths: list[int] = []
        self.parser.StartElementHandler = self._start
        self.parser.CharacterDataHandler = self._characters

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "si":
            self.lengths.append(0)

    def _characters(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


class _Cells(_Reader):
    """The rectangle that a sheet's cells span, and how many of them show a shared text."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.rows = 0
        self.columns = 0
        self.shared = 0
        self._row = 0
        self._column = 0
        self._numbers: dict[str, int] = {}
        self.parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name in {"v", "is"}:
            # Only a cell that holds something takes room.
            self.rows = max(self.rows, self._row)
            self.columns = max(self.columns, self._column)
        elif name == "c":
            self._take_cell(attributes)
        elif name == "row":
            self._column = 0
            number = attributes.get("r")
            self._row = self._row + 1 if number is None else self._number(number)

    def _take_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            letters = reference.rstrip(DIGITS)
            column = self._numbers.get(letters)
            if column is None:
                column = self._numbers[letters] = self._column_number(letters)
            self._column = column
            self._row = self._number(reference[len(letters) :])
        if attributes.get("t") == "s":
            self.shared += 1

    def _number(self, text: str) -> int:
        if len(text) <= DIGITS_MAX and text.isascii() and text.isdecimal():
            return int(text)
        raise _Refused(Problem(file=self.file, code="workbook.malformed"))

    def _column_number(self, letters: str) -> int:
        if 0 < len(letters) <= LETTERS_MAX and letters.isascii() and letters.isalpha():
            return column_number(letters)
        raise _Refused(Problem(file=self.file, code="workbook.malformed"))


class _Shown(_Reader):
    """How long the shared texts are that a sheet's cells show, all together."""

    def __init__(self, file: str, lengths: Sequence[int]) -> None:
        super().__init__(file)
        self.text = 0
        self._lengths = lengths
        self._index: list[str] | None = None
        self._shared = False
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        own = name.rpartition(":")[2]
        if own == "c":
            self._shared = attributes.get("t") == "s"
        self._index = [] if own == "v" and self._shared else None

    def _characters(self, text: str) -> None:
        if self._index is not None:
            self._index.append(text)

    def _end(self, _name: str) -> None:
        if self._index is not None:
            index = "".join(self._index).strip()
            if len(index) <= DIGITS_MAX and index.isascii() and index.isdecimal():
                known = int(index) < len(self._lengths)
                self.text += self._lengths[int(index)] if known else 0
            self._index = None


def column_number(letters: str) -> int:
    """Return the number, from 1, of the column with those letters."""
    number = 0
    for letter in letters.upper():
        number = number * LETTERS + ord(letter) - ord("A") + 1
    return number
