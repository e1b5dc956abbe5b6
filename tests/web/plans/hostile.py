"""Workbooks and tables as attackers and broken programs send them, made on the spot."""

import struct
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import load_workbook

from tests.web.vault import files

SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
MB = 2**20
NOISE = "".join(sha256(str(number).encode()).hexdigest() for number in range(2_500))


def changed(book, parts=None):
    """Return the workbook with those parts put in or in place of its own."""
    parts = parts or {}
    out = BytesIO()
    with ZipFile(BytesIO(book)) as source, ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name in source.namelist():
            if name not in parts:
                made.writestr(name, source.read(name))
        for name, part in parts.items():
            made.writestr(name, part)
    return out.getvalue()


def sheet(body):
    return f"<worksheet {SPACE}><sheetData>{body}</sheetData></worksheet>".encode()


def with_cell(book, table, column, value):
    """Return the workbook with one cell of the table's first row written over."""
    opened = load_workbook(BytesIO(book))
    place = next(c.column for c in opened[table][1] if c.value == column)
    opened[table].cell(row=2, column=place).value = value
    out = BytesIO()
    opened.save(out)
    return out.getvalue()


def with_number(book, text):
    """Return the workbook with a number in the posts that no spreadsheet writes."""
    opened = with_cell(book, "posts", "headcount_min", 424242)
    with ZipFile(BytesIO(opened)) as archive:
        parts = {n: archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/")}
    (name,) = [n for n, part in parts.items() if b"<v>424242</v>" in part]
    return changed(opened, {name: parts[name].replace(b"424242", text)})


def lying(book):
    """Return the workbook with a part whose headers tell a hundredth of its size."""
    name, content = "xl/worksheets/sheet1.xml", b" " * (60 * MB)
    out = bytearray(changed(book, {name: content}))
    real = struct.pack("<I", len(content))
    for place in range(len(out) - 4):
        if out[place : place + 4] == real:
            out[place : place + 4] = struct.pack("<I", len(content) // 100)
    return bytes(out)


def laughing(depth=9):
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, depth))
    return (
        f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "ha">{entities}]>'
        f"<worksheet {SPACE}>&l{depth - 1};</worksheet>"
    ).encode()


def quadratic():
    return (
        f'<!DOCTYPE w [<!ENTITY a "{"a" * 50_000}">]><worksheet>{"&a;" * 50_000}</worksheet>'
    ).encode()


OUTSIDE = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet>&x;</worksheet>'
NOT_WHOLE = "not a whole .xlsx"
SHEET1 = "xl/worksheets/sheet1.xml"
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
MILLION = "".join(f"<row><c><v>{n}</v></c></row>" for n in range(1_000_001))
SHARED = '<c t="s"><v>0</v></c>'
LONG = f"<sst {SPACE}><si><t>{'x' * 32_000}</t></si></sst>".encode()


def refused(book):
    """Return hostile files by name: what is sent, and the words its sentence must hold."""
    return {
        "bomb.xlsx": (changed(book, {SHEET1: b" " * (49 * MB)}), "larger than one may be"),
        "tight.xlsx": (changed(book, {SHEET1: b" " * (4 * MB)}), "more tightly than any real one"),
        "nested.xlsx": (files.zipped({"a.zip": files.zipped({"a": b"a"})}), NOT_WHOLE),
        "laughs.xlsx": (changed(book, {SHEET1: laughing()}), "declares entities"),
        "quadratic.xlsx": (changed(book, {SHEET1: quadratic()}), "declares entities"),
        "outside.xlsx": (changed(book, {SHEET1: OUTSIDE}), "declares entities"),
        "lying.xlsx": (lying(book), NOT_WHOLE),
        "climbing.xlsx": (changed(book, {"xl/../../evil.xml": b"<a/>"}), "unsafe name"),
        "parts.xlsx": (
            changed(book, {f"xl/p{n}.xml": b"<a/>" for n in range(1_100)}), "more parts",
        ),
        "macros.xlsx": (changed(book, {"xl/vbaProject.bin": b"Auto_Open"}), "holds macros"),
        "macros.xlsm": (changed(book, {"xl/vbaProject.bin": b"Auto_Open"}), "holds macros"),
        "macrosheet.xlsx": (
            changed(book, {"xl/macrosheets/sheet1.xml": b"<a/>"}), "holds macros",
        ),
        "old.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "old Office file"),
        "picture.xlsx": (files.large_png(10_000, 5_000), "neither an .xlsx workbook nor"),
        "paper.xlsx": (files.pdf(files.javascript), "neither an .xlsx workbook nor"),
        "page.xlsx": (b"<html><script>alert(1)</script>", "kind of file is not taken"),
        "drawing.xlsx": (b"<svg xmlns='x'><script/></svg>", "SVG drawings"),
        "letter.xlsx": (files.docx(), NOT_WHOLE),
        "empty.xlsx": (b"", "file is empty"),
        "half.xlsx": (book[: len(book) // 2], NOT_WHOLE),
        "corner.xlsx": (changed(book, {SHEET1: sheet(FAR)}), "too many cells"),
        "million.xlsx": (
            changed(book, {SHEET1: sheet(f"<!--{NOISE}-->{MILLION}")}), "more elements",
        ),
        "text.xlsx": (
            changed(book, {
                SHEET1: sheet(f"<!--{NOISE}-->" + f"<row>{SHARED}</row>" * 3_000),
                "xl/sharedStrings.xml": LONG,
            }),
            "too much text",
        ),
        "nan.xlsx": (with_number(book, b"NaN"), "headcount_min"),
        "infinite.xlsx": (with_number(book, b"1e999"), "headcount_min"),
        "error.xlsx": (with_cell(book, "posts", "headcount_min", "#DIV/0!"), "headcount_min"),
        "large.xlsx": (book + bytes(9 * MB), "8388608"),
        "units.csv": (b"unit_id,name\nU-1\x00,x\n", "unit_id"),
        "latin.csv": ("unit_id,name\nU-9,Đội".encode("utf-16"), "UTF-8"),
        "wide.csv": (b",".join([b"a"] * 100_000), "64"),
        "cell.csv": (b"unit_id,name\nU-9," + b"x" * 7 * MB + b"\n", "32"),
        "rows.csv": (b"unit_id,name\n" + b"U,x\n" * 1_000_001, "100000"),
        "posts.csv": (b"post_id,headcount_min\nP-1,nan\n", "headcount_min"),
    }  # fmt: skip
