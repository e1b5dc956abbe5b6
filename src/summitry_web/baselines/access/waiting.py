"""What of the baselines and exercises waits for the reader, to be shown on the desk."""

from collections.abc import Iterator

from django.urls import reverse

from summitry.kit.errors import Text
from summitry_web.accounts.pages import Here
from summitry_web.accounts.roles import Verb
from summitry_web.baselines.access.copies import untold_copies
from summitry_web.baselines.access.standing import Standing, current_of, latest_of, reading_by
from summitry_web.baselines.models import CopyState
from summitry_web.desk.access.own import Waiting

APPROVAL_WANTED = Text("Approve baseline {number}, “{name}”, or return it.")
ACKNOWLEDGEMENT_WANTED = Text("Read and acknowledge baseline {number}, “{name}”.")
COPY_ENDED: dict[str, Text] = {
    CopyState.MADE: Text("The exercise {slug} that you asked for is ready."),
    CopyState.FAILED: Text("The exercise {slug} that you asked for could not be made."),
    CopyState.CANCELLED: Text(
        "The making of the exercise {slug} that you asked for was cancelled."
    ),
}


def to_approve(here: Here) -> Iterator[Waiting]:
    """Yield the baseline frozen last, where the reader is one whose approval it lacks."""
    if not here.may(Verb.APPROVE_BASELINE):
        return
    latest = latest_of(here.event)
    if latest is None or latest.state not in {"waiting", "once-published"}:
        return
    known = {latest.baseline.frozen_by_id, *(each.account_id for each in latest.approvals)}
    if here.account.pk not in known:
        yield _waiting(here, latest, APPROVAL_WANTED)


def to_acknowledge(here: Here) -> Iterator[Waiting]:
    """Yield the published baseline until the reader has acknowledged it."""
    if not here.may(Verb.ACKNOWLEDGE):
        return
    current = current_of(here.event)
    if current is not None and reading_by(here, current) is None:
        yield _waiting(here, current, ACKNOWLEDGEMENT_WANTED)


def copies_ended(here: Here) -> Iterator[Waiting]:
    """Yield the exercise copies that the reader asked for, from their end until they look."""
    if not here.may(Verb.COPY):
        return
    for each in untold_copies(here.event, here.account):
        names = {"event": here.event.slug, "copy": each.pk}
        title = here.reader.gettext(COPY_ENDED[each.state]).format(slug=each.slug)
        yield Waiting(title=title, address=reverse("baselines:copy", kwargs=names),
                      since=each.moved_at)  # fmt: skip


def _waiting(here: Here, standing: Standing, told: Text) -> Waiting:
    baseline = standing.baseline
    names = {"event": here.event.slug, "number": baseline.number}
    since = standing.publications[0].at if standing.is_current else baseline.at
    title = here.reader.gettext(told).format(number=baseline.number, name=baseline.name)
    return Waiting(title=title, address=reverse("baselines:one", kwargs=names), since=since)
