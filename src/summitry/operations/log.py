"""The head of a post's journal: all that is needed to write the next entry and to sign."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct, structs

from summitry.kit.ids import CommandPostId, EventId
from summitry.kit.merkle import Frontier
from summitry.operations.checkpoint import Signed, journal_origin, signed, written_ms
from summitry.operations.clock import Clock, Heard, Stamp, hear, tick
from summitry.operations.entry import Draft, Entry, entry_of


class Head(Struct, frozen=True, kw_only=True):
    """Where a journal stands. The store keeps it in one transaction with the entry."""

    event: EventId
    clock: Clock
    frontier: Frontier = Frontier()

    @property
    def post(self) -> CommandPostId:
        """The post whose journal it is."""
        return self.clock.post

    def written(self, draft: Draft, now_ms: int) -> "tuple[Head, Entry]":
        """Return the head after the draft, and the entry that it has become.

        Whether the id is in the journal already is for the store to know: the answer to the same
        draft again is the entry that is there.
        """
        clock = tick(self.clock, now_ms)
        entry = entry_of(draft, event=self.event, seq=self.frontier.size + 1, stamp=clock.stamp())
        grown = self.frontier.grown(entry.leaf())
        return structs.replace(self, clock=clock, frontier=grown), entry

    def heard(self, stamp: Stamp, now_ms: int) -> "tuple[Head, Heard]":
        """Return the head after an entry of another post, and what to think of its time."""
        told = hear(self.clock, stamp, now_ms)
        return structs.replace(self, clock=told.clock), told

    def signed(self, key: Ed25519PrivateKey, now_ms: int) -> "tuple[Head, Signed]":
        """Return the head and the checkpoint of the journal as it stands.

        The checkpoint takes its time from the same clock: no entry under it is later, and none
        after it earlier, even where the machine's clock was set back.
        """
        clock = tick(self.clock, now_ms)
        made = signed(
            key, journal_origin(self.event, self.post), size=self.frontier.size,
            root=self.frontier.root(), at=written_ms(clock.wall_ms),
        )  # fmt: skip
        return structs.replace(self, clock=clock), made
