"""A whole node: it starts, answers, tells pages what changed, and ends within ten seconds."""

import json
import signal
import socket
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection

import pytest

from summitry_web.node.home import Home
from tests.web.node.made import free_port, started, summitry, told, until_ready

SET_UP = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "summitry_web.frame.settings"
import django
django.setup()
"""
SIGN_IN = (
    SET_UP
    + """
from datetime import datetime, UTC
from django.test import Client
from summitry_web.accounts.models import Account, Grant
from summitry_web.events.models import Event
event = Event.objects.create(slug="summit", name="Synthetic", key=b"k" * 32,
                             created=datetime(2030, 5, 1, tzinfo=UTC))
account = Account.objects.make("synthetic@example.org", "Synthetic One")
Grant.objects.create(account=account, event=event, role="organiser", clearance="TLP:RED",
                     person_id="S-001")
other = Event.objects.create(slug="other", name="Synthetic", key=b"k" * 32,
                             created=datetime(2030, 5, 1, tzinfo=UTC))
client = Client()
client.force_login(account)
print(client.cookies["sessionid"].value)
"""
)
CHANGE = (
    SET_UP
    + """
from datetime import datetime, UTC
from summitry_web.events.models import Event
from summitry_web.plans.models import RowEdit, StoredChange, StoredRow
event = Event.objects.get(slug="summit")
change = StoredChange.objects.create(event=event, revision=1, kind="edit", person_id="S-001",
                                     at=datetime(2030, 5, 1, tzinfo=UTC))
RowEdit.objects.create(change=change, event=event, table="posts", key="P-1", after=b"x", schema=1)
StoredRow.objects.create(event=event, table="posts", key="P-1", content=b"x", schema=1,
                         hash="0" * 32, revision=1, marking=0, field="venues", is_owned=False,
                         text="")
Event.objects.filter(pk=event.pk).update(revision=1)
"""
)


@contextmanager
def asked(port, path, **headers):
    with closing(HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request("GET", path, headers=headers)
        with connection.getresponse() as answer:
            yield answer


def status_of(port, path, **headers):
    with asked(port, path, **headers) as answer:
        return answer.status


def said(answer, event):
    """Return the data of the next event of that name, read from the stream."""
    lines = iter(answer.readline, b"")
    for line in lines:
        if line == f"event: {event}\n".encode():
            return json.loads(next(lines).removeprefix(b"data: "))
    raise AssertionError("the stream has ended")


@pytest.mark.slow
def test_node_tells_pages_what_changed_and_ends_at_once(tmp_path):
    home, port = Home(tmp_path / "home"), free_port()
    process = started(home, port=port)
    try:
        until_ready(process)
        signed_in = told("-c", SIGN_IN, home=home)
        assert signed_in.returncode == 0, signed_in.stderr
        cookie = f"sessionid={signed_in.stdout.strip()}"
        origin = f"http://localhost:{port}"

        with asked(port + 1, "/live/summit?since=0", Cookie=cookie, Origin=origin) as stream:
            changed = told("-c", CHANGE, home=home)
            heard = said(stream, "changed")
        refused = [
            status_of(port + 1, "/live/summit", Origin=origin),
            status_of(port + 1, "/live/other", Cookie=cookie, Origin=origin),
            status_of(port + 1, "/live/none", Cookie=cookie, Origin=origin),
            status_of(port + 1, "/live/summit", Cookie=cookie, Origin="http://evil.example"),
        ]
        again = summitry("serve", "--home", home.path, "--port", port, "--once")
    finally:
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)
        process.stdout.close()
        seconds = time.monotonic() - began

    assert changed.returncode == 0, changed.stderr
    assert refused == [401, 404, 404, 403]
    assert stream.headers["Access-Control-Allow-Origin"] == origin
    assert stream.headers["Access-Control-Allow-Credentials"] == "true"
    assert heard == {"revision": 1, "tables": ["posts"]}
    assert (again.returncode, "in use" in again.stderr) == (2, True)
    assert (process.returncode, seconds < 10) == (0, True)
    assert not home.is_locked()


def test_taken_port_is_refused_with_another(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        done = summitry("serve", "--home", tmp_path / "home", "--port", port, "--once")

    assert done.returncode == 2
    assert done.stderr == (
        f"summitry: Something else listens on the port {port}. End it, or choose another: "
        f"--port {port + 10}.\n"
    )


@pytest.mark.slow
def test_node_on_a_local_network_serves_https_and_only_the_enrolment_page_without(tmp_path):
    home = Home(tmp_path / "home")

    done = summitry(
        "serve", "--home", home.path, "--port", free_port(), "--lan", "summit.local", "--once"
    )

    assert done.returncode == 0, done.stderr
    assert "https://summit.local:8443/" in done.stdout
