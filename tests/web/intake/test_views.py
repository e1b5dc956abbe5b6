"""The pages: for phones without scripts, for the desk, and what they keep from whom."""

import pytest
from django.urls import reverse

from summitry_web.accounts.models import Account
from summitry_web.accounts.pages import CLOCK
from summitry_web.accounts.roles import Role
from summitry_web.intake.forms import rounded
from summitry_web.intake.models import Report
from summitry_web.journal.models import Entry
from tests.web.made import signed_in

pytestmark = pytest.mark.django_db
SENT = {
    "client_id": "phone-0001", "act": "drone", "place": "North door", "when": "now",
    "words": "<script>x()</script>",
}  # fmt: skip


def address(name, **parts):
    return reverse(f"intake:{name}", kwargs={"event": "summit", **parts})


@pytest.fixture
def phone(client, granted):
    return signed_in(client, granted(Role.REPORTER, "U-9"))


def test_report_without_scripts_is_taken_and_told(phone):
    answer = phone.post(address("report"), SENT, follow=True)

    report = Report.objects.get()
    assert answer.redirect_chain == [(address("own") + "?sent=1", 302)]
    assert "Report 1 has arrived" in answer.content.decode()
    assert (report.act, report.place, report.marking) == ("drone", "North door", "TLP:AMBER")


def test_double_click_is_one_report(phone):
    phone.post(address("report"), SENT)
    phone.post(address("report"), SENT)

    assert Report.objects.count() == 1


def test_refused_report_keeps_what_was_typed(phone):
    answer = phone.post(address("report"), {**SENT, "place": "", "words": "A long story"})

    text = answer.content.decode()
    assert answer.status_code == 400
    assert ("Say where it happened" in text, "A long story" in text) == (True, True)
    assert "phone-0001" in text


def test_queue_is_answered_in_json(phone):
    sent = {**SENT, "when": "earlier", "queued": "yes", "happened": CLOCK.now().isoformat()}

    answers = [
        phone.post(address("report"), sent, headers={"Accept": "application/json"})
        for _ in range(2)
    ]
    refused = phone.post(
        address("report"), {**sent, "client_id": "phone-0002", "act": "assembly"},
        headers={"Accept": "application/json"},
    )  # fmt: skip

    assert [(each.status_code, each.json()) for each in answers] == [(200, {"number": 1})] * 2
    assert (refused.status_code, refused.json()["code"]) == (400, "intake.act")


def test_no_kind_of_act_is_an_assembly(phone):
    text = phone.get(address("report")).content.decode()

    assert 'value="assembly"' not in text
    assert "A peaceful assembly is a right" in text


def test_position_is_rounded_on_the_server_too():
    assert rounded("21.0278123,105.8342999") == "21.028, 105.834"


def test_shell_names_nobody(phone):
    text = phone.get(address("shell")).content.decode()

    names = [part for each in Account.objects.all() for part in (each.name, each.email)]
    assert [name for name in names if name in text] == []
    assert "csrfmiddlewaretoken" not in text


def test_worker_may_serve_the_report_page_alone(phone, settings, tmp_path):
    settings.BUILT = tmp_path
    (tmp_path / "phone-worker.js").write_text("begin();")

    answer = phone.get(address("worker"))

    assert answer.headers["Service-Worker-Allowed"] == "/e/summit/report/"
    assert answer.content.decode().endswith("begin();")


def test_desk_lists_escapes_and_tells_who_waits(client, granted, phone):
    phone.post(address("report"), SENT)
    signed_in(client, granted(Role.TRIAGE))

    listed = client.get(address("desk")).content.decode()
    shown = client.get(address("one", number=1)).content.decode()

    assert ("1 report has not been taken yet" in listed, "North door" in listed) == (True, True)
    assert ("<script>x()" in shown, "&lt;script&gt;x()" in shown) == (False, True)


def test_desk_works_a_report_through_its_pages(client, granted, phone):
    phone.post(address("report"), SENT)
    signed_in(client, granted(Role.TRIAGE))

    answers = [
        client.post(address("step", number=1, doing=doing), cells).status_code
        for doing, cells in (
            ("take", {}), ("ask", {"words": "Which?"}),
            ("grade", {"reliability": "C", "credibility": "3"}),
            ("act", {"power": "Act 1", "ordered_by": "Duty office", "outcome": "Landed"}),
            ("close", {"reason": "dealt-with"}), ("ask", {"words": "Late"}), ("fly", {}),
        )
    ]  # fmt: skip

    assert answers == [302, 302, 302, 302, 302, 400, 404]
    assert client.get(address("one", number=1)).status_code == 200


def test_name_is_shown_once_by_a_post_that_the_journal_has(client, granted, phone):
    phone.post(address("report"), {
        **SENT, "names_a_person": "yes", "name": "Synthetic Canary", "ground": "consent",
    })  # fmt: skip
    signed_in(client, granted(Role.TRIAGE))

    before = client.get(address("one", number=1)).content.decode()
    told = client.post(address("name", number=1)).content.decode()
    after = client.get(address("one", number=1)).content.decode()
    listed = client.get(address("desk") + "?q=canary").content.decode()

    assert ["Synthetic Canary" in each for each in (before, told, after, listed)] == [
        False, True, False, False,
    ]  # fmt: skip
    assert Entry.objects.filter(kind="intake.name-read").count() == 1


@pytest.mark.parametrize("role", [Role.REPORTER, Role.PLANNER])
def test_who_is_not_of_the_desk_sees_none_of_it(client, granted, phone, role):
    phone.post(address("report"), SENT)
    signed_in(client, granted(role))

    codes = [
        client.get(address("desk")).status_code,
        client.get(address("one", number=1)).status_code,
        client.post(address("name", number=1)).status_code,
        client.post(address("step", number=1, doing="take")).status_code,
    ]

    assert codes == [404, 404, 404, 404]


def test_list_that_is_taken_along_is_journaled(client, granted, phone):
    phone.post(address("report"), SENT)
    signed_in(client, granted(Role.ORGANISER))

    answer = client.get(address("desk") + "?format=csv")

    assert answer.headers["Content-Type"].startswith("text/csv")
    assert Entry.objects.get(kind="list.exported").facts == {"rows": 1}
