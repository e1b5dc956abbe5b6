"""Rulings, lessons and templates from any bytes: read and run, or refused; nothing else."""

from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from summitry.check.run import check
from summitry.kit.errors import SummitryError
from summitry.kit.time import moment_of
from summitry.package.package import Package
from summitry.package.read import read_package
from summitry.package.template import Adoption
from summitry.package.template_write import template_files
from summitry.package.write import files_of
from summitry.plan.attestation import Attestations
from summitry.plan.lessons import ALONE, OPERATORS, LessonCheck, Operator
from summitry.plan.relative import Opening, day_at, moment_at
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import ColumnKind
from summitry.plan.tables import TABLES
from summitry.report.formats import Formats
from summitry.report.language import language
from summitry.report.sentences import Teller
from tests.plans.small import NOW, small
from tests.plans.small_lessons import lessons, rulings
from tests.properties.test_package_fuzz import (
    EDITS,
    FUZZ,
    Edits,
    Memory,
    returns_or_refuses,
    spoilt,
)

PLAN, WORDS = small()
PACKAGE = Package(snapshot=PLAN, attestations=WORDS, rulings=rulings())
FILES = files_of(PACKAGE)
TEMPLATE = template_files(PACKAGE)
ADOPTION = Adoption(
    event_id="next", opening=Opening(moment_of(1_800_000_000), ZoneInfo("Europe/Berlin"))
)
VALUES = ("", "1", "-1", "1e999", "nan", "yes", "critical", "P-aid", "H-02:00", "D", "D-2 09:00")
FITTING = {
    ColumnKind.INTEGER: ("1", "2.5"),
    ColumnKind.CHOICE: ("critical", "medical"),
    ColumnKind.MOMENT: ("H-02:00", "D+1 09:00"),
}


def fitting(part: str, name: str) -> st.SearchStrategy[dict[str, object]]:
    """Return conditions on the column that can be run."""
    kind = TABLES["posts"].column(name).kind
    operators = st.sampled_from([each for each in OPERATORS[kind] if each not in ALONE])
    alone = st.tuples(st.sampled_from(ALONE), st.just(""))
    compared = st.tuples(operators, st.sampled_from(FITTING.get(kind, ("P-aid", "hall"))))
    return (alone | compared).map(lambda drawn: condition(part, name, *drawn))


def condition(part: str, name: str, operator: object, value: str) -> dict[str, object]:
    return {f"{part}_column": name, f"{part}_operator": operator, f"{part}_value": value}


def conditions(part: str) -> st.SearchStrategy[dict[str, object]]:
    """Return conditions of every column that can be run, and any others."""
    names = [column.name for column in TABLES["posts"].columns]
    operators = st.none() | st.sampled_from(tuple(Operator))
    others = st.tuples(st.sampled_from(["", *names]), operators, st.sampled_from(VALUES))
    return st.sampled_from(names).flatmap(lambda name: fitting(part, name)) | others.map(
        lambda drawn: condition(part, *drawn)
    )


SENTENCES = st.text("{key}!:.[] a0", max_size=12) | st.just("{key}")


@FUZZ
@given(st.sampled_from(["rulings.csv", "lessons.csv", "lesson_checks.csv"]), EDITS)
def test_rulings_and_lessons(name: str, edits: Edits) -> None:
    files = {**FILES, name: spoilt(FILES[name], edits)}

    returns_or_refuses(lambda: read_package(Memory(files)))


@FUZZ
@given(st.sampled_from(sorted(TEMPLATE)), EDITS)
def test_every_file_of_a_template(name: str, edits: Edits) -> None:
    files = {**TEMPLATE, name: spoilt(TEMPLATE[name], edits)}

    returns_or_refuses(lambda: read_package(Memory(files), adoption=ADOPTION))


@FUZZ
@given(st.text("HD+-:0123456789 later", max_size=16) | st.text(max_size=8))
def test_any_words_as_a_moment_or_a_day(text: str) -> None:
    returns_or_refuses(lambda: moment_at(text, ADOPTION.opening))
    returns_or_refuses(lambda: day_at(text, ADOPTION.opening))


@settings(FUZZ, deadline=None)
@given(conditions("where"), conditions("must"), SENTENCES)
def test_every_lesson_that_is_not_refused_can_be_run_and_told(
    where: dict[str, Any], must: dict[str, Any], sentence: str
) -> None:
    words = {"lesson_id": "late-gate", "table": "posts", "sentence": sentence, "remedy": sentence}
    try:
        wanted = LessonCheck(**words, **where, **must)
    except SummitryError:
        return
    kept = [*PLAN.tables["event"].values(), *PLAN.tables["posts"].values()]
    snapshot = Snapshot.of([*kept, lessons()[0], wanted])

    run = check(snapshot, Attestations(), at=NOW)

    teller = Teller(snapshot, Formats(language("en"), snapshot.event.zone), run.rules)
    for finding in run.findings:
        if finding.code == "L-late-gate":
            told = teller.tell(finding)
            assert told.sentence == sentence.format(key=finding.key)
