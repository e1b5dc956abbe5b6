"""The journal's pages: its entries, one entry with its proof, the verdict, the evidence."""

from typing import cast
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse

from summitry.kit.errors import Text
from summitry.operations.audit import Recorded
from summitry.operations.judge import Verified
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.audit.forms import wanted_of
from summitry_web.frame.listing import Column, listing
from summitry_web.frame.templating import page
from summitry_web.journal import access, actions, kinds
from summitry_web.journal.verifying import verdict


@event_page(get=Verb.READ_JOURNAL)
def entries(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the list of entries, the newest first."""
    journal = here.event.slug
    wanted = wanted_of(request.GET, ZoneInfo(here.event.timezone))
    shown = listing(request, access.entries(journal, wanted), _columns(here), name="journal")
    if shown.download is not None:
        return shown.download
    kind_codes, actors = access.kinds_and_actors(journal)
    names = {
        "listing": shown, "kinds": [(each, each) for each in kind_codes],
        "actors": [(each, each) for each in actors], "wanted": wanted,
        "day": request.GET.get("day", "") if wanted.start else "", **_signed(here),
    }  # fmt: skip
    return page(request, "audit/entries.html", names)


def _columns(here: Here) -> tuple[Column[Recorded], ...]:
    formats = here.formats

    def address(row: Recorded) -> str:
        return reverse("journal:entry", kwargs={"event": here.event.slug, "number": row.number})

    return (
        Column("number", Text("Entry"), lambda row: row.number, address),
        Column("at", Text("When"), lambda row: row.moment()),
        Column("told", Text("What was done"), lambda row: kinds.told(row, formats)),
        Column("actor", Text("Who"), lambda row: row.actor),
        Column("subject", Text("On what"), lambda row: row.subject),
        Column("kind", Text("Kind"), lambda row: row.kind),
    )


@event_page(get=Verb.READ_JOURNAL)
def entry(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Return one entry, with the proof that it is under a signed root."""
    found = access.entry(here.event.slug, number)
    names = {
        "entry": found, "told": kinds.told(found, here.formats), "at": found.moment(),
        "facts": [(name, here.formats.fact(_shown(value))) for name, value in found.facts.items()],
        "leaf": found.leaf().hex(), "proof": access.proof(here.event.slug, number),
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
    lines = actions.export(here.event.slug, actor=here.actor.person_id, at=here.at)
    answer = StreamingHttpResponse(lines, content_type="application/jsonl")
    name = f"{here.event.slug}-journal-{here.at:%Y%m%dT%H%M%SZ}.jsonl"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return cast("HttpResponse", answer)


def _signed(here: Here) -> dict[str, object]:
    header = access.header_of(here.event.slug)
    return {
        "signed": access.signed_to(here.event.slug), "size": header.size,
        "public_key": header.public_key,
    }  # fmt: skip
