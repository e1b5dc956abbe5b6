"""The checker as a process of its own: it answers on a socket of the node, and looks by itself."""

import logging
from collections.abc import Callable
from functools import cache, partial

import msgspec
from django.conf import settings
from django.db import close_old_connections
from msgspec import Struct

from summitry.kit.time import Clock, SystemClock
from summitry_web.frame.sockets import asked
from summitry_web.plans.checking.checker import Checker, Outcome, since, waiting
from summitry_web.plans.checking.edge import attempted

log = logging.getLogger(__name__)

SECONDS_MAX = 2.0
"""How long a save waits for its findings before it says that they are being checked."""
PAUSES_MAX = 60


class Question(Struct, frozen=True):
    """Which event is to be brought up, and from which revision on it is told what changed."""

    event_id: int
    revision: int


class Failed(Struct, frozen=True, tag=True):
    """The check failed; the log says why."""


class Answered(Struct, frozen=True, tag=True):
    """What the check came to."""

    revision: int
    opened: tuple[str, ...]
    closed: tuple[str, ...]


_QUESTION = msgspec.msgpack.Decoder(Question)
_ANSWER = msgspec.msgpack.Decoder(Answered | Failed)


def ask(event_id: int, revision: int, *, seconds: float = SECONDS_MAX) -> Outcome | None:
    """Return what was opened and closed since the revision, once that revision is checked.

    None when it takes longer or nobody listens: it is being checked. On a node without a checker
    process the check is made here and now.
    """
    if not settings.CHECKER:
        local().bring_up(event_id)
        return since(event_id, revision)
    try:
        question = msgspec.msgpack.encode(Question(event_id, revision))
        answer = _ANSWER.decode(asked(settings.CHECKER, question, seconds=seconds))
    except (OSError, msgspec.DecodeError):
        log.warning("the checker gave no answer for event %s within %s s", event_id, seconds)
        return None
    if isinstance(answer, Failed) or answer.revision < revision:
        return None
    return Outcome(answer.revision, answer.opened, answer.closed)


@cache
def local() -> Checker:
    """Return the checker of this process, for nodes that run none of its own."""
    return Checker(SystemClock())


def answering(checker: Checker) -> Callable[[bytes], bytes | None]:
    """Return what answers the socket's questions."""

    def answer(content: bytes) -> bytes | None:
        try:
            question = _QUESTION.decode(content)
        except msgspec.DecodeError:
            log.warning("somebody asked the checker what is no question")
            return None
        return msgspec.msgpack.encode(_answer(checker, question))

    return answer


def _answer(checker: Checker, question: Question) -> Answered | Failed:
    done = attempted(
        lambda: _brought_up(checker, question), f"event {question.event_id} could not be checked"
    )
    close_old_connections()
    return Failed() if done is None else done.value


def _brought_up(checker: Checker, question: Question) -> Answered:
    checker.bring_up(question.event_id)
    found = since(question.event_id, question.revision)
    return Answered(found.revision, found.opened, found.closed)


def catch_up(checker: Checker, clock: Clock) -> tuple[int, ...]:
    """Check what nobody asked about; return the events that could not be checked."""
    return tuple(
        event_id
        for event_id in waiting(now=clock.now())
        if attempted(partial(checker.bring_up, event_id), f"event {event_id} could not be checked")
        is None
    )


def catch_up_here() -> None:
    """Check what waits in this process, on a node that runs no checker of its own."""
    if not settings.CHECKER:
        catch_up(local(), SystemClock())


def watch(
    checker: Checker, clock: Clock, *, pause: Callable[[float], bool], seconds: float
) -> None:
    """Catch up again and again until the pause says that it is over.

    As long as something fails, the pauses grow: the log is not to be flooded.
    """
    failures = 0
    while not pause(seconds * min(PAUSES_MAX, 1 << min(failures, 10))):
        done = attempted(
            partial(catch_up, checker, clock), "the checker could not look for what is waiting"
        )
        close_old_connections()
        failures = 0 if done is not None and not done.value else failures + 1
