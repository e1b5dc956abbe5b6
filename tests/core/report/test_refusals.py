"""Refusals as sentences; every code that the program can raise has one."""

import ast
from pathlib import Path
from string import Formatter

import pytest

from summitry.kit.errors import Counted, SummitryError
from summitry.report.language import language
from summitry.report.refusals import SENTENCES, sentences
from summitry_web.node.sentences import SENTENCES as OF_THE_NODE

SOURCES = Path(__file__).parents[3] / "src"
ENGLISH = language("en")
ONE_EVENT = "A plan has exactly one event, but this one has 0. Keep one in event.toml."


def named(sentence):
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def codes_raised():
    """Every literal code handed to a `SummitryError` or a `Problem` anywhere in the sources."""
    codes = set()
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id == "SummitryError" and node.args:
                codes |= {n.value for n in ast.walk(node.args[0]) if isinstance(n, ast.Constant)}
            if node.func.id == "Problem":
                for keyword in node.keywords:
                    if keyword.arg == "code" and isinstance(keyword.value, ast.Constant):
                        codes.add(keyword.value.value)
    return codes


def test_every_code_that_is_raised_has_a_sentence():
    # A code that ends with a dot is the beginning of several.
    raised = {c for c in codes_raised() if isinstance(c, str) and "." in c.removesuffix(".")}

    assert len(raised) > 20
    known = SENTENCES.keys() | OF_THE_NODE.keys()
    assert sorted(raised - known - {"package.refused"}) == []


def test_facts_outside_of_the_sentence_are_told_after_it_in_order_of_place():
    error = SummitryError("plan.one_event", got=0, column="start", row=3, file="a.csv", near=("b",))

    assert sentences(error, ENGLISH) == (
        f"{ONE_EVENT} · File: a.csv · Row: 3 · Column: start · Did you mean: b",
    )


def test_problems_are_told_one_by_one():
    first = SummitryError("limit.negative", got=-1)
    second = SummitryError("plan.one_event", got=0)

    told = sentences(SummitryError("package.refused", problems=(first, second)), ENGLISH)

    assert told == (
        "A limit cannot be negative, but this one is -1.",
        ONE_EVENT,
    )


def test_code_without_a_sentence_still_tells_its_facts():
    told = sentences(SummitryError("some.new_code", place="here", empty=None), ENGLISH)

    assert told == (
        "This was refused, and there is no sentence for it yet: some.new_code. · place: here",
    )


def test_a_refusal_follows_its_number():
    told = [sentences(SummitryError("attempts.wait", seconds=n), ENGLISH) for n in (1, 30)]

    assert told == [
        ("There were too many tries. Wait 1 second and try again; nothing is locked.",),
        ("There were too many tries. Wait 30 seconds and try again; nothing is locked.",),
    ]


def test_the_forms_of_a_refusal_name_the_same_facts():
    counted = [each for each in SENTENCES.values() if isinstance(each, Counted)]

    assert counted
    for each in counted:
        assert each.by in named(each)
        assert named(each) == named(each.many)


def test_tables_are_told_by_their_names():
    error = SummitryError("entry.wrong_table", got="gates", wanted=("movements", "routes"))

    (line,) = sentences(error, ENGLISH)

    assert line == (
        "This cannot be about a row of the table “Gates”. Choose a row of one of these tables: "
        "Movements, Routes."
    )


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_sentence_survives_a_missing_fact(code):
    (line,) = sentences(SummitryError(code), ENGLISH)

    assert line
