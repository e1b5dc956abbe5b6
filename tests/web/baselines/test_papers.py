"""A paper stands in for two approvals once a second person has compared it with the scan."""

from datetime import date, timedelta
from io import BytesIO

import pytest

from summitry.kit.errors import SummitryError
from summitry_web.accounts.actions.pending import confirm
from summitry_web.baselines.access.standing import standing_of
from summitry_web.baselines.actions import approving, papers
from summitry_web.baselines.models import Baseline, Paper
from summitry_web.journal.models import Entry
from tests.plans.small_moments import NOW
from tests.web.baselines.people import LATER, an_approver, changed, frozen
from tests.web.made import AT, a_planned_event, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready():
    event, organiser, actor = a_planned_event()
    frozen(actor, event)
    return event, organiser, actor


def a_scan():
    return papers.Scan(BytesIO(b"Paper 12, sealed.\n"), "paper.txt")


def written(**changes):
    cells = {
        "number": "12/A", "day": date(2025, 9, 30), "office": "Office of the host",
        "seal": "Host", "digits": Baseline.objects.get(number=1).root[:16],
    }  # fmt: skip
    return papers.Written(**{**cells, **changes})


def test_paper_counts_when_a_second_person_confirmed_it(ready, client):
    event, organiser, actor = ready
    first, second = an_approver(event)[1], an_approver(event, device="device-3")[1]

    asked = papers.enter(first, event, 1, written(), a_scan(), at=AT)
    waiting = standing_of(event, 1).is_approved
    confirm(second, event, asked, at=LATER)
    is_approved = standing_of(event, 1).is_approved
    approving.publish(actor, event, 1, at=LATER)

    made = Paper.objects.get()
    signed_in(client, organiser)
    page = client.get("/e/summit/baselines/1/").content.decode()
    assert (waiting, is_approved) == (False, True)
    assert (made.entered_by, made.confirmed_by) == (first.person_id, second.person_id)
    assert "Approved on paper" in page
    assert "Scan of the paper" in page
    assert Entry.objects.filter(kind="baseline.paper", journal="summit").count() == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"number": ""}, "paper.cells"),
        ({"seal": ""}, "paper.cells"),
        ({"office": "x" * 201}, "paper.cells"),
        ({"day": NOW.date() + timedelta(days=1)}, "paper.future"),
        ({"digits": "0" * 16}, "baseline.digits"),
        ({"digits": "short"}, "baseline.digits"),
    ],
)
def test_paper_that_says_too_little_is_refused(ready, changes, code):
    first = an_approver(ready[0])[1]

    with pytest.raises(SummitryError) as caught:
        papers.enter(first, ready[0], 1, written(**changes), a_scan(), at=AT)

    assert caught.value.code == code


def test_paper_is_confirmed_by_another_on_another_device(ready):
    event = ready[0]
    first, same = an_approver(event)[1], an_approver(event)[1]
    asked = papers.enter(first, event, 1, written(), a_scan(), at=AT)

    with pytest.raises(SummitryError, match=r"two\.same_person"):
        confirm(first, event, asked, at=LATER)
    with pytest.raises(SummitryError, match=r"two\.same_device"):
        confirm(same, event, asked, at=LATER)

    assert not Paper.objects.exists()


def test_paper_of_other_differences_counts_for_nothing(ready):
    event, _, actor = ready
    first, second = an_approver(event)[1], an_approver(event, device="device-3")[1]
    changed(actor, event)
    frozen(actor, event)
    asked = papers.enter(first, event, 1, written(), a_scan(), at=AT)
    other = papers.enter(
        first, event, 2, written(digits=Baseline.objects.get(number=2).root[:16]), a_scan(), at=AT
    )
    confirm(second, event, other, at=LATER)
    approving.publish(actor, event, 2, at=LATER)

    with pytest.raises(SummitryError, match=r"paper\.moved_on"):
        confirm(second, event, asked, at=LATER)


def test_form_takes_a_paper(ready, client):
    account, _ = an_approver(ready[0])
    signed_in(client, account)
    root = Baseline.objects.get().root
    scan = BytesIO(b"Paper 12, sealed.\n")
    scan.name = "paper.txt"

    answer = client.post(
        "/e/summit/baselines/1/paper/",
        {"number": "12/A", "date": "2025-09-30", "office": "Office", "seal": "Host",
         "digits": root[:16], "scan": scan},
    )  # fmt: skip
    told = client.get(answer.headers["Location"]).content.decode()

    assert answer.status_code == 302
    assert "12/A" in told
    assert client.post("/e/summit/baselines/1/paper/", {"date": "soon"}).status_code == 400
