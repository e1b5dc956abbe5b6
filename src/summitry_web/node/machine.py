"""What the self-test looks at on the machine itself, and in the node's folder."""

import shutil
import socket
import sqlite3
import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from summitry import __version__
from summitry.kit.errors import SummitryError, Text
from summitry.report.language import COMPILE_COMMAND, NAMES, language
from summitry_web.frame.database import FIXED_IN
from summitry_web.frame.looks import Look
from summitry_web.node.addresses import is_taken
from summitry_web.node.home import Home
from summitry_web.node.programs import layout_of
from summitry_web.node.serving import is_ready
from summitry_web.node.tls import Authority

FREE_BYTES_MIN = 1_000_000_000
FREE_BYTES_GOOD = 5_000_000_000
BUILT_IN = datetime(2026, 1, 1, tzinfo=UTC)
"""No machine is in the year before this program was written: its clock is wrong."""
LEAF_DAYS_MIN = 14
SECONDS_WAITED_MAX = 2
ZONES = ("UTC", "Asia/Ho_Chi_Minh", "Europe/Paris", "America/New_York")
FONT_PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")

INSTALL_AGAIN = Text("Install the program again from its bundle.")


def good(name: str, told: Text, /, **facts: str | int) -> Look:
    """Return that it is as it must be."""
    return Look(name=name, state="good", told=told, facts=facts)


def bad(name: str, told: Text, mend: Text, /, **facts: str | int) -> Look:
    """Return that it is not, and what to do."""
    return Look(name=name, state="bad", told=told, mend=mend, facts=facts)


def warning(name: str, told: Text, mend: Text, /, **facts: str | int) -> Look:
    """Return that the site runs all the same, and what would be better."""
    return Look(name=name, state="warning", told=told, mend=mend, facts=facts)


def machine(at: datetime) -> Iterator[Look]:
    """Yield what is looked at on the machine."""
    python = ".".join(map(str, sys.version_info[:3]))
    yield good("version", Text("This is Summitry {version} on Python {python}."),
               version=__version__, python=python)  # fmt: skip
    yield _sqlite()
    yield _clock(at)
    yield _zones()
    missing = [code for code in sorted(NAMES) if not language(code).compiled]
    if missing:
        yield bad("languages", Text("These catalogues are not compiled: {missing}"),
                  Text("Run this: {command}"), missing=", ".join(missing),
                  command=COMPILE_COMMAND)  # fmt: skip
    else:
        yield good("languages", Text("All languages are there: {count}"), count=len(NAMES))
    lost = [each for each in FONT_PACKAGES if find_spec(each) is None]
    if lost:
        yield bad("fonts", Text("Fonts for papers are missing: {missing}"), INSTALL_AGAIN,
                  missing=", ".join(lost))  # fmt: skip
    else:
        yield good("fonts", Text("The fonts for papers are there."))
    yield _bundle()


def _sqlite() -> Look:
    version = ".".join(map(str, sqlite3.sqlite_version_info))
    if sqlite3.sqlite_version_info >= FIXED_IN:
        return good("sqlite", Text("SQLite {version} is safe to use."), version=version)
    fixed = ".".join(map(str, FIXED_IN))
    return bad(
        "sqlite", Text("SQLite {version} can damage a database; {fixed} is the first that cannot."),
        Text("Install the package pysqlite3, or a Python with a newer SQLite."),
        version=version, fixed=fixed,
    )  # fmt: skip


def _clock(at: datetime) -> Look:
    told = f"{at:%Y-%m-%d %H:%M} UTC"
    if at >= BUILT_IN:
        return good("clock", Text("The clock says {now}."), now=told)
    return bad("clock", Text("The clock says {now}, which cannot be."),
               Text("Set the machine's clock; signatures and sessions depend on it."),
               now=told)  # fmt: skip


def _zones() -> Look:
    try:
        for each in ZONES:
            ZoneInfo(each)
    except ZoneInfoNotFoundError as problem:
        return bad("zones", Text("The data of time zones are missing: {problem}"), INSTALL_AGAIN,
                   problem=str(problem))  # fmt: skip
    return good("zones", Text("The data of time zones are there."))


def _bundle() -> Look:
    frame = Path(str(files("summitry_web.frame")))
    if (frame / "built").is_dir() and any((frame / "built").glob("*.js")):
        return good("browser", Text("The browser's files are built."))
    return warning(
        "browser", Text("The browser's files are not built: pages work, but without the grid."),
        Text("Run “make setup”, or install the program from its bundle."),
    )  # fmt: skip


def folder(home: Home, at: datetime) -> Iterator[Look]:
    """Yield what is looked at in the node's folder."""
    if not home.path.is_dir():
        yield bad("home", Text("There is no folder {path}."),
                  Text("Run “summitry serve --home {path}” to make it."),
                  path=str(home.path))  # fmt: skip
        return
    yield from _private(home)
    free = shutil.disk_usage(home.path).free
    told = {"free": f"{free / 1e9:.1f} GB"}
    if free < FREE_BYTES_MIN:
        yield bad("disk", Text("The disk is almost full: {free} free."),
                  Text("Make room, or move the folder to another disk."), **told)  # fmt: skip
    elif free < FREE_BYTES_GOOD:
        yield warning("disk", Text("The disk is filling up: {free} free."),
                      Text("Make room before the event."), **told)  # fmt: skip
    else:
        yield good("disk", Text("There is room on the disk: {free} free."), **told)
    if home.kept().lan:
        yield _certificate(home, at)
    yield from _running(home)


def _private(home: Home) -> Iterator[Look]:
    if stat.S_IMODE(home.path.stat().st_mode) & 0o077:
        yield bad("home", Text("Others may read the folder {path}."), Text("Run this: {command}"),
                  path=str(home.path), command=f"chmod 700 '{home.path}'")  # fmt: skip
    else:
        yield good("home", Text("The folder {path} is for its user alone."), path=str(home.path))
    keys = sorted(each for each in home.path.rglob("*.key") if each.is_file())
    if not (home.path / "secret.key").is_file():
        yield bad("keys", Text("The key of the site is missing."),
                  Text("Restore the folder from a backup, or start the site anew."))  # fmt: skip
        return
    for each in keys:
        if stat.S_IMODE(each.stat().st_mode) & 0o077:
            yield bad("keys", Text("Others may read the key {path}."),
                      Text("Run this: {command}"), path=str(each),
                      command=f"chmod 600 '{each}'")  # fmt: skip
            return
    yield good("keys", Text("The keys are there, for their user alone: {count}"), count=len(keys))


def _certificate(home: Home, at: datetime) -> Look:
    authority = Authority(home.tls, home.kept().lan)
    if not authority.exists() or not authority.leaf.chain.exists():
        return bad("certificate", Text("There is no certificate for {name}."),
                   Text("Run “summitry tls renew”."), name=authority.name)  # fmt: skip
    ends = authority.leaf_certificate().not_valid_after_utc
    day = f"{ends:%Y-%m-%d}"
    if ends - at < timedelta(days=LEAF_DAYS_MIN):
        return bad("certificate", Text("The certificate for {name} ends on {day}."),
                   Text("Run “summitry tls renew”."), name=authority.name, day=day)  # fmt: skip
    return good("certificate", Text("The certificate for {name} is good until {day}."),
                name=authority.name, day=day)  # fmt: skip


def _running(home: Home) -> Iterator[Look]:
    """Yield whether the node answers, or could listen where it does not run."""
    kept = home.kept()
    authority = Authority(home.tls, kept.lan) if kept.lan else None
    layout = layout_of(kept, None if authority is None else authority.leaf)
    if not home.is_locked():
        taken = [each for each in layout.ports if is_taken(layout.host, each)]
        if taken:
            yield bad("ports", Text("Something else listens on these ports: {ports}"),
                      Text("End it, or choose others with “summitry serve --port”."),
                      ports=", ".join(map(str, taken)))  # fmt: skip
        else:
            yield good("ports", Text("The site does not run, and its ports are free."))
        return
    if is_ready(layout, authority):
        yield good("ports", Text("The site runs and answers at {address}."), address=layout.origin)
    else:
        yield bad("ports", Text("The site runs but is not ready."),
                  Text("Look into the folder {path}."), path=str(home.logs))  # fmt: skip
    yield _checker(home)


def _checker(home: Home) -> Look:
    try:
        with socket.socket(socket.AF_UNIX) as joined:
            joined.settimeout(SECONDS_WAITED_MAX)
            joined.connect(str(home.checker))
    except (OSError, SummitryError):
        return bad("checker", Text("The checker does not answer."),
                   Text("Look into the file {path}."),
                   path=str(home.logs / "checker.log"))  # fmt: skip
    return good("checker", Text("The checker answers."))
