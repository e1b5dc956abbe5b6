"""Packages with malformed rulings or lessons, each with the whole of what it is refused for."""

from collections.abc import Mapping

from summitry.package.problems import Problem
from summitry.plan.tables import TABLES

RULINGS = (
    b"ruling_id,kind,code,severity,by,at,reason,expires,second_by,identity,case,subject_table,"
    b"subject_key,unit_id\n"
)
ACCEPT = (
    b"R-1,accept,C-52,high,A1,2025-10-24T00:00Z,Seen,2025-10-26T00:00Z,A2,0123456789abcdef,,posts,"
    b"P1,\n"
)
LESSONS = b"lesson_id,title,source,what\nL1,Late,Trial,It was late.\n"
CHECKS = (
    b"lesson_id,table,must_column,must_operator,must_value,sentence,remedy\n"
    b"L1,posts,start,at-most,H-01:00,{key} is late.,Start earlier.\n"
)


def rulings(old: bytes, new: bytes) -> dict[str, bytes | None]:
    assert old in ACCEPT
    return {"rulings.csv": RULINGS + ACCEPT.replace(old, new)}


def checks(old: bytes, new: bytes) -> dict[str, bytes | None]:
    assert old in CHECKS
    return {"lessons.csv": LESSONS, "lesson_checks.csv": CHECKS.replace(old, new)}


def problem(table: str, column: str, code: str, **more: object) -> Problem:
    return Problem(file=f"{table}.csv", sheet=table, row=2, column=column, code=code, **more)


BLOCKLESS = ", ".join(name for name, table in TABLES.items() if not table.bulk)
POST_COLUMNS = ", ".join(column.name for column in TABLES["posts"].columns)

CASES: Mapping[str, tuple[Mapping[str, bytes | None], tuple[Problem, ...]]] = {
    "ruling of an unknown kind": (
        rulings(b",accept,", b",acept,"),
        (
            problem(
                "rulings",
                "kind",
                "cell.choice",
                got="acept",
                expected="accept, suppress, quarantine",
                near=("accept",),
            ),
        ),
    ),
    "acceptance without a finding": (
        rulings(b"0123456789abcdef", b""),
        (problem("rulings", "identity", "ruling.finding"),),
    ),
    "quarantine of one row": (
        rulings(b",accept,", b",quarantine,"),
        (problem("rulings", "identity", "ruling.finding", got="0123456789abcdef"),),
    ),
    "ruling on a row and a unit": (
        rulings(b",posts,P1,", b",posts,P1,police"),
        (problem("rulings", "subject_key", "ruling.target", got="P1"),),
    ),
    "ruling that one person made twice": (
        rulings(b",A2,", b",A1,"),
        (problem("rulings", "second_by", "ruling.same_person", got="A1"),),
    ),
    "lesson on an unknown table": (
        checks(b",posts,", b",post,"),
        (
            problem(
                "lesson_checks",
                "table",
                "lesson.table",
                got="post",
                expected=BLOCKLESS,
                near=("posts", "pools", "positions"),
            ),
        ),
    ),
    "lesson on an unknown column": (
        checks(b",start,", b",stat,"),
        (
            problem(
                "lesson_checks",
                "must_column",
                "lesson.column",
                got="stat",
                expected=POST_COLUMNS,
                near=("start",),
            ),
        ),
    ),
    "lesson with an unknown operator": (
        checks(b",at-most,", b",at-mots,"),
        (
            problem(
                "lesson_checks",
                "must_operator",
                "cell.choice",
                got="at-mots",
                expected="is, is-not, at-least, at-most, has, has-not, given, empty",
                near=("at-most",),
            ),
        ),
    ),
    "lesson with an operator that does not fit": (
        checks(b",at-most,", b",is,"),
        (
            problem(
                "lesson_checks",
                "must_operator",
                "lesson.operator",
                got="is",
                expected="at-least, at-most, given, empty",
            ),
        ),
    ),
    "lesson with a moment of one event": (
        checks(b"H-01:00", b"2025-10-25T00:00Z"),
        (
            problem(
                "lesson_checks",
                "must_value",
                "lesson.value",
                got="2025-10-25T00:00Z",
                expected="H-36:00, D-7 09:00",
            ),
        ),
    ),
    "lesson whose braces hold something else": (
        checks(b"{key} is", b"{name} is"),
        (
            problem(
                "lesson_checks",
                "sentence",
                "lesson.sentence",
                got="{name} is late.",
                expected="key",
            ),
        ),
    ),
}
