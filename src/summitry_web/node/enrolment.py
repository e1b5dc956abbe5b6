"""The page over plain HTTP from which a device gets the authority's certificate; nothing else.

A stranger in the network could forge this page and what it shows. So it is never the page that
vouches for the certificate: people compare what their own device shows of it with the code that
the organiser reads out or hands out on paper.
"""

from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives import serialization
from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import Struct

from summitry.report.language import NAMES, SOURCE, Language, code_of, language, offered
from summitry_web.node.tls import Authority, grouped

SECONDS_WAITED_MAX = 20
CERTIFICATE = "/summitry.crt"
POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
PAGES = Environment(
    loader=PackageLoader("summitry_web.node"), autoescape=True, undefined=StrictUndefined
)


class Answer(Struct, frozen=True, kw_only=True):
    """What is sent back."""

    status: HTTPStatus
    kind: str
    content: bytes


def answer(authority: Authority, origin: str, target: str, accepted: str) -> Answer:
    """Return the page, or the certificate; there is nothing else."""
    parts = urlsplit(target)
    if parts.path == CERTIFICATE:
        der = authority.certificate().public_bytes(serialization.Encoding.DER)
        return Answer(status=HTTPStatus.OK, kind="application/x-x509-ca-cert", content=der)
    wish = parse_qs(parts.query).get("lang", [""])[0]
    reader = language(wish if wish in NAMES else _first_known(accepted))
    status = HTTPStatus.OK if parts.path == "/" else HTTPStatus.NOT_FOUND
    text = PAGES.get_template("node/enrol.html").render(_names(authority, origin, reader))
    return Answer(status=status, kind="text/html; charset=utf-8", content=text.encode())


def _names(authority: Authority, origin: str, reader: Language) -> dict[str, object]:
    def sentence(text: str, **facts: object) -> str:
        return reader.gettext(text).format(**facts)

    return {
        "t": sentence,
        "reader": reader,
        "languages": offered(),
        "code": authority.code(),
        "fingerprint": grouped(authority.fingerprint()),
        "origin": origin,
        "certificate": CERTIFICATE,
    }


def _first_known(accepted: str) -> str:
    """Return the first language of an Accept-Language header that there is."""
    wishes = (each.partition(";")[0].strip() for each in accepted.split(","))
    return next((code for each in wishes if (code := code_of(each)) is not None), SOURCE)


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD."""

    server_version = "Summitry"
    sys_version = ""
    timeout = SECONDS_WAITED_MAX

    def __init__(self, authority: Authority, origin: str, *args: object) -> None:
        self.authority = authority
        self.origin = origin
        super().__init__(*args)  # type: ignore[arg-type]  # what socketserver hands over

    def do_GET(self) -> None:  # the name that the base class looks for
        """Send the page or the certificate."""
        self.wfile.write(self._begin())

    def do_HEAD(self) -> None:
        """Send the headers alone."""
        self._begin()

    def _begin(self) -> bytes:
        accepted = self.headers.get("Accept-Language", "")
        made = answer(self.authority, self.origin, self.path, accepted)
        self.send_response(made.status)
        self.send_header("Content-Type", made.kind)
        self.send_header("Content-Length", str(len(made.content)))
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        return made.content

    def log_message(self, *_: object) -> None:
        """Stay silent: who enrols is nobody's business."""


def serving(authority: Authority, origin: str, host: str, port: int) -> ThreadingHTTPServer:
    """Return a server that already answers in its own thread."""
    server = ThreadingHTTPServer((host, port), partial(Handler, authority, origin))
    Thread(target=server.serve_forever, name="enrolment", daemon=True).start()
    return server
