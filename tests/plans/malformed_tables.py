"""Packages whose tables are malformed, each with the whole of what it is refused for."""

from collections.abc import Mapping

from summitry.package.problems import Problem
from tests.plans.good_package import (
    EVENT,
    MOMENT,
    OUTLINE,
    POSTS,
    SHIFTS,
    UNITS,
    post_problem,
    posts,
    shift_problem,
    shifts,
)

CASES: Mapping[str, tuple[Mapping[str, bytes | None], tuple[Problem, ...]]] = {
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
        (
            Problem(
                file="post.csv",
                near=("posts.csv", "pools.csv", "positions.csv"),
                code="file.unknown",
            ),
        ),
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
}
