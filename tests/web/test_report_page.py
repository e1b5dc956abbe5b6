"""`summitry show`: two addresses, no file, nothing remembered of what changed."""

from datetime import UTC, datetime
from http.client import HTTPConnection
from threading import Thread

import pytest

from summitry.cli.files import save
from summitry.kit.errors import SummitryError
from summitry.package.package import Package
from summitry.plan.mandate import Event
from summitry.plan.organisation import Unit
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Level
from summitry_web.report_page import Desk, address_of, answer, is_own_name, listening, show_once


class FixedClock:
    def now(self):
        return datetime(2030, 5, 8, tzinfo=UTC)


def write(path, name):
    event = Event(
        event_id="E",
        name=name,
        level=Level.OTHER,
        opens=datetime(2030, 5, 10, tzinfo=UTC),
        closes=datetime(2030, 5, 11, tzinfo=UTC),
    )
    save(Package(snapshot=Snapshot.of([event, Unit(unit_id="CITY", name="City")])), path)


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "plan"
    write(made, "First name")
    return made


@pytest.fixture
def desk(path):
    return Desk(path, None, FixedClock())


def told(desk, target, code="en"):
    made = answer(desk, target, code)
    return made.status, made.content.decode()


def test_page_is_in_the_language_asked_for(desk):
    status, text = told(desk, "/?lang=ar")

    assert status == 200
    assert '<html lang="ar" dir="rtl">' in text
    assert 'hreflang="vi"' in text


def test_unknown_language_gives_the_default(desk):
    assert '<html lang="vi"' in told(desk, "/?lang=xx", "vi")[1]


def test_data_is_served(desk):
    made = answer(desk, "/findings.json", "en")

    assert (made.status, made.content_type) == (200, "application/json")


@pytest.mark.parametrize(
    "target",
    ["//[", "/event.toml", "/../event.toml", "/plan/", "//", "/findings.json/x", "/" + "a" * 2_001],
)
def test_nothing_else_is_there(desk, target):
    assert told(desk, target) == (404, "There is no such page.\n")


@pytest.mark.parametrize(
    "target", ["/?field=nonsense", "/?unit=NOBODY", "/?phase=D-1", "/?severity=worst"]
)
def test_wrong_choice_is_refused(desk, target):
    assert told(desk, target)[0] == 400


@pytest.mark.parametrize("page", ["0", "99", "-1", "x", "%F0%9F%92%A9", "²"])
def test_page_number_is_kept_in_bounds(desk, page):
    assert told(desk, f"/?page={page}")[0] == 200


def test_hostile_query_stays_text(desk):
    status, text = told(desk, "/?unit=<script>alert(1)</script>")

    assert status == 400
    assert answer(desk, "/?unit=<script>", "en").content_type == "text/plain; charset=utf-8"
    assert "<script>" in text


def test_plan_is_read_again_when_it_changes(desk, path):
    before = told(desk, "/")[1]
    write(path, "Second name, longer")

    after = told(desk, "/")[1]

    assert "First name" in before
    assert "Second name, longer" in after


def test_plan_that_did_not_change_is_not_read_again(desk):
    assert desk.assessment() is desk.assessment()


def fetch(desk, method, target, headers=None):
    with listening(desk, "127.0.0.1", 0, "en") as server:
        Thread(target=server.handle_request, daemon=True).start()
        connection = HTTPConnection("127.0.0.1", server.server_port, timeout=20)
        connection.request(method, target, headers=headers or {})
        answered = connection.getresponse()
        content = answered.read()
        connection.close()
    return answered, content


def test_headers_forbid_everything_but_the_pages_own_style(desk):
    answered, content = fetch(desk, "GET", "/")

    assert answered.status == 200
    assert b"First name" in content
    given = answered.headers["Content-Security-Policy"]
    assert given.startswith("default-src 'none'; style-src 'sha256-")
    assert "frame-ancestors 'none'" in given
    assert answered.headers["X-Content-Type-Options"] == "nosniff"
    assert answered.headers["Cache-Control"] == "no-store"


def test_head_has_no_content(desk):
    answered, content = fetch(desk, "HEAD", "/")

    assert (answered.status, content) == (200, b"")


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1:8400", True),
        ("localhost", True),
        ("[::1]:8400", True),
        ("192.0.2.7:80", True),
        ("evil.example:8400", False),
        ("127.0.0.1.evil.example", False),
        ("", False),
        ("[::1", False),
    ],
)
def test_only_the_machines_own_names_are_answered(host, own):
    assert is_own_name(host) is own


def test_foreign_name_gets_nothing_of_the_plan(desk):
    answered, content = fetch(desk, "GET", "/", {"Host": "evil.example"})

    assert (answered.status, content) == (421, b"There is no such page.\n")


def test_nothing_can_be_sent(desk):
    assert fetch(desk, "POST", "/")[0].status == 501


def test_page_can_be_shown_once(path, capsys):
    assert show_once(path, lang="en") == 0

    assert capsys.readouterr().out.startswith("The page was fetched once from http://127.0.0.1:")


def test_port_that_is_taken_is_refused(desk):
    with listening(desk, "127.0.0.1", 0, "en") as server:
        assert address_of(server) == f"http://127.0.0.1:{server.server_port}/"
        with pytest.raises(SummitryError) as caught:
            listening(desk, "127.0.0.1", server.server_port, "en")

    assert caught.value.code == "serve.address"


@pytest.mark.parametrize("port", [-1, 65_536])
def test_number_that_is_no_port_is_refused(desk, port):
    with pytest.raises(SummitryError) as caught:
        listening(desk, "127.0.0.1", port, "en")

    assert (caught.value.code, caught.value.facts) == ("serve.port", {"got": port})
