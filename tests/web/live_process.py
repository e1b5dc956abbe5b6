"""The process of the live pages, as a node runs it, on the test's own database and folder."""

import os
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from django.db import connection

from summitry_web.frame.settings import HOME

SECONDS_MAX = 60.0
RETRIES_MAX = 7
KEY_FILE = "secret.key"


@contextmanager
def a_live_process(origin):
    """Give the address of a live process for the origin's pages."""
    port = _free_port()
    home = Path(settings.HOME)
    home.mkdir(parents=True, exist_ok=True)
    # Sessions are signed by the node's secret, and the tests' was made where the settings are.
    shutil.copy(Path(HOME) / KEY_FILE, home / KEY_FILE)
    environment = {
        **os.environ, **_database(home), "SUMMITRY_HOME": str(home), "SUMMITRY_ORIGIN": origin,
        "DJANGO_SETTINGS_MODULE": "summitry_web.frame.settings",
    }  # fmt: skip
    arguments = ("--interface=asgi", "--workers=1", "--host=127.0.0.1", f"--port={port}")
    process = subprocess.Popen(  # noqa: S603  # our own server
        (sys.executable, "-m", "granian", *arguments, "summitry_web.asgi:application"),
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://localhost:{port}"
    try:
        # It answers after some seconds; the pauses between the tries grow to that.
        with httpx.Client(transport=httpx.HTTPTransport(retries=RETRIES_MAX)) as client:
            assert client.get(f"{address}/-/alive").text == "ok"
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
