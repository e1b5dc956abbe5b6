"""Files as people and attackers send them, made on the spot."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

TYPES = (
    b'<?xml version="1.0"?><Types xmlns="x">'
    b'<Default Extension="xml" ContentType="application/xml"/></Types>'
)
DOCUMENT = (
    b'<?xml version="1.0"?><w:document xmlns:w="w">'
    b"<w:body><w:t>Gate plan</w:t></w:body></w:document>"
)


def zipped(parts):
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return out.getvalue()


def docx(extra=None, document=DOCUMENT):
    return zipped({"[Content_Types].xml": TYPES, "word/document.xml": document, **(extra or {})})


def xlsx(extra=None):
    return zipped(
        {"[Content_Types].xml": TYPES, "xl/workbook.xml": b"<workbook/>", **(extra or {})}
    )


def relations(kind, target, mode="External"):
    return (
        f'<Relationships><Relationship Id="r1" Type="http://x/{kind}" Target="{target}" '
        f'TargetMode="{mode}"/></Relationships>'
    ).encode()


def picture(size=(40, 30), form="PNG", **options):
    out = BytesIO()
    Image.new("RGB", size, (20, 120, 90)).save(out, form, **options)
    return out.getvalue()


def large_png(width, height):
    """A picture of one colour: many pixels, few bytes."""

    def chunk(name, data):
        crc = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc)

    rows = zlib.compress(bytes((width // 8 + 1) * height), 9)
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def pdf(change=None):
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if change is not None:
        change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def action(writer, **cells):
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject(f"/{name}"): value for name, value in cells.items()}
    )


def javascript(writer):
    action(writer, S=NameObject("/JavaScript"), JS=TextStringObject("app.alert(1)"))


def launch(writer):
    action(writer, S=NameObject("/Launch"), F=TextStringObject("cmd.exe"))


def embedded(writer):
    writer.add_attachment("inner.txt", b"inner")


def hidden_javascript():
    """The name written with escapes, as a search for bytes would not find it."""
    return pdf(javascript).replace(b"/JavaScript", b"/Java#53cript").replace(b"/JS", b"/#4aS")


def open_page(writer):
    action(
        writer,
        S=NameObject("/GoTo"),
        D=ArrayObject([NumberObject(0), NameObject("/Fit")]),
    )


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a0 "ha">'
    + b"".join(f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};">'.encode() for n in range(1, 30))
    + b"]><w:document xmlns:w='w'>&a29;</w:document>"
)
