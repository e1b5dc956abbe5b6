"""An entry's bytes are one and the same everywhere, and stay what they were."""

import msgspec
import pytest

from summitry.kit.errors import SummitryError
from summitry.kit.merkle import leaf_hash
from summitry.operations.clock import Stamp
from summitry.operations.entry import (
    ENTRY_BYTES_MAX,
    LATE_MS,
    MEMBERS_MAX,
    Correction,
    Draft,
    Entry,
    decoded,
    entry_of,
    is_canonical,
)
from summitry.plan.terms import Marking

NOW = 1_700_000_000_000
PLAIN = {
    "entry_id": "0" * 31 + "1", "kind": "log.line", "author": "P-1", "device": "D-1",
    "observed_ms": NOW, "entered_ms": NOW + 5,
}  # fmt: skip
FULL = {
    **PLAIN, "place": "gates/G-1", "marking": Marking.RED, "classification": "secret",
    "scope": ("CP-1", "U-2"), "about": ("a" * 32, "b" * 32), "corrects": "c" * 32,
    "reason": Correction.MISHEARD, "attachments": ("d" * 64,), "body": "e" * 64,
}  # fmt: skip


def entry(**cells: object) -> Entry:
    draft = Draft(**{**PLAIN, **cells})
    return entry_of(draft, event="EV", seq=7, stamp=Stamp(wall_ms=NOW + 9, post="CP-1"))


PLAIN_BYTES = (
    b'{"author":"P-1","device":"D-1","entered_ms":1700000000005,'
    b'"entry_id":"00000000000000000000000000000001","event":"EV","kind":"log.line",'
    b'"observed_ms":1700000000000,"post":"CP-1","schema":1,"seq":7,'
    b'"stamp":{"counter":0,"post":"CP-1","wall_ms":1700000000009}}'
)
"""Frozen: entries of this schema are hashed like this for ever."""


def test_the_bytes_are_these_and_defaults_are_left_out() -> None:
    assert entry().encoded() == PLAIN_BYTES
    assert entry().leaf() == leaf_hash(PLAIN_BYTES)


@pytest.mark.parametrize("cells", [PLAIN, FULL])
def test_an_entry_comes_back_as_it_was(cells: dict[str, object]) -> None:
    made = entry(**cells)

    assert decoded(made.encoded()) == made
    assert is_canonical(made.encoded(), made)


def test_the_same_entry_written_otherwise_is_not_canonical() -> None:
    spaced = msgspec.json.format(PLAIN_BYTES, indent=1)

    assert decoded(spaced) == entry()
    assert not is_canonical(spaced, entry())


def test_a_later_schema_is_read_as_far_as_it_is_known() -> None:
    later = PLAIN_BYTES.replace(b'"schema":1', b'"schema":2,"zone":{"level":3}')

    found = decoded(later)

    assert (found.schema, found.entry_id) == (2, PLAIN["entry_id"])
    assert is_canonical(later, found)


@pytest.mark.parametrize(
    ("after_ms", "is_late"), [(LATE_MS - 1, False), (LATE_MS, True), (-5, False)]
)
def test_late_is_told_from_the_two_moments(after_ms: int, *, is_late: bool) -> None:
    made = entry(entered_ms=NOW + after_ms)

    assert made.is_late is is_late
    assert (made.entered_at - made.observed_at).total_seconds() * 1_000 == after_ms


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"entry_id": "0" * 31}, "entry.cell"),
        ({"entry_id": "A" * 32}, "entry.cell"),
        ({"kind": ""}, "entry.cell"),
        ({"kind": "Log.Line"}, "entry.cell"),
        ({"kind": "a" * 121}, "entry.cell"),
        ({"author": "somebody by name"}, "id.malformed"),
        ({"device": ""}, "id.malformed"),
        ({"observed_ms": -1}, "number.out_of_range"),
        ({"entered_ms": 2**53}, "number.out_of_range"),
        ({"place": "gates/\n"}, "entry.cell"),
        ({"place": "\ud800"}, "entry.cell"),
        ({"scope": ("b", "a")}, "set.unsorted"),
        ({"scope": ("a", "a")}, "set.unsorted"),
        ({"scope": tuple(f"{each:04}" for each in range(MEMBERS_MAX + 1))}, "set.unsorted"),
        ({"scope": ("not an id",)}, "id.malformed"),
        ({"about": ("x",)}, "entry.cell"),
        ({"attachments": ("d" * 63,)}, "entry.cell"),
        ({"body": "e"}, "entry.cell"),
        ({"corrects": "c" * 32}, "entry.correction"),
        ({"reason": Correction.TWICE}, "entry.correction"),
        ({"corrects": PLAIN["entry_id"], "reason": Correction.TWICE}, "entry.correction"),
        ({"corrects": "c", "reason": Correction.TWICE}, "entry.cell"),
    ],
)
def test_what_cannot_be_an_entry_is_refused(cells: dict[str, object], code: str) -> None:
    with pytest.raises(SummitryError) as refusal:
        entry(**cells)

    assert refusal.value.code == code


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff",
        PLAIN_BYTES.replace(b'"seq":7', b'"seq":"7"'),
        PLAIN_BYTES.replace(b'"schema":1,', b""),
        b" " * ENTRY_BYTES_MAX + PLAIN_BYTES,
    ],
)
def test_what_is_no_entry_is_refused(content: bytes) -> None:
    with pytest.raises(SummitryError, match=r"entry\.malformed"):
        decoded(content)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b'"seq":7', b'"seq":0', "number.out_of_range"),
        (b'"counter":0,"post":"CP-1"', b'"counter":0,"post":"CP-2"', "entry.stamp"),
        (b'"event":"EV"', b'"event":"E V"', "id.malformed"),
    ],
)
def test_what_its_place_refuses_is_refused_when_read(old: bytes, new: bytes, code: str) -> None:
    with pytest.raises(SummitryError) as refusal:
        decoded(PLAIN_BYTES.replace(old, new))

    assert refusal.value.code == code
