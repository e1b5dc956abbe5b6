"""A job whose searches do what a test plants: answer, wait, hang, refuse, fail, fall."""

import os
from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from summitry.cli.engines.job import KEEP_SECONDS, Watch
from summitry.kit.errors import SummitryError


class Far(Struct, frozen=True, kw_only=True):
    cost: int
    bound: int
    seconds: float = 0.0


class Answer(Struct, frozen=True, kw_only=True):
    cost: int
    bound: int = 0
    by: int = 0


class Act(StrEnum):
    ANSWER = "answer"
    WAIT = "wait"
    """Go on until somebody asks for the end, then answer."""
    KEEP = "keep"
    """Hand over an answer, then wait."""
    FALL = "fall"
    """Hand over an answer, then take the whole process down."""
    FALL_AT_ONCE = "fall at once"
    HANG = "hang"
    """Neither answer nor listen."""
    FAIL = "fail"
    """Raise what nobody has foreseen."""
    REFUSE = "refuse"


class Acting(Struct, frozen=True, kw_only=True):
    """Searches that cost what they are told to, by their place."""

    acts: tuple[Act, ...]
    costs: tuple[int, ...]
    bounds: tuple[int, ...] = ()
    seconds: float = 5.0

    def search(self, place: int, watch: Watch[Far, Answer]) -> Answer:
        act, answer = self.acts[place], self._answer(place)
        begin(act)
        watch.tell(Far(cost=answer.cost, bound=answer.bound))
        if act in {Act.KEEP, Act.FALL}:
            while watch.elapsed() <= KEEP_SECONDS:
                pass
            watch.keep(lambda: answer)
        if act is Act.FALL:
            os._exit(3)
        if act is Act.FAIL:
            raise ZeroDivisionError
        while act is Act.HANG:
            pass
        while act in {Act.WAIT, Act.KEEP} and not watch.is_interrupted():
            pass
        return answer

    def _answer(self, place: int) -> Answer:
        bound = self.bounds[place] if self.bounds else 0
        return Answer(cost=self.costs[place], bound=bound, by=place)

    def rank(self, told: Far | Answer) -> tuple[int, ...]:
        return (told.cost,)

    def at(self, progress: Far, bound: int, seconds: float) -> Far:
        return replace(progress, bound=bound, seconds=seconds)

    def faults(self, answer: Answer) -> tuple[str, ...]:
        if answer.cost < 0:
            return ("cheaper than nothing",)
        return ("bound",) if answer.bound > answer.cost else ()

    def joined(self, answer: Answer, others: Sequence[Far | Answer]) -> Answer:
        return replace(answer, bound=max(each.bound for each in (answer, *others)))


def begin(act: Act) -> None:
    if act is Act.FALL_AT_ONCE:
        os._exit(3)
    if act is Act.REFUSE:
        raise SummitryError("move.seconds", got=-1, most=9)
