"""Pages for what no view answers."""

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from summitry_web.frame.refused import Denied

HOST = {"host": "localhost"}


def raising(_request: HttpRequest, kind: str) -> HttpResponse:
    raise {
        "denied": Denied("event"),
        "forbidden": PermissionDenied(),
        "suspicious": SuspiciousOperation(),
        "large": RequestDataTooBig(),
        "bug": ZeroDivisionError(),
    }[kind]


urlpatterns = [
    path("raise/<kind>", raising),
    path("", include("summitry_web.urls")),
]
handler400 = "summitry_web.frame.errors.malformed"
handler403 = "summitry_web.frame.errors.forbidden"
handler404 = "summitry_web.frame.errors.not_found"
handler500 = "summitry_web.frame.errors.broken"


@pytest.fixture
def client() -> Client:
    return Client(headers=HOST, raise_request_exception=False)


@pytest.mark.parametrize(
    ("kind", "status", "code", "sentence"),
    [
        ("forbidden", 403, "forbidden", "Nothing was changed. Ask whoever leads your unit"),
        ("suspicious", 400, "malformed", "Nothing was changed. Go back, load the page again"),
        ("large", 413, "too-large", "Nothing was changed. Send a smaller file"),
        ("bug", 500, "broken", "The work of this one step was not saved."),
    ],
)
@override_settings(ROOT_URLCONF=__name__)
def test_every_error_says_what_became_of_the_work(
    client: Client, kind: str, status: int, code: str, sentence: str
) -> None:
    shown = client.get(f"/raise/{kind}")
    told = client.get(f"/raise/{kind}", headers={"accept": "application/json"})

    assert (shown.status_code, told.status_code) == (status, status)
    assert sentence in shown.content.decode()
    assert "<h1>" in shown.content.decode()
    assert told.json()["code"] == code
    assert told.json()["sentences"][0].startswith(sentence)


@override_settings(ROOT_URLCONF=__name__)
def test_an_error_in_a_fragment_is_told_where_it_can_be_seen(client: Client) -> None:
    answer = client.get("/raise/bug", headers={"hx-request": "true"})

    assert answer.headers["HX-Retarget"] == "#told"
    assert "<html" not in answer.content.decode()


@override_settings(ROOT_URLCONF=__name__)
def test_not_there_and_not_yours_are_one_answer(client: Client) -> None:
    json = {"accept": "application/json"}

    missing, denied = client.get("/raise/"), client.get("/raise/denied")

    assert (missing.status_code, denied.status_code) == (404, 404)
    assert client.get("/nowhere", headers=json).content == (
        client.get("/raise/denied", headers=json).content
    )
    assert _without_own(missing, "/raise/") == _without_own(denied, "/raise/denied")
    assert "There is no such page, or it is not for you." in missing.content.decode()


def _without_own(answer: HttpResponse, address: str) -> list[str]:
    """Return the page's lines but those with its own address, token and moment."""
    own = (f'value="{address}"', "csrfmiddlewaretoken", "hx-headers", "data-now")
    return [
        line for line in answer.content.decode().splitlines() if not any(o in line for o in own)
    ]


def test_an_old_form_is_told_what_to_do() -> None:
    strict = Client(headers=HOST, enforce_csrf_checks=True)
    strict.cookies["language"] = "ar"

    answer = strict.post("/-/theme", {"theme": "dark"})

    assert answer.status_code == 403
    assert '<html lang="ar" dir="rtl"' in answer.content.decode()
    assert "csrf" not in answer.content.decode().split("<h1>")[1].split("</section>")[0].lower()


def test_another_hosts_name_is_refused(client: Client) -> None:
    answer = client.get("/-/style/", headers={"host": "evil.example"})

    assert answer.status_code == 400
    assert "This request could not be read" in answer.content.decode()
