"""Packages whose other files are malformed or too large, each with what it is refused for."""

from collections.abc import Mapping

from summitry.package import bounds
from summitry.package.problems import Problem
from tests.plans.good_package import (
    EVENT,
    OUTLINE,
    SHIFTS,
    UNITS,
    event,
    event_problem,
    post_problem,
    posts,
    shape,
    shape_problem,
)

CASES: Mapping[str, tuple[Mapping[str, bytes | None], tuple[Problem, ...]]] = {
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
        event(b"schema = 1", b"schema = 4"),
        (Problem(file="event.toml", column="schema", got="4", expected="3", code="schema.newer"),),
    ),
    "no schema": (
        event(b"schema = 1", b""),
        (Problem(file="event.toml", column="schema", expected="3", code="schema.malformed"),),
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
                near=("rest_hours_min", "weekly_rest_hours_min", "shift_hours_max"),
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
    "outlines without a list": (
        {"zones.geojson": b'{"type":"FeatureCollection","grid":"local-metres"}'},
        (Problem(file="zones.geojson", column="features", expected="[…]", code="geojson.type"),),
    ),
    "outline that is no feature": (
        shape(b'"type":"Feature",', b""),
        (shape_problem("type", "geojson.type", expected="Feature"),),
    ),
    "two outlines of one zone": (
        shape(b"}]}", b"},%s]}" % OUTLINE[OUTLINE.index(b'{"type":"Feature",') : -2]),
        (shape_problem("id", "geojson.duplicate", row=2, got="Z1"),),
    ),
    "outline nested beyond measure": (
        {"zones.geojson": b"[" * 200_000},
        (Problem(file="zones.geojson", expected="<= 64", code="bound.nesting_max"),),
    ),
    "outline of one number": (
        shape(b"[[0,0],[9,0],[9,9],[0,0]]", b"9"),
        (shape_problem("coordinates", "geojson.point", got="int", expected="[0.0, 0.0]"),),
    ),
    "outline with a point in three dimensions": (
        shape(b"[9,0]", b"[9,0,1]"),
        (shape_problem("coordinates", "geojson.point", got="list", expected="[0.0, 0.0]"),),
    ),
    "outline with a number beyond measure": (
        shape(b"[9,0]", b"[9,1%s]" % (b"0" * 400)),
        (shape_problem("coordinates", "geojson.point", got="list", expected="[0.0, 0.0]"),),
    ),
    "outline with more points than one may have": (
        shape(b"[9,0]", b",".join([b"[9,0]"] * 5_000)),
        (shape_problem("coordinates", "bound.outline_points_max", got="5003", expected="<= 5000"),),
    ),
    "mapping with a bell": (
        {"mappings/fire.toml": b'unit = "fire"\n# \x07\n'},
        (Problem(file="mappings/fire.toml", row=2, code="text.control_character"),),
    ),
    "mapping in another encoding": (
        {"mappings/fire.toml": b'unit = "\xff"\n'},
        (
            Problem(
                file="mappings/fire.toml", row=1, got="ff", expected="UTF-8", code="file.encoding"
            ),
        ),
    ),
    "large event file": (
        {"event.toml": EVENT + b"#" * bounds.TOML_BYTES_MAX},
        (
            Problem(
                file="event.toml",
                expected="<= 262144",
                code="bound.toml_bytes_max",
            ),
        ),
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
                "swept, sealed, exercised, progress, submitted, returned, completed, deleted",
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
        {"units.csv": UNITS + b"a,b,c\n" * bounds.CSV_ROWS_MAX},
        (Problem(file="units.csv", expected="<= 1000000", code="bound.rows_max"),),
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
    "key of a hundred parts": (
        {"event.toml": EVENT + b"a" + b".a" * 100 + b" = 1\n"},
        (Problem(file="event.toml", expected="<= 64", code="bound.nesting_max"),),
    ),
    "shifts of too many days": (
        {
            "shifts.csv": SHIFTS
            + b"".join(
                b"P1,%d-01-01T00:00Z,%d,2990-01-01T00:00Z,A1,U%d\n" % (year, slot, slot)
                for year in range(1950, 2000)
                for slot in range(1, 101)
            )
        },
        (
            Problem(
                file="shifts.csv",
                sheet="shifts",
                got="5001",
                expected="<= 5000",
                code="bound.blocks_max",
            ),
        ),
    ),
    "sets of too many parts": (
        {
            "persons.csv": b"person_id,unit_id,languages\n"
            + b"".join(b"A%d,U1,x%d%s\n" % (n, n, b";a" * 1_000) for n in range(501))
        },
        (
            Problem(
                file="persons.csv",
                sheet="persons",
                got="501000",
                expected="<= 500000",
                code="bound.set_parts_max",
            ),
        ),
    ),
}
