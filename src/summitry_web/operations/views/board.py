"""The board: what stands now, or stood at a moment; and the day step by step."""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from summitry_web.accounts.pages import Here
from summitry_web.frame.templating import page
from summitry_web.operations.drawn import drawn
from summitry_web.operations.pages import day_page
from summitry_web.operations.seen import Seen, seen_by

STEPS = (1, 5, 15, 60)
STEP = 15


@day_page()
def board(request: HttpRequest, here: Here, seen: Seen) -> HttpResponse:
    """Return the board; scripts keep it fresh by the stream, pages without by loading anew."""
    names = {
        "seen": seen,
        "sections": drawn(seen),
        "path_only": request.path,
        "stream": stream_of(here),
    }
    return page(request, "operations/board.html", names)


def stream_of(here: Here) -> str:
    """Return the address of the board's stream; empty on a node without a live process."""
    if not settings.LIVE_ORIGIN:
        return ""
    return f"{settings.LIVE_ORIGIN}/live/{here.event.slug}/board?language={here.reader.code}"


@day_page()
def replay(request: HttpRequest, here: Here, seen: Seen) -> HttpResponse:
    """Return the board as at a moment of the day, with the way to the moments around it."""
    first, last = span_of(seen, here)
    shown = seen if seen.is_past else seen_by(here, first.isoformat()) or seen
    text = request.GET.get("step", "")
    step = int(text) if text.isdecimal() and int(text) in STEPS else STEP
    names = {
        "seen": shown,
        "sections": drawn(shown),
        "path_only": request.path,
        "first": first,
        "last": last,
        "step": step,
        "steps": STEPS,
        "minute": minutes(shown.moment - first),
        "minutes": max(1, minutes(last - first)),
        "before": max(first, shown.moment - timedelta(minutes=step)),
        "after": min(last, shown.moment + timedelta(minutes=step)),
    }
    return page(request, "operations/replay.html", names)


def span_of(seen: Seen, here: Here) -> tuple[datetime, datetime]:
    """Return from when to when there is something to be replayed, by the reader's own entries."""
    known = seen.day.record_for(here.actor, at=here.at)
    first = min([each.received for each in known] or [here.moment])
    return min(first, here.moment).replace(second=0, microsecond=0), here.moment


def minutes(span: timedelta) -> int:
    """Return the whole minutes of the span."""
    return int(span.total_seconds() // 60)
