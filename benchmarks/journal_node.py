"""A node with Hanoi's final plan and an open command post, and people who can sign in there."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from itertools import cycle, islice, product
from pathlib import Path
from subprocess import Popen
from typing import Any

from msgspec import Struct

from benchmarks.check import PLAN
from benchmarks.journal_entries import Places, places_of
from benchmarks.site import node
from benchmarks.site_plan import planned_event, serve_command, session_of, set_up
from summitry.cli.files import load
from summitry.kit.ids import CommandPostId, EventId
from summitry.kit.time import SystemClock
from summitry_web.node.home import Home

EVENT = EventId("hanoi")
POST = CommandPostId("CP-JOINT")
PORT = 8490
LIVE_PORT = PORT + 1
BEGAN = datetime(2025, 10, 25, 1, tzinfo=UTC)
"""An hour before the opening: posts are staffed, and the programme is about to begin."""
UNIT = "CITYPOL"
KINDS = (
    ("commander", "", "TLP:RED"),
    ("watch-officer", UNIT, "TLP:AMBER+STRICT"),
    ("reader", "", "TLP:AMBER"),
)
"""Role, unit and clearance: each kind of reader sees other entries and another board."""
LANGUAGES = ("en", "vi")
NAMES = {"summitry_web.asgi": "live", "summitry_web.wsgi": "site"}
KILO = 1_024


class Reader(Struct, frozen=True, kw_only=True):
    """Somebody who may sign in, and what decides which board they see."""

    session: str
    clearance: str
    language: str

    @property
    def kind(self) -> str:
        """What readers of the same board have in common."""
        return f"{self.clearance} {self.language}"


class Ready(Struct, frozen=True, kw_only=True):
    """A node that can be started: its folder, the rows entries speak of, and its people."""

    home: Path
    places: Places
    readers: tuple[Reader, ...]
    post: CommandPostId = POST

    @property
    def officers(self) -> tuple[Reader, ...]:
        """Those who may write at the desk."""
        return tuple(each for each in self.readers if each.clearance != "TLP:AMBER")

    @property
    def journal(self) -> Path:
        """The folder of the journal."""
        return self.home / "posts" / EVENT / self.post

    @property
    def socket(self) -> str:
        """The socket of the journal's writer."""
        return str(Home(self.home).journal)


def prepared(home: Path, readers: int, post: str = POST) -> Ready:
    """Return a node of that folder with the plan, the post opened, and so many accounts.

    This process works on the node from then on, and can work on no other.
    """
    set_up(home, "")
    package = load(PLAN)
    event = planned_event(package)
    event.looked_at = BEGAN
    event.save()
    models = import_module("summitry_web.operations.models")
    models.CommandPostHere.objects.create(
        event=event, post_id=post, opened=SystemClock().now(), opened_by="SYNTHETIC-1"
    )
    return Ready(
        home=home, places=places_of(package.snapshot, UNIT), readers=_readers(event, readers),
        post=CommandPostId(post),
    )  # fmt: skip


def _readers(event: Any, count: int) -> tuple[Reader, ...]:
    accounts = import_module("summitry_web.accounts.models")
    made = []
    kinds = islice(cycle(product(KINDS, LANGUAGES)), count)
    for number, ((role, unit, clearance), language) in enumerate(kinds):
        account = accounts.Account.objects.make(
            f"synthetic-{number}@example.org", f"Synthetic reader {number}", language=language
        )
        accounts.Grant.objects.create(
            account=account, event=event, role=role, unit_id=unit, clearance=clearance,
            person_id=f"SYNTHETIC-{number + 10}",
        )  # fmt: skip
        session = session_of(account)
        made.append(Reader(session=session, clearance=clearance, language=language))
    return tuple(made)


@contextmanager
def running(ready: Ready) -> "Iterator[Popen[bytes]]":
    """Run the whole node, as `summitry serve` does, until the block ends."""
    with node(serve_command(ready.home, PORT, "")) as process:
        yield process


def memory_of(process: "Popen[bytes]") -> dict[str, float]:
    """Return the greatest memory so far, in megabytes, of the process and of those under it.

    Of several of one name the greatest is told.
    """
    found: dict[str, float] = {}
    waiting = [process.pid]
    while waiting:
        folder = Path("/proc") / str(waiting.pop())
        try:
            for each in (folder / "task").iterdir():
                waiting += map(int, (each / "children").read_text().split())
            name = _name_of((folder / "cmdline").read_bytes().decode().split("\0"))
            status = (folder / "status").read_text()
        except OSError:
            continue
        peak = next((e.split()[1] for e in status.splitlines() if e.startswith("VmHWM")), "0")
        found[name] = max(found.get(name, 0.0), round(int(peak) / KILO, 1))
    return found


def _name_of(command: list[str]) -> str:
    for mark, name in NAMES.items():
        if any(each.startswith(mark) for each in command):
            return name
    return command[command.index("summitry_web") + 1] if "summitry_web" in command else "serve"
