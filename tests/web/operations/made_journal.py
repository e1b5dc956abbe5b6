"""Journals of two posts in one file, of mixed entries, written as a parcel of another post is."""

import sqlite3
from contextlib import closing

from summitry.kit.streams import stream
from summitry.operations import bodies
from summitry.operations.clock import Clock
from summitry.operations.entry import ERASED, Correction, Draft
from summitry.operations.event import event_of
from summitry.operations.log import Head
from summitry.operations.sealing import KEY_BYTES, NONCE_BYTES, sealed
from summitry.plan.terms import Marking
from summitry_web.journal.file import JOURNAL
from summitry_web.operations.store.file import Handed, PostFile
from summitry_web.operations.store.opening import content_of
from summitry_web.operations.store.service import folder_of
from tests.web.made import AT

EVENT, POSTS = "summit", ("CP-1", "CP-2")
MARKINGS = ((Marking.GREEN, ()), (Marking.AMBER, ()), (Marking.AMBER_STRICT, ("U-1",)),
            (Marking.AMBER_STRICT, ("U-2",)))  # fmt: skip


class Journals:
    """What both posts have written; equal seeds write equal entries."""

    def __init__(self, seed=0):
        self.folder = folder_of(EVENT, POSTS[0])
        self.heads = {post: Head(event=EVENT, clock=Clock(post=post)) for post in POSTS}
        self.now = dict.fromkeys(POSTS, round(AT.timestamp() * 1_000))
        self.written = []
        self._draws = stream(seed, "journals")
        self._waiting = []

    def write(self, post, body, **cells):
        """Have the post write the entry; it is on the disk after `flush`."""
        entry_id = self._draws.bytes(16).hex()
        drawn = self._draws.bytes(KEY_BYTES + NONCE_BYTES)
        key, nonce = drawn[:KEY_BYTES], drawn[KEY_BYTES:]
        content = bodies.bytes_of(body)
        closed = sealed(content, key=key, nonce=nonce, event=EVENT, entry_id=entry_id)
        told = {"author": f"S-{self.below(5)}", **cells}
        return self._put(post, entry_id, body.kind, closed, key, **told, body=closed.commitment())

    def erase(self, post, entry):
        """Have the post say that the entry was erased, whose key is destroyed."""
        self.flush()
        file = PostFile(self.folder)
        file.erase([entry.body])
        file.close()
        return self._put(post, self._draws.bytes(16).hex(), ERASED, author="S-1",
                         about=(entry.entry_id,))  # fmt: skip

    def _put(self, post, entry_id, kind, closed=None, key=b"", **cells):  # cells of an entry
        self.now[post] += self.below(3)
        now = self.now[post]
        draft = Draft(
            entry_id=entry_id, kind=kind, device="d", observed_ms=now, entered_ms=now, **cells
        )  # fmt: skip
        self.heads[post], entry = self.heads[post].written(draft, now)
        self._waiting.append(Handed(entry=entry, sealed=closed, key=key))
        self.written.append(entry)
        return entry

    def flush(self):
        """Write what waits."""
        file = PostFile(self.folder)
        file.write(self._waiting)
        file.close()
        self._waiting = []

    def below(self, most):
        """Return a number below that one."""
        return int(self._draws.integers(most))

    def some(self, count):
        """Write so many entries of any kind: most change nothing, some change those before."""
        for _ in range(count):
            post, any_ = POSTS[self.below(2)], self.below(100)
            marking, scope = MARKINGS[self.below(4)]
            cells = {"marking": marking, "scope": scope}
            about = self.written[self.below(len(self.written))] if self.written else None
            if about is None or any_ < 80:
                text = f"line {len(self.written)}"
                note = bodies.Note(text=text)
                self.write(
                    post, note if any_ % 2 else bodies.RadioMessage(text=text, net_id="N1"), **cells
                )
            elif any_ < 84:
                self._correct(post, about, cells)
            elif any_ == 84 and about.body:
                self.erase(post, about)
            else:
                self.write(post, self._changing(about.entry_id), **cells)
        self.flush()

    def _correct(self, post, about, cells):
        body = (bodies.Struck(), bodies.Note(text="rather"), bodies.Incident(title="rather"))[
            self.below(3)
        ]
        self.write(post, body, corrects=about.entry_id, reason=Correction.MISTAKE, **cells)

    def _changing(self, to):
        made = (
            lambda: bodies.Note(text="belongs to it", to=to),
            lambda: bodies.RadioMessage(text="belongs to it", net_id="N1", to=to),
            lambda: bodies.FieldReport(text="smoke"),
            lambda: bodies.Attached(to=to, reason="drill"),
            lambda: bodies.Incident(title="fire"),
            lambda: bodies.Order(text="close it", post_ids=("P-1",)),
            lambda: bodies.OrderMoved(to=to, step=bodies.OrderStep.DONE),
            lambda: bodies.Acknowledged(to=to),
        )  # fmt: skip
        return made[self.below(len(made))]()

    def opened(self):
        """Return every entry that is not erased, opened one by one, in order."""
        file = PostFile(self.folder, readonly=True)
        entries = [each for post in POSTS for each in file.entries(post)]
        gone = {each for entry in entries if entry.kind == ERASED for each in entry.about}
        told = [
            (each, content_of(file, EVENT, each)) for each in entries if each.entry_id not in gone
        ]
        file.close()
        found = [event_of(entry, content) for entry, content in told if content is not None]
        return sorted(found, key=lambda each: each.order)


def damage(folder, commitment, place):
    """Flip one bit of the sealed body at that place, as a failing disk does."""
    with closing(sqlite3.connect(folder / JOURNAL)) as link, link:
        guards = link.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        guards = guards.fetchall()
        for name, _ in guards:
            link.execute(f"DROP TRIGGER {name}")
        found = link.execute("SELECT sealed FROM bodies WHERE commitment = ?", (commitment,))
        content = bytearray(found.fetchone()[0])
        content[place] ^= 1
        link.execute(
            "UPDATE bodies SET sealed = ? WHERE commitment = ?", (bytes(content), commitment)
        )
        for _, made in guards:
            link.execute(made)
