"""Malformed packages, each with the whole of what it is refused for."""

import pytest

from summitry.kit.errors import SummitryError
from summitry.package import bounds
from summitry.package.problems import PackageRefused
from summitry.report.language import language
from summitry.report.refusals import SENTENCES, sentences
from tests.plans import malformed_files, malformed_tables, malformed_words
from tests.plans.good_package import (
    UNITS,
    posts,
    read,
    shifts,
)

PLACEHOLDERS = ("{post}", "{table}", "{key}", "{low}", "{high}", "{start}", "{end}")
CASES = {**malformed_tables.CASES, **malformed_files.CASES, **malformed_words.CASES}


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
    assert [line for line in told if any(name in line for name in PLACEHOLDERS)] == []
    assert all(problem.file in line for problem, line in zip(sorted(expected), told, strict=True))


def test_good_package_is_read() -> None:
    package = read({})

    assert package.snapshot.size("posts") == 1
    assert package.snapshot.size("shifts") == 1


def test_good_rulings_and_lessons_are_read() -> None:
    package = read(
        {
            **malformed_words.rulings(b"C-52", b"C-52"),
            **malformed_words.checks(b"posts", b"posts"),
        }
    )

    assert [ruling.ruling_id for ruling in package.rulings] == ["R-1"]
    assert list(package.snapshot.tables["lesson_checks"]) == ["L1"]


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
