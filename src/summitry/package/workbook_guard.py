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
DIGITS_MAX = 7
LETTERS = 26
SMALL_BYTES = 2**20
_DATE = (2000, 1, 1, 0, 0, 0)
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
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
        texts = _Texts(file)
        for name, part in members.items():
            if SHARED_TEXTS in name.lower():
                texts.read(part)
        _require_cells_fit(file, members, texts.lengths)
    except _Refused as refused:
        problems.add(refused.problem)
        return None
    return _packed(members)


def _require_cells_fit(file: str, members: Mapping[str, bytes], lengths: Sequence[int]) -> None:
    area = 0
    text = 0
    for part in members.values():
        cells = _Cells(file, lengths)
        cells.read(part)
        area += cells.rows * cells.columns
        text += cells.text
        if area > bounds.WORKBOOK_CELLS_MAX:
            limit = bounds.WORKBOOK_CELLS_MAX
            raise _Refused(too_much(file, "workbook_cells_max", limit, got=area))
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
            archive.writestr(zipfile.ZipInfo(name, _DATE), part)
    return stream.getvalue()


class _Reader:
    """Follows one XML part; refuses declarations of entities and deep nesting."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.depth = 0

    def read(self, part: bytes) -> None:
        """Go through the part from its beginning to its end."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.characters
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            parser.Parse(part, True)
        except expat.ExpatError as problem:
            raise _Refused(Problem(file=self.file, code="workbook.malformed")) from problem

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        """Take an element's beginning; the name without its prefix."""

    def end(self, name: str) -> None:
        """Take an element's end."""

    def characters(self, text: str) -> None:
        """Take text."""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > bounds.NESTING_MAX:
            raise _Refused(too_much(self.file, "nesting_max", bounds.NESTING_MAX))
        self.start(name.rpartition(":")[2], attributes)

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.end(name.rpartition(":")[2])

    def _doctype(self, *_: object) -> None:
        raise _Refused(Problem(file=self.file, code="workbook.doctype"))


class _Texts(_Reader):
    """The lengths of the shared texts, in order."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.lengths: list[int] = []

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if name == "si":
            self.lengths.append(0)

    def characters(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


class _Cells(_Reader):
    """The rectangle that a sheet's cells span, and how much shared text they ask for."""

    def __init__(self, file: str, lengths: Sequence[int]) -> None:
        super().__init__(file)
        self.lengths = lengths
        self.rows = 0
        self.columns = 0
        self.text = 0
        self._row = 0
        self._column = 0
        self._shared = False
        self._value: list[str] | None = None

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if name == "c":
            self._place(_attributes.get("r"))
            self._shared = _attributes.get("t") == "s"
        elif name in {"v", "is"}:
            self.rows = max(self.rows, self._row)
            self.columns = max(self.columns, self._column)
            self._value = []
        elif name == "row":
            self._row += 1
            self._column = 0
            number = _attributes.get("r")
            if number is not None:
                self._row = self._number(number)

    def end(self, name: str) -> None:
        if name == "v" and self._value is not None:
            if self._shared:
                self.text += self._length("".join(self._value))
            self._value = None

    def characters(self, text: str) -> None:
        if self._value is not None:
            self._value.append(text)

    def _length(self, index: str) -> int:
        number = self._number(index.strip())
        return self.lengths[number] if number < len(self.lengths) else 0

    def _number(self, text: str) -> int:
        if not text.isdecimal() or len(text) > DIGITS_MAX:
            raise _Refused(Problem(file=self.file, code="workbook.malformed"))
        return int(text)

    def _place(self, reference: str | None) -> None:
        self._column += 1
        if reference is None:
            return
        match = _PLACE.fullmatch(reference)
        if match is None:
            raise _Refused(Problem(file=self.file, code="workbook.malformed"))
        self._row = int(match.group(2))
        self._column = column_number(match.group(1))


def column_number(letters: str) -> int:
    """Return the number, from 1, of the column with those letters."""
    number = 0
    for letter in letters.upper():
        number = number * LETTERS + ord(letter) - ord("A") + 1
    return number
