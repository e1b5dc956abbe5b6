"""The evidence pack of this node's journals, as lines or as one page with its reader."""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import cast

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse

from summitry.plan.terms import Marking
from summitry.report.evidence_page import evidence_page
from summitry.report.language import language
from summitry_web.accounts.can import Thing
from summitry_web.accounts.pages import Here
from summitry_web.accounts.roles import Verb
from summitry_web.frame.templating import page
from summitry_web.operations.actions.evidence import PROVED_ABOVE, take_evidence
from summitry_web.operations.command_forms import Posted
from summitry_web.operations.pages import day_page
from summitry_web.operations.seen import Seen


@day_page(get=Verb.EXPORT, post=Verb.EXPORT)
def evidence(request: HttpRequest, here: Here, seen: Seen) -> HttpResponse:
    """Return what a pack may hold; POST gives it out."""
    if request.method != "POST":
        markings = [each for each in Marking if here.may(Verb.EXPORT, Thing(marking=each))]
        names = {"seen": seen, "markings": markings, "proved_above": PROVED_ABOVE}
        return page(request, "operations/evidence.html", names)
    posted = Posted(request.POST, seen)
    form = "lines" if posted.text("form") == "lines" else "page"
    lines = take_evidence(
        here.actor, here.event, posted.choice("marking", Marking), form=form, at=here.at
    )
    name = f"{here.event.slug}-{seen.post_id}-{here.at:%Y%m%dT%H%M%SZ}".replace("/", "-")
    if form == "lines":
        answer = StreamingHttpResponse(lines, content_type="application/jsonl")
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}.jsonl"'
        return cast("HttpResponse", answer)
    made = evidence_page(lines, language(posted.text("lang") or here.reader.code))
    return _page(made, f"{name}.html")


def _page(made: Iterator[bytes], name: str) -> HttpResponse:
    """Return the page as a file once it is whole: a pack that is too large is refused before."""
    file = TemporaryFile()  # noqa: SIM115  # the answer closes it
    file.writelines(made)
    file.seek(0)
    answer = FileResponse(file, as_attachment=True, filename=name, content_type="text/html")
    return cast("HttpResponse", answer)
