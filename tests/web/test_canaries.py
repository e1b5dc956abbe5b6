"""What is above a reader's clearance is met by them nowhere: on no page, in no file or message."""

import io
import logging
import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import get_resolver

from summitry.plan.terms import Marking
from summitry_web.accounts.access import PROVED
from summitry_web.accounts.models import Account
from summitry_web.accounts.pages import CLOCK
from summitry_web.accounts.roles import VERBS, Role, Verb
from summitry_web.api.actions.calendars import renew
from summitry_web.api.actions.digests import send_due, wish
from summitry_web.api.rest.site import document
from summitry_web.events.models import Event
from summitry_web.plans import pulse
from summitry_web.plans.access import rows_for
from summitry_web.plans.models import FoundFinding
from tests.web import canaries
from tests.web.answers import said
from tests.web.api.asking import a_token, ask
from tests.web.canaries import TEXTS, TOKEN
from tests.web.made import AT, a_grant, an_account, an_actor, an_event, signed_in
from tests.web.matrix import EVENT, SAMPLE, SAMPLES, addresses

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

READERS = {
    "planner": (Role.PLANNER, "U-9", Marking.AMBER),
    "strict planner": (Role.PLANNER, "U-9", Marking.AMBER_STRICT),
    "green planner": (Role.PLANNER, "U-9", Marking.GREEN),
    "reader": (Role.READER, "", Marking.GREEN),
    "reporter": (Role.REPORTER, "U-8", Marking.GREEN),
    "triage": (Role.TRIAGE, "", Marking.GREEN),
    "auditor": (Role.AUDITOR, "", Marking.GREEN),
    "outsider": None,
    "visitor": None,
}
OPEN_TO = {"planner": "A", "strict planner": "A"}
"""The canaries that a reader is cleared for."""
FORMATS = ("?format=csv", "?format=xlsx", "?format=json", "?q=canary", "?all=1")
LISTED = b"sort="
"""What stands on pages with a list, which can be searched and taken along."""
COUNT = 50
WORLDS = {EVENT: "RSA", "matrix-mild": "A", "matrix-bare": ""}
"""The canaries of each event; names of one length, so that nothing is cut elsewhere."""
COMPARED = ("planner", "green planner", "reader", "triage", "reporter", "auditor")
OWN = re.compile(
    rb"findings/above/[0-9a-f]+|data-who=\"[0-9a-f]+\"|"
    rb"name=\"client_id\" value=\"[0-9a-f]+\"|name=\"place\" value=\"new-[0-9a-f]+\"|"
    rb"name=\"entry_id\" value=\"[0-9a-f]+\"|"
    rb"name=\"happened\" value=\"[0-9T:-]+\""
)
"""Names made with the event's own number, and those that a form has anew each time."""
KINDS = ("000", "file", "word", "comment", "proposal", "reason")


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    settings.CHECKER = ""
    settings.HOME = tmp_path


class Planted(NamedTuple):
    """An event full of canaries, its organiser, and the places of the canaries that are rows."""

    event: Event
    organiser: Account
    keys: list[tuple[str, str]]


@pytest.fixture
def planted():
    organiser = an_account()
    event, actor = canaries.an_event_of(EVENT, organiser)
    keys = canaries.planted(actor, event)
    canaries.plant_baseline(actor, event)
    return Planted(event, organiser, keys)


class Asking:
    """One reader, signed in where they are somebody."""

    def __init__(self, name: str, *events) -> None:
        self.name, self.client = name, Client()
        self.account = None
        if name == "visitor":
            return
        self.account = an_account(f"Synthetic {name}")
        terms = READERS[name]
        if terms is None:
            a_grant(self.account, an_event(f"elsewhere-{self.account.pk}"))
        else:
            for event in events:
                a_grant(self.account, event, *terms)
        signed_in(self.client, self.account)

    @property
    def verbs(self):
        terms = READERS[self.name]
        return VERBS[terms[0]] if terms else frozenset()

    def met(self, content: bytes) -> bool:
        """Say whether the content has a canary that the reader may not meet."""
        return bool({*canaries.tokens_in(content)} - {*OPEN_TO.get(self.name, "")})


def told(answer) -> bytes:
    """Return everything that an answer says, with what an archive in it holds."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    heads = str(answer.headers).encode()
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"".join(archive.read(each) for each in archive.namelist())
    return content + heads


def paths() -> list[str]:
    """Return every address: of the event, of accounts and of everybody."""
    skipped = ("/api/", "/accounts/sign-out")
    found = {each.path for each in addresses(get_resolver())}
    return sorted(each for each in found if not each.startswith(skipped))


def of_event(slug: str) -> list[str]:
    return [each.replace(EVENT, slug) for each in paths() if EVENT in each]


def tables_filled(found: list[str]) -> list[str]:
    """Return the addresses with tables that there are where they take one."""
    filled = set(found)
    for path in found:
        if f"/rows/{SAMPLE}/" in path:
            filled |= {path.replace(f"/rows/{SAMPLE}/", f"/rows/{each}/") for each in TEXTS}
    return sorted(filled)


def numbered(found: list[str], *numbers: int) -> list[str]:
    """Return the addresses of the first things of those that are counted."""
    sample = SAMPLES["int"]
    return [p.replace(sample, str(n)) for p in found if sample in p for n in numbers]


def everywhere(slug: str) -> list[str]:
    found = of_event(slug)
    found += numbered(found, *range(1, 5))
    mine = [each for each in paths() if EVENT not in each]
    # A row that everybody may read, and that was changed together with canaries.
    beside = [f"/e/{slug}/rows/objectives/{each}/O-1/" for each in ("row", "history")]
    return sorted({*tables_filled(found), *mine, *beside})


def of_canaries(planted: "Planted") -> list[str]:
    """Return the addresses of the canaries themselves, and of findings about them."""
    slug = planted.event.slug
    keys = [
        (table, key) for table, key in planted.keys if table in TEXTS and key[7] in canaries.LETTERS
    ]
    rows = [own for own, *_ in own_paths(keys) if "/rows/" not in own]
    rows += [f"/e/{slug}/rows/{table}/row/{quote(key)}/" for table, key in keys]
    found = FoundFinding.objects.filter(event=planted.event, key__startswith=TOKEN)
    return [*rows, *(f"/e/{slug}/findings/{each.identity}/" for each in found)]


def own_paths(keys) -> list[tuple[str, str, str, str]]:
    """Return addresses with a canary in them, those with nothing's, and the two keys."""
    simple = sorted(set(SAMPLES.values()) | {SAMPLE})
    found = []
    for path in of_event(EVENT):
        places = [part for part in path.split("/") if part in simple]
        for table, key in keys if places else ():
            words = (table, key) if len(places) > 1 else (key,)
            parts = iter(words)
            filled = "/".join(
                quote(next(parts, part)) if part in simple else part for part in path.split("/")
            )
            none = f"{key[:-3]}999"
            found.append((filled, filled.replace(key, none), key, none))
    return found


def pages_met(asking: Asking, slug: str) -> Iterator[str]:
    """Yield the addresses that tell the reader of a canary, as a page or as a file."""
    for path in everywhere(slug):
        content = told(asking.client.get(path))
        if asking.met(content):
            yield path
        for wished in FORMATS if LISTED in content else ():
            if asking.met(told(asking.client.get(path + wished))):
                yield path + wished


def rows_met(asking: Asking, planted: Planted) -> Iterator[str]:
    """Yield the keys of canaries that the reader is given as rows."""
    actor = an_actor(asking.account, planted.event)
    for table, key in planted.keys:
        found = rows_for(actor, planted.event, table, at=AT).filter(key=key)
        if asking.met(key.encode()) and found.exists():
            yield key


def asked_of_the_api(event) -> list[str]:
    """Return what the API's readers can ask, of tables with pages and of canaries."""
    found = []
    for path, ways in document()["paths"].items():
        if "get" not in ways:
            continue
        filled = path.removeprefix("/api/v1").replace("{event}", event.slug)
        for table in TEXTS if "{table}" in filled else ("",):
            for key in (f"{TOKEN}-{letter}-000" for letter in canaries.LETTERS):
                made = filled.replace("{table}", table).replace("{key}", key)
                found.append(re.sub(r"{\w+}", "1", made))
    return sorted(set(found))


def api_met(asking: Asking, event) -> Iterator[str]:
    """Yield what the API tells the reader of a canary."""
    if Verb.MANAGE_TOKENS not in asking.verbs:
        return
    token = a_token(asking.account, event)
    statuses = set()
    for path in asked_of_the_api(event):
        answer = ask(Client(), "GET", path, token)
        statuses.add(answer.status_code)
        if asking.met(said(told(answer), *re.findall(rf"{TOKEN}-\w-000", path))):
            yield f"api {path}"
    assert 200 in statuses, asking.name


def messages_met(asking: Asking, event, mailoutbox) -> Iterator[str]:
    """Yield which of calendar, mail and open page tell the reader of a canary."""
    now = CLOCK.now()
    secret = renew(asking.account, {PROVED: now.timestamp()}, at=now)
    wish(asking.account, rhythm="daily", hour=0, zone="UTC", at=AT)
    if asking.met(told(Client().get(f"/calendar/{secret}.ics"))):
        yield "calendar"
    mailoutbox.clear()
    send_due(now)
    mine = [each for each in mailoutbox if each.to == [asking.account.email]]
    if any(asking.met(str(each.message()).encode()) for each in mine):
        yield "digest"
    actor = an_actor(asking.account, event)
    tables = pulse.tables_since(actor, event, after=1, until=event.revision, at=AT)
    if "A" not in OPEN_TO.get(asking.name, "") and tables not in {(), ("objectives",)}:
        yield f"stream {tables}"


def test_there_are_fifty_of_each_marking_and_of_all_that_has_a_page():
    every, tables = canaries.copied(), canaries.simple_tables()

    assert (len(every) >= COUNT, set(TEXTS) - set(tables)) == (True, set())
    assert tables == every or not canaries.FULL


def test_nobody_meets_a_canary_above_their_clearance_and_others_meet_every_kind(
    planted, caplog, mailoutbox
):
    event = planted.event
    cleared = signed_in(Client(), planted.organiser)
    cleared_paths = [*everywhere(event.slug), *of_canaries(planted)]
    content = b"".join(told(cleared.get(path)) for path in cleared_paths)
    kinds = {each.decode() for each in re.findall(rb"CANARY-(\w-[a-z0-9]+)", content)}
    caplog.set_level(logging.INFO)
    caplog.clear()

    leaks = {}
    for name, terms in READERS.items():
        asking = Asking(name, event)
        met = [*pages_met(asking, event.slug)]
        if terms:
            met += [*rows_met(asking, planted), *messages_met(asking, event, mailoutbox)]
        logged = [each for each in caplog.records if TOKEN in each.getMessage()]
        leaks[name] = [*met, *map(str, logged), *api_met(asking, event)]
        caplog.clear()

    assert leaks == {name: [] for name in READERS}
    assert kinds >= {
        *(f"{letter}-{kind}" for letter in "RSA" for kind in KINDS),
        "R-note", "R-returned", "P-report", "P-place", "P-draft",
    }  # fmt: skip


def some_of(keys):
    """Return all in a full run, else those of two tables: each is asked at every address."""
    shown = TEXTS if canaries.FULL else TEXTS[:2]
    return [(table, key) for table, key in keys if table in shown]


def test_address_of_a_canary_answers_like_one_of_nothing(planted):
    differing = {}
    for name in READERS:
        asking = Asking(name, planted.event)
        above = [
            (table, key)
            for table, key in planted.keys
            if table in TEXTS and asking.met(key.encode())
        ]
        differing[name] = [
            (own, found.status_code, nothing.status_code)
            for own, missing, key, none in own_paths(some_of(above))
            for found, nothing in [(asking.client.get(own), asking.client.get(missing))]
            if found.status_code != nothing.status_code
            or said(told(found), key) != said(told(nothing), none)
        ]

    assert differing == {name: [] for name in READERS}


def seen_of(asking: Asking, slug: str) -> dict[str, str]:
    """Return what the reader is told at each address, without the event's own name."""
    found = {}
    for path in everywhere(slug):
        # Not what is of one's account and roles in every event; nor the journal, which numbers its
        # entries, also those on a canary; nor paper, which bears its moment and the plan's hash.
        if slug not in path or any(f"/{each}/" in path for each in ("journal", "access", "print")):
            continue
        content = told(asking.client.get(path))
        wishes = ("?format=csv",) if LISTED in content else ()
        files = {wished: told(asking.client.get(path + wished)) for wished in wishes}
        for wished, each in {"": content, **files}.items():
            bare = OWN.sub(b"", said(each, slug))
            found[(path + wished).replace(slug, "")] = bare.decode(errors="replace")
    return found


def first_difference(one: str, other: str) -> tuple[str, str]:
    """Return the surroundings of the first letter in which the two differ."""
    pairs = enumerate(zip(one, other, strict=False))
    at = next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
    return one[max(0, at - 60) : at + 60], other[max(0, at - 60) : at + 60]


def test_a_canary_changes_nothing_that_others_are_shown_nor_any_count():
    organiser, events = an_account(), {}
    for slug, letters in WORLDS.items():
        event, actor = canaries.an_event_of(slug, organiser)
        canaries.planted(actor, event, letters)
        # A trial event's clock counts what everybody does there, and every page tells its moment.
        Event.objects.filter(pk=event.pk).update(deeds=1_000)
        events[slug] = event

    differing = {}
    for name in COMPARED:
        asking = Asking(name, *events.values())
        full, other = EVENT, "matrix-mild" if name in OPEN_TO else "matrix-bare"
        seen, bare = seen_of(asking, full), seen_of(asking, other)
        differing[name] = [
            (path, *first_difference(seen[path], bare[path]))
            for path in seen
            if seen[path] != bare[path]
        ]

    assert differing == {name: [] for name in COMPARED}
