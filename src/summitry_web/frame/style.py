"""The page that shows every part of the site's look: for those who build pages, and for tests."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods
from msgspec import Struct

from summitry.kit.errors import Text
from summitry.outcome.finding import Status
from summitry.plan.terms import Marking, Severity
from summitry.report.formats import Formats
from summitry_web.frame.listing import Column, listing
from summitry_web.frame.templating import page, reader_of

MOMENT = datetime(2027, 3, 1, 2, 0, tzinfo=UTC)
ROWS = 120
SEVERITIES = tuple(Severity)
STATUSES = tuple(Status)


class Shown(Struct, frozen=True, kw_only=True):
    """A row of the sample list."""

    key: str
    severity: Severity
    status: Status
    sentence: str
    people: int
    since: datetime


class SampleEvent(Struct, frozen=True, kw_only=True):
    """An event that stands nowhere but on this page."""

    slug: str = "sample"
    name: str = "Sample summit at an invented venue"
    kind: str = "live"


class SampleActor(Struct, frozen=True, kw_only=True):
    """Somebody for whom break-glass is in force, or not."""

    glass_until: datetime | None = None

    def is_breaking(self, at: datetime) -> bool:
        """Say whether break-glass is in force."""
        return self.glass_until is not None and at < self.glass_until


class SampleHere(Struct, frozen=True, kw_only=True):
    """What a page of an event is given, for looking at alone: its links lead nowhere."""

    event: SampleEvent
    actor: SampleActor
    formats: Formats
    at: datetime = MOMENT
    moment: datetime = MOMENT
    is_trial: bool = False

    def may(self, verb: str) -> bool:
        """Say yes: every way is to be seen."""
        return bool(verb)


HEADERS: Mapping[str, tuple[SampleEvent, SampleActor]] = {
    "live": (SampleEvent(), SampleActor()),
    "exercise": (SampleEvent(kind="exercise"), SampleActor()),
    "glass": (SampleEvent(), SampleActor(glass_until=MOMENT + timedelta(hours=1))),
}
"""What ``?header=`` can ask for."""


def _here(request: HttpRequest) -> SampleHere | None:
    asked = HEADERS.get(request.GET.get("header", ""))
    if asked is None:
        return None
    formats = Formats(reader_of(request), ZoneInfo("Asia/Ho_Chi_Minh"))
    return SampleHere(event=asked[0], actor=asked[1], formats=formats)


def _shown(number: int) -> Shown:
    return Shown(
        key=f"SAMPLE-{number}",
        severity=SEVERITIES[number % len(SEVERITIES)],
        status=STATUSES[number % len(STATUSES)],
        sentence="Sample: the north gate of the invented venue has one person too few.",
        people=number * 37 % 1_250,
        since=MOMENT + timedelta(minutes=17 * number),
    )


SAMPLE: Sequence[Shown] = tuple(map(_shown, range(1, ROWS + 1)))
COLUMNS: Sequence[Column[Shown]] = (
    Column("key", Text("Key"), lambda row: row.key, lambda row: f"#{row.key}"),
    Column(
        "severity", Text("Severity"), lambda row: row.severity.value, kind="severity",
        order=lambda row: row.severity.depth,
    ),
    Column("status", Text("Status"), lambda row: row.status.value, kind="status"),
    Column("sentence", Text("What is wrong"), lambda row: row.sentence),
    Column("people", Text("People"), lambda row: row.people),
    Column("since", Text("Since"), lambda row: row.since),
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Return the page with every part; its form is read, and nothing is done with it."""
    shown = listing(request, SAMPLE, COLUMNS, name="sample", marking=Marking.AMBER)
    if shown.download is not None:
        return shown.download
    names = {
        "listing": shown,
        "severities": [each.value for each in SEVERITIES],
        "statuses": [each.value for each in STATUSES],
        "markings": list(Marking),
        "moment": MOMENT,
        "here": _here(request),
    }
    return page(request, "frame/style.html", names)


show.is_public = True  # type: ignore[attr-defined]  # the matrix of tests reads it
