"""Malformed packages, each with the whole of what it is refused for."""

import io
from collections.abc import Iterable, Mapping
from typing import BinaryIO

import pytest

from summitry.kit.errors import SummitryError
from summitry.package import bounds
from summitry.package.package import Package
from summitry.package.problems import PackageRefused, Problem
from summitry.package.read import read_package
from summitry.report.language import language
from summitry.report.refusals import SENTENCES, sentences

EVENT = b"""schema = 1

[event]
event_id = "E1"
name = "Test event"
level = "minister"
opens = "2025-10-25T02:00Z"
closes = "2025-10-26T02:00Z"
"""
UNITS = b"unit_id,name,kind\npolice,Police,police\nmedical,Medical,medical\n"
SITES = b"site_id,name\nS1,Hall\n"
POSTS = (
    b"post_id,name,site_id,start,end,headcount_min\n"
    b"P1,Door,S1,2025-10-25T00:00Z,2025-10-25T08:00Z,1\n"
)
ZONES = b"zone_id,site_id,name\nZ1,S1,Inner\n"
OUTLINE = (
    b'{"type":"FeatureCollection","grid":"local-metres","features":['
    b'{"type":"Feature","id":"Z1","properties":{},"geometry":'
    b'{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]]]}}]}'
)
SHIFTS = (
    b"post_id,start,slot,end,person_id,unit_id\n"
    b"P1,2025-10-25T00:00Z,1,2025-10-25T04:00Z,A1,police\n"
)
GOOD: Mapping[str, bytes] = {
    "event.toml": EVENT,
    "units.csv": UNITS,
    "sites.csv": SITES,
    "posts.csv": POSTS,
    "zones.csv": ZONES,
    "zones.geojson": OUTLINE,
    "shifts.csv": SHIFTS,
}
MOMENT = "2025-10-25T02:00Z"


class Memory:
    """A package in memory."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files

    def names(self) -> Iterable[str]:
        return self.files

    def open(self, name: str) -> BinaryIO:
        return io.BytesIO(self.files[name])


def read(changes: Mapping[str, bytes | None]) -> Package:
    files = {**GOOD, **changes}
    return read_package(Memory({name: text for name, text in files.items() if text is not None}))


def event(old: bytes, new: bytes) -> dict[str, bytes | None]:
    assert old in EVENT
    return {"event.toml": EVENT.replace(old, new)}


def posts(old: bytes, new: bytes) -> dict[str, bytes | None]:
    assert old in POSTS
    return {"posts.csv": POSTS.replace(old, new)}


def shifts(old: bytes, new: bytes) -> dict[str, bytes | None]:
    assert old in SHIFTS
    return {"shifts.csv": SHIFTS.replace(old, new)}


def shape(old: bytes, new: bytes) -> dict[str, bytes | None]:
    assert old in OUTLINE
    return {"zones.geojson": OUTLINE.replace(old, new)}


def post_problem(column: str, code: str, **told: object) -> Problem:
    told = {"row": 2, **told}
    return Problem(file="posts.csv", sheet="posts", column=column, code=code, **told)


def shift_problem(column: str, code: str, **told: object) -> Problem:
    told = {"row": 2, **told}
    return Problem(file="shifts.csv", sheet="shifts", column=column, code=code, **told)


def event_problem(column: str, code: str, **told: object) -> Problem:
    told = {"row": 1, "sheet": "event", **told}
    return Problem(file="event.toml", column=column, code=code, **told)


def shape_problem(column: str, code: str, **told: object) -> Problem:
    told = {"row": 1, **told}
    return Problem(file="zones.geojson", column=column, code=code, **told)


CASES: dict[str, tuple[Mapping[str, bytes | None], tuple[Problem, ...]]] = {
    # files
    "no event file": (
        {"event.toml": None},
        (Problem(file="event.toml", code="file.missing"),),
    ),
    "misspelt event file": (
        {"event.toml": None, "events.toml": EVENT},
        (
            Problem(file="event.toml", code="file.missing"),
            Problem(file="events.toml", near=("event.toml",), code="file.unknown"),
        ),
    ),
    "unknown table": (
        {"post.csv": POSTS, "posts.csv": None},
        (Problem(file="post.csv", near=("posts.csv", "positions.csv"), code="file.unknown"),),
    ),
    "outlines for a table without any": (
        {"units.geojson": OUTLINE},
        (Problem(file="units.geojson", code="file.unknown"),),
    ),
    "mapping for what can be no unit": (
        {"mappings/-x.toml": b""},
        (Problem(file="mappings/-x.toml", code="file.unknown"),),
    ),
    "path that climbs out": (
        {"mappings/../units.toml": b""},
        (Problem(file="mappings/../units.toml", code="file.unknown"),),
    ),
    "mapping in another encoding": (
        {"mappings/police.toml": "a = 'ü'".encode("latin-1")},
        (
            Problem(
                file="mappings/police.toml",
                row=1,
                got="fc",
                expected="UTF-8",
                code="file.encoding",
            ),
        ),
    ),
    "table in another encoding": (
        {"units.csv": UNITS + "wache,Wächter,guard\n".encode("latin-1")},
        (Problem(file="units.csv", row=4, got="e4", expected="UTF-8", code="file.encoding"),),
    ),
    # comma-separated values
    "empty table": (
        {"units.csv": b""},
        (Problem(file="units.csv", sheet="units", row=1, code="header.missing"),),
    ),
    "semicolons": (
        {"units.csv": UNITS.replace(b",", b";")},
        (Problem(file="units.csv", row=1, got=";", expected=",", code="csv.separator"),),
    ),
    "quotation mark left open": (
        {"units.csv": UNITS + b'guard,"Guard,guard\n'},
        (Problem(file="units.csv", row=4, code="csv.malformed"),),
    ),
    "text after a quotation": (
        {"units.csv": UNITS + b'guard,"Guard"s,guard\n'},
        (Problem(file="units.csv", row=4, code="csv.malformed"),),
    ),
    "too many cells": (
        {"units.csv": UNITS + b"guard,Guard, inner,guard\n"},
        (Problem(file="units.csv", sheet="units", row=4, got="4", expected="3", code="row.width"),),
    ),
    "too few cells": (
        {"units.csv": UNITS + b"\nguard,Guard\n"},
        (Problem(file="units.csv", sheet="units", row=5, got="2", expected="3", code="row.width"),),
    ),
    "unknown column": (
        {"units.csv": UNITS.replace(b"kind", b"knid")},
        (
            Problem(
                file="units.csv",
                sheet="units",
                row=1,
                column="knid",
                got="knid",
                near=("kind",),
                code="column.unknown",
            ),
        ),
    ),
    "missing column": (
        posts(b"site_id", b"Site"),
        (
            post_problem("Site", "column.unknown", row=1, got="Site", near=("site_id",)),
            post_problem("site_id", "column.missing", row=1, near=("Site",)),
        ),
    ),
    "column twice": (
        {"units.csv": UNITS.replace(b"kind", b"name")},
        (
            Problem(
                file="units.csv",
                sheet="units",
                row=1,
                column="name",
                got="name",
                code="column.duplicate",
            ),
        ),
    ),
    "outline in the table": (
        {"zones.csv": b"zone_id,site_id,name,outline\nZ1,S1,Inner,0 0; 9 0; 9 9\n"},
        (
            Problem(
                file="zones.csv",
                sheet="zones",
                row=1,
                column="outline",
                got="outline",
                expected="zones.geojson",
                code="column.elsewhere",
            ),
        ),
    ),
    "key twice": (
        {"units.csv": UNITS + b"police,Police again,police\n"},
        tuple(
            Problem(
                file="units.csv",
                sheet="units",
                row=row,
                column="unit_id",
                got="police",
                code="row.duplicate_key",
            )
            for row in (2, 4)
        ),
    ),
    # cells
    "empty cell that is needed": (posts(b"Door", b""), (post_problem("name", "cell.required"),)),
    "id with a space": (
        posts(b"P1,", b"P 1,"),
        (
            post_problem(
                "post_id",
                "id.malformed",
                got="P 1",
                expected="[A-Za-z0-9_.:/+-]",
                near=("P-1",),
            ),
        ),
    ),
    "id that is too long": (
        posts(b"P1,", b"P" * 65 + b","),
        (post_problem("post_id", "bound.id_length_max", got="P" * 65, expected="<= 64"),),
    ),
    "number in words": (
        posts(b",1\n", b",one\n"),
        (post_problem("headcount_min", "cell.integer", got="one", expected="12"),),
    ),
    "fraction of a person": (
        posts(b",1\n", b",1.5\n"),
        (post_problem("headcount_min", "cell.integer", got="1.5", expected="12"),),
    ),
    "whole number with a fraction of nothing": (
        posts(b",1\n", b",2.0\n"),
        (post_problem("headcount_min", "cell.integer", got="2.0", expected="12", near=("2",)),),
    ),
    "number below its bound": (
        posts(b",1\n", b",0\n"),
        (post_problem("headcount_min", "post.headcount_min", got="0"),),
    ),
    "moment without offset": (
        posts(b"2025-10-25T00:00Z", b"2025-10-25T00:00"),
        (post_problem("start", "moment.no_offset", got="2025-10-25T00:00", expected=MOMENT),),
    ),
    "moment that never was": (
        posts(b"2025-10-25T00:00Z", b"2025-02-30T00:00Z"),
        (post_problem("start", "cell.moment", got="2025-02-30T00:00Z", expected=MOMENT),),
    ),
    "moment between seconds": (
        posts(b"2025-10-25T00:00Z", b"2025-10-25T00:00:00.5Z"),
        (
            post_problem(
                "start",
                "moment.not_whole_seconds",
                got="2025-10-25T00:00:00.5Z",
                expected=MOMENT,
            ),
        ),
    ),
    "moment in another age": (
        posts(b"2025-10-25T00:00Z", b"0205-10-25T00:00Z"),
        (post_problem("start", "moment.year", got="0205-10-25T00:00Z", expected="1900..2999"),),
    ),
    "end before start": (
        posts(b"2025-10-25T08:00Z", b"2025-10-24T08:00Z"),
        (
            post_problem(
                "end",
                "interval.empty",
                got="2025-10-24T08:00Z",
                expected="> 2025-10-25T00:00Z",
            ),
        ),
    ),
    "choice that is none": (
        {"units.csv": UNITS.replace(b",police\n", b",polce\n")},
        (
            Problem(
                file="units.csv",
                sheet="units",
                row=2,
                column="kind",
                got="polce",
                expected="police, army, guard, ministry, city, medical, fire, protocol, press, "
                "international, contractor, other",
                near=("police",),
                code="cell.choice",
            ),
        ),
    ),
    "yes in another spelling": (
        {"outlets.csv": b"outlet_id,name,foreign\nO1,Paper,Yes\n"},
        (
            Problem(
                file="outlets.csv",
                sheet="outlets",
                row=2,
                column="foreign",
                got="Yes",
                expected="yes, no",
                near=("yes",),
                code="cell.yes_no",
            ),
        ),
    ),
    "comma in a number": (
        {"exits.csv": b'exit_id,zone_id,width_m\nX1,Z1,"1,5"\n'},
        (
            Problem(
                file="exits.csv",
                sheet="exits",
                row=2,
                column="width_m",
                got="1,5",
                expected="12.5",
                near=("1.5",),
                code="cell.number",
            ),
        ),
    ),
    "infinite number": (
        {"exits.csv": b"exit_id,zone_id,width_m\nX1,Z1,1e999\n"},
        (
            Problem(
                file="exits.csv",
                sheet="exits",
                row=2,
                column="width_m",
                got="1e999",
                expected="12.5",
                code="number.not_finite",
            ),
        ),
    ),
    "not a number": (
        {"exits.csv": b"exit_id,zone_id,width_m\nX1,Z1,NaN\n"},
        (
            Problem(
                file="exits.csv",
                sheet="exits",
                row=2,
                column="width_m",
                got="NaN",
                expected="12.5",
                code="cell.number",
            ),
        ),
    ),
    "number out of range": (
        {"exits.csv": b"exit_id,zone_id,width_m\nX1,Z1,0.0\n"},
        (
            Problem(
                file="exits.csv",
                sheet="exits",
                row=2,
                column="width_m",
                got="0.0",
                expected="0.1..1000",
                code="number.out_of_range",
            ),
        ),
    ),
    "control character": (
        posts(b"Door", b"Do\x07or"),
        (post_problem("name", "text.control_character", got="Do or"),),
    ),
    "day that is none": (
        {"person_qualifications.csv": b"person_id,qualification_id,expires\nA1,Q1,31.12.2025\n"},
        (
            Problem(
                file="person_qualifications.csv",
                sheet="person_qualifications",
                row=2,
                column="expires",
                got="31.12.2025",
                expected="2025-10-25",
                code="cell.day",
            ),
        ),
    ),
    # bulk tables
    "shift that ends before it starts": (
        shifts(b"T04:00Z", b"T00:00Z"),
        (
            shift_problem(
                "end",
                "interval.empty",
                got="2025-10-25T00:00Z",
                expected="> 2025-10-25T00:00Z",
            ),
        ),
    ),
    "slot out of range": (
        shifts(b"Z,1,", b"Z,0,"),
        (shift_problem("slot", "number.out_of_range", got="0", expected="1..10000"),),
    ),
    "shift twice": (
        {"shifts.csv": SHIFTS + b"P1,2025-10-25T07:00+07:00,1,2025-10-25T05:00Z,A2,police\n"},
        tuple(
            shift_problem(
                "post_id, start, slot",
                "row.duplicate_key",
                row=row,
                got="P1|2025-10-25T00:00Z|1",
            )
            for row in (2, 3)
        ),
    ),
    "shift of nobody": (
        shifts(b",A1,", b",,"),
        (shift_problem("person_id", "cell.required"),),
    ),
    # the event's file
    "no event in its file": (
        {"event.toml": b"schema = 1\n"},
        (Problem(file="event.toml", sheet="event", code="event.missing"),),
    ),
    "two events": (
        event(b"[event]", b"[[event]]"),
        (
            Problem(
                file="event.toml",
                sheet="event",
                got="list",
                expected="[event]",
                code="event.several",
            ),
        ),
    ),
    "schema of the future": (
        event(b"schema = 1", b"schema = 2"),
        (Problem(file="event.toml", column="schema", got="2", expected="1", code="schema.newer"),),
    ),
    "no schema": (
        event(b"schema = 1", b""),
        (Problem(file="event.toml", column="schema", expected="1", code="schema.malformed"),),
    ),
    "unknown section": (
        {"event.toml": EVENT + b"\n[limit.rest_hours_min]\nvalue = 1\nsource = 'x'\n"},
        (
            Problem(
                file="event.toml",
                column="limit",
                got="limit",
                near=("limits",),
                code="toml.unknown",
            ),
        ),
    ),
    "unknown limit": (
        {"event.toml": EVENT + b"\n[limits.rest_hours]\nvalue = 1\nsource = 'x'\n"},
        (
            event_problem(
                "limit_id",
                "limit.unknown",
                sheet="limits",
                got="rest_hours",
                near=("rest_hours_min", "shift_hours_max"),
            ),
        ),
    ),
    "negative limit": (
        {"event.toml": EVENT + b"\n[limits.rest_hours_min]\nvalue = -1\nsource = 'x'\n"},
        (event_problem("value", "limit.negative", sheet="limits", got="-1", expected=">= 0"),),
    ),
    "limit without source": (
        {"event.toml": EVENT + b"\n[limits.rest_hours_min]\nvalue = 11\n"},
        (event_problem("source", "column.missing", sheet="limits", row=0),),
    ),
    "list where a value belongs": (
        event(b'"Test event"', b'["Test", "event"]'),
        (event_problem("name", "toml.type", got="list"),),
    ),
    "unknown member of the event": (
        event(b"level =", b"levle ="),
        (
            event_problem("level", "column.missing", row=0, near=("levle",)),
            event_problem("levle", "column.unknown", row=0, got="levle", near=("level",)),
        ),
    ),
    "time zone that is none": (
        event(b"closes =", b'timezone = "Asia/Hanoi"\ncloses ='),
        (event_problem("timezone", "event.timezone", got="Asia/Hanoi"),),
    ),
    "broken TOML": (
        event(b"level =", b"level"),
        (
            Problem(
                file="event.toml",
                row=6,
                got="Expected '=' after a key in a key/value pair (at line 6, column 7)",
                code="toml.malformed",
            ),
        ),
    ),
    # outlines
    "broken JSON": (
        {"zones.geojson": b"{"},
        (Problem(file="zones.geojson", got="Input data was truncated", code="json.malformed"),),
    ),
    "degrees instead of metres": (
        shape(b'"grid":"local-metres",', b""),
        (
            Problem(
                file="zones.geojson",
                column="grid",
                got="None",
                expected="local-metres",
                code="geojson.grid",
            ),
        ),
    ),
    "feature alone": (
        {"zones.geojson": b'{"type":"Feature"}'},
        (
            Problem(
                file="zones.geojson",
                column="type",
                expected="FeatureCollection",
                code="geojson.type",
            ),
        ),
    ),
    "outline of no row": (
        shape(b'"Z1"', b'"Z11"'),
        (shape_problem("id", "geojson.no_row", got="Z11", expected="zones.zone_id", near=("Z1",)),),
    ),
    "outline without id": (
        shape(b'"id":"Z1",', b""),
        (shape_problem("id", "geojson.id", got="None"),),
    ),
    "line instead of outline": (
        shape(b"Polygon", b"LineString"),
        (shape_problem("geometry", "geojson.type", got="LineString", expected="Polygon"),),
    ),
    "ring left open": (
        shape(b",[0,0]]]", b"]]"),
        (shape_problem("coordinates", "geojson.open_ring"),),
    ),
    "outline with a hole": (
        shape(b"]]]}", b"]],[[1,1],[2,1],[2,2],[1,1]]]}"),
        (shape_problem("coordinates", "geojson.rings", got="2", expected="1"),),
    ),
    "point with a word": (
        shape(b"[9,0]", b'[9,"a"]'),
        (shape_problem("coordinates", "geojson.point", got="list", expected="[0.0, 0.0]"),),
    ),
    "outline without an area": (
        shape(b"[9,0],[9,9]", b"[9,0]"),
        (
            Problem(
                file="zones.csv",
                sheet="zones",
                row=2,
                column="outline",
                got="2",
                code="outline.malformed",
            ),
        ),
    ),
    # beside the plan
    "person attested by themselves alone": (
        {
            "attestations.csv": b"subject_table,subject_key,kind,by,at,row_hash,second_by\n"
            b"posts,P1,accepted,A1,2025-10-20T00:00Z,00,A1\n"
        },
        (
            Problem(
                file="attestations.csv",
                sheet="attestations",
                row=2,
                column="second_by",
                got="A1",
                code="attestation.same_person",
            ),
        ),
    ),
    "attestation of no kind": (
        {
            "attestations.csv": b"subject_table,subject_key,kind,by,at,row_hash\n"
            b"posts,P1,accept,A1,2025-10-20T00:00Z,00\n"
        },
        (
            Problem(
                file="attestations.csv",
                sheet="attestations",
                row=2,
                column="kind",
                got="accept",
                expected="accepted, cleared, approved, issued, acknowledged, recalled, verified, "
                "swept, sealed, exercised, progress",
                near=("accepted",),
                code="cell.choice",
            ),
        ),
    ),
    "birth date of a person is not repeated": (
        {"people.csv": b"record_id,name,birth_date\nR1,Synthetic Person,1.1.1990\n"},
        (
            Problem(
                file="people.csv",
                sheet="people",
                row=2,
                column="birth_date",
                expected="2025-10-25",
                code="cell.day",
            ),
        ),
    ),
    # bombs
    "huge event file": (
        {"event.toml": EVENT + b"#" * bounds.TOML_BYTES_MAX},
        (Problem(file="event.toml", expected="<= 262144", code="bound.toml_bytes_max"),),
    ),
    "deep TOML": (
        {"event.toml": EVENT + b"x = " + b"[" * 50_000},
        (Problem(file="event.toml", expected="<= 64", code="bound.nesting_max"),),
    ),
    "deep JSON": (
        {"zones.geojson": b"[" * 1_000_000},
        (Problem(file="zones.geojson", expected="<= 64", code="bound.nesting_max"),),
    ),
    "huge GeoJSON": (
        {"zones.geojson": b" " * (bounds.GEOJSON_BYTES_MAX + 1)},
        (Problem(file="zones.geojson", expected="<= 4194304", code="bound.geojson_bytes_max"),),
    ),
    "too many points": (
        {
            "zones.geojson": OUTLINE.replace(
                b"[9,9]", b",".join([b"[1,1]"] * (bounds.OUTLINE_POINTS_MAX + 1))
            )
        },
        (shape_problem("coordinates", "bound.outline_points_max", got="5004", expected="<= 5000"),),
    ),
    "too many rows": (
        {"units.csv": UNITS + b"a,b,c\n" * bounds.ROWS_MAX},
        (Problem(file="units.csv", expected="<= 150000", code="bound.rows_max"),),
    ),
    "too many columns": (
        {"units.csv": UNITS.replace(b"kind\n", b"," * 100 + b"\n")},
        (
            Problem(
                file="units.csv",
                sheet="units",
                got="103",
                expected="<= 64",
                code="bound.columns_max",
            ),
        ),
    ),
    "endless cell": (
        posts(b"Door", b"D" * 200_000),
        (Problem(file="posts.csv", expected="<= 32767", code="bound.cell_length_max"),),
    ),
    "cell too long for a workbook": (
        posts(b"Door", b"D" * 32_768),
        (post_problem("name", "bound.cell_length_max", got="D" * 79 + "…", expected="<= 32767"),),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_package_is_refused_with_exactly_its_problems(name: str) -> None:
    changes, expected = CASES[name]

    with pytest.raises(PackageRefused) as refusal:
        read(changes)

    assert refusal.value.problems == tuple(sorted(expected))
    assert refusal.value.more == 0


@pytest.mark.parametrize("name", CASES)
def test_every_problem_has_a_sentence_and_tells_its_place(name: str) -> None:
    changes, expected = CASES[name]

    with pytest.raises(PackageRefused) as refusal:
        read(changes)
    told = sentences(refusal.value, language("en"))

    assert {problem.code for problem in expected} <= SENTENCES.keys()
    assert len(told) == len(expected)
    assert all(problem.file in line for problem, line in zip(sorted(expected), told, strict=True))


def test_good_package_is_read() -> None:
    package = read({})

    assert package.snapshot.size("posts") == 1
    assert package.snapshot.size("shifts") == 1


def test_problems_of_all_files_are_told_at_once() -> None:
    changes = {**posts(b"Door", b""), **shifts(b"Z,1,", b"Z,0,"), "unit.csv": UNITS}

    with pytest.raises(PackageRefused) as refusal:
        read(changes)

    assert [problem.file for problem in refusal.value.problems] == [
        "posts.csv",
        "shifts.csv",
        "unit.csv",
    ]


def test_problems_beyond_the_limit_are_counted() -> None:
    rows = b"".join(b"U%d,Unit,nothing\n" % number for number in range(bounds.PROBLEMS_MAX + 7))

    with pytest.raises(PackageRefused) as refusal:
        read({"units.csv": UNITS + rows})

    assert (len(refusal.value.problems), refusal.value.more) == (bounds.PROBLEMS_MAX, 7)
    last = refusal.value.facts["problems"][-1]
    assert isinstance(last, SummitryError)
    assert (last.code, last.facts) == ("bound.problems_max", {"got": 7, "expected": 500})


def test_at_least_forty_malformed_packages() -> None:
    assert len(CASES) >= 40
