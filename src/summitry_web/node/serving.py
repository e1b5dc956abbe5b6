"""`summitry serve`: one node from its start to its end."""

import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from ssl import SSLContext, create_default_context

from msgspec import Struct

from summitry.kit.errors import SummitryError, Text
from summitry.kit.time import Clock
from summitry_web.node import logs
from summitry_web.node.addresses import own_addresses, private_addresses, require_free
from summitry_web.node.enrolment import serving
from summitry_web.node.home import Home, Kept
from summitry_web.node.programs import (
    Layout,
    base_environment,
    environment,
    layout_of,
    management,
    programs,
)
from summitry_web.node.supervisor import Supervisor
from summitry_web.node.tls import Authority

Say = Callable[..., None]

NOBODY_YET = Text(
    "Nobody can sign in yet. In another window: summitry events --home {home} first YOUR-E-MAIL "
    "YOUR-NAME"
)
MIGRATING = Text("The database is brought to this version.")
AT_ADDRESS = Text("The site is at {address}; end with Ctrl-C.")
ENROL_AT = Text("Devices enrol at {address}; read out this code: {code}")
NAME_MUST_LEAD_HERE = Text("The name {name} must lead to this machine: {addresses}")
IS_READY = Text("The site is ready after {seconds} s.")
HAS_ENDED = Text("Everything has ended.")
NOT_STARTING = Text("{name} does not keep running; see {log}.")

SECONDS_TO_READY_MAX = 90
SECONDS_BETWEEN_QUESTIONS = 0.3
SECONDS_OF_A_QUESTION_MAX = 5
SECONDS_BETWEEN_RENEWALS = 3600
DEATHS_TOLD = 3


class Wish(Struct, frozen=True, kw_only=True):
    """How the node is to be started."""

    kept: Kept
    workers: int
    once: bool = False


def serve(home: Home, wish: Wish, clock: Clock, say: Say) -> int:
    """Run the node until somebody ends it, and return 0.

    Raises
    ------
    SummitryError
        ``home.in_use``, ``node.port_taken``, ``node.migrate``, ``node.static``, or
        ``node.not_ready`` where it was to be ready once.
    """
    with home.locked():
        kept = wish.kept
        authority = Authority(home.tls, kept.lan) if kept.lan else None
        if authority is not None:
            authority.prepare(private_addresses(), at=clock.now())
        layout = layout_of(kept, None if authority is None else authority.leaf)
        require_free(layout.host, layout.ports)
        home.keep(kept)
        logs.drop_old(home.logs, now=clock.now())
        is_fresh = not kept.database and not (home.path / "site.sqlite3").exists()
        say(MIGRATING)
        migrate(home, kept)
        collect(home, kept)
        supervisor = Supervisor(
            programs(layout, wish.workers), environment(home, kept, layout), home
        )
        say(AT_ADDRESS, address=f"{layout.origin}/")
        if is_fresh:
            say(NOBODY_YET, home=home.path)
        with _enrolment(authority, layout, say), _signals(supervisor):
            supervisor.run(_Watch(supervisor, layout, authority, wish, (clock, say, home)))
        say(HAS_ENDED)
    return 0


def migrate(home: Home, kept: Kept) -> None:
    """Bring the database to this version.

    Raises
    ------
    SummitryError
        ``node.migrate`` with the last words of what failed.
    """
    _do(home, kept, "node.migrate", ("migrate", "--no-input", "--verbosity=1"))


def collect(home: Home, kept: Kept) -> None:
    """Put what browsers keep into the node's folder: compressed, and named by its content.

    Raises
    ------
    SummitryError
        ``node.static`` with the last words of what failed.
    """
    _do(home, kept, "node.static", ("collectstatic", "--no-input", "--clear", "--verbosity=0"))


def _do(home: Home, kept: Kept, refusal: str, words: tuple[str, ...]) -> None:
    done = subprocess.run(  # noqa: S603  # our own command line, no shell
        (sys.executable, *management(*words)),
        env=base_environment(home, kept), capture_output=True, text=True, check=False,
    )  # fmt: skip
    path = home.logs / f"{words[0]}.log"
    log = logs.log_to(path)
    for line in (done.stdout + done.stderr).splitlines():
        log.info("%s", line)
    logs.close(log)
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or [""])[-1]
        raise SummitryError(refusal, problem=last, path=str(path))


class _Watch:
    """What the loop looks at beside the processes: whether they answer, and the certificate."""

    def __init__(
        self, supervisor: Supervisor, layout: Layout, authority: Authority | None, wish: Wish,
        tools: tuple[Clock, Say, Home],
    ) -> None:  # fmt: skip
        self.supervisor, self.layout, self.authority = supervisor, layout, authority
        self.once = wish.once
        self.clock, self.say, self.home = tools
        self.began = time.monotonic()
        self.asked = self.began
        self.renewed = self.began
        self.is_ready = False
        self.told: set[str] = set()

    def __call__(self) -> None:
        now = time.monotonic()
        self._tell_deaths()
        if not self.is_ready and now - self.asked >= SECONDS_BETWEEN_QUESTIONS:
            self._ask(now)
            self.asked = time.monotonic()
        if self.authority is not None and now - self.renewed >= SECONDS_BETWEEN_RENEWALS:
            self.renewed = now
            if self.authority.prepare(private_addresses(), at=self.clock.now()):
                self.supervisor.restart(frozenset({"site", "live"}))

    def _tell_deaths(self) -> None:
        for each in self.supervisor.children:
            if each.deaths >= DEATHS_TOLD and each.program.name not in self.told:
                self.told.add(each.program.name)
                self.say(
                    NOT_STARTING,
                    name=each.program.name,
                    log=self.home.logs / f"{each.program.name}.log",
                )

    def _ask(self, now: float) -> None:
        if is_ready(self.layout, self.authority):
            self.is_ready = True
            self.say(IS_READY, seconds=f"{now - self.began:.1f}")
            if self.once:
                self.supervisor.stop()
        elif self.once and now - self.began > SECONDS_TO_READY_MAX:
            raise SummitryError("node.not_ready", max=SECONDS_TO_READY_MAX, path=self.home.logs)


def is_ready(layout: Layout, authority: Authority | None) -> bool:
    """Say whether the site answers that it is ready, and the live pages' process answers."""
    scheme = "http" if authority is None else "https"
    host = "127.0.0.1" if layout.host in {"0.0.0.0", "::"} else layout.host  # noqa: S104  # asked
    bracketed = f"[{host}]" if ":" in host else host
    context = None if authority is None else _trusting(authority)
    return all(
        _answers(f"{scheme}://{bracketed}:{port}/-/{question}", context)
        for port, question in ((layout.site, "ready"), (layout.live, "alive"))
    )


def _trusting(authority: Authority) -> SSLContext:
    context = create_default_context(cafile=str(authority.certificate_path))
    # The machine asks itself by number; the name may not lead here yet.
    context.check_hostname = False
    return context


def _answers(address: str, context: SSLContext | None) -> bool:
    handler = urllib.request.HTTPSHandler(context=context) if context else None
    # No proxy of the environment may stand between a machine and itself.
    plain = urllib.request.ProxyHandler({})
    opener = urllib.request.build_opener(*(each for each in (plain, handler) if each))
    try:
        with opener.open(address, timeout=SECONDS_OF_A_QUESTION_MAX) as answered:
            return bool(answered.status == HTTPStatus.OK)
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def _enrolment(authority: Authority | None, layout: Layout, say: Say) -> Iterator[None]:
    if authority is None or layout.enrolment is None:
        yield
        return
    server = serving(authority, layout.origin, layout.host, layout.enrolment)
    own = ", ".join(map(str, own_addresses())) or "127.0.0.1"
    say(NAME_MUST_LEAD_HERE, name=layout.name, addresses=own)
    say(ENROL_AT, address=f"http://{layout.name}:{layout.enrolment}/", code=authority.code())
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def _signals(supervisor: Supervisor) -> Iterator[None]:
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, supervisor.stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
