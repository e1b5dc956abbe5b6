"""Incidents: opened, reported by METHANE, moved on, closed; each entry once."""

import pytest

from summitry.operations import situation
from summitry.operations.bodies import FieldReport, Incident, IncidentStatus
from summitry.plan.terms import Marking, Severity
from summitry_web.accounts.roles import Role
from tests.web.operations.made import somebody
from tests.web.operations.made_day import EARLY, a_day, a_reader, record_of, said
from tests.web.operations.made_forms import a_client, made, refused, sent, shown

pytestmark = pytest.mark.django_db

LETTERS = {f"letter-{number}": f"Letter {number}" for number in range(7)}


def opened(client, **cells):
    return made(client, "incidents/", **{"title": "Smoke", "severity": "high", **cells})


def test_an_incident_is_opened_where_it_is_and_listed():
    event, account = a_day()
    client = a_client(account)

    entry = opened(client, place="sites/hall", title="Smoke <i>")

    (stands,) = situation.incidents(record_of(event))
    assert (stands.event.entry_id, stands.title, stands.severity, stands.status) == (
        entry, "Smoke <i>", Severity.HIGH, IncidentStatus.OPEN,
    )  # fmt: skip
    assert (stands.event.place.table, stands.event.place.key) == ("sites", "hall")
    assert stands.event.marking is Marking.AMBER
    page = shown(client, "incidents/")
    assert "Smoke &lt;i&gt;" in page
    assert "Hall (hall)" in page


def test_sent_twice_it_is_one_incident():
    event, account = a_day()
    client = a_client(account)
    cells = {"entry_id": "a" * 32, "title": "Smoke", "severity": "high"}

    first, second = made(client, "incidents/", **cells), made(client, "incidents/", **cells)

    assert first == second == "a" * 32
    assert len(situation.incidents(record_of(event))) == 1


def test_other_words_under_the_same_id_are_refused_and_not_lost_silently():
    event, account = a_day()
    client = a_client(account)
    made(client, "incidents/", entry_id="a" * 32, title="Smoke", severity="high")

    page = refused(client, "incidents/", entry_id="a" * 32, title="Flood", severity="high")

    assert "There is another entry under the id" in page
    assert [each.title for each in situation.incidents(record_of(event))] == ["Smoke"]


def test_a_report_by_methane_belongs_to_the_incident():
    event, account = a_day()
    client = a_client(account)
    entry = opened(client)
    cells = {"entry_id": "b" * 32, "deed": "methane", **LETTERS}

    sent(client, f"incidents/{entry}/", **cells)
    sent(client, f"incidents/{entry}/", **cells)

    record = record_of(event)
    (report,) = record.said(FieldReport)
    (stands,) = situation.incidents(record)
    assert report.body.methane == tuple(LETTERS.values())
    assert stands.reports == (report.event.entry_id,)
    page = shown(client, f"incidents/{entry}/")
    assert "Exact location" in page
    assert "Letter 6" in page


def test_it_moves_on_and_is_closed():
    event, account = a_day()
    client = a_client(account)
    entry = opened(client)

    sent(client, f"incidents/{entry}/", deed="change", status="contained", text="Fire is out")
    sent(client, f"incidents/{entry}/", deed="change", severity="low")
    sent(client, f"incidents/{entry}/", deed="change", status="closed")

    (stands,) = situation.incidents(record_of(event))
    assert (stands.status, stands.severity) == (IncidentStatus.CLOSED, Severity.LOW)
    assert "Fire is out" in shown(client, f"incidents/{entry}/")
    assert "No incident is open." in shown(client, "board/")


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"title": "Smoke", "severity": "grave"}, "“grave” cannot be chosen here"),
        (
            {"title": "Smoke", "severity": "low", "place": "sites/moon"},
            "no row “moon” that you may see",
        ),
        ({"title": "Smoke", "severity": "low", "scope": "U-99"}, "no row “U-99” that you may see"),
        ({"title": "Smoke", "severity": "low", "marking": "secret"}, "“secret” cannot be chosen"),
        ({"title": "  ", "severity": "low"}, "A text that is needed is empty"),
    ],
)
def test_what_does_not_fit_is_refused_and_written_nowhere(cells, told):
    event, account = a_day()

    page = refused(a_client(account), "incidents/", **cells)

    assert told in page
    assert len(record_of(event)) == 0


def test_who_only_reads_opens_none():
    event, _ = a_day()
    client = a_client(a_reader(event))

    sent(client, "incidents/", code=404, title="Smoke", severity="low")

    assert "Open an incident" not in shown(client, "incidents/")


def test_as_at_a_moment_nothing_can_be_written_and_links_keep_the_moment():
    event, account = a_day()
    client = a_client(account)
    incident = said(event, account, Incident(title="Early"), entered=EARLY)

    page = shown(client, "incidents/", at=EARLY.isoformat())

    assert f"/e/summit/incidents/{incident.entry_id}/?at=" in page
    assert "Open an incident" not in page


def test_nobody_learns_of_an_incident_above_their_clearance_or_of_another_unit():
    event, account = a_day()
    entries = [
        said(event, account, Incident(title="CANARY"), marking=marking, scope=scope)
        for marking, scope in ((Marking.RED, ()), (Marking.AMBER_STRICT, ("U-2",)))
    ]
    cleared, _ = somebody(event, Role.READER, unit="U-1", clearance=Marking.AMBER_STRICT)
    clients = [a_client(a_reader(event)), a_client(cleared)]

    for client in clients:
        assert "CANARY" not in shown(client, "incidents/")
        for entry in entries:
            assert client.get(f"/e/summit/incidents/{entry.entry_id}/").status_code == 404
