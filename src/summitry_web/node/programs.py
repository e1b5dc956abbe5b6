"""Which processes a node has, and what each is told."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from summitry_web.node.addresses import own_addresses
from summitry_web.node.home import PORT_TLS, Home, Kept
from summitry_web.node.tls import Leaf

SETTINGS = "summitry_web.frame.settings"
BACKLOG = 4096
SITE_REQUESTS_MAX = 512
LIVE_READERS_MAX = 4096
THREADS = 4
"""Of each worker of the site: enough to wait for the database, few enough for one interpreter."""
SECONDS_TO_END_MAX = 6
LOCAL = ("localhost", "127.0.0.1", "[::1]")


class Program(Struct, frozen=True, kw_only=True):
    """A process: its name in the logs, and what Python is told."""

    name: str
    arguments: tuple[str, ...]


class Layout(Struct, frozen=True, kw_only=True):
    """Where a node listens, and under which addresses it is found."""

    host: str
    site: int
    live: int
    name: str
    leaf: Leaf | None = None
    enrolment: int | None = None

    @property
    def origin(self) -> str:
        """The address that people type, without a path."""
        return f"{self._scheme}://{self.name}:{self.site}"

    @property
    def live_origin(self) -> str:
        """The address of the live pages' events."""
        return f"{self._scheme}://{self.name}:{self.live}"

    @property
    def exchange(self) -> int:
        """The port at which other command posts are answered."""
        return self.live + 1

    @property
    def _scheme(self) -> str:
        return "http" if self.leaf is None else "https"

    @property
    def ports(self) -> tuple[int, ...]:
        """Every port that must be free."""
        more = () if self.enrolment is None else (self.enrolment,)
        return (self.site, self.live, self.exchange, *more)


def layout_of(kept: Kept, leaf: Leaf | None) -> Layout:
    """Return where the node listens: with a certificate on 8443, its authority's page on 8400."""
    if leaf is not None:
        return Layout(
            host="0.0.0.0",  # noqa: S104  # a local network is what was asked for
            site=PORT_TLS, live=PORT_TLS + 1, name=kept.lan, leaf=leaf, enrolment=kept.port,
        )  # fmt: skip
    name = "localhost" if kept.host in {"127.0.0.1", "::1"} else _seen(kept.host)
    return Layout(host=kept.host, site=kept.port, live=kept.port + 1, name=name)


def _seen(host: str) -> str:
    if host not in {"0.0.0.0", "::"}:  # noqa: S104  # looked at, not listened on
        return host
    return next((str(each) for each in own_addresses() if each.version == 4), "localhost")  # noqa: PLR2004  # IP


def environment(home: Home, kept: Kept, layout: Layout) -> dict[str, str]:
    """Return what every process of the node finds in its environment."""
    hosts = dict.fromkeys((layout.name, *LOCAL, *_names_of(own_addresses(), layout)))
    return {
        **base_environment(home, kept),
        "SUMMITRY_HOSTS": ",".join(hosts),
        "SUMMITRY_ORIGIN": layout.origin,
        "SUMMITRY_LIVE_ORIGIN": layout.live_origin,
        "SUMMITRY_CHECKER": str(home.checker),
        "SUMMITRY_JOURNAL": str(home.journal),
        "SUMMITRY_EXCHANGE": f"{layout.host}:{layout.exchange}",
    }


def base_environment(home: Home, kept: Kept) -> dict[str, str]:
    """Return the environment that names the node's folder and its database."""
    told = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "SUMMITRY_HOME": str(home.path),
        "PYTHONUNBUFFERED": "1",
        "SUMMITRY_STATIC": "collected",
    }
    told.pop("SUMMITRY_DATABASE", None)
    return {**told, "SUMMITRY_DATABASE": kept.database} if kept.database else told


def _names_of(addresses: tuple[object, ...], layout: Layout) -> tuple[str, ...]:
    if layout.host in LOCAL:
        return ()
    return tuple(f"[{each}]" if ":" in str(each) else str(each) for each in addresses)


def programs(layout: Layout, workers: int) -> tuple[Program, ...]:
    """Return the processes of a node."""
    site = _granian("wsgi", "summitry_web.wsgi:application", layout, layout.site)
    live = _granian("asgi", "summitry_web.asgi:application", layout, layout.live)
    return (
        Program(name="checker", arguments=management("checker")),
        Program(name="journal", arguments=management("journal")),
        Program(
            name="site",
            arguments=(
                *site,
                f"--workers={workers}",
                f"--backpressure={SITE_REQUESTS_MAX}",
                f"--blocking-threads={THREADS}",
            ),
        ),
        Program(
            name="live",
            arguments=(*live, "--workers=1", f"--backpressure={LIVE_READERS_MAX}"),
        ),
        Program(name="tasks", arguments=management("tasks")),
    )


def management(*arguments: str) -> tuple[str, ...]:
    """Return what Python is told for one of Django's commands."""
    return ("-m", "summitry_web", *arguments)


def _granian(interface: str, target: str, layout: Layout, port: int) -> tuple[str, ...]:
    secured: tuple[str, ...] = ()
    if layout.leaf is not None:
        secured = (
            f"--ssl-certificate={layout.leaf.chain}",
            f"--ssl-keyfile={layout.leaf.key}",
            "--ssl-protocol-min=tls1.2",
        )
    return (
        "-m", "granian", "--interface", interface, "--host", layout.host, "--port", str(port),
        f"--backlog={BACKLOG}", "--no-access-log", "--log-level=warning",
        "--respawn-failed-workers", f"--workers-kill-timeout={SECONDS_TO_END_MAX}",
        *secured, target,
    )  # fmt: skip


def command_line(program: Program, parent: int) -> tuple[str, ...]:
    """Return the whole command, with the same Python that runs here."""
    return (sys.executable, "-m", "summitry_web.node.child", str(parent), *program.arguments)


def log_of(home: Home, name: str) -> Path:
    """Return the file that a process's words go to."""
    return home.logs / f"{name}.log"


Environment = Mapping[str, str]
