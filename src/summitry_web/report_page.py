"""`summitry show PLAN`: the report as a local page, from the standard library alone."""

import argparse
import sys
from collections.abc import Mapping
from enum import StrEnum
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Lock, Thread
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from msgspec import Struct

from summitry.cli.arguments import add_plan
from summitry.cli.assess import assessed, briefed, require_known_unit
from summitry.kit.errors import SummitryError, Text
from summitry.kit.time import Clock, SystemClock
from summitry.outcome.finding import Phase
from summitry.plan.terms import Field, Severity
from summitry.report.assessment import Assessment, Choice
from summitry.report.data import findings_json
from summitry.report.language import NAMES, language, offered
from summitry.report.page import PAGE_MAX, Served, page_html, policy
from summitry.report.refusals import sentences

HOST = "127.0.0.1"
PORT = 8400
PORT_MAX = 65_535
TARGET_LENGTH_MAX = 2_000
SECONDS_WAITED_MAX = 20
PORTS_TRIED_MAX = 20

CHOICES = ("lang", "field", "unit", "phase", "severity", "page")
ADDRESS_TOLD = Text("The report of {plan} is at {address}; end with Ctrl-C.")
FETCHED = Text("The page was fetched once from {address}: {size} bytes.")

TermT = TypeVar("TermT", bound=StrEnum)


class Answer(Struct, frozen=True, kw_only=True):
    """What the server sends back."""

    status: HTTPStatus
    content_type: str
    content: bytes


class Desk:
    """Holds the checked plan, and reads it again when its files have changed.

    Parameters
    ----------
    path
        The plan: a folder or a workbook.
    wish
        The moment to look at it, as `--at` takes it; None for the plan's own, else now.
    """

    def __init__(self, path: Path, wish: str | None, clock: Clock) -> None:
        self._path = path
        self._wish = wish
        self._clock = clock
        self._lock = Lock()
        self._seen: tuple[tuple[str, int, int], ...] | None = None
        self._assessment: Assessment | None = None

    def assessment(self) -> Assessment:
        """Return the plan with its findings, read anew when a file has changed."""
        with self._lock:
            now = traces(self._path)
            if self._assessment is None or now != self._seen:
                self._assessment = assessed(self._path, self._wish, self._clock)
                self._seen = now
            return self._assessment


def traces(path: Path) -> tuple[tuple[str, int, int], ...]:
    """Return name, time of change and size of each file that belongs to the plan."""
    found = [path, *path.rglob("*")] if path.is_dir() else [path]
    files = [each for each in sorted(found) if each.is_file()]
    stats = [(str(each), each.stat()) for each in files]
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)


def answer(desk: Desk, target: str, default_language: str) -> Answer:
    """Return the answer to one request; only two addresses exist, and no file is ever served."""
    path, _, asked = target.partition("?")
    query = {name: value for name, value in parse_qsl(asked) if name in CHOICES and value}
    code = query.get("lang", default_language)
    reader = language(code if code in NAMES else default_language)
    if path not in {"/", "/findings.json"} or len(target) > TARGET_LENGTH_MAX:
        return _plain(HTTPStatus.NOT_FOUND, reader.gettext(Text("There is no such page.")))
    try:
        choice = choice_of(query)
        assessment = desk.assessment()
        require_known_unit(assessment, choice)
        if path == "/findings.json":
            content = findings_json(assessment, choice.of(assessment.everything))
            return Answer(status=HTTPStatus.OK, content_type="application/json", content=content)
        return _page(assessment, choice, {**query, "lang": reader.code})
    except SummitryError as refusal:
        return _plain(HTTPStatus.BAD_REQUEST, "\n".join(sentences(refusal, reader)))


def _page(assessment: Assessment, choice: Choice, query: Mapping[str, str]) -> Answer:
    briefing = briefed(assessment, choice, language(query["lang"]))
    pages = max(1, -(-len(briefing.findings) // PAGE_MAX))
    wanted = query.get("page", "1")
    number = min(max(int(wanted), 1), pages) if wanted.isascii() and wanted.isdigit() else 1
    served = Served(number=number, pages=pages, link=partial(_link, query), languages=offered())
    content = page_html(briefing, served).encode()
    return Answer(status=HTTPStatus.OK, content_type="text/html; charset=utf-8", content=content)


def _link(query: Mapping[str, str], changed: Mapping[str, str]) -> str:
    """Return the address of the page with these choices; another choice begins at page one."""
    kept = {name: value for name, value in query.items() if name != "page" or not changed}
    return "/?" + urlencode({name: value for name, value in {**kept, **changed}.items() if value})


def choice_of(query: Mapping[str, str]) -> Choice:
    """Return which findings the query asks for.

    Raises
    ------
    SummitryError
        ``choice.unknown`` for a value that does not exist.
    """
    return Choice(
        field=_one_of(Field, query, "field"),
        unit=query.get("unit"),
        phase=_one_of(Phase, query, "phase"),
        severity=_one_of(Severity, query, "severity"),
    )


def _one_of(values: type[TermT], query: Mapping[str, str], name: str) -> TermT | None:
    wish = query.get(name)
    if wish is None:
        return None
    try:
        return values(wish)
    except ValueError as problem:
        raise SummitryError("choice.unknown", got=wish, expected=tuple(values)) from problem


def _plain(status: HTTPStatus, text: str) -> Answer:
    return Answer(
        status=status, content_type="text/plain; charset=utf-8", content=f"{text}\n".encode()
    )


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD; everything else is refused by the base class."""

    server_version = "Summitry"
    sys_version = ""
    timeout = SECONDS_WAITED_MAX

    def __init__(self, desk: Desk, default_language: str, *args: object) -> None:
        self.desk = desk
        self.default_language = default_language
        super().__init__(*args)  # type: ignore[arg-type]  # what socketserver hands over

    def do_GET(self) -> None:  # the name that the base class looks for
        """Send the page, or the findings as data."""
        self.wfile.write(self._begin())

    def do_HEAD(self) -> None:
        """Send the headers alone."""
        self._begin()

    def _begin(self) -> bytes:
        if is_own_name(self.headers.get("Host", "")):
            made = answer(self.desk, self.path, self.default_language)
        else:
            told = language(self.default_language).gettext(Text("There is no such page."))
            made = _plain(HTTPStatus.MISDIRECTED_REQUEST, told)
        self.send_response(made.status)
        self.send_header("Content-Type", made.content_type)
        self.send_header("Content-Length", str(len(made.content)))
        self.send_header("Content-Security-Policy", policy())
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        return made.content

    def log_message(self, *_: object) -> None:
        """Stay silent: the terminal shows the address, not every request."""


def is_own_name(host: str) -> bool:
    """Say whether a request names this machine by number, or as localhost.

    A foreign page can point a name of its own at this machine and then read what is served here
    (DNS rebinding); it cannot do so with a number.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or bool(ip_address(name))
    except ValueError:
        return False


class Show:
    """The command `show`."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's arguments."""
        add_plan(parser)
        parser.add_argument(
            "--host",
            default=HOST,
            help=Text("address to listen on; this machine alone when left out"),
        )
        parser.add_argument(
            "--port",
            type=int,
            default=PORT,
            help=Text("port to listen on; 8400 when left out, 0 for any that is free"),
        )
        parser.add_argument(
            "--at", metavar="TIME", help=Text("the moment to look at the plan, as in “check”")
        )

    def run(self, arguments: argparse.Namespace) -> int:
        """Serve the report until Ctrl-C."""
        desk = Desk(arguments.plan, arguments.at, SystemClock())
        desk.assessment()
        return _until_stopped(
            listening(desk, arguments.host, arguments.port, arguments.lang),
            arguments.plan,
            arguments.lang,
        )


def serve_plan(plan: Path, *, port: int, lang: str) -> int:
    """Serve the plan's report on the port, or the next free one, until Ctrl-C; return 0."""
    desk = Desk(plan, None, SystemClock())
    desk.assessment()
    return _until_stopped(listening_near(desk, port, lang), plan, lang)


def show_once(plan: Path, *, lang: str) -> int:
    """Serve the plan's report, fetch it once over the network as a browser would, and return 0."""
    with listening(Desk(plan, None, SystemClock()), HOST, 0, lang) as server:
        told = language(lang).gettext(FETCHED)
        sys.stdout.write(told.format(address=address_of(server), size=_fetched(server)) + "\n")
    return 0


def _fetched(server: ThreadingHTTPServer) -> int:
    """Return how many bytes the page has that the server gives.

    Raises
    ------
    SummitryError
        ``serve.answer`` when it gives something else.
    """
    Thread(target=server.handle_request, daemon=True).start()
    connection = HTTPConnection(HOST, server.server_port, timeout=SECONDS_WAITED_MAX)
    try:
        connection.request("GET", "/")
        answered = connection.getresponse()
        content = answered.read()
    finally:
        connection.close()
    if answered.status != HTTPStatus.OK:
        raise SummitryError("serve.answer", got=answered.status)
    return len(content)


def _until_stopped(server: ThreadingHTTPServer, plan: Path, lang: str) -> int:
    told = language(lang).gettext(ADDRESS_TOLD)
    sys.stdout.write(told.format(plan=plan, address=address_of(server)) + "\n")
    sys.stdout.flush()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        sys.stdout.write("\n")
    finally:
        server.server_close()
    return 0


def listening_near(desk: Desk, port: int, code: str) -> ThreadingHTTPServer:
    """Return a server on the port, or on the next of twenty that is free."""
    for each in range(port, min(port + PORTS_TRIED_MAX, PORT_MAX)):
        try:
            return listening(desk, HOST, each, code)
        except SummitryError as refusal:
            if refusal.code != "serve.address":
                raise
    return listening(desk, HOST, 0, code)


def listening(desk: Desk, host: str, port: int, code: str) -> ThreadingHTTPServer:
    """Return a server that listens; whoever asked for it lets it serve and closes it.

    Raises
    ------
    SummitryError
        ``serve.port`` for a number that is no port, ``serve.address`` when it cannot be had.
    """
    if not 0 <= port <= PORT_MAX:
        raise SummitryError("serve.port", got=port)
    handler = partial(Handler, desk, code)
    try:
        return ThreadingHTTPServer((host, port), handler)
    except OSError as problem:
        raise SummitryError(
            "serve.address", got=f"{host}:{port}", problem=problem.strerror or str(problem)
        ) from problem


def address_of(server: ThreadingHTTPServer) -> str:
    """Return the address to type into a browser."""
    host, port = server.server_address[:2]
    name = host.decode() if isinstance(host, bytes) else str(host)
    return f"http://{f'[{name}]' if ':' in name else name}:{port}/"


SHOW = Show()
