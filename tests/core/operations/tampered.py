"""Kinds of tampering with an evidence pack: each changes the case and returns what must be found.

Most are done by whoever holds the first post's key and makes the pack anew, so that only what
others hold can show it.
"""

import json
from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Raw, structs
from msgspec import json as typed

from summitry.kit.merkle import Frontier, Tree, leaf_hash
from summitry.operations.checkpoint import pack_origin, signed, written_ms
from summitry.operations.clock import Stamp
from summitry.operations.entry import Entry
from summitry.operations.judge import Fault, Reason
from summitry.operations.note import cosignature
from summitry.operations.pack import Line, Standing
from summitry.operations.receipt import receipt
from summitry.operations.sealing import sealed
from tests.core.operations.posts import EVENT, EVERY, NOW, Posts

Tamper = Callable[["Case"], Fault]


class Case:
    """An honest pack as parsed lines, what its reader knows, and whoever tampers with it."""

    def __init__(self, seed: int) -> None:
        self.posts = Posts(seed)
        self.chance = self.posts.chance
        self.a, self.b, self.c = self.posts.all
        self.count = len(self.a.entries)
        self.trust = self.posts.trust()
        self.lines = self.made()
        self.is_sealed_anew = True
        self.number = int(self.chance.integers(2, self.count - 1))

    @property
    def entry(self) -> Entry:
        return self.a.entries[self.number - 1]

    @property
    def before(self) -> int:
        """The size of the last checkpoint before the chosen entry."""
        return (self.number - 1) // EVERY * EVERY

    @property
    def under(self) -> int:
        """The size of the checkpoint that covers the chosen entry."""
        return self.before + EVERY

    def made(self) -> list[dict]:
        return [json.loads(line) for line in self.posts.lines()]

    def place(self, number: int) -> int:
        """Return the line of the entry in the first post's journal."""
        found = [place for place, line in enumerate(self.lines) if "entry" in line]
        return found[number - 1]

    def checkpoint_place(self, size: int) -> int:
        first = next(place for place, line in enumerate(self.lines) if "checkpoint" in line)
        return first + size // EVERY - 1

    def end(self, number: int) -> int:
        """Return the line after the entry, its body and its receipt."""
        return self.place(number) + 3

    def raw(self) -> list[bytes]:
        """Return the lines as bytes, sealed anew where whoever tampered has the key for it."""
        encoded = [_encoded(line) for line in self.lines]
        if not self.is_sealed_anew:
            return encoded
        frontier = Frontier()
        for line in encoded[:-1]:
            frontier = frontier.grown(leaf_hash(line))
        origin = pack_origin(EVENT, "CP-A")
        seal = signed(
            self.a.key, origin, size=frontier.size, root=frontier.root(), at=written_ms(NOW)
        )
        return [*encoded[:-1], typed.encode(Line(seal=seal.note()))]

    def rewrite(self, entries: list[Entry], *, promises: bool = True, signs: bool = True) -> None:
        """Put other entries into the first post's journal, with its key."""
        post = self.a
        post.entries, post.tree = entries, Tree(each.leaf() for each in entries)
        said = {name for each in self.posts.all for e in each.entries for name in e.about}
        for name, body in post.bodies.items():
            if body.standing is Standing.ERASED and name not in said:
                post.bodies[name] = structs.replace(body, standing=Standing.WITHHELD)
        if promises:
            post.receipts = [receipt(post.key, each, at_ms=NOW) for each in entries]
        if signs:
            post.checkpoints = [
                post.resign(each.size, each.at)
                for each in post.checkpoints
                if each.size <= len(entries)
            ]
        self.lines = self.made()

    def edited(self, **cells: object) -> list[Entry]:
        """Return the entries with the chosen one changed."""
        changed = structs.replace(self.entry, **cells)
        return [changed if each is self.entry else each for each in self.a.entries]

    def own(self, reason: Reason, checkpoint: int = 0) -> Fault:
        """Return a fault of the chosen entry alone."""
        return Fault(reason, self.number, self.number, checkpoint)

    def span(self, reason: Reason) -> Fault:
        """Return a fault that the checkpoint over the chosen entry shows."""
        return Fault(reason, self.before + 1, self.under, self.under)


def _encoded(line: dict) -> bytes:
    if "entry" not in line or isinstance(line["entry"], bytes):
        raw = line.get("entry", b"")
    else:
        raw = json.dumps(
            line["entry"], sort_keys=True, separators=(",", ":"), ensure_ascii=False
        ).encode()
    if not raw:
        return json.dumps(line, ensure_ascii=False).encode()
    return typed.encode(Line(entry=Raw(raw), leaf=line["leaf"]))


def cell(name: str, value: object) -> Tamper:
    """Return a plain edit of one cell, as with an editor."""

    def tamper(case: Case) -> Fault:
        case.lines[case.place(case.number)]["entry"][name] = value
        return case.own(Reason.CHANGED)

    return tamper


def rehash(case: Case) -> Fault:
    line = case.lines[case.place(case.number)]
    changed = structs.replace(case.entry, author="P-99")
    line["entry"], line["leaf"] = json.loads(changed.encoded()), changed.leaf().hex()
    return case.span(Reason.CHANGED)


def rehash_and_promise(case: Case) -> Fault:
    case.rewrite(case.edited(author="P-99"), signs=False)
    return case.span(Reason.CHANGED)


def sign_anew_under_old_witnesses(case: Case) -> Fault:
    others = [each.others for each in case.a.checkpoints]
    case.rewrite(case.edited(author="P-99"))
    case.a.checkpoints = [
        each.with_others(old) for each, old in zip(case.a.checkpoints, others, strict=True)
    ]
    case.lines = case.made()
    return case.span(Reason.COSIGNATURE_FORGED)


def sign_anew_against_a_held_receipt(case: Case) -> Fault:
    case.trust = structs.replace(case.trust, receipts=(case.a.receipts[case.number - 1],))
    case.rewrite(case.edited(marking="TLP:CLEAR"))
    return case.own(Reason.PROMISE_BROKEN)


def _held(case: Case, size: int) -> None:
    kept = case.a.checkpoints[size // EVERY - 1]
    case.trust = structs.replace(case.trust, checkpoints=(kept,))


def sign_anew_against_a_held_checkpoint(case: Case) -> Fault:
    _held(case, case.under)
    case.rewrite(case.edited(author="P-99"))
    return case.span(Reason.FORKED)


def sign_anew_with_one_witness(case: Case) -> Fault:
    _held(case, case.under)
    case.rewrite(case.edited(author="P-99"))
    case.a.checkpoints = [
        each.with_others((cosignature(case.b.key, case.b.witness.name, each.text(), at_s=1),))
        for each in case.a.checkpoints
    ]
    case.lines = case.made()
    return case.span(Reason.FORKED)


def restore_an_older_backup(case: Case) -> Fault:
    _held(case, case.count)
    kept = case.a.entries[: -EVERY + 1]
    fresh = [structs.replace(each, place="gates/G-9") for each in case.a.entries[-EVERY + 1 :]]
    case.rewrite([*kept, *fresh])
    return Fault(Reason.FORKED, case.count - EVERY + 1, case.count, case.count)


def drop(case: Case) -> Fault:
    del case.lines[case.place(case.number) : case.end(case.number)]
    return case.own(Reason.MISSING)


def drop_and_renumber(case: Case) -> Fault:
    rest = [each for each in case.a.entries if each is not case.entry]
    renumbered = [structs.replace(each, seq=seq) for seq, each in enumerate(rest, start=1)]
    case.rewrite(renumbered, signs=False)
    if case.under == case.count:
        return Fault(Reason.MISSING, case.count, case.count, case.count)
    return case.span(Reason.CHANGED)


def swap(case: Case) -> Fault:
    start, middle, end = (
        case.place(case.number), case.place(case.number + 1), case.end(case.number + 1),
    )  # fmt: skip
    case.lines[start:end] = case.lines[middle:end] + case.lines[start:middle]
    return case.own(Reason.REORDERED)


def double(case: Case) -> Fault:
    start, end = case.place(case.number), case.end(case.number)
    case.lines[end:end] = case.lines[start:end]
    return case.own(Reason.REORDERED)


def cut(case: Case) -> Fault:
    del case.lines[case.place(case.number) : case.end(case.count)]
    return Fault(Reason.MISSING, case.number, case.count, case.count)


def cut_with_checkpoints(case: Case) -> Fault:
    del case.lines[case.place(case.number) : case.end(case.count)]
    del case.lines[case.checkpoint_place(case.under) : case.checkpoint_place(case.count) + 1]
    return Fault(Reason.TRUNCATED, case.number, case.count)


def cut_all_against_a_held_receipt(case: Case) -> Fault:
    kept = case.a.entries[: case.before or EVERY]
    case.trust = structs.replace(case.trust, receipts=(case.a.receipts[-1],))
    case.rewrite(kept)
    return Fault(Reason.PROMISE_BROKEN, case.count, case.count)


def drop_last_checkpoint(case: Case) -> Fault:
    del case.lines[case.checkpoint_place(case.count)]
    signed_to = case.count - EVERY
    return Fault(Reason.UNSIGNED, signed_to + 1, case.count, signed_to)


def add_after_the_end(case: Case) -> Fault:
    case.a.write(case.posts.now_ms + 90_000)
    case.lines = case.made()
    return Fault(Reason.UNSIGNED, case.count + 1, case.count + 1, case.count)


def _change_checkpoint(case: Case, **cells: object) -> None:
    changed = [
        structs.replace(each, **cells) if each.size == case.under else each
        for each in case.a.checkpoints
    ]
    case.a.checkpoints = [structs.replace(each, others=()) for each in changed]
    case.lines = case.made()


def forge_root(case: Case) -> Fault:
    _change_checkpoint(case, root=case.chance.bytes(32))
    return case.span(Reason.FORGED)


def date_checkpoint_back(case: Case) -> Fault:
    _change_checkpoint(case, at=written_ms(NOW - 5_000))
    return case.span(Reason.FORGED)


def break_signature(case: Case) -> Fault:
    own = bytearray(case.a.checkpoints[case.under // EVERY - 1].signature)
    own[int(case.chance.integers(64))] ^= 1 << int(case.chance.integers(8))
    _change_checkpoint(case, signature=bytes(own))
    return case.span(Reason.FORGED)


def sign_one_with_another_key(case: Case) -> Fault:
    other = Ed25519PrivateKey.from_private_bytes(case.chance.bytes(32))
    kept = case.a.checkpoints[case.under // EVERY - 1]
    made = signed(other, kept.origin, size=kept.size, root=kept.root, at=kept.at)
    _change_checkpoint(case, key_id=made.key_id, signature=made.signature)
    return case.span(Reason.WRONG_KEY)


def be_somebody_else(case: Case) -> Fault:
    case.a.key = Ed25519PrivateKey.from_private_bytes(case.chance.bytes(32))
    case.a.public = case.a.key.public_key().public_bytes_raw()
    case.rewrite(case.a.entries)
    return Fault(Reason.WRONG_KEY, 1, EVERY, EVERY)


def fork(case: Case) -> Fault:
    kept = case.a.checkpoints[case.under // EVERY - 1]
    other = signed(case.a.key, kept.origin, size=kept.size, root=bytes(32), at=kept.at)
    case.a.checkpoints.append(other)
    case.lines = case.made()
    return case.span(Reason.FORKED)


def transplant(case: Case) -> Fault:
    theirs = case.b.entries[case.number - 1]
    case.a.bodies[theirs.entry_id] = case.b.bodies[theirs.entry_id]
    entries = [theirs if each is case.entry else each for each in case.a.entries]
    case.rewrite(entries)
    return case.own(Reason.FOREIGN)


def _append(case: Case, **cells: object) -> None:
    """Let the thief of the key write one entry more, and sign it."""
    case.a.write(case.posts.now_ms + 90_000)
    made = structs.replace(case.a.entries[-1], **cells)
    held = list(case.a.checkpoints)
    case.rewrite([*case.a.entries[:-1], made], signs=False)
    case.a.checkpoints = [*held, case.a.resign(case.count + 1, written_ms(NOW + 10**9))]
    case.lines = case.made()


def backdate(case: Case) -> Fault:
    _append(case, stamp=Stamp(wall_ms=NOW, counter=0, post="CP-A"))
    return Fault(Reason.BACKDATED, case.count + 1, case.count + 1)


def backdate_into_silence(case: Case) -> Fault:
    case.a.sign(case.posts.now_ms + 60_000)
    newest = case.a.entries[-1].stamp
    _append(case, stamp=structs.replace(newest, counter=newest.counter + 5))
    return Fault(Reason.BACKDATED, case.count + 1, case.count + 1, case.count)


def sign_before_writing(case: Case) -> Fault:
    kept = case.a.checkpoints[case.under // EVERY - 1]
    made = case.a.resign(kept.size, written_ms(NOW - 5_000))
    _change_checkpoint(case, at=made.at, signature=made.signature)
    return Fault(Reason.BACKDATED, case.before + 1, case.before + 1, case.under)


def reuse_an_id(case: Case) -> Fault:
    first = case.a.entries[0]
    case.rewrite(
        case.edited(entry_id=first.entry_id, body=first.body, about=(), corrects="", reason=None)
    )
    return case.own(Reason.TWICE)


def _body(case: Case) -> dict:
    return case.lines[case.place(case.number) + 1]["body"]


def flip_body(case: Case) -> Fault:
    told = _body(case)["sealed"]
    place = int(case.chance.integers(len(told["ciphertext"])))
    flipped = "1" if told["ciphertext"][place] == "0" else "0"
    told["ciphertext"] = told["ciphertext"][:place] + flipped + told["ciphertext"][place + 1 :]
    return case.own(Reason.BODY_CHANGED)


def swap_bodies(case: Case) -> Fault:
    first, second = case.place(case.number) + 1, case.place(case.number + 1) + 1
    case.lines[first], case.lines[second] = case.lines[second], case.lines[first]
    return case.own(Reason.BODY_CHANGED)


def other_words(case: Case) -> Fault:
    closed = sealed(
        b"other words", key=bytes(32), nonce=bytes(12), event=EVENT,
        entry_id=case.entry.entry_id,
    )  # fmt: skip
    _body(case).update(sealed=json.loads(typed.encode(closed)), key="00" * 32, standing="open")
    return case.own(Reason.BODY_CHANGED)


def drop_body(case: Case) -> Fault:
    del case.lines[case.place(case.number) + 1]
    return case.own(Reason.BODY_MISSING)


def other_body_key(case: Case) -> Fault:
    _body(case).update(key=case.chance.bytes(32).hex(), standing="open")
    return case.own(Reason.BODY_KEY)
