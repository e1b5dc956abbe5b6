"""Compresses pages on their way: a phone on a crowded network loads the first one in time."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

KINDS = ("text/", "application/json", "application/geo+json", "application/javascript")


class Squeezed(GZipMiddleware):
    """Compresses text, and nothing that is compressed already.

    The length of a compressed page may betray a secret in it to somebody who can make the reader
    ask for it again and again (BREACH, 2013). Here they cannot: the session's cookie is not sent
    with requests from other sites (``SameSite=Lax``), the form token is masked anew in each page,
    and Django adds a random number of bytes to each answer.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Return the answer, compressed where it is text."""
        if not response.headers.get("Content-Type", "").startswith(KINDS):
            return response
        return super().process_response(request, response)
