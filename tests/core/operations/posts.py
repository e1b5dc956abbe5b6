"""Three command posts with their journals, as honest programs keep them, and their packs."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import json, structs

from summitry.kit.merkle import Tree
from summitry.kit.streams import Stream, stream
from summitry.operations.checkpoint import Signed, journal_origin, signed, witness_name, written_ms
from summitry.operations.clock import Clock
from summitry.operations.entry import ERASED, Correction, Draft, Entry
from summitry.operations.log import Head
from summitry.operations.note import Algorithm, Verifier
from summitry.operations.pack import Body, Header, Item, Log, Standing, packed
from summitry.operations.receipt import Receipt, receipt
from summitry.operations.sealing import sealed
from summitry.operations.verify import Trust
from summitry.operations.witness import Cosigned, Witness, cosigned
from summitry.plan.terms import Marking

EVENT = "EV"
NOW = 1_790_000_000_000
POSTS = ("CP-A", "CP-B", "CP-C")
EVERY = 5
"""So many entries between two checkpoints."""


class Post:
    """A command post that does everything right."""

    def __init__(self, name: str, chance: Stream) -> None:
        self.name = name
        self.chance = chance
        self.key = Ed25519PrivateKey.from_private_bytes(chance.bytes(32))
        self.public = self.key.public_key().public_bytes_raw()
        self.origin = journal_origin(EVENT, name)
        self.head = Head(event=EVENT, clock=Clock(post=name))
        self.tree = Tree()
        self.entries: list[Entry] = []
        self.checkpoints: list[Signed] = []
        self.receipts: list[Receipt] = []
        self.bodies: dict[str, Body] = {}
        self.seen: dict[str, Signed] = {}

    @property
    def verifier(self) -> Verifier:
        return Verifier(name=self.origin, public=self.public)

    @property
    def witness(self) -> Verifier:
        name = witness_name(EVENT, self.name)
        return Verifier(name=name, public=self.public, algorithm=Algorithm.COSIGNATURE)

    def write(self, now_ms: int, **cells: object) -> Entry:
        entry_id = self.chance.bytes(16).hex()
        key = self.chance.bytes(32)
        words = json.encode({"text": f"line {len(self.entries)}"})
        closed = sealed(words, key=key, nonce=self.chance.bytes(12), event=EVENT, entry_id=entry_id)
        self.bodies[entry_id] = Body(
            entry_id=entry_id, sealed=closed, standing=Standing.OPEN, key=key.hex()
        )
        draft = Draft(
            **{
                "entry_id": entry_id, "kind": "log.line", "author": "P-1", "device": "D-1",
                "observed_ms": now_ms - 400, "entered_ms": now_ms - 20, "place": "gates/G-1",
                "marking": Marking.AMBER, "scope": ("U-1",), "body": closed.commitment(), **cells,
            }
        )  # fmt: skip
        self.head, entry = self.head.written(draft, now_ms)
        self.tree.add(entry.leaf())
        self.entries.append(entry)
        self.receipts.append(receipt(self.key, entry, at_ms=now_ms + 5))
        return entry

    def erase(self, now_ms: int, entry: Entry) -> None:
        self.write(now_ms, kind=ERASED, about=(entry.entry_id,))
        body = self.bodies[entry.entry_id]
        self.bodies[entry.entry_id] = structs.replace(body, standing=Standing.ERASED, key="")

    def sign(self, now_ms: int) -> Signed:
        self.head, made = self.head.signed(self.key, now_ms)
        self.checkpoints.append(made)
        return made

    def cosign(self, other: "Post", now_ms: int) -> None:
        """Cosign the newest checkpoint of the other, which keeps the signature."""
        fresh = other.checkpoints[-1]
        seen = self.seen.get(other.name)
        hashes = other.tree.divergence(seen.size, fresh.size) if seen else ()
        by = Witness(name=self.witness.name, key=self.key, at_s=now_ms // 1_000)
        told = cosigned(seen, fresh, hashes, public=other.public, by=by)
        assert isinstance(told, Cosigned)
        other.checkpoints[-1] = self.seen[other.name] = told.checkpoint

    def resign(self, size: int, at: str) -> Signed:
        """Sign whatever the tree is now, as whoever stole the key would."""
        return signed(self.key, self.origin, size=size, root=self.tree.root(size), at=at)

    def items(self) -> list[Item]:
        return [
            Item(
                seq=each.seq, leaf=each.leaf(), content=each.encoded(),
                body=self.bodies[each.entry_id], receipts=(promise,),
            )
            for each, promise in zip(self.entries, self.receipts, strict=True)
        ]  # fmt: skip

    def log(self) -> Log:
        return Log(
            post=self.name, size=len(self.entries), key=self.verifier,
            checkpoints=self.checkpoints, items=self.items(),
        )  # fmt: skip


class Posts:
    """Three posts after some hours."""

    def __init__(self, seed: int) -> None:
        self.chance = stream(seed, "posts")
        self.now_ms = NOW
        self.all = [Post(name, self.chance) for name in POSTS]
        self.first = self.all[0]
        for _ in range(int(self.chance.integers(3, 7))):
            self.round()

    def round(self) -> None:
        """Let every post write, sign, and be cosigned by the two others."""
        for post in self.all:
            for _ in range(EVERY):
                self._write(post)
            post.sign(self.later())
            for other in self.all:
                if other is not post:
                    other.cosign(post, self.later())

    def later(self) -> int:
        """Return the time on the clock, which is now and then set back."""
        self.now_ms += int(self.chance.integers(1, 3_000))
        return self.now_ms - (60_000 if self.chance.integers(20) == 0 else 0)

    def _write(self, post: Post) -> None:
        chosen, now_ms = int(self.chance.integers(10)), self.later()
        held = post.entries[int(self.chance.integers(len(post.entries)))] if post.entries else None
        if chosen == 0 and held is not None and post.bodies[held.entry_id].key:
            post.erase(now_ms, held)
        elif chosen == 1 and held is not None:
            post.write(now_ms, corrects=held.entry_id, reason=Correction.MISHEARD)
        elif chosen == 2:
            post.write(now_ms, attachments=(self.chance.bytes(32).hex(),))
        else:
            post.write(now_ms)
        other = self.all[int(self.chance.integers(3))]
        if other.entries:
            post.head, _ = post.head.heard(other.entries[-1].stamp, now_ms)

    def lines(self) -> list[bytes]:
        return list(
            packed(
                Header(event=EVENT, post=self.first.name, made=written_ms(self.now_ms)),
                [post.log() for post in self.all],
                witnesses=[post.witness for post in self.all],
                key=self.first.key,
                at_ms=self.now_ms,
            )
        )

    def trust(self) -> Trust:
        keys = [key for post in self.all for key in (post.verifier, post.witness)]
        return Trust(keys=tuple(keys))
