"""What a first page weighs on its way: little enough for a phone on a crowded network."""

import os
import subprocess
import sys
from gzip import decompress
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.browser.sample import LINK
from tests.web.made import a_planned_event, signed_in

KB_MAX = 150
SETTINGS = {"DJANGO_SETTINGS_MODULE": "summitry_web.frame.settings", "SUMMITRY_STATIC": "collected"}
ASKED = {"HTTP_ACCEPT_ENCODING": "gzip"}


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """Return the folder of what a node has put in place, as `summitry serve` does it."""
    home = tmp_path_factory.mktemp("node")
    told = {**os.environ, **SETTINGS, "SUMMITRY_HOME": str(home)}
    words = (sys.executable, "-m", "summitry_web", "collectstatic", "--no-input", "--verbosity=0")
    subprocess.run(words, env=told, check=True)  # noqa: S603  # our own command line, no shell
    return home / "static"


def weight(client, address, collected):
    """Return how many bytes come for the page with all that it names, compressed."""
    answer = client.get(address, **ASKED)
    assert (answer.status_code, answer.headers["Content-Encoding"]) == (200, "gzip")
    text = decompress(answer.content).decode()
    names = {each for each in _named(text) if each.startswith(settings.STATIC_URL)}
    assert names
    parts = [collected / each.removeprefix(settings.STATIC_URL) for each in names]
    return len(answer.content) + sum(_smallest(each) for each in parts)


def _named(text):
    for part in text.split('src="')[1:]:
        yield part.partition('"')[0]
    yield from LINK.findall(text)


def _smallest(path: Path) -> int:
    squeezed = path.with_name(f"{path.name}.gz")
    return min(each.stat().st_size for each in (path, squeezed) if each.exists())


@pytest.mark.parametrize("address", ["/e/summit/", "/e/summit/rows/posts/", "/e/summit/findings/"])
def test_first_page_of_an_event_is_light(address, collected):
    _, organiser, _ = a_planned_event()

    assert weight(signed_in(Client(), organiser), address, collected) <= KB_MAX * 1000


def test_page_to_sign_in_is_light(collected):
    assert weight(Client(), "/accounts/sign-in/", collected) <= KB_MAX * 1000


def test_what_browsers_keep_is_named_by_its_content(collected):
    named = {each.name for each in collected.glob("frame/tokens.*.css*")}

    assert len(named) == 2
