"""`summitry selftest`: ready, or what is not, each with what to do."""

import subprocess
import sys
from datetime import datetime

import msgspec

from summitry.kit.errors import Text
from summitry.report.language import Language
from summitry_web.frame.looks import Look
from summitry_web.node.home import Home
from summitry_web.node.machine import bad, folder, machine
from summitry_web.node.programs import base_environment, management
from summitry_web.node.safety import safety

SECONDS_MAX = 300

MARKS = {"good": Text("good"), "warning": Text("could be better"), "bad": Text("not ready")}
READY = Text("Ready.")
NOT_READY = Text("Not ready; what is wrong: {count}")


def look_over(home: Home, at: datetime) -> tuple[Look, ...]:
    """Return everything that was looked at."""
    found = (*machine(at), *folder(home, at))
    return (*found, *safety(home, at), *_site(home)) if home.path.is_dir() else found


def _site(home: Home) -> tuple[Look, ...]:
    done = subprocess.run(  # noqa: S603  # our own command line, no shell
        (sys.executable, *management("look_over")),
        env=base_environment(home, home.kept()), capture_output=True, check=False,
        timeout=SECONDS_MAX,
    )  # fmt: skip
    try:
        return msgspec.json.decode(done.stdout, type=tuple[Look, ...])
    except msgspec.MsgspecError:
        last = (done.stderr.decode("utf-8", "replace").strip().splitlines() or [""])[-1]
        told = Text("The site cannot be started: {problem}")
        return (
            bad("site", told, Text("Install the program again from its bundle."), problem=last),
        )


def is_ready(found: tuple[Look, ...]) -> bool:
    """Say whether nothing is wrong; what could be better does not count."""
    return all(each.state != "bad" for each in found)


def told_lines(found: tuple[Look, ...], reader: Language) -> tuple[str, ...]:
    """Return a line for each look, with what to do below it, and the verdict last."""
    lines: list[str] = []
    for each in found:
        mark = reader.gettext(MARKS[each.state])
        lines.append(f"{mark:<16} {reader.gettext(each.told).format(**each.facts)}")
        if each.mend:
            lines.append(f"{'':<16} {reader.gettext(each.mend).format(**each.facts)}")
    count = sum(each.state == "bad" for each in found)
    verdict = NOT_READY if count else READY
    return (*lines, reader.gettext(verdict).format(count=count))


def told_json(found: tuple[Look, ...], reader: Language) -> bytes:
    """Return the same as data."""
    looked = [
        {
            "name": each.name,
            "state": each.state,
            "told": reader.gettext(each.told).format(**each.facts),
            "mend": reader.gettext(each.mend).format(**each.facts) if each.mend else "",
        }
        for each in found
    ]
    return msgspec.json.format(msgspec.json.encode({"ready": is_ready(found), "looks": looked}))
