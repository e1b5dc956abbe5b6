"""A row marked TLP:RED names who may read it: they read it, and to others it is not there."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.plan.change import Edit
from summitry.plan.posts import Post
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.frame.refused import Denied
from summitry_web.journal.models import Entry
from summitry_web.plans.access import sees
from summitry_web.plans.actions import naming
from summitry_web.plans.actions.naming import name_recipients
from summitry_web.plans.actions.rows import save
from summitry_web.plans.store import snapshot_of
from tests.web.answers import said
from tests.web.made import AT, a_grant, a_planned_event, an_account, an_actor, signed_in

pytestmark = pytest.mark.django_db
ROW = "/e/summit/rows/posts/row/P-aid/"
NAMING = "/e/summit/rows/posts/recipients/P-aid/"


@pytest.fixture
def place():
    """An event whose post P-aid is RED, its organiser, and accounts by what they are."""
    event, organiser, actor = a_planned_event()
    post = snapshot_of(event).rows(Post)["P-aid"]
    owner = event.rows.get(table="posts", key="P-aid").owners.get().unit_id
    save(actor, event, (Edit("posts", "P-aid", replace(post, marking=Marking.RED)),), at=AT)
    event.refresh_from_db()
    terms = {
        "lead": (Role.UNIT_LEAD, owner, Marking.RED),
        "colleague": (Role.PLANNER, owner, Marking.RED),
        "low": (Role.PLANNER, owner, Marking.AMBER),
        "other": (Role.PLANNER, "U-other", Marking.RED),
        "reader": (Role.READER, "", Marking.GREEN),
        "reporter": (Role.REPORTER, "", Marking.RED),
    }
    people = {"organiser": organiser}
    for name, (role, unit, clearance) in terms.items():
        people[name] = an_account(f"Synthetic {name}")
        a_grant(people[name], event, role, unit, clearance)
    return event, people, {name: an_actor(each, event) for name, each in people.items()}


def readers(event, actors):
    return {name for name, each in actors.items() if sees(each, event, "posts", "P-aid", at=AT)}


def named(event, actor, *accounts):
    return name_recipients(actor, event, "posts", "P-aid", [e.pk for e in accounts], at=AT)


def test_row_that_names_nobody_is_its_units(place):
    event, _, actors = place

    assert readers(event, actors) == {"organiser", "lead", "colleague"}


def test_only_who_is_named_and_who_named_them_reads_the_row(place):
    event, people, actors = place

    named(event, actors["lead"], people["reader"])

    assert readers(event, actors) == {"lead", "reader"}


def test_naming_nobody_opens_the_row_to_its_units_again(place):
    event, people, actors = place
    named(event, actors["lead"], people["reader"])

    named(event, actors["lead"])

    assert readers(event, actors) == {"organiser", "lead", "colleague"}


def test_naming_is_in_the_journal_by_ids_alone_and_once(place):
    event, people, actors = place
    lead, reader, colleague = (people[each] for each in ("lead", "reader", "colleague"))
    named(event, actors["lead"], reader)
    named(event, actors["lead"], reader, lead)
    named(event, actors["lead"], colleague)

    entries = Entry.objects.filter(journal="summit", kind="row.named").order_by("number")

    assert [(each.actor, each.subject, each.facts) for each in entries] == [
        (actors["lead"].person_id, "posts/P-aid",
         {"recipients": 2, "added": sorted([lead.pk, reader.pk]), "removed": []}),
        (actors["lead"].person_id, "posts/P-aid",
         {"recipients": 2, "added": [colleague.pk], "removed": [reader.pk]}),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["low", "other", "reader", "reporter"])
def test_who_may_not_edit_the_row_names_nobody(place, name):
    event, people, actors = place

    with pytest.raises(Denied):
        named(event, actors[name], people[name])


@pytest.mark.parametrize("name", ["organiser", "colleague"])
def test_row_that_names_others_is_not_there_to_be_named_anew(place, name):
    event, people, actors = place
    named(event, actors["lead"], people["reader"])

    with pytest.raises(Denied):
        named(event, actors[name], people[name])
    assert readers(event, actors) == {"lead", "reader"}


def test_who_is_named_and_cannot_edit_names_nobody(place):
    event, people, actors = place
    named(event, actors["lead"], people["reader"])

    with pytest.raises(Denied):
        named(event, actors["reader"], people["other"])


def test_broken_glass_lets_an_owner_take_over_what_nobody_left_can_read(place):
    event, people, actors = place
    named(event, actors["lead"], people["reader"])
    people["lead"].grants.all().delete()
    breaking = replace(actors["organiser"], glass_until=AT + timedelta(hours=1))

    named(event, breaking, people["colleague"])

    assert readers(event, actors) & {"organiser", "colleague", "reader"} == {
        "organiser", "colleague",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["reporter", "stranger"])
def test_who_reads_nothing_in_the_event_cannot_be_named(place, name):
    event, people, actors = place
    people["stranger"] = an_account()

    with pytest.raises(Denied):
        named(event, actors["lead"], people[name])


def test_row_below_red_names_nobody(place):
    event, people, actors = place
    post = snapshot_of(event).rows(Post)["P-aid"]
    lower = replace(post, marking=Marking.AMBER_STRICT)
    save(actors["organiser"], event, (Edit("posts", "P-aid", lower),), at=AT)

    with pytest.raises(SummitryError) as refusal:
        named(event, actors["lead"], people["reader"])

    assert refusal.value.code == "recipients.not_red"


def test_number_of_recipients_has_an_end(place, monkeypatch):
    event, people, actors = place
    monkeypatch.setattr(naming, "RECIPIENTS_MAX", 2)
    two, three = (people["reader"],), (people["reader"], people["other"])
    named(event, actors["lead"], *two)

    with pytest.raises(SummitryError) as refusal:
        named(event, actors["lead"], *three)

    assert (refusal.value.code, readers(event, actors)) == (
        "recipients.too_many", {"lead", "reader"},
    )  # fmt: skip


def test_the_form_names_and_the_row_shows_it(place, client):
    event, people, actors = place
    signed_in(client, people["lead"])

    form = client.get(NAMING).content.decode()
    sent = client.post(NAMING, {"account": [people["reader"].pk, people["other"].pk]})
    row = client.get(ROW).content.decode()
    again = client.get(NAMING).content.decode()

    assert ("Synthetic other" in form, "Synthetic reporter" in form) == (True, False)
    assert (sent.status_code, sent.headers["Location"]) == (302, ROW)
    assert readers(event, actors) == {"lead", "reader", "other"}
    assert ["Synthetic " + each in row for each in ("lead", "reader", "other", "low")] == [
        True, True, True, False,
    ]  # fmt: skip
    assert f'value="{people["reader"].pk}" checked' in again
    assert f'value="{people["low"].pk}" checked' not in again


def test_the_form_takes_accounts_and_nothing_else(place, client):
    event, people, actors = place
    signed_in(client, people["lead"])

    answers = {client.post(NAMING, {"account": each}).status_code for each in ("x", "9" * 20, "-1")}

    assert answers == {404}
    assert readers(event, actors) == {"organiser", "lead", "colleague"}


def test_who_is_named_sees_by_whom_else_it_is_read_and_no_form(place, client):
    event, people, actors = place
    named(event, actors["lead"], people["reader"])
    signed_in(client, people["reader"])

    page = client.get(NAMING).content.decode()

    assert ("Synthetic lead" in page, "Synthetic other" in page) == (True, False)
    assert 'name="account"' not in page


@pytest.mark.parametrize("name", ["organiser", "colleague", "low", "other"])
@pytest.mark.parametrize("address", [ROW, NAMING])
def test_to_others_the_row_is_not_there(place, client, name, address):
    event, people, actors = place
    named(event, actors["lead"], people["reader"])
    signed_in(client, people[name])

    found, missing = (client.get(a) for a in (address, address.replace("P-aid", "P-none")))

    assert (found.status_code, missing.status_code) == (404, 404)
    assert said(found.content, "P-aid") == said(missing.content, "P-none")
