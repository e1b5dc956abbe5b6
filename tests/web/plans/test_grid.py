import json

import pytest

from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from tests.web.made import a_grant, a_planned_event, an_account, signed_in

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def place(client):
    event, organiser, _ = a_planned_event()
    signed_in(client, organiser)
    return client, f"/e/{event.slug}/rows/posts/", event


def posted(client, address, body):
    return client.post(address, json.dumps(body), content_type="application/json", **JSON)


def cells_by_key(client, base):
    answer = client.get(f"{base}cells/").json()
    names = [column["name"] for column in answer["columns"]]
    rows = {r["key"]: {**r, "cells": dict(zip(names, r["cells"], strict=True))}
            for r in answer["rows"]}  # fmt: skip
    return answer, rows


def test_valid_rows_are_saved_and_the_rest_stays_a_draft(place):
    client, base, _ = place
    _, rows = cells_by_key(client, base)
    key, row = next(iter(rows.items()))
    body = {
        "id": "save-1", "base": 1,
        "rows": [
            {"place": key, "hash": row["hash"], "cells": {"headcount_min": "7"}},
            {"place": "new-1", "hash": "", "cells": {"post_id": "P-new", "headcount_min": "two"}},
        ],
    }  # fmt: skip

    answer = posted(client, f"{base}save/", body).json()

    _, after = cells_by_key(client, base)
    assert answer["revision"] == 2
    assert [each["key"] for each in answer["saved"]] == [key]
    assert after[key]["cells"]["headcount_min"] == "7"
    assert set(answer["drafts"][0]["errors"]) >= {"headcount_min"}
    drafts = client.get(f"{base}cells/").json()["drafts"]
    assert [draft["place"] for draft in drafts] == ["new-1"]


def test_two_who_change_different_cells_are_merged_and_the_same_cell_clashes(place):
    client, base, _ = place
    _, rows = cells_by_key(client, base)
    key, row = next(iter(rows.items()))
    first = {"id": "a", "rows": [{"place": key, "hash": row["hash"],
                                  "cells": {"headcount_min": "5"}}]}  # fmt: skip
    other = {"id": "b", "rows": [{"place": key, "hash": row["hash"],
                                  "cells": {"name": "Another name"}}]}  # fmt: skip
    same = {"id": "c", "rows": [{"place": key, "hash": row["hash"],
                                 "cells": {"headcount_min": "9"}}]}  # fmt: skip

    posted(client, f"{base}save/", first)
    merged = posted(client, f"{base}save/", other).json()
    clash = posted(client, f"{base}save/", same).json()

    assert merged["clashes"] == []
    (told,) = clash["clashes"]
    assert told["columns"] == [
        {"name": "headcount_min", "base": row["cells"]["headcount_min"], "mine": "9", "theirs": "5"}
    ]
    again = {"id": "d", "rows": [{"place": key, "hash": told["hash"],
                                  "cells": {"headcount_min": "9"}}]}  # fmt: skip
    assert posted(client, f"{base}save/", again).json()["clashes"] == []


def test_row_with_another_key_is_the_same_row_and_never_takes_the_place_of_one(place):
    client, base, event = place
    _, rows = cells_by_key(client, base)
    (first, row), (second, other) = list(rows.items())[:2]
    renamed = {"place": first, "hash": row["hash"], "cells": {"post_id": "P-renamed"}}
    onto = {"place": second, "hash": other["hash"], "cells": {"post_id": "P-renamed"}}

    answer = posted(client, f"{base}save/", {"id": "r", "rows": [renamed]}).json()
    refused = posted(client, f"{base}save/", {"id": "s", "rows": [onto]}).json()

    _, after = cells_by_key(client, base)
    event.refresh_from_db()
    assert [(each["place"], each["key"]) for each in answer["saved"]] == [(first, "P-renamed")]
    assert answer["deleted"] == []
    assert (list(refused["drafts"][0]["errors"]), event.revision) == (["post_id"], 2)
    assert set(after) == {*rows, "P-renamed"} - {first}
    assert after[second]["cells"] == other["cells"]


def test_double_click_saves_once(place):
    client, base, event = place
    _, rows = cells_by_key(client, base)
    key, row = next(iter(rows.items()))
    body = {"id": "same", "rows": [{"place": key, "hash": row["hash"], "delete": True}]}

    first = posted(client, f"{base}save/", body).json()
    again = posted(client, f"{base}save/", body).json()

    event.refresh_from_db()
    assert (first["deleted"], first["revision"], event.revision) == ([key], 2, 2)
    assert again["clashes"] == []


def test_row_of_another_unit_becomes_a_proposal_that_the_unit_accepts(client):
    event, organiser, _ = a_planned_event()
    planner = an_account()
    a_grant(planner, event, Role.PLANNER, unit="other-unit", clearance=Marking.AMBER)
    signed_in(client, planner)
    base = f"/e/{event.slug}/rows/posts/"
    _, rows = cells_by_key(client, base)
    key, row = next(iter(rows.items()))
    changed = {"place": key, "hash": row["hash"], "cells": {"headcount_min": "8"}}
    body = {"id": "p", "reason": "Too few", "rows": [changed]}

    answer = posted(client, f"{base}save/", body).json()
    again = posted(client, f"{base}save/", body).json()

    assert (row["own"], answer["proposed"], again["proposed"]) == (False, [key], [key])
    event.refresh_from_db()
    assert event.revision == 1
    signed_in(client, organiser)
    page = client.get(f"/e/{event.slug}/proposals/").content.decode()
    assert "Too few" in page
    done = client.post(f"/e/{event.slug}/proposals/{_number(page)}/", {"decision": "accept"})
    _, after = cells_by_key(client, base)
    assert (done.status_code, after[key]["cells"]["headcount_min"]) == (302, "8")


def test_who_proposes_sees_it_wait_and_who_decides_finds_it_on_the_desk(client):
    event, organiser, _ = a_planned_event()
    planner = an_account()
    a_grant(planner, event, Role.PLANNER, unit="U-9", clearance=Marking.RED)
    signed_in(client, planner)

    sent = client.post(
        f"/e/{event.slug}/rows/posts/row/P-aid/",
        {"cell-name": "Aid post, east"}, follow=True,
    )  # fmt: skip
    own_desk = client.get(f"/e/{event.slug}/desk/").content.decode()
    signed_in(client, organiser)
    desk = client.get(f"/e/{event.slug}/desk/").content.decode()

    told = f"Decide on the change of P-aid (Posts) that S-{planner.pk:03} proposes."
    assert sent.redirect_chain[-1][0] == f"/e/{event.slug}/proposals/"
    assert "Aid post, east" in sent.content.decode()
    assert (told in own_desk, told in desk) == (False, True)


def _number(page):
    return page.split('action="/e/summit/proposals/')[1].split("/")[0]


def test_malformed_save_is_refused_in_a_sentence(place):
    client, base, _ = place

    answer = client.post(f"{base}save/", "{", content_type="application/json", **JSON)

    assert answer.status_code == 400
    assert answer.json()["code"] == "save.malformed"


def test_pages_of_tables_rows_and_history_show(place):
    client, base, event = place
    _, rows = cells_by_key(client, base)
    key = next(iter(rows))

    pages = [client.get(each) for each in (
        "/", f"/e/{event.slug}/rows/", base, f"{base}new/", f"{base}row/{key}/",
        f"{base}history/{key}/", f"/e/{event.slug}/proposals/", f"/e/{event.slug}/rows/shifts/",
    )]  # fmt: skip

    assert [each.status_code for each in pages] == [200] * len(pages)


def test_form_keeps_what_is_wrong_and_says_where(place):
    client, base, _ = place
    _, rows = cells_by_key(client, base)
    key, row = next(iter(rows.items()))

    answer = client.post(f"{base}row/{key}/", {"hash": row["hash"], "cell-headcount_min": "many"})

    assert answer.status_code == 400
    assert 'id="error-headcount_min"' in answer.content.decode()
    drafts = client.get(f"{base}cells/").json()["drafts"]
    assert drafts[0]["cells"] == {"headcount_min": "many"}


def test_form_saves_and_history_says_who(place):
    client, base, _ = place
    _, rows = cells_by_key(client, base)
    key, row = next(iter(rows.items()))

    sent = {"hash": row["hash"], "cell-headcount_min": "6", "reason": "More guests"}
    answer = client.post(f"{base}row/{key}/", sent)

    page = client.get(f"{base}history/{key}/").content.decode()
    assert answer.status_code == 302
    assert "More guests" in page


def test_row_under_another_key_is_not_half_saved_and_half_proposed(client):
    event, organiser, _ = a_planned_event()
    planner = an_account()
    a_grant(planner, event, Role.PLANNER, unit="U-1", clearance=Marking.AMBER)
    signed_in(client, planner)
    base = f"/e/{event.slug}/rows/posts/"
    _, rows = cells_by_key(client, base)
    key, row = next((k, r) for k, r in rows.items() if r["cells"]["owner_unit_id"] == "U-1")
    moved = {"post_id": "P-moved", "owner_unit_id": "U-2"}

    answer = posted(client, f"{base}save/", {"id": "m", "rows": [
        {"place": key, "hash": row["hash"], "cells": moved}]}).json()  # fmt: skip

    assert (answer["deleted"], answer["proposed"]) == ([], [key])
    signed_in(client, organiser)
    assert key in cells_by_key(client, base)[1]


def test_row_does_not_take_the_key_of_another(place):
    client, base, _ = place
    _, rows = cells_by_key(client, base)
    (key, row), (other, _) = list(rows.items())[:2]

    answer = posted(client, f"{base}save/", {"id": "k", "rows": [
        {"place": key, "hash": row["hash"], "cells": {"post_id": other}}]}).json()  # fmt: skip

    assert (answer["saved"], [each["place"] for each in answer["drafts"]]) == ([], [key])
    assert cells_by_key(client, base)[1].keys() == rows.keys()


def test_new_row_that_is_sent_again_is_saved_and_no_draft(place):
    client, base, _ = place
    _, rows = cells_by_key(client, base)
    cells = {**next(iter(rows.values()))["cells"], "post_id": "P-twice"}
    body = {"id": "twice", "rows": [{"place": "new-1", "cells": cells}]}

    first = posted(client, f"{base}save/", body).json()
    again = posted(client, f"{base}save/", body).json()

    assert first["revision"] == again["revision"] == 2
    assert (again["saved"], again["drafts"]) == (first["saved"], [])


def test_other_rows_under_a_used_id_are_not_lost(place):
    client, base, _ = place
    _, rows = cells_by_key(client, base)
    key, row = next(iter(rows.items()))

    for count in ("5", "6"):
        now = cells_by_key(client, base)[1][key]
        posted(client, f"{base}save/", {"id": "used", "rows": [
            {"place": key, "hash": now["hash"], "cells": {"headcount_min": count}}]})  # fmt: skip

    assert row["cells"]["headcount_min"] != "6"
    assert cells_by_key(client, base)[1][key]["cells"]["headcount_min"] == "6"


@pytest.mark.parametrize("size", ["-5", "x", "9" * 30, "0", "1.5", "٣"])
def test_any_size_is_answered(place, size):
    client, base, _ = place

    assert client.get(f"{base}cells/", {"size": size}).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {"id": "", "rows": []},
        {"id": "x" * 41, "rows": []},
        {"id": "x", "rows": [{"place": "p" * 401}]},
        {"id": "x", "rows": [{"place": "p", "hash": "h" * 33}]},
    ],
)
def test_what_no_browser_makes_is_refused(place, body):
    client, base, _ = place

    answer = posted(client, f"{base}save/", body)

    assert (answer.status_code, answer.json()["code"]) == (400, "save.malformed")


def test_rows_of_a_bulk_table_are_not_saved_by_the_grid(place):
    client, _, event = place
    base = f"/e/{event.slug}/rows/shifts/"

    for what, body in (("save", {"id": "b", "rows": []}), ("draft", {"rows": [{"place": "p"}]})):
        assert posted(client, f"{base}{what}/", body).status_code == 404
