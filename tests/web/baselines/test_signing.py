"""Two persons on two devices, who each saw the differences, approve by hash; then publication."""

from datetime import timedelta

import pytest

from summitry.kit.errors import SummitryError
from summitry_web.accounts.roles import Role
from summitry_web.baselines.access.standing import reference_of, standing_of
from summitry_web.baselines.actions import approving
from summitry_web.baselines.models import Baseline, Seen
from summitry_web.frame.refused import Denied, ProveAgain
from summitry_web.journal.models import Entry
from tests.web.baselines.people import LATER, an_approver, approved, changed, frozen, published
from tests.web.made import AT, a_grant, a_planned_event, an_account, an_actor, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready():
    event, organiser, actor = a_planned_event()
    frozen(actor, event)
    return event, organiser, actor


def code_of(caught):
    return caught.value.code


def test_frozen_plan_is_kept_with_its_roots_and_told_to_the_journal(ready):
    event, _, actor = ready

    made = Baseline.objects.get(event=event)

    noted = Entry.objects.filter(journal=event.slug, kind="baseline.frozen").get()
    assert (made.number, made.revision, made.person_id) == (1, event.revision, actor.person_id)
    assert noted.facts["root"] == made.root
    assert made.table_roots.keys() >= {"objectives", "shifts", "units"}


def test_two_approvals_and_a_publication(ready):
    event, _, organiser = ready
    first, second = an_approver(event)[1], an_approver(event, device="device-3")[1]

    approved(first, event, 1)
    alone = standing_of(event, 1).state
    approved(second, event, 1, at=LATER + timedelta(minutes=1))
    both = standing_of(event, 1).state
    approving.publish(organiser, event, 1, at=LATER)

    kinds = Entry.objects.filter(journal=event.slug, kind__startswith="baseline.")
    assert (alone, both, standing_of(event, 1).state) == ("waiting", "approved", "current")
    assert reference_of(event) == 1
    assert list(kinds.order_by("number").values_list("kind", flat=True)) == [
        "baseline.frozen", "baseline.seen", "baseline.approved", "baseline.seen",
        "baseline.approved", "baseline.published",
    ]  # fmt: skip


def test_nothing_counts_that_was_not_seen_on_this_device(ready):
    event = ready[0]
    account, actor = an_approver(event)
    root = Baseline.objects.get().root
    approving.see(an_actor(account, event, device="device-9"), event, 1, against=0, at=AT)

    with pytest.raises(SummitryError) as caught:
        approving.approve(actor, event, 1, digits=root[:8], at=LATER)

    assert code_of(caught) == "approval.not_seen"


@pytest.mark.parametrize(
    ("device", "wrong", "code"),
    [
        ("device-2", "", "approval.same_device"),
        ("device-3", "f", "baseline.digits"),
        ("device-3", "short", "baseline.digits"),
    ],
)
def test_second_approval_is_refused(ready, device, wrong, code):
    event = ready[0]
    approved(an_approver(event)[1], event, 1)
    second = an_approver(event, device=device)[1]
    approving.see(second, event, 1, against=0, at=AT)
    root = Baseline.objects.get().root
    digits = {"": root[:8], "f": "0" * 64, "short": root[:7]}[wrong]

    with pytest.raises(SummitryError) as caught:
        approving.approve(second, event, 1, digits=digits, at=LATER)

    assert code_of(caught) == code


def test_whoever_froze_cannot_approve_even_as_an_approver(ready):
    event, organiser, _ = ready
    a_grant(organiser, event, Role.APPROVER)
    actor = an_actor(organiser, event)
    approving.see(actor, event, 1, against=0, at=AT)

    with pytest.raises(SummitryError) as caught:
        approving.approve(actor, event, 1, digits=Baseline.objects.get().root, at=LATER)

    assert code_of(caught) == "approval.author"


def test_stale_proof_and_strangers_are_kept_out(ready):
    event = ready[0]
    account, _ = an_approver(event)
    reader = an_account()
    a_grant(reader, event, Role.READER)

    with pytest.raises(ProveAgain):
        approving.approve(an_actor(account, event, proved=False), event, 1, digits="", at=AT)
    with pytest.raises(Denied):
        approving.approve(an_actor(reader, event), event, 1, digits="", at=AT)


def test_returned_baseline_is_not_published_until_that_is_taken_back(ready):
    event, _, organiser = ready
    first, second = an_approver(event)[1], an_approver(event, device="device-3")[1]
    approved(first, event, 1)
    word = approving.give_back(second, event, 1, reason="The route is old", at=LATER)

    with pytest.raises(SummitryError) as caught:
        approving.publish(organiser, event, 1, at=LATER)
    with pytest.raises(SummitryError) as others:
        approving.withdraw(first, event, 1, word.pk, reason="Mine?", at=LATER)
    approving.withdraw(second, event, 1, word.pk, reason="It is new", at=LATER)
    approved(second, event, 1)

    assert (code_of(caught), code_of(others)) == ("baseline.is_returned", "baseline.no_word")
    assert standing_of(event, 1).is_approved


def test_withdrawn_approval_counts_no_more(ready):
    event, _, organiser = ready
    first, second = an_approver(event)[1], an_approver(event, device="device-3")[1]
    word = approved(first, event, 1)
    approved(second, event, 1)

    approving.withdraw(first, event, 1, word.pk, reason="Wrong plan", at=LATER)

    with pytest.raises(SummitryError) as caught:
        approving.publish(organiser, event, 1, at=LATER)
    assert code_of(caught) == "baseline.not_approved"


def test_approvals_of_other_differences_count_no_more_after_a_publication():
    event, _, organiser = a_planned_event()
    frozen(organiser, event)
    changed(organiser, event)
    frozen(organiser, event)
    first, second = an_approver(event)[1], an_approver(event, device="device-3")[1]
    for number in (1, 2):
        approved(first, event, number)
        approved(second, event, number)

    approving.publish(organiser, event, 1, at=LATER)

    assert not standing_of(event, 2).is_approved
    with pytest.raises(SummitryError, match=r"baseline\.not_approved"):
        approving.publish(organiser, event, 2, at=LATER)


def test_page_of_the_differences_notes_who_saw_them_where(ready, client):
    event = ready[0]
    account, _ = an_approver(event)
    signed_in(client, account)

    answer = client.get("/e/summit/baselines/compare/?from=0&to=1")

    seen = Seen.objects.get()
    assert answer.status_code == 200
    assert (seen.account_id, seen.against, bool(seen.device)) == (account.pk, 0, True)


def test_reader_leaves_no_sight(ready, client):
    reader = an_account()
    a_grant(reader, ready[0], Role.READER)
    signed_in(client, reader)

    client.get("/e/summit/baselines/compare/?from=0&to=1")

    assert not Seen.objects.exists()


def test_pages_say_how_far_the_plan_is_from_what_is_published(client):
    event, organiser, actor = a_planned_event()
    published(event, actor)
    signed_in(client, organiser)

    before = client.get("/e/summit/baselines/").content.decode()
    changed(actor, event)
    after = client.get("/e/summit/baselines/").content.decode()

    assert "the plan now is that of baseline" in before
    assert "differs from baseline" in after
    assert "in 1 row that you may read" in after


def test_whole_way_through_the_pages(ready, client):
    event, organiser, _ = ready
    root = Baseline.objects.get().root
    for number in (2, 3):
        account, _ = an_approver(event)
        signed_in(client, account, device=f"device-{number}")
        client.get("/e/summit/baselines/compare/?from=0&to=1")
        page = client.get("/e/summit/baselines/1/").content.decode()
        assert "First 8 digits of the hash" in page
        client.post("/e/summit/baselines/1/approve/", {"digits": root[:8]})
        client.logout()
    signed_in(client, organiser)

    answer = client.post("/e/summit/baselines/1/publish/")

    assert answer.status_code == 302
    assert standing_of(event, 1).is_current
    assert (
        "no longer the published one" not in client.get("/e/summit/baselines/1/").content.decode()
    )
    assert "Published, and current" in client.get("/e/summit/baselines/1/").content.decode()


def a_reader(event):
    account = an_account("Synthetic Reader")
    a_grant(account, event, Role.READER)
    return account, an_actor(account, event, device="device-7")


def test_published_baseline_is_acknowledged_once_by_each(ready):
    event, _, organiser = ready
    _, reader = a_reader(event)
    with pytest.raises(SummitryError) as early:
        approving.acknowledge(reader, event, 1, at=LATER)
    for device in ("device-2", "device-3"):
        approved(an_approver(event, device=device)[1], event, 1)
    approving.publish(organiser, event, 1, at=LATER)

    approving.acknowledge(reader, event, 1, at=LATER)
    with pytest.raises(SummitryError) as again:
        approving.acknowledge(reader, event, 1, at=LATER)

    standing = standing_of(event, 1)
    assert (code_of(early), code_of(again)) == ("baseline.not_current", "baseline.acknowledged")
    assert [each.person_id for each in standing.readings] == [reader.person_id]
    assert [each.kind for each in standing.words] == ["approved", "approved"]
    assert Entry.objects.filter(kind="baseline.acknowledged").count() == 1


def waiting_on_desk(client, account, device):
    signed_in(client, account, device=device)
    shown = client.get("/e/summit/desk/").content.decode()
    return ("Approve baseline 1" in shown, "acknowledge baseline 1" in shown)


def test_desk_asks_for_what_a_baseline_lacks(client, ready):
    event, organiser_account, organiser = ready
    account, approver = an_approver(event)
    reader, _ = a_reader(event)

    frozen_now = waiting_on_desk(client, account, "device-2")
    of_author = waiting_on_desk(client, organiser_account, "device-1")
    approved(approver, event, 1)
    said = waiting_on_desk(client, account, "device-2")
    approved(an_approver(event, device="device-3")[1], event, 1)
    approving.publish(organiser, event, 1, at=LATER)
    out = waiting_on_desk(client, reader, "device-7")
    client.post("/e/summit/baselines/1/acknowledge/")
    done = waiting_on_desk(client, reader, "device-7")

    assert (frozen_now, of_author, said) == ((True, False), (False, False), (False, False))
    assert (out, done) == ((False, True), (False, False))
