"""A small server that speaks the grid's contract from memory, so that the grid is tested alone."""

import hashlib
import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "src" / "summitry_web"
API = "/e/demo/rows/posts/"
FILES = {
    "/grid.js": STATIC / "frame" / "built" / "grid.js",
    "/tokens.css": STATIC / "frame" / "static" / "frame" / "tokens.css",
    "/elements.css": STATIC / "frame" / "static" / "frame" / "elements.css",
    "/forms.css": STATIC / "frame" / "static" / "frame" / "forms.css",
    "/parts.css": STATIC / "frame" / "static" / "frame" / "parts.css",
    "/around.css": STATIC / "plans" / "static" / "plans" / "around.css",
    "/grid.css": STATIC / "plans" / "static" / "plans" / "grid.css",
}
KINDS = {".js": "text/javascript", ".css": "text/css"}
POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'"

FIELDS = ("fire", "medical", "traffic")
COLUMNS: list[tuple[str, str, str]] = [
    ("post_id", "Post", "id"),
    ("name", "Name", "text"),
    ("headcount_min", "Headcount, at least", "integer"),
    ("field", "Field", "choice"),
    ("unit_id", "Unit", "id"),
    ("zones", "Zones", "ids"),
    ("armed", "Armed", "yes-no"),
    ("start", "Start", "moment"),
    *[(f"note_{n}", f"Note {n}", "text") for n in range(12)],
]
NAMES = [name for name, _, _ in COLUMNS]


def column_of(name: str, label: str, kind: str) -> dict[str, Any]:
    """Return a column as the server describes it."""
    choices = [{"value": f, "label": f.title()} for f in FIELDS] if kind == "choice" else []
    target = {"unit_id": "units", "zones": "zones", "post_id": "posts"}.get(name)
    return {
        "name": name, "label": label, "kind": kind, "required": name in {"post_id", "name"},
        "key": name == "post_id", "choices": choices, "target": target, "help": "",
    }  # fmt: skip


def hash_of(cells: list[str]) -> str:
    """Return the hash of a row's cells."""
    return hashlib.sha256("\x1f".join(cells).encode()).hexdigest()[:32]


def row_of(number: int) -> list[str]:
    """Return the cells of the post of that number, invented."""
    start = f"2026-09-{1 + number % 28:02}T08:00:00Z"
    first = [
        f"P-{number:04}", f"Gate {number % 40} north", str(1 + number % 9),
        FIELDS[number % 3], f"U-{number % 30:02}", f"Z-{number % 7};Z-{number % 5 + 7}",
        "yes" if number % 2 else "no", start,
    ]  # fmt: skip
    return first + [f"note {number * (n + 3) % 977} of {n}" for n in range(12)]


class Store:
    """The rows, their history, and what the test wants to go wrong."""

    def __init__(self, count: int) -> None:
        self.rows = {(cells := row_of(n))[0]: cells for n in range(1, count + 1)}
        self.old: dict[str, list[str]] = {}
        self.drafts: dict[str, dict[str, Any]] = {}
        self.answers: dict[str, dict[str, Any]] = {}
        self.changed: dict[str, int] = {}
        self.gone: dict[str, int] = {}
        self.revision = 41
        self.trouble = ""
        self.posts: list[dict[str, Any]] = []
        self.lang, self.direction = "en", "ltr"
        self.words: dict[str, str] = {}
        self.lock = Lock()

    def wire(self, key: str) -> dict[str, Any]:
        """Return a row as the server sends it."""
        cells = self.rows[key]
        finding = "high" if key == "P-0003" else ""
        return {"key": key, "hash": hash_of(cells), "own": key != "P-0005", "cells": cells,
                "finding": finding}  # fmt: skip

    def page(self, after: str, size: int) -> dict[str, Any]:
        """Return a page of the table."""
        keys = [key for key in self.rows if key > after]
        shown = keys[:size]
        return {
            "table": "posts", "revision": self.revision, "may_edit": True,
            "columns": [column_of(*column) for column in COLUMNS],
            "rows": [self.wire(key) for key in shown],
            "drafts": [] if after else list(self.drafts.values()),
            "next": shown[-1] if len(keys) > size else None,
        }  # fmt: skip

    def edit(self, key: str, cells: dict[str, str]) -> None:
        """Change a row as another person would."""
        row = list(self.rows[key])
        self.old[hash_of(row)] = list(row)
        for name, text in cells.items():
            row[NAMES.index(name)] = text
        self.put(key, row)

    def put(self, key: str, row: list[str]) -> None:
        """Write a row and count the revision on."""
        self.revision += 1
        self.rows[key] = row
        self.changed[key] = self.revision

    def changes(self, since: int) -> dict[str, Any]:
        """Return what changed after a revision."""
        keys = [k for k, at in self.changed.items() if at > since and k in self.rows]
        return {
            "table": "posts", "revision": self.revision, "rows": [self.wire(k) for k in keys],
            "gone": [k for k, at in self.gone.items() if at > since],
        }  # fmt: skip

    def save(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Save a change; the same id answers the same."""
        if batch["id"] in self.answers:
            return self.answers[batch["id"]]
        answer: dict[str, Any] = {
            "saved": [], "deleted": [], "drafts": [], "clashes": [], "proposed": [],
        }  # fmt: skip
        for sent in batch["rows"]:
            self.save_row(sent, answer)
        answer["revision"] = self.revision
        answer["findings"] = {"checked": self.revision, "opened": [], "closed": []}
        self.answers[batch["id"]] = answer
        return answer

    def save_row(self, sent: dict[str, Any], answer: dict[str, Any]) -> None:
        """Save one row, or say why not."""
        place = sent["place"]
        now = self.rows.get(place)
        if sent.get("delete"):
            del self.rows[place]
            self.revision += 1
            self.gone[place] = self.revision
            answer["deleted"].append(place)
            return
        clash = self.clash(sent, now)
        if clash:
            answer["clashes"].append(clash)
            return
        row = list(now) if now else [""] * len(NAMES)
        for name, text in sent["cells"].items():
            row[NAMES.index(name)] = text
        errors = errors_of(row)
        if errors:
            draft = {"place": place, "cells": sent["cells"], "errors": errors}
            self.drafts[place] = {**draft, "base": sent["hash"]}
            answer["drafts"].append(draft)
            return
        self.drafts.pop(place, None)
        key = row[0]
        if key == "P-0005":
            answer["proposed"].append(place)
            return
        self.put(key, row)
        self.old[hash_of(row)] = row
        answer["saved"].append({"place": place, "key": key, "hash": hash_of(row), "cells": row})

    def clash(self, sent: dict[str, Any], now: list[str] | None) -> dict[str, Any] | None:
        """Return the columns that two changed differently, nothing where all goes together."""
        if now is None or sent["hash"] in {"", hash_of(now)}:
            return None
        base = self.old[sent["hash"]]
        columns = []
        for name, mine in sent["cells"].items():
            at = NAMES.index(name)
            if now[at] not in {base[at], mine}:
                columns.append({"name": name, "base": base[at], "mine": mine, "theirs": now[at]})
        if not columns:
            return None
        return {"place": sent["place"], "key": sent["place"], "columns": columns,
                "hash": hash_of(now), "gone": False}  # fmt: skip


def errors_of(row: list[str]) -> dict[str, str]:
    """Return the sentences that say what is wrong with a row, by column."""
    errors = {}
    if not row[0]:
        errors["post_id"] = "A post needs an id."
    if row[2] and not row[2].isdigit():
        errors["headcount_min"] = f"“{row[2]}” is not a whole number."
    return errors


def page_of(store: Store) -> str:
    """Return the page that holds the grid."""
    sheets = "".join(
        f'<link rel="stylesheet" href="{path}">' for path in FILES if path.endswith(".css")
    )
    return (
        f'<!doctype html><html lang="{store.lang}" dir="{store.direction}"><head>'
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<title>Posts</title>{sheets}</head><body hx-headers=\'{{"X-CSRFToken": "token"}}\'>'
        '<main><h1>Posts</h1><div id="told" role="status" aria-live="polite"></div>'
        f'<div id="grid" data-table="posts" data-event="demo" data-account="7" data-api="{API}">'
        '</div><script type="application/json" id="grid-words">'
        f"{json.dumps(store.words)}</script></main>"
        '<script type="module" src="/grid.js"></script></body></html>'
    )


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    protocol_version = "HTTP/1.1"
    store: Store

    def log_message(self, *_facts: object) -> None:
        """Stay quiet: the test says what it needs."""

    def say(self, body: str | bytes, kind: str = "application/json", status: int = 200) -> None:
        """Send one answer."""
        data = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(data)

    def tell(self, answer: object) -> None:
        """Send JSON."""
        self.say(json.dumps(answer))

    def do_GET(self) -> None:
        """Answer the page, its files, and the reading half of the contract."""
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        path = parts.path.removeprefix(API)
        reading: dict[str, Callable[[], object]] = {
            "cells/": lambda: self.store.page(asked.get("after", ""), int(asked["size"])),
            "changes/": lambda: self.store.changes(int(asked["since"])),
            "findings/": lambda: {"checked": self.store.revision, "opened": [], "closed": []},
            "targets/unit_id/": lambda: targets_of("U", asked.get("q", "")),
            "targets/zones/": lambda: targets_of("Z", asked.get("q", "")),
        }
        if parts.path in FILES:
            file = FILES[parts.path]
            self.say(file.read_bytes(), KINDS[file.suffix])
        elif path in reading:
            with self.store.lock:
                self.tell(reading[path]())
        elif parts.path in {"/", "/prove/"}:
            self.say(page_of(self.store), "text/html; charset=utf-8")
        else:
            self.say("", "text/plain", 404)

    def do_POST(self) -> None:
        """Answer the writing half, or fail as the test wishes."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        path = urlsplit(self.path).path.removeprefix(API)
        store = self.store
        with store.lock:
            store.posts.append({"path": path, "token": self.headers["X-CSRFToken"], **body})
            if store.trouble == "down":
                self.say("", "text/html", 503)
            elif store.trouble == "ended":
                self.say("<h1>Sign in</h1>", "text/html")
            elif store.trouble == "prove":
                self.say(json.dumps({"code": "prove", "address": "/prove/"}), status=403)
            elif path == "save/":
                answer = store.save(body)
                # The commit is made, and then the cable is cut.
                if store.trouble == "lost-answer":
                    store.trouble = ""
                    self.close_connection = True
                else:
                    self.tell(answer)
            elif path == "draft/":
                self.tell({"errors": {}})
            else:
                for place in body["places"]:
                    store.drafts.pop(place, None)
                self.tell({})


def targets_of(letter: str, wanted: str) -> dict[str, Any]:
    """Return ids that hold the wanted text."""
    found = [f"{letter}-{n:02}" for n in range(30)]
    return {
        "items": [{"id": i, "name": f"Name of {i}"} for i in found if wanted.lower() in i.lower()]
    }


def serve(count: int) -> tuple[Store, str, Callable[[], None]]:
    """Start a server; return its store, its address, and what stops it."""
    store = Store(count)
    handler = type("OfOneStore", (Handler,), {"store": store})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()

    def stop() -> None:
        server.shutdown()
        server.server_close()

    return store, f"http://127.0.0.1:{server.server_port}/", stop
