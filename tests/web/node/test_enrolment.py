"""The enrolment page: the certificate and how to trust it, and nothing else."""

import hashlib
from contextlib import closing
from datetime import UTC, datetime
from http.client import HTTPConnection

import pytest

from summitry_web.node.enrolment import answer, serving
from summitry_web.node.tls import Authority

ORIGIN = "https://summit.local:8443"


@pytest.fixture
def authority(tmp_path):
    made = Authority(tmp_path, "summit.local")
    made.prepare((), at=datetime(2030, 5, 1, tzinfo=UTC))
    return made


def test_certificate_has_the_fingerprint_that_is_told(authority):
    given = answer(authority, ORIGIN, "/summitry.crt", "")

    assert hashlib.sha256(given.content).hexdigest().upper() == authority.fingerprint()
    assert given.kind == "application/x-x509-ca-cert"


@pytest.mark.parametrize(
    ("target", "accepted", "begins"),
    [
        ("/", "", '<html lang="en" dir="ltr">'),
        ("/?lang=ar", "fr", '<html lang="ar" dir="rtl">'),
        ("/", "vi-VN,vi;q=0.9", '<html lang="vi" dir="ltr">'),
        ("/?lang=xx", "xx", '<html lang="en" dir="ltr">'),
    ],
)
def test_page_is_in_the_readers_language(authority, target, accepted, begins):
    page = answer(authority, ORIGIN, target, accepted).content.decode()

    assert page.splitlines()[1] == begins
    assert authority.code() in page
    assert f'href="{ORIGIN}/"' in page


def test_nothing_else_is_there(authority):
    found = [answer(authority, ORIGIN, t, "").status for t in ("/authority.key", "/../x", "/e/s/")]

    assert found == [404, 404, 404]


def test_server_sends_the_page_with_a_policy(authority):
    server = serving(authority, ORIGIN, "127.0.0.1", 0)
    try:
        with closing(HTTPConnection("127.0.0.1", server.server_port, timeout=10)) as connection:
            connection.request("GET", "/")
            got = connection.getresponse()
            content = got.read()
    finally:
        server.shutdown()
        server.server_close()

    assert got.status == 200
    assert got.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert len(content) == int(got.headers["Content-Length"])
