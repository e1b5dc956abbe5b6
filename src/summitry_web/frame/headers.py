"""The headers that every answer bears."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Answering = Callable[[HttpRequest], HttpResponse]


def content_policy() -> str:
    """Return the policy: everything from this site alone, no inline script, no inline style."""
    connects = f"'self' {settings.LIVE_ORIGIN}".strip()
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        f"font-src 'self'; connect-src {connects}; manifest-src 'self'; worker-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


class Headers:
    """Adds the headers; a page with anything about an event is never kept by a browser's cache."""

    def __init__(self, answering: Answering) -> None:
        self.answering = answering

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the headers."""
        answer = self.answering(request)
        answer.headers.setdefault("Content-Security-Policy", content_policy())
        answer.headers.setdefault(
            "Permissions-Policy", "geolocation=(self), camera=(self), microphone=()"
        )
        answer.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer
