"""Questions to the process that writes the node's journals."""

import logging
from typing import TypeVar

import msgspec
from django.conf import settings
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry_web.frame.sockets import asked

SECONDS_MAX = 5.0
"""How long an answer is waited for before nothing is called acknowledged."""
T = TypeVar("T")
log = logging.getLogger(__name__)


def answer_to(
    question: Struct, decoder: "msgspec.msgpack.Decoder[T]", *, seconds: float = SECONDS_MAX
) -> T:
    """Return what the process answers within the seconds.

    Raises
    ------
    SummitryError
        ``journal.away`` where it gives no answer: ask the same again.
    """
    try:
        content = asked(settings.JOURNAL, msgspec.msgpack.encode(question), seconds=seconds)
        return decoder.decode(content)
    except (OSError, msgspec.DecodeError) as problem:
        log.warning("the journal's writer gave no answer: %s", problem)
        raise SummitryError("journal.away") from problem
