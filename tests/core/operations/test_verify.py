"""A pack for readers of every clearance, of every schema; and what is no pack."""

import json

import pytest
from msgspec import structs

from summitry.kit.errors import SummitryError
from summitry.kit.merkle import Frontier, leaf_hash
from summitry.operations.checkpoint import signed, written_ms
from summitry.operations.judge import Fault, Reason
from summitry.operations.pack import Header, Item, Log, Standing, packed
from summitry.operations.receipt import is_included, receipt_of
from summitry.operations.verify import Trust, verify_pack
from tests.core.operations.posts import EVENT, Post, Posts


def pack_of(post: Post, items: list[Item]) -> list[bytes]:
    frontier = Frontier()
    for item in items:
        frontier = frontier.grown(item.leaf)
    last = signed(
        post.key, post.origin, size=frontier.size, root=frontier.root(), at=written_ms(2 * 10**12)
    )
    log = Log(post=post.name, size=len(items), key=post.verifier, checkpoints=[last], items=items)
    header = Header(event=EVENT, post=post.name, made=last.at)
    return list(packed(header, [log], witnesses=(), key=post.key, at_ms=0))


def changed(item: Item, old: bytes, new: bytes) -> Item:
    content = item.content.replace(old, new)
    assert content != item.content
    return structs.replace(item, content=content, leaf=leaf_hash(content), receipts=())


def first_with(old: bytes, new: bytes) -> list[Item]:
    first, *rest = Posts(2).first.items()
    return [changed(first, old, new), *rest]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"kind":', b' "kind":'),
        (b'"place":"gates/G-1"', b'"place":"gates\\n"'),
        (b'"place":"gates/G-1"', b'"place":7'),
    ],
)
def test_what_is_not_written_as_entries_are_is_at_fault_though_signed(
    old: bytes, new: bytes
) -> None:
    post = Posts(2).first

    found = verify_pack(pack_of(post, first_with(old, new)))

    assert found.faults[0].fault == Fault(Reason.MALFORMED, 1, 1)


def test_an_entry_of_a_later_schema_keeps_its_proof_and_is_read_in_part() -> None:
    post = Posts(2).first
    items = first_with(b'"schema":1', b'"schema":2,"zone":3')

    found = verify_pack(pack_of(post, items))

    assert (found.faults, [log.later for log in found.logs]) == ((), [1])


def test_hidden_entries_and_withheld_words_are_counted_and_no_fault() -> None:
    post = Posts(2).first
    items = [structs.replace(each, receipts=()) for each in post.items()]
    hidden = [structs.replace(each, content=b"", body=None) for each in items[:2]]
    shown = [
        structs.replace(each, body=structs.replace(each.body, standing=Standing.WITHHELD, key=""))
        for each in items[2:]
    ]

    found = verify_pack(pack_of(post, [*hidden, *shown]))

    assert found.faults == ()
    assert [(log.hidden, log.withheld) for log in found.logs] == [(2, len(items) - 2)]


def test_a_key_that_nobody_vouches_for_is_a_fault() -> None:
    posts = Posts(2)

    found = verify_pack(posts.lines(), Trust(keys=(posts.all[1].verifier,)))

    first = {each.post: each.fault for each in reversed(found.faults)}
    assert first == {
        "CP-A": Fault(Reason.WRONG_KEY, 1, 5, 5),
        "CP-C": Fault(Reason.WRONG_KEY, 1, 5, 5),
    }


def test_one_flipped_bit_anywhere_is_found() -> None:
    posts = Posts(4)
    content = b"".join(posts.lines())
    trust = posts.trust()

    for _ in range(60):
        place, bit = int(posts.chance.integers(len(content))), int(posts.chance.integers(8))
        flipped = bytearray(content)
        flipped[place] ^= 1 << bit
        assert outcome(bytes(flipped).splitlines(keepends=True), trust), (place, bit)


def outcome(lines: list[bytes], trust: Trust) -> str:
    """Return how the pack is refused or what its first fault is; empty where it is whole."""
    try:
        found = verify_pack(lines, trust)
    except SummitryError as refusal:
        return refusal.code
    return found.faults[0].fault.reason if found.faults else ""


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [b""],
        [b"{}"],
        [b"[]"],
        [b"x" * 3_000_000],
        [b'{"pack":{"event":"EV","post":"CP-A","made":"","format":"other"}}'],
        [b'{"pack":{"event":"E V","post":"CP-A","made":""}}'],
        [b'{"pack":{"event":"EV","post":"CP-A","made":""},"seal":""}'],
        [b'{"pack":{"event":"EV","post":"CP-A","made":""}}', b'{"witness":"x"}'],
        [b'{"pack":{"event":"EV","post":"CP-A","made":""}}', b'{"receipt":"x"}'],
    ],
)
def test_what_is_no_pack_is_refused(lines: list[bytes]) -> None:
    with pytest.raises(SummitryError, match=r"pack\.malformed"):
        verify_pack(lines)


@pytest.mark.parametrize("line", ["checkpoint", "receipt", "hidden", "log", "seal"])
def test_a_broken_line_is_told_by_its_number(line: str) -> None:
    parsed = [json.loads(each) for each in Posts(4).lines()]
    place = next(p for p, told in enumerate(parsed) if line in told) if line != "hidden" else 12
    broken = {"hidden": {"seq": 1, "leaf": "x"}, "log": {"post": "A", "size": 1, "key": "x"}}
    parsed[place] = {line: broken.get(line, "x")}
    if line == "seal":
        parsed.append({"seal": "x"})

    with pytest.raises(SummitryError, match=r"pack\.malformed"):
        verify_pack([json.dumps(each).encode() for each in parsed])


def test_a_receipt_is_kept_under_a_later_checkpoint() -> None:
    post = Posts(4).first
    promise = receipt_of(post.receipts[3].note())
    hashes = post.tree.inclusion(3, 10)

    assert promise == post.receipts[3]
    assert is_included(promise, post.checkpoints[1], hashes, post.public)
    assert not is_included(promise, post.checkpoints[1], hashes[:-1], post.public)
    assert not is_included(post.receipts[4], post.checkpoints[1], hashes, post.public)


@pytest.mark.parametrize(
    ("old", "new"),
    [("seq 4", "seq 04"), ("seq 4", "seq 0"), ("leaf ", "leaf  "), ("at ", "on ")],
)
def test_what_is_no_receipt_is_refused(old: str, new: str) -> None:
    note = Posts(4).first.receipts[3].note()

    with pytest.raises(SummitryError, match=r"note\.malformed"):
        receipt_of(note.replace(old, new))
