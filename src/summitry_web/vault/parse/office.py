"""Looks through Office documents: no bombs, macros, embedded files, or content from outside."""

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812  # an exception by its own kind of name

from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry_web.vault.parse.kinds import MB, Kind
from summitry_web.vault.parse.markup import walk

MEMBERS_MAX = 2_000
OUT_BYTES_MAX = 50 * MB
RATIO_MAX = 100
TEXT_MAX = 200_000
_SYMLINK = 0o120000
_FILE_TYPE = 0o170000
_MAIN = {"word/document.xml": Kind.DOCX, "xl/workbook.xml": Kind.XLSX,
         "ppt/presentation.xml": Kind.PPTX}  # fmt: skip
_MACROS = re.compile(
    r"vbaproject|vbadata|/macrosheets/|/dialogsheets/|/activex/|^basic/|^scripts/|customui",
    re.IGNORECASE,
)
_EMBEDDED = re.compile(
    r"/embeddings/|oleobject|^object |^objectreplacements/|^objects/", re.IGNORECASE
)
_OUTSIDE = re.compile(r"/externallinks/|/querytables/|/connections\.xml$", re.IGNORECASE)
_TEXT_PARTS = re.compile(
    r"^word/(document|footnotes|endnotes|header\d*|footer\d*|comments)\.xml$"
    r"|^xl/(sharedStrings|worksheets/sheet\d+)\.xml$|^ppt/(slides|notesSlides)/\w+\.xml$"
    r"|^content\.xml$"
)
_ODT = b"application/vnd.oasis.opendocument.text"
_FIELDS = re.compile(r"\bDDE(AUTO)?\b|\bINCLUDE(TEXT|PICTURE)\b|\bIMPORT\b", re.IGNORECASE)
_REMOTE = re.compile(r"^([a-z][a-z0-9+.-]*:|//|\\\\|\.\./)", re.IGNORECASE)


class Opened(Struct):
    """An Office document's kind and parts."""

    kind: Kind
    parts: Mapping[str, bytes]


def judge(data: bytes) -> Opened:
    """Return the document's parts when it is one that only shows what it holds."""
    parts = _unpacked(data)
    kind = _kind_of(parts)
    names = "\n".join(parts)
    for code, pattern in (("macros", _MACROS), ("embedded", _EMBEDDED), ("external", _OUTSIDE)):
        if any(pattern.search(name) for name in names.split("\n")):
            raise SummitryError(f"vault.{code}")
    for name, part in parts.items():
        if name.endswith(".rels"):
            walk(part, _judge_relation)
        elif name == "[Content_Types].xml":
            walk(part, _judge_type)
        elif name.endswith(".xml"):
            _judge_part(part, is_open_document=kind is Kind.ODT)
    return Opened(kind, parts)


def _unpacked(data: bytes) -> dict[str, bytes]:
    try:
        with ZipFile(BytesIO(data)) as held:
            members = held.infolist()
            _judge_members(members, len(data))
            return {each.filename: held.read(each) for each in members if not each.is_dir()}
    except (BadZipFile, ZlibError, OSError, EOFError, ValueError, NotImplementedError,
            RuntimeError) as problem:  # fmt: skip
        raise SummitryError("vault.damaged_file") from problem


def _judge_members(members: list[ZipInfo], size: int) -> None:
    if len(members) > MEMBERS_MAX:
        raise SummitryError("vault.members", members=len(members), members_max=MEMBERS_MAX)
    unpacked = sum(each.file_size for each in members)
    if unpacked > OUT_BYTES_MAX or unpacked > RATIO_MAX * size:
        raise SummitryError("vault.bomb")
    for each in members:
        path = PurePosixPath(each.filename.replace("\\", "/"))
        is_link = (each.external_attr >> 16) & _FILE_TYPE == _SYMLINK
        if is_link or path.is_absolute() or ".." in path.parts or ":" in each.filename:
            raise SummitryError("vault.member_name")
        if each.flag_bits & 1:
            raise SummitryError("vault.locked")
    if len({each.filename.lower() for each in members}) != len(members):
        # Two parts of one name: one program would read the first, another the last.
        raise SummitryError("vault.damaged_file")


def _kind_of(parts: Mapping[str, bytes]) -> Kind:
    if parts.get("mimetype", b"").strip() == _ODT and "content.xml" in parts:
        if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
            raise SummitryError("vault.locked")
        return Kind.ODT
    found = [kind for name, kind in _MAIN.items() if name in parts]
    if len(found) != 1 or "[Content_Types].xml" not in parts:
        raise SummitryError("vault.kind")
    return found[0]


def _judge_type(_name: str, cells: Mapping[str, str]) -> None:
    told = cells.get("ContentType", "").lower()
    if "macroenabled" in told or "vbaproject" in told or "macrosheet" in told:
        raise SummitryError("vault.macros")


def _judge_relation(_name: str, cells: Mapping[str, str]) -> None:
    kind = cells.get("Type", "").rpartition("/")[2].lower()
    if kind in {"vbaproject", "xlmacrosheet", "xlintlmacrosheet", "control"}:
        raise SummitryError("vault.macros")
    if kind in {"oleobject", "package"}:
        raise SummitryError("vault.embedded")
    # A link that a person follows is text; whatever is fetched by opening the document is not.
    if cells.get("TargetMode", "").lower() == "external" and kind != "hyperlink":
        raise SummitryError("vault.external")


def _judge_part(part: bytes, *, is_open_document: bool) -> None:
    words: list[str] = []

    def on_start(name: str, cells: Mapping[str, str]) -> None:
        if name.endswith(":fldSimple"):
            words.append(next((v for k, v in cells.items() if k.endswith("instr")), ""))
        elif name in {"script:event-listener", "office:script"}:
            raise SummitryError("vault.macros")
        elif is_open_document and name != "text:a" and _REMOTE.match(cells.get("xlink:href", "")):
            raise SummitryError("vault.external")
        is_field[0] = name.endswith(":instrText") or name == "ddeLink"

    def on_text(told: str) -> None:
        if is_field[0]:
            words.append(told)

    is_field = [False]
    walk(part, on_start, on_text)
    if _FIELDS.search("".join(words)):
        raise SummitryError("vault.external")


def text_of(opened: Opened) -> str:
    """Return the text of the document for searching, cut at a limit."""
    told: list[str] = []
    for name, part in opened.parts.items():
        if _TEXT_PARTS.search(name):
            walk(part, None, told.append)
    return " ".join(" ".join(told).split())[:TEXT_MAX]
