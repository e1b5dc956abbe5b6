"""Text that no database keeps: refused at one place for pages, the grid, the API and addresses."""

import pytest
from django.db import DataError
from django.test import RequestFactory

from summitry.kit.errors import SummitryError
from summitry_web.accounts.models import Account, Invitation
from summitry_web.frame.refused import Refusals
from summitry_web.frame.texts import fault_in
from tests.web.api.asking import a_token, ask
from tests.web.made import AT, a_planned_event, an_account, signed_in

pytestmark = pytest.mark.django_db
UNFIT = ("a\x00b", "a\ud800b", "\udc00")
FIT = ("a\\u0000b", "\U0001f600", "\u202eabc\u202c", "tab\tline\nend", "é" * 9)
ROWS = "/events/summit/tables/posts"


def json_of(text):
    """Return a body as a script writes it, with the character escaped."""
    return '{"id": "request-1", "rows": [], "reason": ' + _quoted(text) + "}"


def _quoted(text):
    units = text.encode("utf-16-be", "surrogatepass")
    pairs = (units[at : at + 2] for at in range(0, len(units), 2))
    return '"' + "".join(f"\\u{int.from_bytes(each):04x}" for each in pairs) + '"'


@pytest.mark.parametrize("text", UNFIT)
def test_api_refuses_it_as_a_problem(client, text):
    event, organiser, _ = a_planned_event()

    answer = ask(client, "post", f"{ROWS}/save", a_token(organiser, event), body=json_of(text))

    assert (answer.status_code, answer.json()["code"]) == (400, "text.unfit")
    assert answer.headers["Content-Type"].startswith("application/problem+json")


@pytest.mark.parametrize("text", UNFIT)
def test_grid_refuses_it_in_a_sentence(client, text):
    _, organiser, _ = a_planned_event()
    signed_in(client, organiser)

    answer = client.post(
        "/e/summit/rows/posts/save/", json_of(text), content_type="application/json",
        headers={"Accept": "application/json"},
    )  # fmt: skip

    assert (answer.status_code, answer.json()["code"]) == (400, "text.unfit")


@pytest.mark.parametrize("address", ["/e/summit/findings/?q=%00", "/e/summit/rows/posts/row/%00/"])
def test_an_address_with_it_is_refused(client, address):
    _, organiser, _ = a_planned_event()

    answer = signed_in(client, organiser).get(address)

    assert answer.status_code == 400
    assert "cannot be kept, such as a NUL" in answer.content.decode()


@pytest.mark.parametrize("text", FIT)
def test_what_can_be_kept_is_let_through(text):
    made = RequestFactory()
    quoted = _quoted(text).replace("\\u005c", "\\\\")
    sent = made.post("/x/", f'{{"a": {quoted}}}', content_type="application/json")

    assert (fault_in(sent), fault_in(made.post("/x/", {"a": text}))) == (None, None)


def test_a_text_is_as_long_as_its_column_and_no_longer():
    longest = "x" * 120
    assert Account.objects.get(pk=an_account(longest).pk).name == longest

    with pytest.raises(SummitryError, match=r"text\.too_long") as refused:
        an_account(f"{longest}x")

    assert (refused.value.facts["got"], refused.value.facts["expected"]) == (121, 120)
    assert Account.objects.count() == 1


def test_it_is_refused_before_the_row_is_written():
    made = Invitation(email="a@example.org", name="x" * 121, made_at=AT, expires=AT)

    with pytest.raises(SummitryError, match=r"text\.too_long"):
        made.save()

    assert not Invitation.objects.exists()


def test_what_the_database_alone_refuses_is_told_too():
    request = RequestFactory().post("/e/summit/x/")

    answer = Refusals(lambda _: None).process_exception(request, DataError("value too long"))

    assert answer.status_code == 400
    assert "longer or larger than can be kept" in answer.content.decode()
