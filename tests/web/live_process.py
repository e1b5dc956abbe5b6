"""The process of the live pages, as a node runs it, on the test's own database and folder."""

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from django.db import connection

from summitry_web.frame.settings import HOME

SECONDS_MAX = 60.0
SECRET = "secret.key"


@contextmanager
def a_live_process(origin):
    """Give the address of a live process that serves pages of the origin."""
    home = Path(settings.HOME)
    home.mkdir(parents=True, exist_ok=True)
    # Sessions are signed by the node's secret, and the tests' was made where the settings are.
    shutil.copy(Path(HOME) / SECRET, home / SECRET)
    port = _free_port()
    environment = {
        **os.environ, **_database(home), "SUMMITRY_HOME": str(home), "SUMMITRY_ORIGIN": origin,
        "DJANGO_SETTINGS_MODULE": "summitry_web.frame.settings",
    }  # fmt: skip
    arguments = ("--interface=asgi", "--workers=1", "--host=127.0.0.1", f"--port={port}")
    process = subprocess.Popen(
        (sys.executable, "-m", "granian", *arguments, "summitry_web.asgi:application"),
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://localhost:{port}"
    try:
        _await_answer(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(SECONDS_MAX)


def _free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _database(home):
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        (home / "site.sqlite3").symlink_to(name)
        return {"SUMMITRY_DATABASE": ""}
    asked = urlsplit(os.environ["SUMMITRY_DATABASE"])
    return {"SUMMITRY_DATABASE": asked._replace(path=f"/{name}").geturl()}


def _await_answer(address, process):
    end = time.monotonic() + SECONDS_MAX
    while process.poll() is None and time.monotonic() < end:
        try:
            if httpx.get(f"{address}/-/alive").text == "ok":
                return
        except httpx.TransportError:
            continue
    raise AssertionError("the live process does not answer")
