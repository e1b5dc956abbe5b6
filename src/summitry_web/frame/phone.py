"""A page that a phone keeps, so that it opens without a connection."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from msgspec import json

from summitry_web.frame.refused import Denied
from summitry_web.frame.templating import page

WORKER = "phone-worker.js"
STYLES = ("tokens", "elements", "frame", "forms", "parts")


def kept_page(
    request: HttpRequest, template: str, names: Mapping[str, object], *, script: str
) -> HttpResponse:
    """Return the page as it is kept; the template extends ``frame/phone.html``."""
    return page(request, template, {**names, "styles": STYLES, "script": script})


def worker_of(script: str, *, scope: str, shell: str) -> HttpResponse:
    """Return the service worker that serves the address ``scope`` alone.

    Without a connection it answers with what was kept of the address ``shell``.

    Raises
    ------
    Denied
        The browser's files were not built.
    """
    path = settings.BUILT / WORKER
    if not path.is_file():
        raise Denied("worker")
    parts = [static(script), *(static(f"frame/{each}.css") for each in STYLES)]
    kept = json.encode({"scope": scope, "shell": shell, "parts": parts})
    words = kept.decode().replace("<", "\\u003c")
    text = f"self.SUMMITRY = {words};\n{path.read_text(encoding='utf-8')}"
    answer = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    answer.headers["Service-Worker-Allowed"] = scope
    answer.headers["Cache-Control"] = "no-cache"
    return answer
