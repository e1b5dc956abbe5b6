"""Makers of nodes for the tests: a folder of its own, migrated, at ports that are free."""

import os
import socket
import subprocess
import sys

from summitry_web.node.home import Home


def free_port():
    """Return a port that is free, with the next two: a node listens at three."""
    while True:
        with socket.socket() as one, socket.socket() as two, socket.socket() as three:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
            try:
                two.bind(("127.0.0.1", port + 1))
                three.bind(("127.0.0.1", port + 2))
            except (OSError, OverflowError):
                continue
            return port


def _environment(**more):
    """Return our own without the suite's database: a node of these tests has one of its own."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", **more}
    environment.pop("SUMMITRY_DATABASE", None)
    return environment


def told(*arguments, home=None):
    """Return what a process of the same Python says."""
    return subprocess.run(
        (sys.executable, *arguments),
        env=_environment_at(home), capture_output=True, text=True, check=False,
    )  # fmt: skip


def begun(*arguments, home):
    """Return a process of the same Python that goes on."""
    return subprocess.Popen(
        (sys.executable, *arguments), env=_environment_at(home), stdout=subprocess.PIPE, text=True
    )


def _environment_at(home):
    more = {} if home is None else {"SUMMITRY_HOME": str(home.path)}
    environment = _environment(**more)
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    return environment


def summitry(*arguments):
    """Return what the command says."""
    return told("-m", "summitry.cli.main", *map(str, arguments))


def a_home(path):
    """Return a folder whose database is at this version."""
    home = Home(path)
    home.make()
    done = told("-m", "summitry_web", "migrate", "--verbosity=0", home=home)
    assert done.returncode == 0, done.stderr
    return home


def started(home, *arguments, port):
    """Return a node that runs in a process of its own."""
    return subprocess.Popen(
        (
            sys.executable, "-m", "summitry.cli.main", "serve", "--home", str(home.path),
            "--port", str(port), "--workers", "1", *arguments,
        ),
        stdout=subprocess.PIPE, text=True, env=_environment(),
    )  # fmt: skip


def until_ready(process):
    """Return what the node has said until it was ready."""
    lines = []
    for line in process.stdout:
        lines.append(line)
        if "ready after" in line:
            return lines
    raise AssertionError(lines)
