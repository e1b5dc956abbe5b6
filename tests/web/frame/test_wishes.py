"""What a reader wishes of every page."""

from collections.abc import Iterator

import pytest
from django.http import HttpRequest
from django.test import Client

from summitry_web.frame import wishes
from summitry_web.frame.wishes import Wish, keep_by

HOST = {"host": "localhost"}


@pytest.fixture
def kept() -> Iterator[list[tuple[Wish, str]]]:
    before, told = list(wishes._KEEPING), []

    def keeping(_request: HttpRequest, wish: Wish, value: str) -> None:
        told.append((wish, value))

    keep_by(keeping)
    yield told
    wishes._KEEPING[:] = before


def test_language_is_kept_in_a_cookie_and_by_who_keeps_it(kept: list[tuple[Wish, str]]) -> None:
    client = Client(headers=HOST)

    answer = client.post("/-/language", {"language": "ar", "next": "/-/style/?q=a"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/-/style/?q=a")
    assert answer.cookies["language"].value == "ar"
    assert kept == [(Wish.LANGUAGE, "ar")]
    assert '<html lang="ar" dir="rtl"' in client.get("/-/style/").content.decode()


def test_theme_is_kept(kept: list[tuple[Wish, str]]) -> None:
    client = Client(headers=HOST)

    client.post("/-/theme", {"theme": "dark", "next": "/"})

    assert kept == [(Wish.THEME, "dark")]
    assert 'data-theme="dark"' in client.get("/-/style/").content.decode()


def test_a_theme_that_is_none_is_not_shown() -> None:
    client = Client(headers=HOST)
    client.cookies["theme"] = '"><script>'

    assert 'data-theme="auto"' in client.get("/-/style/").content.decode()


@pytest.mark.parametrize(("address", "name"), [("language", "language"), ("theme", "theme")])
def test_what_cannot_be_wished_is_refused_in_words(
    address: str, name: str, kept: list[tuple[Wish, str]]
) -> None:
    answer = Client(headers=HOST).post(f"/-/{address}", {name: "xx"})

    assert answer.status_code == 400
    assert "There is no choice “xx” for" in answer.content.decode()
    assert kept == []


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""]
)
def test_nobody_is_sent_to_another_site(elsewhere: str) -> None:
    answer = Client(headers=HOST).post("/-/theme", {"theme": "light", "next": elsewhere})

    assert answer.headers["Location"] == "/"


def test_a_wish_needs_a_token() -> None:
    answer = Client(headers=HOST, enforce_csrf_checks=True).post("/-/theme", {"theme": "dark"})

    assert answer.status_code == 403
