"""The edge of the checker's jobs: whatever fails inside is logged whole, and the next goes on."""

import logging
from collections.abc import Callable
from typing import Generic, TypeVar

from msgspec import Struct

log = logging.getLogger(__name__)
DoneT = TypeVar("DoneT")


class Done(Struct, Generic[DoneT], frozen=True):
    """What the job came to."""

    value: DoneT


def attempted(job: Callable[[], DoneT], what: str) -> Done[DoneT] | None:
    """Return what the job came to, None when it failed; the log then says why.

    A rule is anybody's code, and a database may be away: neither may take the checker down.
    """
    try:
        return Done(job())
    except Exception:
        log.exception("%s", what)
        return None
