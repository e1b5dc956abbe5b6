"""Every kind of tampering is found and named; what is whole never alarms."""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from summitry.kit.errors import SummitryError
from summitry.kit.merkle import Frontier
from summitry.kit.streams import Stream, stream
from summitry.operations.audit import Header, Recorded, evidence, judge_file, origin_of
from summitry.operations.checkpoint import Signed, signed
from summitry.operations.judge import Fault, Reason, Verified
from summitry_web.journal.verifying import main

SEEDS = range(200 if os.environ.get("SUMMITRY_FULL") == "1" else 20)
Lines = list[dict]


def int_of(chance: Stream, *bounds: int) -> int:
    return int(chance.integers(*bounds))


def key_of(chance: Stream) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(chance.bytes(32))


def public_of(key: Ed25519PrivateKey) -> str:
    return b64encode(key.public_key().public_bytes_raw()).decode()


def entries_of(chance: Stream) -> list[Recorded]:
    return [
        Recorded(
            journal="summit", number=number, at=f"2026-05-01T08:{number % 60:02}:00+00:00",
            actor=f"P-{chance.integers(9)}", kind=("row.saved", "document.read")[number % 2],
            subject=f"posts/{number}", facts={"revision": int(chance.integers(99))},
        )
        for number in range(1, int_of(chance, 12, 90))
    ]  # fmt: skip


def checkpoints_of(
    key: Ed25519PrivateKey, entries: list[Recorded], sizes: set[int]
) -> list[Signed]:
    frontier, made = Frontier(), []
    for each in entries:
        frontier = frontier.grown(each.leaf())
        if frontier.size in sizes:
            made.append(
                signed(
                    key, origin_of("summit"), size=frontier.size, root=frontier.root(), at=each.at
                )
            )
    return made


class Case:
    """A journal as an honest node hands it out, as parsed lines."""

    def __init__(self, seed: int) -> None:
        self.chance = stream(seed, "evidence")
        self.key = key_of(self.chance)
        self.entries = entries_of(self.chance)
        self.count = len(self.entries)
        self.middle = int_of(self.chance, 4, self.count - 3)
        self.lines = self.made(self.key, self.entries, {self.middle, self.count})

    def made(self, key: Ed25519PrivateKey, entries: list[Recorded], sizes: set[int]) -> Lines:
        header = Header(journal="summit", size=self.count, public_key=public_of(key))
        leafed = [(each, each.leaf()) for each in entries]
        return [
            json.loads(e) for e in evidence(header, checkpoints_of(key, entries, sizes), leafed)
        ]

    def entry(self, number: int) -> int:
        """Return the line of the entry: after the header and two checkpoints."""
        return number + 2

    def any(self) -> int:
        return int_of(self.chance, 2, self.count - 1)

    def rehashed(self, line: dict) -> None:
        line["leaf"] = Recorded(**line["entry"]).leaf().hex()


def judged(lines: Lines, key: str = "") -> Verified | Fault:
    return judge_file([json.dumps(each).encode() for each in lines], public_key=key)


def cell(name: str, value: object) -> Callable[[Case], Fault]:
    def tamper(case: Case) -> Fault:
        number = case.any()
        case.lines[case.entry(number)]["entry"][name] = value
        return Fault(Reason.CHANGED, number, number)

    return tamper


def rehash(case: Case) -> Fault:
    number = case.any()
    line = case.lines[case.entry(number)]
    line["entry"]["actor"] = "P-99"
    case.rehashed(line)
    if number <= case.middle:
        return Fault(Reason.CHANGED, 1, case.middle, case.middle)
    return Fault(Reason.CHANGED, case.middle + 1, case.count, case.count)


def drop(case: Case) -> Fault:
    number = case.any()
    del case.lines[case.entry(number)]
    return Fault(Reason.MISSING, number, number)


def drop_and_renumber(case: Case) -> Fault:
    number = case.any()
    del case.lines[case.entry(number)]
    for line in case.lines[case.entry(number) :]:
        line["entry"]["number"] -= 1
        case.rehashed(line)
    if number <= case.middle:
        return Fault(Reason.CHANGED, 1, case.middle, case.middle)
    return Fault(Reason.MISSING, case.count, case.count, case.count)


def swap(case: Case) -> Fault:
    number = case.any()
    place = case.entry(number)
    case.lines[place : place + 2] = case.lines[place : place + 2][::-1]
    return Fault(Reason.REORDERED, number, number)


def double(case: Case) -> Fault:
    number = case.any()
    place = case.entry(number)
    case.lines.insert(place, case.lines[place])
    return Fault(Reason.REORDERED, number, number)


def cut_signed_tail(case: Case) -> Fault:
    number = case.any()
    del case.lines[case.entry(number) :]
    return Fault(Reason.MISSING, number, case.count, case.count)


def cut_tail_and_checkpoint(case: Case) -> Fault:
    del case.lines[case.entry(case.middle + 2) :]
    del case.lines[2]
    return Fault(Reason.TRUNCATED, case.middle + 2, case.count)


def drop_last_checkpoint(case: Case) -> Fault:
    del case.lines[2]
    return Fault(Reason.UNSIGNED, case.middle + 1, case.count, case.middle)


def add_entry(case: Case) -> Fault:
    extra = Recorded(
        journal="summit", number=case.count + 1, at="2026-05-01T09:00:00+00:00", actor="P-1",
        kind="row.saved", subject="posts/1", facts={},
    )  # fmt: skip
    case.lines += case.made(case.key, [extra], set())[1:]
    return Fault(Reason.UNSIGNED, case.count + 1, case.count + 1, case.count)


def forge(case: Case) -> Fault:
    case.lines[2]["checkpoint"]["root"] = b64encode(case.chance.bytes(32)).decode()
    return Fault(Reason.FORGED, case.middle + 1, case.count, case.count)


def date_back(case: Case) -> Fault:
    case.lines[1]["checkpoint"]["at"] = "2026-04-01T00:00:00+00:00"
    return Fault(Reason.FORGED, 1, case.middle, case.middle)


def other_key_on_one(case: Case) -> Fault:
    other = case.made(key_of(case.chance), case.entries, {case.count})
    case.lines[2] = other[1]
    return Fault(Reason.WRONG_KEY, case.middle + 1, case.count, case.count)


def other_key_throughout(case: Case) -> Fault:
    kept = [each for each in case.entries if each.number != case.count]
    case.lines = case.made(key_of(case.chance), kept, {case.count - 1})
    return Fault(Reason.WRONG_KEY, 1, case.count)


def other_signature(case: Case) -> Fault:
    sealed = bytearray(b64decode(case.lines[1]["checkpoint"]["signature"]))
    sealed[int_of(case.chance, 64)] ^= 1 << int_of(case.chance, 8)
    case.lines[1]["checkpoint"]["signature"] = b64encode(bytes(sealed)).decode()
    return Fault(Reason.FORGED, 1, case.middle, case.middle)


def fork(case: Case) -> Fault:
    changed = [*case.entries[:-1], case.entries[0]]
    case.lines.insert(3, case.made(case.key, changed, {case.count})[1])
    return Fault(Reason.FORKED, case.middle + 1, case.count, case.count)


def other_journal(case: Case) -> Fault:
    case.lines[0]["header"]["journal"] = "another"
    return Fault(Reason.CHANGED, 1, 1)


KINDS: dict[str, Callable[[Case], Fault]] = {
    "actor": cell("actor", "P-77"),
    "moment": cell("at", "2026-04-30T00:00:00+00:00"),
    "kind": cell("kind", "row.read"),
    "subject": cell("subject", "gates/1"),
    "facts": cell("facts", {"revision": 100}),
    "rehash": rehash,
    "drop": drop,
    "drop-renumber": drop_and_renumber,
    "swap": swap,
    "double": double,
    "cut": cut_signed_tail,
    "cut-with-checkpoint": cut_tail_and_checkpoint,
    "drop-checkpoint": drop_last_checkpoint,
    "add": add_entry,
    "forge": forge,
    "date-back": date_back,
    "one-key": other_key_on_one,
    "all-keys": other_key_throughout,
    "signature": other_signature,
    "fork": fork,
    "journal": other_journal,
}


@pytest.mark.parametrize("kind", KINDS)
def test_tampering_is_named_with_the_first_bad_entry(kind: str) -> None:
    for seed in SEEDS:
        case = Case(seed)
        key = public_of(case.key)

        expected = KINDS[kind](case)

        assert (seed, judged(case.lines, key)) == (seed, expected)


def test_what_is_whole_never_alarms() -> None:
    for seed in range(1_000, 1_050):
        case = Case(seed)

        assert judged(case.lines, public_of(case.key)) == Verified(case.count, case.count)


@pytest.mark.parametrize("line", [b"", b"{}", b"[]", b"x" * 2_000_000, b'{"header":1}'])
def test_what_is_no_evidence_is_refused(line: bytes) -> None:
    with pytest.raises(SummitryError, match=r"journal\.evidence"):
        judge_file([line])


@pytest.mark.parametrize(("change", "status"), [(None, 0), ("drop", 1)])
def test_the_command_tells_the_verdict(tmp_path, capsys, change: str | None, status: int) -> None:
    case = Case(7)
    expected = KINDS[change](case) if change else None
    file = tmp_path / "journal.jsonl"
    file.write_bytes(b"".join(json.dumps(each).encode() + b"\n" for each in case.lines))

    assert main([str(file), "--key", public_of(case.key)]) == status
    told = capsys.readouterr().out
    if expected is None:
        assert told == (
            f"The journal is whole: {case.count} entries, signed up to entry {case.count}.\n"
        )
    else:
        assert told == (
            f"Entry {expected.number} is missing; entries to {expected.number} may be missing "
            "with it.\n"
        )


def test_a_file_that_is_not_there_is_refused(tmp_path, capsys) -> None:
    assert main([str(tmp_path / "none")]) == 2
    assert "cannot be read" in capsys.readouterr().err
