"""Declarations: made as the plan foresees, acknowledged by each agency, reviewed, ended."""

import pytest

from summitry.operations import situation
from summitry.operations.bodies import Declaration
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from tests.web.operations.made import somebody
from tests.web.operations.made_day import EARLY, a_day, a_reader, record_of, said
from tests.web.operations.made_forms import a_client, made, refused, sent, shown

pytestmark = pytest.mark.django_db

FIRE = {"declaration": "DC-fire", "text": "Everybody out"}


def declared(client, **cells):
    return made(client, "declared/", **{**FIRE, **cells})


def stands(event):
    (found,) = situation.declarations(record_of(event))
    return found


def test_what_the_plan_foresees_is_declared_and_each_agency_acknowledges():
    event, account = a_day()
    client = a_client(account)

    entry = declared(client)
    before = shown(client, f"declared/{entry}/")
    for unit in ("U-1", "U-3"):
        sent(client, f"declared/{entry}/", deed="acknowledge", unit=unit)

    after = shown(client, f"declared/{entry}/")
    assert stands(event).acknowledged == ("U-1", "U-3")
    assert (before.count("not acknowledged"), after.count("not acknowledged")) == (3, 1)
    assert "Fire in the hall" in shown(client, "declared/")


def test_it_is_reviewed_and_ended():
    event, account = a_day()
    client = a_client(account)
    entry = declared(client)

    sent(client, f"declared/{entry}/", deed="review", stands="yes", text="Still burning")
    running = stands(event)
    sent(client, f"declared/{entry}/", deed="review", stands="no", text="Out")

    assert (running.ended, running.reviewed is not None) == (None, True)
    assert stands(event).ended is not None
    page = shown(client, f"declared/{entry}/")
    assert "Out" in page
    assert "Enter the acknowledgement" not in page


def test_sent_twice_it_is_one_declaration_and_one_word():
    event, account = a_day()
    client = a_client(account)

    for _ in range(2):
        entry = declared(client, entry_id="f" * 32)
        sent(client, f"declared/{entry}/", entry_id="9" * 32, deed="acknowledge", unit="U-1")

    assert stands(event).acknowledged == ("U-1",)
    assert [each.body.kind for each in record_of(event)] == ["declaration", "acknowledged"]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"declaration": "DC-flood"}, "no row “DC-flood” that you may see"),
        ({"marking": "TLP:BLACK"}, "“TLP:BLACK” cannot be chosen"),
    ],
)
def test_what_the_plan_does_not_foresee_is_refused(cells, told):
    event, account = a_day()

    page = refused(a_client(account), "declared/", **{**FIRE, **cells})

    assert told in page
    assert len(record_of(event)) == 0


def test_a_unit_that_is_not_asked_does_not_acknowledge():
    event, account = a_day()
    client = a_client(account)
    entry = declared(client)

    told = refused(client, f"declared/{entry}/", deed="acknowledge", unit="U-99")
    maybe = refused(client, f"declared/{entry}/", deed="review", stands="perhaps")

    assert "“U-99” cannot be chosen here" in told
    assert "“perhaps” cannot be chosen here" in maybe
    assert stands(event).acknowledged == ()


def test_an_agency_acknowledges_for_itself_and_for_no_other():
    event, account = a_day()
    entry = declared(a_client(account), marking="TLP:GREEN")
    lead, _ = somebody(event, Role.UNIT_LEAD, unit="U-2", clearance=Marking.AMBER)
    reader, _ = somebody(event, Role.READER, clearance=Marking.AMBER)
    client, page = a_client(reader), f"declared/{entry}/"

    other = refused(client, page, deed="acknowledge", unit="U-2")
    sent(client, page, code=404, deed="review", stands="no")
    sent(a_client(lead), page, deed="acknowledge", unit="U-2")

    assert "“U-2” cannot be chosen here" in other
    assert stands(event).acknowledged == ("U-2",)


def test_as_at_a_moment_a_declaration_is_as_it_was_known():
    event, account = a_day()
    client = a_client(account)
    body = Declaration(declaration_id="DC-fire", text="Out")
    entry = said(event, account, body, entered=EARLY).entry_id
    sent(client, f"declared/{entry}/", deed="acknowledge", unit="U-1")

    then = shown(client, f"declared/{entry}/", at=EARLY.isoformat())

    assert then.count("not acknowledged") == 3
    assert "Enter the acknowledgement" not in then


def test_nobody_learns_of_a_declaration_above_their_clearance():
    event, account = a_day()
    body = Declaration(declaration_id="DC-fire", text="CANARY")
    entry = said(event, account, body, marking=Marking.RED)
    client = a_client(a_reader(event))

    page = shown(client, "declared/")

    assert "Nothing has been declared." in page
    assert client.get(f"/e/summit/declared/{entry.entry_id}/").status_code == 404
