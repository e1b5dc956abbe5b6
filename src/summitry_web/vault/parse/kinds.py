"""What a file is, judged by its first bytes; and what is taken."""

from enum import StrEnum

from summitry.kit.errors import SummitryError

MB = 1_000_000
BYTES_MAX = 20 * MB


class Kind(StrEnum):
    """A kind of file that is taken; its value is the ending of its name."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    CSV = "csv"
    TXT = "txt"
    PNG = "png"
    JPEG = "jpg"
    WEBP = "webp"
    GEOJSON = "geojson"


ZIP = "zip"
"""An Office document of some kind: which one, only its parts say."""

_MAGIC = (
    (b"%PDF-", Kind.PDF.value),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG.value),
    (b"\xff\xd8\xff", Kind.JPEG.value),
    (b"PK\x03\x04", ZIP),
)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif"}
_TEXTS = {kind.value: kind for kind in (Kind.CSV, Kind.TXT, Kind.GEOJSON)}
_HEAD_BYTES = 1024


def sniff(data: bytes, name: str) -> str:
    """Return the kind, ``zip`` for an Office document; only plain texts are told by their name.

    Raises
    ------
    SummitryError
        For what is not taken.
    """
    if not data:
        raise SummitryError("vault.empty")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Kind.WEBP.value
    _refuse_by_magic(data)
    ending = name.rpartition(".")[2].lower()
    if ending == "json":
        ending = Kind.GEOJSON.value
    if ending not in _TEXTS:
        raise SummitryError("vault.kind")
    return ending


def _refuse_by_magic(data: bytes) -> None:
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        raise SummitryError("vault.heic")
    if data.startswith(_COMPOUND):
        raise SummitryError("vault.old_office")
    head = data[:_HEAD_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in head:
        raise SummitryError("vault.svg")
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<script", b"<!--")):
        raise SummitryError("vault.kind")
