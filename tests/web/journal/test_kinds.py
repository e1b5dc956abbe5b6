"""Every kind of entry that a source records is told as a sentence."""

import ast
from pathlib import Path
from zoneinfo import ZoneInfo

import summitry_web
from summitry.operations.audit import Recorded
from summitry.report.formats import Formats
from summitry.report.language import language
from summitry_web.journal.kinds import _CODES, _SENTENCES, SUBJECTS, _named, _worded, told

FORMATS = Formats(language("en"), ZoneInfo("UTC"))
WRITERS = {"record", "note", "_note"}
CODED = {"kind", "purpose", "reason", "rhythm", "role", "verbs", "way"}
"""Facts that are codes wherever an entry holds them."""


def recorded():
    """Yield every kind that is spelled out where an entry is written."""
    for path in sorted(Path(summitry_web.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in WRITERS:
                given = [each for each in node.args if isinstance(each, ast.Constant)]
                yield from (
                    each.value
                    for each in given
                    if isinstance(each.value, str) and "." in each.value
                )


def test_every_kind_that_is_recorded_has_a_sentence():
    lacking = sorted({kind for kind in recorded() if kind not in _SENTENCES})

    assert lacking == []


def entry(kind, subject, /, **facts):
    return Recorded(
        journal="summit", number=1, at="2025-10-01T08:00:00+00:00", actor="N-1", kind=kind,
        subject=subject, facts=facts,
    )  # fmt: skip


def test_codes_stand_in_sentences_as_words():
    erased = told(entry("people.erased", "R-1", reason="subject-request"), FORMATS)
    opened = told(entry("people.revealed", "R-1", purpose="subject-request"), FORMATS)

    assert "(reason: The person asked for it)" in erased
    assert "(purpose: Answering a request of the person)" in opened


def test_what_an_entry_is_on_is_translated_as_a_kind_of_thing_and_its_number():
    assert SUBJECTS["baseline"] == "baseline {number}"
    assert _worded(entry("baseline.returned", "baseline 7"), FORMATS) == {"subject": "baseline 7"}
    assert _worded(entry("finding.commented", "C-1 of a row"), FORMATS) == {}


def test_roles_stand_in_sentences_as_words():
    lent = entry("grant.lent", "grant 3", person="N-2", role="unit-lead")

    assert "(role: Lead of a unit)" in told(lent, FORMATS)


def test_every_fact_that_is_a_code_has_words():
    coded = {(kind, fact) for kind, told in _SENTENCES.items() for fact in _named(told) & CODED}

    assert coded
    assert coded - _CODES.keys() == set()


def test_a_way_of_signing_in_and_who_did_so_stand_in_words():
    signed_in = Recorded(
        journal="node", number=1, at="2025-10-01T08:00:00+00:00", actor="account 7",
        kind="account.signed_in", subject="account 7", facts={"way": "password"},
    )  # fmt: skip

    assert told(signed_in, FORMATS) == (
        "account 7 signed in (way: with a password and six digits)."
    )


def test_a_request_for_two_persons_is_told_by_its_title():
    asked = entry("two.asked", "pending 3", kind="exercises.delete")

    assert told(asked, FORMATS) == (
        "N-1 asked for something that takes two persons: to delete an exercise, request 3."
    )


def test_several_codes_are_told_as_a_list():
    made = entry("token.made", "token 4", verbs=["read", "export"], days=1)

    assert told(made, FORMATS) == (
        "N-1 made token 4 for 1 day. It may: read the plan and take workbooks along."
    )


def test_the_table_of_a_workbook_is_told_by_its_name():
    taken = entry("plan.handed-out", "gates", rows=2)

    assert told(taken, FORMATS) == "N-1 took a workbook along (Gates): 2 rows."
