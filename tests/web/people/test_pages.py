import pytest

from summitry_web.accounts.roles import Role
from summitry_web.journal.models import Entry
from summitry_web.people import access, actions
from tests.web.made import AT, a_grant, an_account, an_event, signed_in
from tests.web.people.test_actions import CANARY, identity

pytestmark = pytest.mark.django_db


def place(client, role: Role = Role.ORGANISER, language: str = "en", *, proved: bool = True):
    event, account = an_event(), an_account(language=language)
    a_grant(account, event, role)
    actions.replace_all(event, [identity()], AT)
    return event, signed_in(client, account, proved=proved)


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_the_list_shows_no_birth_date_and_no_document(client, language: str) -> None:
    _, reader = place(client, language=language)

    shown = reader.get("/e/summit/people/").content.decode()

    assert CANARY in shown
    assert "X-CANARY-77" not in shown
    assert "1970" not in shown


@pytest.mark.parametrize("page", ["", "record/", "record/?record=R-1"])
def test_others_get_the_answer_for_what_is_not_there(client, page: str) -> None:
    _, reader = place(client, Role.PLANNER)

    assert reader.get(f"/e/summit/people/{page}").status_code == 404


def test_a_record_is_opened_with_a_purpose_and_journaled(client) -> None:
    _, reader = place(client)

    asked = reader.get("/e/summit/people/record/?record=R-1").content.decode()
    opened = reader.post("/e/summit/people/record/", {"record": "R-1", "purpose": "duplicate"})

    assert CANARY not in asked
    assert "X-CANARY-77" in opened.content.decode()
    assert Entry.objects.filter(kind="people.revealed", subject="R-1").count() == 1


def test_without_a_purpose_nothing_is_opened(client) -> None:
    _, reader = place(client)

    refused = reader.post("/e/summit/people/record/", {"record": "R-1"})

    assert refused.status_code == 400
    assert CANARY not in refused.content.decode()
    assert not Entry.objects.filter(kind="people.revealed").exists()


def test_erasing_from_the_page_waits_for_a_second_person(client) -> None:
    event, reader = place(client)

    answer = reader.post("/e/summit/people/erase/", {"record": "R-1", "reason": "mistake"})

    assert (answer.status_code, answer.url) == (302, "/e/summit/people/?asked=yes")
    assert access.identities_of(event) == (identity(),)


def test_erasing_without_a_fresh_proof_asks_for_one(client) -> None:
    event, reader = place(client, proved=False)

    answer = reader.post("/e/summit/people/erase/", {"record": "R-1", "reason": "mistake"})

    assert answer.url.startswith("/accounts/prove/")
    assert access.identities_of(event) == (identity(),)
