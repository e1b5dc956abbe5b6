"""Hands files out."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.vault import actions
from summitry_web.vault.parse.kinds import Kind

TYPES = {
    Kind.PDF: "application/pdf",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
    Kind.CSV: "text/csv; charset=utf-8",
    Kind.TXT: "text/plain; charset=utf-8",
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
    Kind.WEBP: "image/webp",
    Kind.GEOJSON: "application/geo+json",
}
SANDBOX = "sandbox; default-src 'none'"


@event_page(get=Verb.READ)
def download(request: HttpRequest, here: Here, number: int) -> HttpResponse:  # noqa: ARG001  # a view
    """Return the file, to be saved and never shown: a browser must not run what it holds."""
    found, content = actions.read(here.actor, here.event, number, at=here.at)
    answer = HttpResponse(content, content_type=TYPES[Kind(found.kind)])
    disposition = content_disposition_header(as_attachment=True, filename=found.name)
    answer.headers["Content-Disposition"] = str(disposition)
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
