"""Fifty rows above TLP:GREEN that nobody without clearance may meet: on no page, in no file."""

import io
import logging
import zipfile
from urllib.parse import quote

import pytest
from django.urls import get_resolver
from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.plan.change import Edit
from summitry.plan.tables import TABLES
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.plans.access import rows_for
from summitry_web.plans.actions.rows import committed, locked
from summitry_web.plans.checking import bring_up
from tests.plans.small import small
from tests.web.made import (
    AT,
    a_grant,
    a_planned_event,
    an_account,
    an_actor,
    an_event,
    signed_in,
)
from tests.web.matrix import EVENT, SAMPLE, SAMPLES, addresses

pytestmark = pytest.mark.django_db

COUNT = 50
TOKEN = "CANARY"  # noqa: S105  # no secret: what is searched for
READERS = {
    "planner": (Role.PLANNER, "U-9", Marking.AMBER),
    "reader": (Role.READER, "", Marking.GREEN),
    "reporter": (Role.REPORTER, "", Marking.GREEN),
    "triage": (Role.TRIAGE, "", Marking.GREEN),
    "auditor": (Role.AUDITOR, "", Marking.GREEN),
    "outsider": None,
}
FORMATS = ("", "?format=csv", "?format=xlsx", "?q=canary")


def canary(table, row, number):
    """Return the row as a canary: marked red, its key and every free text a token of its own."""
    declared = TABLES[table]
    made = replace(row, marking=Marking.RED, **{declared.key[0]: f"{TOKEN}-{number:02}"})
    for column in declared.columns:
        given = getattr(made, column.name)
        if type(given) is str and column.id_type is None and column.name not in declared.key:
            try:
                made = replace(made, **{column.name: f"{TOKEN}-{number:02} {column.name}"})
            except SummitryError:
                continue  # A text of a certain form: the others of the row carry the token.
    return Edit(table, declared.key_of(made), made)


def canaries():
    snapshot, _ = small()
    # A limit's id is one of the catalogue's own names.
    kept = {
        name: next(iter(snapshot.tables[name].values()))
        for name, table in TABLES.items()
        if not table.bulk and not table.singleton and name != "limits" and snapshot.size(name)
    }
    simple = [
        name
        for name, row in kept.items()
        if len(TABLES[name].key) == 1 and type(getattr(row, TABLES[name].key[0])) is str
    ]
    found = []
    for number, name in enumerate(simple[:COUNT]):
        row = next(iter(snapshot.tables[name].values()))
        found.append(canary(name, row, number))
    return found


@pytest.fixture
def planned(settings):
    settings.CHECKER = ""
    event, _organiser, actor = a_planned_event(EVENT)
    edits = canaries()
    committed(locked(event), edits, actor=actor, at=AT, kind="edit")
    event.refresh_from_db()
    bring_up(event.pk)
    return event, [(edit.table, edit.key) for edit in edits]


def reader_of(name, event, client):
    account = an_account(f"Synthetic {name}")
    terms = READERS[name]
    if terms is None:
        a_grant(account, an_event("elsewhere"))
    else:
        role, unit, clearance = terms
        a_grant(account, event, role, unit, clearance)
    return signed_in(client, account), an_actor(account, event)


def told(answer):
    """Return everything that an answer says, with what an archive in it holds."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    heads = str(answer.headers).encode()
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"".join(archive.read(each) for each in archive.namelist())
    return content + heads


def paths():
    return sorted({each.path for each in addresses(get_resolver()) if EVENT in each.path})


def own_paths(keys):
    """Return the addresses that take a table and a key, with those of the canaries in them."""
    simple = sorted(set(SAMPLES.values()) | {SAMPLE})
    found = []
    for path in paths():
        places = [part for part in path.split("/") if part in simple]
        for table, key in keys if places else ():
            words = (table, key) if len(places) > 1 else (key,)
            parts = iter(words)
            filled = "/".join(
                quote(next(parts, part)) if part in simple else part for part in path.split("/")
            )
            found.append((filled, filled.replace(key, f"{key[:-2]}99")))
    return found


def test_there_are_fifty_of_them_in_as_many_tables(planned):
    _, keys = planned

    assert (len(keys), len({table for table, _ in keys})) == (COUNT, COUNT)


@pytest.mark.parametrize("name", READERS)
def test_no_page_list_or_export_tells_of_a_canary(planned, client, caplog, mailoutbox, name):
    event, _ = planned
    caplog.set_level(logging.INFO)
    reader, _actor = reader_of(name, event, client)

    leaks = []
    for path in paths():
        for wish in FORMATS:
            answer = reader.get(path + wish)
            content = told(answer).replace(b"canary", b"") if "?q" in wish else told(answer)
            if TOKEN.encode() in content:
                leaks.append(path + wish)

    assert leaks == []
    assert [each for each in caplog.records if TOKEN in each.getMessage()] == []
    assert [each for each in mailoutbox if TOKEN in str(each.message())] == []


@pytest.mark.parametrize("name", READERS)
def test_address_of_a_canary_answers_like_one_of_nothing(planned, client, name):
    event, keys = planned
    reader, _actor = reader_of(name, event, client)

    differing = []
    for own, missing in own_paths(keys[:6]):
        found, nothing = reader.get(own), reader.get(missing)
        if found.status_code != nothing.status_code:
            differing.append((own, found.status_code, nothing.status_code))

    assert differing == []


@pytest.mark.parametrize("name", [name for name in READERS if name != "outsider"])
def test_no_canary_is_counted(planned, client, name):
    event, keys = planned
    _client, actor = reader_of(name, event, client)

    met = [
        key for table, key in keys if rows_for(actor, event, table, at=AT).filter(key=key).exists()
    ]

    assert met == []
