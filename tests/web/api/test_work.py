"""Saving, words, proposals, workbooks and reports through the API."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from summitry_web.accounts.models import Account
from summitry_web.api.rest.routes.workbooks import XLSX
from summitry_web.intake.models import Report
from summitry_web.journal.models import Entry
from tests.web import made
from tests.web.api.asking import a_token, ask

pytestmark = pytest.mark.django_db
POSTS = "/events/summit/tables/posts"


@pytest.fixture
def event():
    return made.a_planned_event()[0]


@pytest.fixture
def token(event):
    return a_token(Account.objects.get(), event)


def first_row(client, token):
    return ask(client, "get", f"{POSTS}/rows?size=1", token).json()["items"][0]


def a_save(row, **cells):
    return {
        "id": "request-1", "rows": [{"place": row["key"], "hash": row["hash"], "cells": cells}],
    }  # fmt: skip


def test_pages_of_rows_come_to_an_end_with_every_row_once(client, token):
    whole = ask(client, "get", f"{POSTS}/rows?size=500", token).json()
    keys, after = [], ""
    while after is not None:
        page = ask(client, "get", f"{POSTS}/rows?size=4&after={after}", token).json()
        keys += [row["key"] for row in page["items"]]
        after = page["next"]

    assert keys == [row["key"] for row in whole["items"]]
    assert whole["next"] is None


def test_save_is_made_once_and_answers_the_same(client, token, event):
    body = a_save(first_row(client, token), name="Renamed")

    first = ask(client, "post", f"{POSTS}/save", token, body=body)
    again = ask(client, "post", f"{POSTS}/save", token, body=body)
    other = ask(client, "post", f"{POSTS}/save", token, body={**body, "reason": "another"})

    event.refresh_from_db()
    assert first.json()["revision"] == event.revision
    assert first.json() == again.json()
    assert (other.status_code, other.json()["code"]) == (409, "api.id_reused")
    assert Entry.objects.filter(journal="summit", kind="token.used").count() == 1


def test_invalid_row_and_clash_are_told(client, token):
    row = first_row(client, token)
    ask(client, "post", f"{POSTS}/save", token, body=a_save(row, name="Theirs"))
    wrong = {"place": row["key"], "hash": row["hash"], "cells": {"name": "Mine"}}
    new = {"place": "new-1", "cells": {"post_id": "P-999"}}

    told = ask(client, "post", f"{POSTS}/save", token, body={"id": "request-2",
               "rows": [wrong, new]}).json()  # fmt: skip

    assert [each["place"] for each in told["invalid"]] == ["new-1"]
    assert "name" in told["invalid"][0]["errors"]
    assert told["clashes"] == [
        {"place": row["key"], "key": row["key"], "gone": False,
         "hash": first_row(client, token)["hash"],
         "columns": [{"name": "name", "base": row["cells"]["name"], "mine": "Mine",
                      "theirs": "Theirs"}]}
    ]  # fmt: skip


def test_token_without_edit_proposes_what_its_owner_could_edit(client, token, event):
    proposing = a_token(Account.objects.get(), event, "read", "propose")
    row = first_row(client, token)

    told = ask(client, "post", f"{POSTS}/save", proposing, body=a_save(row, name="New")).json()
    listed = ask(client, "get", "/events/summit/proposals", token).json()["items"]
    address = f"/events/summit/proposals/{listed[0]['id']}"
    refused = ask(client, "post", address, proposing, body={"decision": "accept"})
    accepted = ask(client, "post", address, token, body={"decision": "accept"})

    assert (told["saved"], told["proposed"]) == ([], [row["key"]])
    assert listed[0]["cells"] == [
        {"column": "name", "before": row["cells"]["name"], "after": "New"}
    ]
    assert refused.json()["code"] == "api.scope"
    assert accepted.json()["state"] == "accepted"
    assert first_row(client, token)["cells"]["name"] == "New"


def test_history_tells_what_changed(client, token):
    row = first_row(client, token)
    ask(client, "post", f"{POSTS}/save", token, body=a_save(row, name="Renamed"))

    page = ask(client, "get", f"{POSTS}/history/{row['key']}?size=1", token).json()

    assert page["items"][0]["cells"] == [
        {"column": "name", "before": row["cells"]["name"], "after": "Renamed"}
    ]
    assert page["next"] == str(page["items"][0]["revision"])


def test_word_is_said_of_the_row_that_was_seen(client, token):
    row = first_row(client, token)
    said = {"id": "request-3", "table": "posts", "key": row["key"], "kind": "progress"}

    stale = ask(client, "post", "/events/summit/words", token, body={**said, "hash": "0" * 32})
    good = ask(client, "post", "/events/summit/words", token, body={**said, "hash": row["hash"]})
    approval = ask(client, "post", "/events/summit/words", token, body={**said, "kind": "approved"})

    assert (stale.status_code, stale.json()["code"]) == (409, "word.row_changed")
    assert (good.json()["hash"], good.json()["kind"]) == (row["hash"], "progress")
    assert (approval.status_code, approval.json()["code"]) == (400, "api.word")


def test_unit_token_edits_its_units_rows_alone(client, token, event):
    rows = ask(client, "get", f"{POSTS}/rows", token).json()["items"]
    owners = {row["key"]: row["cells"]["owner_unit_id"] for row in rows}
    unit = next(filter(None, owners.values()))
    of_unit = a_token(Account.objects.get(), event, unit=unit)

    own = ask(client, "get", f"{POSTS}/rows", of_unit).json()["items"]

    assert {row["key"]: row["own"] for row in own} == {
        key: owner == unit for key, owner in owners.items()
    }


def test_workbook_goes_down_and_comes_up(client, token):
    row = first_row(client, token)
    book = ask(client, "get", "/events/summit/workbook?table=posts", token)
    ask(client, "post", f"{POSTS}/save", token, body=a_save(row, name="Renamed"))
    from_book = SimpleUploadedFile("book.xlsx", book.content, content_type=XLSX)

    brought = client.post(
        "/api/v1/events/summit/workbooks", {"file": from_book},
        headers={"Authorization": f"Bearer {token}"},
    ).json()  # fmt: skip
    address = f"/events/summit/workbooks/{brought['id']}"
    taken = ask(client, "post", f"{address}/take-in", token, body={})

    assert book.headers["Content-Type"] == XLSX
    assert (brought["items"], brought["next"]) == ([], None)
    assert set(taken.json()["counts"].values()) == {0}
    assert ask(client, "get", address, token).status_code == 404


def test_report_is_taken_in_once(client, token):
    body = {"id": "report-0001", "act": "fire-hazard", "place": "North gate", "words": "Smoke"}

    first = ask(client, "post", "/events/summit/reports", token, body=body)
    again = ask(client, "post", "/events/summit/reports", token, body=body)

    assert (first.json(), again.json()) == ({"number": 1}, {"number": 1})
    assert Report.objects.count() == 1
