"""The journal's pages: its entries, one entry with its proof, the verdict, the evidence."""

from typing import cast
from zoneinfo import ZoneInfo

from babel.dates import format_timedelta
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse

from summitry.kit.errors import Text
from summitry.operations.audit import Recorded
from summitry.operations.judge import Verified
from summitry.report.formats import YES
from summitry.report.journal import verdict
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.audit.forms import wanted_of
from summitry_web.audit.sight import Veiled, may_take_evidence, veiled
from summitry_web.frame.listing import Column, listing
from summitry_web.frame.refused import Denied
from summitry_web.frame.templating import page
from summitry_web.journal import access, actions, kinds

WAITS = Text("not yet; written {age}")


@event_page(get=Verb.READ_JOURNAL)
def entries(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the list of entries, the newest first."""
    journal = here.event.slug
    wanted = wanted_of(request.GET, ZoneInfo(here.event.timezone))
    kept = access.entries(journal, wanted)
    shown = listing(request, Veiled(here, kept), _columns(here, kept.handed), name="journal")
    if shown.download is not None:
        return shown.download
    kind_codes, actors = access.kinds_and_actors(journal)
    names = {
        "listing": shown, "kinds": [(each, each) for each in kind_codes],
        "actors": [(each, each) for each in actors], "wanted": wanted,
        "day": request.GET.get("day", "") if wanted.start else "",
        "may_take": may_take_evidence(here), **_signed(here),
    }  # fmt: skip
    return page(request, "audit/entries.html", names)


def _columns(here: Here, handed: int) -> tuple[Column[Recorded], ...]:
    formats = here.formats
    yes = here.reader.gettext(YES)

    def in_the_file(row: Recorded) -> str:
        if row.number <= handed:
            return yes
        old = format_timedelta(
            row.moment() - here.at, add_direction=True, locale=here.reader.locale
        )
        return here.reader.gettext(WAITS).format(age=old)

    def address(row: Recorded) -> str:
        return reverse("journal:entry", kwargs={"event": here.event.slug, "number": row.number})

    return (
        Column("number", Text("Entry"), lambda row: row.number, address),
        Column("at", Text("When"), lambda row: row.moment()),
        Column("told", Text("What was done"), lambda row: kinds.told(row, formats)),
        Column("actor", Text("Who"), lambda row: row.actor),
        Column("subject", Text("On what"), lambda row: row.subject),
        Column("kind", Text("Kind"), lambda row: row.kind),
        Column("kept", Text("In the file"), in_the_file),
    )


@event_page(get=Verb.READ_JOURNAL)
def entry(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Return one entry, with the proof that it is under a signed root."""
    kept = access.entry(here.event.slug, number)
    (found,) = veiled(here, [kept])
    names = {
        "entry": found, "told": kinds.told(found, here.formats), "at": found.moment(),
        "facts": [(name, here.formats.fact(_shown(value))) for name, value in found.facts.items()],
        "leaf": kept.leaf().hex(), "proof": access.proof(here.event.slug, number),
    }  # fmt: skip
    return page(request, "audit/entry.html", names)


def _shown(value: object) -> object:
    return tuple(str(each) for each in value) if isinstance(value, list) else value


@event_page(get=Verb.READ_JOURNAL)
def verify(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the verdict on the whole journal, entry by entry, as it stands now."""
    found = access.verify(here.event.slug)
    names = {
        "is_whole": isinstance(found, Verified), "verdict": verdict(found, here.reader),
        **_signed(here),
    }  # fmt: skip
    return page(request, "audit/verify.html", names)


@event_page(get=None, post=Verb.READ_JOURNAL)
def evidence(request: HttpRequest, here: Here) -> HttpResponse:  # noqa: ARG001  # a view has one
    """Return the journal as an evidence file; that it was taken is its last entry."""
    if not may_take_evidence(here):
        raise Denied("evidence")
    lines = actions.export(here.event.slug, actor=here.actor.person_id, at=here.at)
    answer = StreamingHttpResponse(lines, content_type="application/jsonl")
    name = f"{here.event.slug}-journal-{here.at:%Y%m%dT%H%M%SZ}.jsonl"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return cast("HttpResponse", answer)


def _signed(here: Here) -> dict[str, object]:
    journal = here.event.slug
    return {
        "signed": access.signed_to(journal), "size": access.size_of(journal),
        "waiting": access.waiting(journal), "public_key": access.public_key(),
    }  # fmt: skip
