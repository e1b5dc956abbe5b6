"""A roster made better: a few officers at a time are rostered anew, together and to the proof."""

from collections.abc import Sequence

from summitry.kit.streams import Stream
from summitry.roster.columns import Stop, relax
from summitry.roster.master import Master
from summitry.roster.pricing import Pricer
from summitry.roster.problem import Pattern, Problem

SECONDS_MAX = 2.0
"""How long a choice among the patterns of a few officers may take."""
KNOWN_MAX = 30
"""So many of the newest patterns of each officer are offered from the start."""


class Search:
    """The best roster so far, and the patterns that proved useful."""

    def __init__(self, problem: Problem, pricer: Pricer, roster: Sequence[Pattern]) -> None:
        self.problem = problem
        self.roster = list(roster)
        self.cost = problem.cost(roster)
        self._pricer = pricer
        self._known: dict[int, list[Pattern]] = {}

    def remember(self, officer: int, pattern: Pattern) -> None:
        """Offer the pattern when the officer is rostered anew."""
        self._known.setdefault(officer, []).append(pattern)

    def step(self, stream: Stream, count: int, stop: Stop) -> bool:
        """Roster so many officers anew, drawn by chance, and say whether that was better."""
        chosen = [int(each) for each in stream.permutation(len(self.roster))[:count]]
        others = [each for number, each in enumerate(self.roster) if number not in set(chosen)]
        part = self.problem.part(chosen, self.problem.cover_of(others))
        before = part.cost([self.roster[officer] for officer in chosen])
        master = Master(part)
        for number, officer in enumerate(chosen):
            for pattern in (self.roster[officer], *self._known.get(officer, ())[-KNOWN_MAX:]):
                master.add(number, pattern)
        if relax(master, self._pricer.part(chosen), stop).bound > before - 1 or stop():
            return False
        found = master.whole(SECONDS_MAX, before)
        if found is None or part.cost([found[number] for number in range(len(chosen))]) >= before:
            return False
        for number, officer in enumerate(chosen):
            self.roster[officer] = found[number]
            self.remember(officer, found[number])
        self.cost = self.problem.cost(self.roster)
        return True
