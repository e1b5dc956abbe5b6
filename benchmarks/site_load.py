"""Planners at work over HTTP: each thinks, asks for a page or saves a cell, and is timed."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from time import perf_counter

from benchmarks.site_plan import HOST, Planner
from summitry.kit.streams import Stream

THINK_SECONDS = (5.0, 15.0)
SAVES = 0.1
PAGES = (
    "/e/hanoi/",
    "/e/hanoi/desk/",
    "/e/hanoi/findings/",
    "/e/hanoi/rows/",
    "/e/hanoi/rows/posts/",
    "/e/hanoi/rows/posts/cells/?size=200",
    "/e/hanoi/rows/plans/",
    "/e/hanoi/rows/tasks/cells/?size=200",
    "/e/hanoi/proposals/",
)
READ_BYTES = 65_536


@dataclass
class Seen:
    """What the planners measured: seconds by kind, and what went wrong."""

    pages: list[float] = field(default_factory=list)
    saves: list[float] = field(default_factory=list)
    unchecked: int = 0
    errors: list[str] = field(default_factory=list)


class Browser:
    """One connection that stays open, with the planner's cookies."""

    def __init__(self, port: int, session: str, *, sends: str = "application/json") -> None:
        self.port = port
        self.cookies = {"sessionid": session}
        self.sends = sends
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        """Return status and content; a connection that the server has closed is opened again."""
        for attempt in range(2):
            fresh = self.streams is None
            if self.streams is None:
                self.streams = await asyncio.open_connection(HOST, self.port)
            try:
                return await self._once(method, path, body)
            except (ConnectionError, asyncio.IncompleteReadError):
                self.streams = None
                if fresh or attempt:
                    raise
        raise ConnectionError(path)

    async def _once(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        assert self.streams is not None
        reader, writer = self.streams
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = [
            f"{method} {path} HTTP/1.1", f"Host: {HOST}:{self.port}", f"Cookie: {cookies}",
            f"X-CSRFToken: {self.cookies.get('csrftoken', '')}", f"Content-Type: {self.sends}",
            f"Content-Length: {len(body)}", "Accept: application/json, */*", "", "",
        ]  # fmt: skip
        writer.write("\r\n".join(head).encode() + body)
        await writer.drain()
        return await self._answer(reader)

    async def _answer(self, reader: asyncio.StreamReader) -> tuple[int, bytes]:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(lines[0].split()[1])
        size, chunked = 0, False
        for line in lines[1:]:
            name, _, value = (part.strip() for part in line.partition(":"))
            match name.lower():
                case "content-length":
                    size = int(value)
                case "transfer-encoding":
                    chunked = value == "chunked"
                case "set-cookie":
                    cookie, _, given = value.split(";")[0].partition("=")
                    self.cookies[cookie] = given
        if not chunked:
            return status, await reader.readexactly(size)
        parts = []
        while size := int((await reader.readline()).strip() or b"0", 16):
            parts.append(await reader.readexactly(size))
            await reader.readline()
        await reader.readline()
        return status, b"".join(parts)


async def work(port: int, planner: Planner, draws: Stream, until: float, seen: Seen) -> None:
    """Be one planner until the moment comes."""
    browser = Browser(port, planner.session)
    await asyncio.sleep(float(draws.uniform(0, THINK_SECONDS[1])))
    while perf_counter() < until:
        is_save = float(draws.uniform()) < SAVES
        began = perf_counter()
        try:
            if is_save:
                await _save(browser, draws, seen)
            else:
                path = PAGES[int(draws.integers(len(PAGES)))]
                status, _ = await browser.ask("GET", path)
                seen.pages.append(perf_counter() - began)
                if status != 200:  # noqa: PLR2004  # the status of a page that is there
                    seen.errors.append(f"{status} {path}")
        except (OSError, asyncio.IncompleteReadError, ValueError) as problem:
            seen.errors.append(f"{type(problem).__name__} {problem}")
        await asyncio.sleep(float(draws.uniform(*THINK_SECONDS)))
    with suppress(OSError):
        if browser.streams is not None:
            browser.streams[1].close()


async def _save(browser: Browser, draws: Stream, seen: Seen) -> None:
    """Change how many people one of the planner's own posts needs; the answer has its findings."""
    base = "/e/hanoi/rows/posts/"
    _, content = await browser.ask("GET", f"{base}cells/?size=2000")
    cells = json.loads(content)
    own = [row for row in cells["rows"] if row["own"]] or cells["rows"]
    if not own:
        return
    row = own[int(draws.integers(len(own)))]
    place = [column["name"] for column in cells["columns"]].index("headcount_min")
    wanted = str(1 + (int(row["cells"][place]) + 1) % 9)
    number = draws.bytes(12).hex()
    body = {
        "id": number, "base": cells["revision"], "reason": "",
        "rows": [{"place": row["key"], "hash": row["hash"], "cells": {"headcount_min": wanted}}],
    }  # fmt: skip
    if "csrftoken" not in browser.cookies:
        await browser.ask("GET", base)
    began = perf_counter()
    status, content = await browser.ask("POST", f"{base}save/", json.dumps(body).encode())
    seen.saves.append(perf_counter() - began)
    if status != 200:  # noqa: PLR2004  # the status of a save that was taken
        seen.errors.append(f"{status} save {content[:200]!r}")
        return
    seen.unchecked += json.loads(content)["findings"]["checked"] is None


async def everybody(
    port: int, planners: tuple[Planner, ...], draws: Callable[[int], Stream], seconds: float
) -> Seen:
    """Return what all the planners measured, each with a stream of chance of their own."""
    seen = Seen()
    until = perf_counter() + seconds
    await asyncio.gather(
        *(work(port, each, draws(number), until, seen) for number, each in enumerate(planners))
    )
    return seen
