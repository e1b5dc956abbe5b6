"""Three posts over TLS: one is cut off, all go on writing, and after healing all are level.

Each post is a folder with its own database and its own writer's process, which also goes round
the others. Between each two stands a wire that can be cut; it passes on bytes that it cannot read.
"""

import asyncio
import multiprocessing
import os
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from hashlib import sha256
from importlib import import_module
from itertools import permutations
from pathlib import Path
from time import perf_counter, sleep

from msgspec import Struct

from benchmarks.journal_clients import Handed, arrivals, paced, pressed
from benchmarks.journal_entries import Writing
from benchmarks.journal_node import BEGAN, EVENT, Ready, prepared
from benchmarks.site_plan import set_up
from summitry.kit.ids import CommandPostId
from summitry.kit.streams import stream
from summitry.kit.time import SystemClock
from summitry_web.operations.store.file import PostFile

POSTS = ("CP-JOINT", "CP-HALL", "CP-CITY")
CUT = "CP-CITY"
LEVEL_SECONDS_MAX = 30
BEHIND = 10_000
"""Entries that the cut post writes alone; each of the others writes a tenth of that."""
CLIENTS = 64
RATE = 2.0
PORT = 8500
WAIT_SECONDS_MAX = 300.0
LOOK_SECONDS = 0.1
HOST = "127.0.0.1"


class Post(Struct, frozen=True, kw_only=True):
    """One of the posts: its node, its card, and where it answers."""

    name: str
    ready: Ready
    card: str
    port: int


class Wire:
    """Passes bytes on from its own port to a post's, as long as it is not cut."""

    def __init__(self, port: int, to: int) -> None:
        self.port = port
        self.to = to
        self.is_cut = False
        self._open: set[asyncio.StreamWriter] = set()

    async def serve(self) -> None:
        """Begin to pass on."""
        self._server = await asyncio.start_server(self._joined, HOST, self.port)

    def cut(self) -> None:
        """Break every connection, and take no other."""
        self.is_cut = True
        for each in list(self._open):
            each.transport.abort()

    async def _joined(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        if self.is_cut:
            back.transport.abort()
            return
        try:
            far, forth = await asyncio.open_connection(HOST, self.to)
        except OSError:
            back.transport.abort()
            return
        self._open |= {back, forth}
        await asyncio.gather(_passed(near, forth), _passed(far, back))
        self._open -= {back, forth}


async def _passed(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while content := await reader.read(65_536):
            writer.write(content)
            await writer.drain()
    writer.close()


def measured(arguments: Namespace, folder: Path) -> tuple[dict[str, object], bool]:
    """Return the numbers, and whether the posts were level in time with nothing lost."""
    # One process works on one node: each is set up in one that then ends.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context, max_tasks_per_child=1) as pool:
        posts = [
            pool.submit(_post, folder / name, name, PORT + number).result()
            for number, name in enumerate(POSTS)
        ]
        wires = {
            pair: Wire(PORT + 10 + number, pair[1].port)
            for number, pair in enumerate(permutations(posts, 2))
        }
        for post in posts:
            known = [(to, wire.port) for (near, to), wire in wires.items() if near is post]
            pool.submit(_befriended, post, known).result()
    # What is handed in is put into the site's words, whose modules a set-up process alone can read.
    set_up(posts[0].ready.home, "")
    with ExitStack() as stack:
        for post in posts:
            stack.enter_context(_running(post))
        return asyncio.run(_cut_and_healed(arguments, posts, list(wires.items())))


def _post(home: Path, name: str, port: int) -> Post:
    """Return a post of its own folder; its process works on it alone."""
    ready = prepared(home, 0, name)
    cards = import_module("summitry_web.operations.store.cards")
    keys = import_module("summitry_web.journal.keys")
    return Post(name=name, ready=ready, card=cards.card_of(keys.node_key()).decode(), port=port)


def _befriended(post: Post, others: list[tuple[Post, int]]) -> None:
    """Make the post know the others, each by the port of the wire to it."""
    set_up(post.ready.home, "")
    models = import_module("summitry_web.operations.models")
    event = import_module("summitry_web.events.models").Event.objects.get(slug=EVENT)
    for other, port in others:
        models.Peer.objects.create(
            event=event, post_id=other.name, card=other.card, address=f"{HOST}:{port}",
            added=SystemClock().now(), added_by="SYNTHETIC-1",
        )  # fmt: skip


@contextmanager
def _running(post: Post) -> Iterator[None]:
    """Run the post's writer, which answers the others and goes round them."""
    environment = {
        **os.environ, "SUMMITRY_HOME": str(post.ready.home), "SUMMITRY_DATABASE": "",
        "DJANGO_SETTINGS_MODULE": "summitry_web.frame.settings",
        "SUMMITRY_JOURNAL": post.ready.socket, "SUMMITRY_EXCHANGE": f"{HOST}:{post.port}",
    }  # fmt: skip
    command = (sys.executable, "-m", "summitry_web", "journal")
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603  # our own command
    try:
        until = perf_counter() + WAIT_SECONDS_MAX
        while not Path(post.ready.socket).exists() and perf_counter() < until:
            sleep(LOOK_SECONDS)
        yield
    finally:
        process.terminate()
        process.wait()


async def _cut_and_healed(
    arguments: Namespace, posts: list[Post], wires: list[tuple[tuple[Post, Post], Wire]]
) -> tuple[dict[str, object], bool]:
    for _, wire in wires:
        await wire.serve()
    writings = {
        each.name: Writing(
            each.ready.places, EVENT, BEGAN, stream(arguments.seed, "journal", each.name)
        )
        for each in posts
    }
    handed = {each.name: Handed() for each in posts}
    usual = await _usual(posts, writings, handed, arguments.seconds or 30.0)

    broken = [wire for pair, wire in wires if CUT in {each.name for each in pair}]
    for wire in broken:
        wire.cut()
    began = perf_counter()
    while len(handed[CUT].acknowledged) < BEHIND:
        await asyncio.gather(
            *(
                pressed(each.ready, writings[each.name], share, 2.0, handed[each.name])
                for each, share in ((p, CLIENTS if p.name == CUT else CLIENTS // 10) for p in posts)
            )
        )
    print(f"  {CUT} cut off for {perf_counter() - began:.0f} s: "
          f"{', '.join(f'{name} {len(each.acknowledged):,}' for name, each in handed.items())} "
          "entries written")  # fmt: skip

    for wire in broken:
        wire.is_cut = False
    level = await _level(posts, {name: len(each.acknowledged) for name, each in handed.items()})
    same = len({_set_of(each) for each in posts}) == 1
    errors = [error for each in handed.values() for error in each.errors]
    print(f"  usual exchange: an entry is at all posts after {usual:.2f} s at most")
    print(f"  level after healing, s (at most {LEVEL_SECONDS_MAX}): {level:.1f}; the same set "
          f"everywhere: {same}; errors: {len(errors)}")  # fmt: skip
    for error in sorted(set(errors))[:10]:
        print(f"    {error}")
    return {
        "entries": {name: len(each.acknowledged) for name, each in handed.items()},
        "usual_s": round(usual, 2), "level_s": round(level, 1), "same": same,
        "errors": len(errors),
    }, level <= LEVEL_SECONDS_MAX and same and not errors  # fmt: skip


async def _usual(
    posts: list[Post], writings: Mapping[str, Writing], handed: Mapping[str, Handed],
    seconds: float,
) -> float:  # fmt: skip
    """Return how long the posts need to be level once a few entries a second have ended."""
    draws = stream(1, "journal", "exchange")
    await asyncio.gather(
        *(
            paced(
                each.ready, writings[each.name],
                arrivals(draws, rate=RATE, burst=0.0, seconds=seconds), handed[each.name],
            )
            for each in posts
        )
    )  # fmt: skip
    return await _level(posts, {name: len(each.acknowledged) for name, each in handed.items()})


async def _level(posts: list[Post], sizes: Mapping[str, int]) -> float:
    """Return after how many seconds every post has that many entries of each."""
    began = perf_counter()
    files = [PostFile(each.ready.journal, readonly=True) for each in posts]
    wanted = {CommandPostId(name): size for name, size in sizes.items()}
    while perf_counter() - began < WAIT_SECONDS_MAX:
        if all(each.sizes() == wanted for each in files):
            break
        await asyncio.sleep(LOOK_SECONDS)
    for each in files:
        each.close()
    return perf_counter() - began


def _set_of(post: Post) -> str:
    """Return a hash of all entries that the post has, of every post."""
    file = PostFile(post.ready.journal, readonly=True)
    found = sha256()
    for name in sorted(POSTS):
        for leaf, _ in file.contents(CommandPostId(name), 0, 1_000_000_000):
            found.update(leaf)
    file.close()
    return found.hexdigest()
