"""`GET /live/<slug>`: tells pages that a plan or its findings have changed; never what.

`GET /live/<slug>/board` sends the board of the command post, drawn for the reader's rights.

One thread asks the database once a second for every page that is open; the pages then fetch what
they may see from the site.
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.db import close_old_connections
from django.http import HttpRequest
from msgspec import Struct
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from summitry.kit.time import Clock, SystemClock
from summitry.report.language import Language, code_of, language
from summitry_web.accounts.access import actor_of, event_of
from summitry_web.accounts.actions import sessions
from summitry_web.accounts.can import Actor, can
from summitry_web.accounts.models import Account
from summitry_web.accounts.pages import note_read
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied
from summitry_web.operations.live import Boards, Watcher, sent
from summitry_web.plans import pulse

SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_BETWEEN_BEATS = 15.0
SECONDS_BETWEEN_PROOFS = 30.0
PAGES_OF_AN_ACCOUNT_MAX = 12
BOARD_STREAM = "operations:board"
"""What the journal calls the board that is read by its stream: the page itself."""
CLOCK: Clock = SystemClock()


class Reading(Struct, frozen=True, kw_only=True):
    """Who watches an event, as they are allowed to now."""

    actor: Actor
    event: Event
    stands: pulse.Pulse


def admitted(session_key: str, slug: str) -> Reading | None:
    """Return who the session belongs to in the event; None where nobody has signed in.

    A stream does not keep the session alive that it is read with: only what somebody does, in any
    of their pages, does so.

    Raises
    ------
    Denied
        Not theirs, or not there.
    """
    close_old_connections()
    request = HttpRequest()
    request.session = SessionStore(session_key)
    account = get_user(request)
    if not isinstance(account, Account) or not account.is_active:
        return None
    at = CLOCK.now()
    # It has a beginning from the first page that was answered to it.
    if sessions.BEGAN in request.session and sessions.is_over(request.session, at=at):
        return None
    event = event_of(account, slug, at=at)
    actor = actor_of(account, event, request.session, "")
    stands = pulse.pulse(slug)
    if stands is None or not can(actor, Verb.READ, at=at):
        raise Denied("event")
    return Reading(actor=actor, event=event, stands=stands)


def admitted_to_board(session_key: str, slug: str) -> Reading | None:
    """Return as `admitted` does, and note that the board is read."""
    reading = admitted(session_key, slug)
    if reading is not None:
        note_board_read(reading)
    return reading


def note_board_read(reading: Reading) -> None:
    """Write to the journal that the board is read, where that is through broken glass.

    Where it cannot be written the fault ends the request, as on a page: nothing is sent.
    """
    at = CLOCK.now()
    if reading.actor.is_breaking(at):
        close_old_connections()
        note_read(reading.event, reading.actor, page=BOARD_STREAM, method="GET", at=at)


class Watchers:
    """Every page that is open, by event; one thread looks for all of them."""

    def __init__(self) -> None:
        self.waiting: dict[str, set[asyncio.Event]] = {}
        self.stands: dict[str, pulse.Pulse] = {}
        self.pages: dict[int, int] = {}
        self.eye = ThreadPoolExecutor(1, "pulse")
        self.others = ThreadPoolExecutor(4, "readers")

    async def look(self) -> None:
        """Look once a second, and wake whose event has moved."""
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
            if self.waiting:
                found = await in_thread(self.eye, pulse.pulses, frozenset(self.waiting))
                self.take(found)

    def take(self, found: Any) -> None:
        """Note where the events stand, and wake whose event has moved."""
        for slug, now in found.items():
            if self.stands.get(slug) != now:
                self.stands[slug] = now
                for each in self.waiting.get(slug, ()):
                    each.set()

    @contextlib.contextmanager
    def watching(self, slug: str, account_id: int) -> Any:
        """Have a page woken when the event moves."""
        bell = asyncio.Event()
        self.waiting.setdefault(slug, set()).add(bell)
        try:
            with self.reading(account_id):
                yield bell
        finally:
            self.waiting[slug].discard(bell)
            if not self.waiting[slug]:
                del self.waiting[slug]
                self.stands.pop(slug, None)

    @contextlib.contextmanager
    def reading(self, account_id: int) -> Any:
        """Count a page of the account for as long as it is open."""
        self.pages[account_id] = self.pages.get(account_id, 0) + 1
        try:
            yield
        finally:
            self.pages[account_id] -= 1
            if not self.pages[account_id]:
                del self.pages[account_id]


async def in_thread(pool: ThreadPoolExecutor, work: Callable[..., Any], *given: object) -> Any:
    """Return what the work returns, done in a thread of the pool."""
    return await asyncio.get_running_loop().run_in_executor(pool, lambda: work(*given))


def _headers() -> dict[str, str]:
    return {
        "Access-Control-Allow-Origin": settings.ORIGIN,
        "Access-Control-Allow-Credentials": "true",
        "Vary": "Origin",
        "Cache-Control": "no-store",
        "X-Accel-Buffering": "no",
    }


async def _let_in(request: Request) -> Reading | Response:
    """Return who asks for a stream of an event, or the answer that turns them away."""
    headers = _headers()
    if request.headers.get("origin", settings.ORIGIN) != settings.ORIGIN:
        return PlainTextResponse("", status_code=403)
    watchers: Watchers = request.app.state.watchers
    key, slug = _key(request), request.path_params["slug"]
    try:
        reading = await in_thread(watchers.others, admitted, key, slug) if key else None
    except Denied:
        return PlainTextResponse("", status_code=404, headers=headers)
    if reading is None:
        return PlainTextResponse("", status_code=401, headers=headers)
    if watchers.pages.get(reading.actor.account_id, 0) >= PAGES_OF_AN_ACCOUNT_MAX:
        return PlainTextResponse("", status_code=429, headers=headers)
    return cast("Reading", reading)


def _key(request: Request) -> str:
    return request.cookies.get(settings.SESSION_COOKIE_NAME, "")


def _since(request: Request) -> str:
    """Return what the page was told last."""
    return request.headers.get("last-event-id") or request.query_params.get("since", "")


def _streamed(stream: AsyncIterator[str] | AsyncIterator[bytes]) -> Response:
    return StreamingResponse(stream, media_type="text/event-stream", headers=_headers())


async def watch(request: Request) -> Response:
    """Return the stream of one page."""
    reading = await _let_in(request)
    if isinstance(reading, Response):
        return reading
    told = _since(request)
    since = int(told) if told.isascii() and told.isdigit() else None
    return _streamed(events(request.app.state.watchers, reading, _key(request), since))


async def watch_board(request: Request) -> Response:
    """Return the stream of one page of the board."""
    reading = await _let_in(request)
    if isinstance(reading, Response):
        return reading
    watchers: Watchers = request.app.state.watchers
    await in_thread(watchers.others, note_board_read, reading)
    key, slug = _key(request), reading.event.slug
    reader = language(code_of(request.query_params.get("language", "")) or "en")

    async def renewed() -> Watcher | None:
        again = await _renewed(watchers, admitted_to_board, key, slug)
        return None if again is None else _watcher(again, reader)

    async def counted() -> AsyncIterator[bytes]:
        with watchers.reading(reading.actor.account_id):
            boards: Boards = request.app.state.boards
            async for message in sent(boards, _watcher(reading, reader), _since(request), renewed):
                yield message

    return _streamed(counted())


def _watcher(reading: Reading, reader: Language) -> Watcher:
    return Watcher(actor=reading.actor, event=reading.event, reader=reader, clock=CLOCK)


async def events(
    watchers: Watchers, reading: Reading, key: str, since: int | None
) -> AsyncIterator[str]:
    """Yield what the page is told, until whoever reads it may no longer."""
    stands, slug = reading.stands, reading.event.slug
    seen = stands.revision if since is None else min(since, stands.revision)
    checked = stands.checked if since is None else min(since, stands.checked)
    loop = asyncio.get_running_loop()
    proved = beaten = loop.time()
    yield "retry: 2000\n\n"
    with watchers.watching(slug, reading.actor.account_id) as bell:
        while True:
            if stands.revision > seen:
                yield await in_thread(watchers.others, _changed, reading, seen, stands.revision)
                seen = stands.revision
            if stands.checked > checked:
                yield await in_thread(watchers.others, _checked, reading, checked, stands.checked)
                checked = stands.checked
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(bell.wait(), SECONDS_BETWEEN_BEATS)
            bell.clear()
            now = loop.time()
            if now - proved >= SECONDS_BETWEEN_PROOFS:
                renewed = await _renewed(watchers, admitted, key, slug)
                if renewed is None:
                    yield "event: ended\ndata: {}\n\n"
                    return
                reading, proved = renewed, now
            if now - beaten >= SECONDS_BETWEEN_BEATS:
                beaten = now
                yield ": \n\n"
            stands = watchers.stands.get(slug, stands)


async def _renewed(
    watchers: Watchers, admits: Callable[[str, str], Reading | None], key: str, slug: str
) -> Reading | None:
    try:
        return cast("Reading | None", await in_thread(watchers.others, admits, key, slug))
    except Denied:
        return None


def _changed(reading: Reading, after: int, until: int) -> str:
    close_old_connections()
    tables = pulse.tables_since(
        reading.actor, reading.event, after=after, until=until, at=CLOCK.now()
    )
    told = json.dumps({"revision": until, "tables": tables})
    return f"id: {until}\nevent: changed\ndata: {told}\n\n"


def _checked(reading: Reading, after: int, until: int) -> str:
    close_old_connections()
    opened, closed = pulse.findings_between(
        reading.actor, reading.event, after=after, until=until, at=CLOCK.now()
    )
    told = json.dumps({"revision": until, "opened": opened, "closed": closed})
    return f"event: checked\ndata: {told}\n\n"


async def alive(_request: Request) -> Response:
    """Return "ok": the process answers."""
    return PlainTextResponse("ok")


@contextlib.asynccontextmanager
async def _looking(app: Starlette) -> AsyncIterator[None]:
    app.state.watchers = Watchers()
    app.state.boards = Boards(CLOCK)
    looking = asyncio.create_task(app.state.watchers.look())
    following = asyncio.create_task(app.state.boards.follow())
    try:
        yield
    finally:
        looking.cancel()
        following.cancel()
        app.state.boards.close()


application = Starlette(
    routes=[
        Route("/live/{slug:str}/board", watch_board),
        Route("/live/{slug:str}", watch),
        Route("/-/alive", alive),
    ],
    lifespan=_looking,
)
