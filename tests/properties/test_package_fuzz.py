"""Whatever a reader is given, it returns or refuses; nothing else ever comes out."""

import contextlib
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from typing import BinaryIO

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summitry.kit.errors import SummitryError
from summitry.kit.time import moment_of
from summitry.package.intake import missing_of, taken_in
from summitry.package.mapping import mapping_of
from summitry.package.package import Package
from summitry.package.problems import Problems
from summitry.package.read import read_package
from summitry.package.workbook_read import Sheet, read_workbook
from summitry.package.workbook_write import workbook_of
from summitry.package.write import files_of
from summitry.plan.attestation import Attestation, AttestationKind, Attestations
from summitry.plan.identity import Identity
from summitry.plan.mandate import Event, EventLimit
from summitry.plan.organisation import Unit
from summitry.plan.places import Site, Zone
from summitry.plan.posts import Shift
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Level

AT = moment_of(1_000_000_000)
LATER = moment_of(1_000_090_000)
PACKAGE = Package(
    snapshot=Snapshot.of(
        [
            Event(event_id="E1", name="Test", level=Level.MINISTER, opens=AT, closes=LATER),
            EventLimit(limit_id="relays_max", value=1.0, source="test"),
            Unit(unit_id="U1", name='A "quoted", name\nof two lines'),
            Site(site_id="S1", name="=1+1"),
            Zone(
                zone_id="Z1", site_id="S1", name="z", outline=((0.0, 0.0), (9.0, 0.0), (9.0, 9.0))
            ),
            Shift(post_id="P1", start=AT, end=LATER, person_id="A1", unit_id="U1"),
        ]
    ),
    attestations=Attestations(
        [
            Attestation(
                subject_table="units",
                subject_key="U1",
                row_hash="00",
                kind=AttestationKind.ACCEPTED,
                by="A1",
                at=AT,
            )
        ]
    ),
    people=(Identity(record_id="R1", name="Synthetic Person"),),
)
FILES = files_of(PACKAGE)
BOOK = workbook_of(PACKAGE)
MAPPING = b"""unit = "U1"
zone = "Asia/Ho_Chi_Minh"
[[sheets]]
sheet = "Posts"
table = "posts"
header_row = 2
make_ids = ["post_id"]
[sheets.columns]
post_id = "Post"
start = ["Day", "From"]
end = "To"
name = "Name"
[sheets.constants]
site_id = "S1"
[sheets.values.name]
a = "b"
"""
PIECES = st.sampled_from(
    [b"", b'"', b"\n", b",", b";", b"\x00", b"\xff", b"[", b"]", b"{", b"}", b"=", b"-", b"1e999",
     b"nan", b"9" * 400, b"'", b"\\", b"\r", b"0x" + b"f" * 5000, b"1979-05-27", b"<", b">", b"&",
     b'"""', b"null", b"true", b"[[", b"schema", b"E1", b"\xe2\x80\xa8"]
) | st.binary(max_size=6)  # fmt: skip
EDITS = st.lists(
    st.tuples(st.integers(0, 10_000), st.integers(0, 12), PIECES), min_size=1, max_size=6
)
FUZZ = settings(suppress_health_check=list(HealthCheck))
Edits = list[tuple[int, int, bytes]]


class Memory:
    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files

    def names(self) -> Iterable[str]:
        return self.files

    def open(self, name: str) -> BinaryIO:
        return io.BytesIO(self.files[name])


def spoilt(content: bytes, edits: Edits) -> bytes:
    for place, length, piece in edits:
        at = place % (len(content) + 1)
        content = content[:at] + piece + content[at + length :]
    return content


def returns_or_refuses(read: Callable[[], object]) -> None:
    with contextlib.suppress(SummitryError):
        read()


@FUZZ
@given(st.sampled_from(sorted(FILES)), EDITS)
def test_every_file_of_a_folder(name: str, edits: Edits) -> None:
    files = {**FILES, name: spoilt(FILES[name], edits)}

    returns_or_refuses(lambda: read_package(Memory(files)))


@FUZZ
@given(st.sampled_from(sorted(FILES)), st.binary(max_size=200))
def test_any_bytes_as_a_file(name: str, content: bytes) -> None:
    returns_or_refuses(lambda: read_package(Memory({**FILES, name: content})))


@FUZZ
@given(st.binary(max_size=200), EDITS)
def test_any_bytes_as_a_workbook(content: bytes, edits: Edits) -> None:
    returns_or_refuses(lambda: read_workbook(io.BytesIO(content), "x.xlsx"))
    returns_or_refuses(lambda: read_workbook(io.BytesIO(spoilt(BOOK, edits)), "x.xlsx"))


@FUZZ
@given(st.data(), EDITS)
def test_any_part_of_a_workbook(data: st.DataObject, edits: Edits) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as source, zipfile.ZipFile(stream, "w") as target:
        chosen = data.draw(st.sampled_from(source.namelist()))
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, spoilt(part, edits) if name == chosen else part)

    returns_or_refuses(lambda: read_workbook(io.BytesIO(stream.getvalue()), "x.xlsx"))


@FUZZ
@given(EDITS)
def test_any_mapping(edits: Edits) -> None:
    returns_or_refuses(lambda: mapping_of("m.toml", spoilt(MAPPING, edits), Problems()))


CELLS = st.sampled_from(
    ["", "Post", "Name", "25/10/2025", "07:00", "45955.5", "2025-10-25T07:00", "31/02/2025",
     "24:61", "Total", "S1", "#REF!", "25/10/2025 07:00", "1/1/1", "99999.9", "0000年1月1日",
     "Feb 30, 2025"]
) | st.text(max_size=8)  # fmt: skip


@FUZZ
@given(st.lists(st.lists(CELLS, max_size=6), max_size=8))
def test_any_sheet_through_a_mapping(rows: list[list[str]]) -> None:
    mapping = mapping_of("m.toml", MAPPING, Problems())
    assert mapping is not None
    header = ["Post", "Day", "From", "To", "Name"]
    sheets = [Sheet("Posts", [["Title"], header, *rows], (((0, 0), (0, 9)), ((3, 1), (5, 2))))]

    missing_of(sheets, mapping)
    returns_or_refuses(lambda: taken_in("x.xlsx", sheets, mapping, Problems()))
