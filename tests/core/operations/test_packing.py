"""Evidence of the entries of a day that stand in a file."""

import json

import pytest
from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.kit.streams import stream
from summitry.operations.bodies import (
    Attached,
    FieldReport,
    Incident,
    Sentence,
    Sitrep,
    Struck,
    body_of,
)
from summitry.operations.entry import Correction, decoded
from summitry.operations.judge import Fault, Reason
from summitry.operations.packing import pack_of_day
from summitry.operations.sealing import Sealed, opened
from summitry.operations.verify import verify_pack
from tests.plans.entered import entered
from tests.plans.reported import PERIOD, morning

GIVEN = "0123456789abcdef" * 2


def packed(events):
    chance = stream(7, "packing")
    return list(pack_of_day(events, "E", at=PERIOD.end, chance=chance.bytes))


def told(lines):
    """Return each entry with its opened body."""
    found, entry = [], None
    for line in map(json.loads, lines):
        if "entry" in line:
            entry = decoded(json.dumps(line["entry"]).encode())
        if "body" in line:
            key, closed = bytes.fromhex(line["body"]["key"]), Sealed(**line["body"]["sealed"])
            words = opened(closed, key=key, event=entry.event, entry_id=entry.entry_id)
            found.append((entry, body_of(words)))
    return found


def test_a_day_becomes_a_whole_pack_with_every_word():
    events = morning()

    lines = packed(events)
    found = verify_pack(lines)

    assert found.faults == ()
    assert [(each.post, each.size, each.signed) for each in found.logs] == [
        ("CP-1", len(events), len(events))
    ]
    assert [
        (entry.seq, entry.kind, entry.author, entry.observed_at, entry.marking)
        for entry, _ in told(lines)
    ] == [
        (number, each.body.kind, each.author, each.observed, each.marking)
        for number, each in enumerate(events, start=1)
    ]


def test_each_post_gets_its_own_journal():
    events = [
        entered(1, Incident(title="Fire"), post="CP-2"),
        entered(2, Incident(title="Smoke")),
        entered(3, Incident(title="Flood"), post="CP-2"),
    ]

    found = verify_pack(packed(events))

    assert (found.faults, [(each.post, each.size) for each in found.logs]) == (
        (), [("CP-2", 2), ("CP-1", 1)],
    )  # fmt: skip


def test_entries_are_named_by_their_new_ids_wherever_they_are_named():
    report = Sitrep(
        start=PERIOD.start, end=PERIOD.end, approved_by="N-U-1",
        sentences=(Sentence(text="CP-1-1", cites=("CP-1-1", "CP-1-2")),),
    )  # fmt: skip
    events = [
        entered(1, FieldReport(text="CP-1-2")),
        entered(2, Incident(title="Fire")),
        entered(3, Attached(to="CP-1-1", incident="CP-1-2")),
        entered(4, report),
        entered(5, Struck(), corrects="CP-1-1", reason=Correction.TWICE),
    ]

    found = told(packed(events))
    first, second = (entry.entry_id for entry, _ in found[:2])

    assert found[0][1] == FieldReport(text="CP-1-2")
    assert found[2][1] == Attached(to=first, incident=second)
    assert found[3][1].sentences == (Sentence(text="CP-1-1", cites=(first, second)),)
    assert (found[4][0].corrects, found[4][0].reason) == (first, Correction.TWICE)


def test_an_id_of_the_right_shape_is_kept():
    event = entered(1, Incident(title="Fire"))

    [(entry, _)] = told(packed([replace(event, entry_id=GIVEN)]))

    assert entry.entry_id == GIVEN


def test_an_edited_word_is_named():
    lines = packed(morning())
    edited = [line.replace(b'"author":"N-005"', b'"author":"N-006"') for line in lines]

    assert verify_pack(edited).faults[0].fault == Fault(Reason.CHANGED, 4, 4)


def test_nothing_makes_no_evidence():
    with pytest.raises(SummitryError, match=r"pack\.nothing"):
        packed([])
