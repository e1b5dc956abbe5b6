"""The evidence pack: what is in it for whom, and that it was taken along."""

import pytest

from summitry.cli.main import main
from summitry.operations.bodies import Incident
from summitry.operations.verify import verify_pack
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.journal import access as journal_access
from summitry_web.operations.store import service
from tests.web.made import signed_in
from tests.web.operations.made import somebody
from tests.web.operations.made_day import a_day, a_reader, said

pytestmark = pytest.mark.django_db

PAGE = "/e/summit/papers/evidence/"


def a_signed_day(**cells):
    """Return the event and its commander once an amber and a red entry are signed."""
    event, account = a_day()
    said(event, account, Incident(title="Amber"), **cells)
    said(event, account, Incident(title="CANARY"), marking=Marking.RED)
    service.end_local()
    return event, account


def taken(client, marking=Marking.AMBER, form="lines"):
    answer = client.post(PAGE, {"marking": marking, "form": form})
    assert answer.status_code == 200, answer.content.decode()
    return b"".join(answer.streaming_content)


def logs(content):
    found = verify_pack(content.splitlines(keepends=True))
    assert found.faults == ()
    return [(log.size, log.hidden) for log in found.logs]


def noted():
    wanted = journal_access.Wanted(kind="evidence.taken")
    return [(each.subject, dict(each.facts)) for each in journal_access.entries("summit", wanted)]


def test_what_is_above_the_marking_goes_in_as_its_hash_alone(client):
    _, account = a_signed_day()
    signed_in(client, account)

    packs = [taken(client, each) for each in (Marking.AMBER, Marking.RED)]

    assert [logs(each) for each in packs] == [[(2, 1)], [(2, 0)]]
    assert noted() == [
        ("CP-1", {"marking": "TLP:RED", "form": "lines"}),
        ("CP-1", {"marking": "TLP:AMBER", "form": "lines"}),
    ]


def test_the_page_is_accepted_by_verify(client, tmp_path, capsys):
    _, account = a_signed_day()
    signed_in(client, account)
    path = tmp_path / "evidence.html"

    path.write_bytes(taken(client, form="page"))

    assert main(["verify", str(path)]) == 0
    assert "signed up to entry 2" in capsys.readouterr().out


def test_above_amber_it_takes_a_fresh_proof(client):
    _, account = a_signed_day()
    signed_in(client, account, proved=False)

    answer = client.post(PAGE, {"marking": Marking.RED, "form": "lines"})

    assert answer.status_code == 302
    assert "/accounts/" in answer.headers["Location"]
    assert noted() == []
    assert logs(taken(client)) == [(2, 1)]


def test_above_a_clearance_nothing_is_offered_or_given(client):
    event, _ = a_signed_day()
    officer, _ = somebody(event, Role.WATCH_OFFICER, Marking.AMBER)
    signed_in(client, officer)

    page = client.get(PAGE).content.decode()
    answer = client.post(PAGE, {"marking": Marking.RED, "form": "lines"})

    assert '<option value="TLP:RED">' not in page
    assert answer.status_code == 404
    assert noted() == []


def test_above_amber_a_unit_alone_takes_nothing_along(client):
    event, _ = a_signed_day()
    officer, _ = somebody(event, Role.WATCH_OFFICER, unit="U-1")
    signed_in(client, officer)

    refused = client.post(PAGE, {"marking": Marking.AMBER_STRICT, "form": "lines"})

    assert refused.status_code == 404
    assert logs(taken(client)) == [(2, 1)]


def test_who_may_only_read_takes_nothing_along(client):
    event, _ = a_signed_day()
    signed_in(client, a_reader(event))

    statuses = [client.get(PAGE).status_code, client.post(PAGE, {}).status_code]

    assert statuses == [404, 404]
    assert noted() == []


def test_before_the_first_entry_there_is_nothing_to_take_and_nothing_is_noted(client):
    _, account = a_day()
    signed_in(client, account)

    answer = client.post(PAGE, {"marking": Marking.AMBER, "form": "lines"})

    assert answer.status_code == 400
    assert "There is no entry to make evidence of." in answer.content.decode()
    assert noted() == []
