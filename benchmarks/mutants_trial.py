"""Mutants before two judges: the checker, and an oracle that shares nothing with it."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from msgspec import Struct

from benchmarks.mutants_kinds import Mutant, Plan
from benchmarks.oracle.judge import (
    DEMANDS,
    PEOPLE,
    RULINGS,
    WORDS,
    Demand,
    concerned,
    touched,
)
from benchmarks.oracle.world import Judgement, Subject, World, sure
from summitry.check.run import check, recheck
from summitry.kit.errors import SummitryError
from summitry.outcome.finding import Finding
from summitry.package.package import Package
from summitry.plan.attestation import Attestations
from summitry.plan.change import apply
from summitry.plan.tables import TABLES

NONE: frozenset[Any] = frozenset()
EXAMPLES_MAX = 5


class Disagreement(Struct, frozen=True):
    """One place where the judges differ, to be looked at by a person."""

    what: str
    kind: str
    code: str
    subject: Subject
    edits: tuple[str, ...]


class Tally:
    """Counts by rule, and the first disagreements of each."""

    def __init__(self) -> None:
        self.tried: Counter[str] = Counter()
        self.counted: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.denied: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self.refused = 0
        self.disagreements: list[Disagreement] = []

    def differ(self, disagreement: Disagreement) -> None:
        """Note a disagreement, unless there are enough like it."""
        alike = [
            each
            for each in self.disagreements
            if (each.code, each.what) == (disagreement.code, disagreement.what)
        ]
        if len(alike) < EXAMPLES_MAX:
            self.disagreements.append(disagreement)


class Trial:
    """An untouched plan as both judges see it, and what they say of its mutants."""

    def __init__(self, package: Package, at: datetime) -> None:
        self.package, self.at = package, at
        self.run = check(
            package.snapshot,
            package.attestations,
            at=at,
            people=package.people,
            rulings=package.rulings,
        )
        self.signatures = {signature(finding) for finding in self.run.findings}
        self.named = {subject(finding) for finding in self.run.findings}
        self.world = World(package.snapshot, package.attestations, at)
        self.world.people = package.people
        self.world.rulings = package.rulings
        self.judged = [demand.judge(self.world, None) for demand in DEMANDS]
        self.tally = Tally()
        self.plan = Plan(
            snapshot=package.snapshot,
            rows={name: list(self.world.rows(name)) for name in TABLES},
            words=tuple(package.attestations),
            people=package.people,
            rulings=package.rulings,
        )

    def untouched(self) -> tuple[set[tuple[str, Subject]], set[tuple[str, Subject]]]:
        """Return what only the checker finds in the plan, and what only the oracle does."""
        told = [
            (demand.code, place, atoms)
            for demand, judged in zip(DEMANDS, self.judged, strict=True)
            for place, atoms in judged.items()
        ]
        oracle = {(code, place) for code, place, atoms in told if atoms}
        missed = {(code, place) for code, place, atoms in told if sure(atoms)}
        codes = {demand.code for demand in DEMANDS}
        checked = {each for each in self.named if each[0] in codes}
        return checked - oracle, missed - checked

    def try_out(self, kind: str, mutant: Mutant) -> None:
        """Let both judges see the mutant, and count."""
        self.tally.kinds[kind] += 1
        world = self.world.edited(mutant.edits)
        beside = self._beside(mutant, world)
        try:
            run = recheck(
                self.run, apply(self.package.snapshot, mutant.edits), at=self.at, **beside
            )
        except SummitryError:
            # A plan that is refused as a whole is told before any rule runs.
            self.tally.refused += 1
            return
        new = [each for each in run.findings if signature(each) not in self.signatures]
        changed = _changed(mutant)
        by_code: dict[str, tuple[set[Subject], set[Subject]]] = {}
        whole = concerned(self.world, world, mutant.edits)
        for demand, before in zip(DEMANDS, self.judged, strict=True):
            if demand.code in whole or changed & set(demand.reads):
                after = self._judge(demand, world, mutant)
                lost, open_now = by_code.setdefault(demand.code, (set(), set()))
                lost |= {p for p, atoms in after.items() if sure(atoms - before.get(p, NONE))}
                open_now |= {p for p, atoms in after.items() if atoms}
        for code, (lost, open_now) in by_code.items():
            self._count(code, lost, [each for each in new if each.code == code], kind, mutant)
            self._deny(code, open_now, [each for each in new if each.code == code], kind, mutant)
        silent = {each.code for each in new} - by_code.keys()
        for code in silent & {demand.code for demand in DEMANDS}:
            self._deny(code, set(), [each for each in new if each.code == code], kind, mutant)

    def _beside(self, mutant: Mutant, world: World) -> dict[str, Any]:
        """Return what stands beside the mutant's plan, by its name; the world is told the same."""
        words = self.package.attestations
        if mutant.words is not None:
            words = Attestations(mutant.words)
            world.set_words(words)
        if mutant.people is not None:
            world.people = mutant.people
        if mutant.rulings is not None:
            world.rulings = mutant.rulings
        return {"attestations": words, "people": world.people, "rulings": world.rulings}

    def _judge(self, demand: Demand, world: World, mutant: Mutant) -> Judgement:
        keys = None
        if demand.local and mutant.words is None:
            keys = touched(self.world, world, mutant.edits, demand.local)
        return demand.judge(world, keys)

    def _count(
        self, code: str, lost: set[Subject], new: Iterable[Finding], kind: str, mutant: Mutant
    ) -> None:
        self.tally.tried[code] += 1
        if not lost:
            return
        self.tally.counted[code] += 1
        missed = lost - {subject(each)[1] for each in new}
        if not missed:
            self.tally.found[code] += 1
        for place in sorted(missed)[:1]:
            self._differ("missed by check", kind, code, place, mutant)

    def _deny(
        self, code: str, open_now: set[Subject], new: Iterable[Finding], kind: str, mutant: Mutant
    ) -> None:
        for finding in new:
            place = subject(finding)
            if place[1] not in open_now and place not in self.named:
                self.tally.denied[code] += 1
                self._differ("denied by oracle", kind, code, place[1], mutant)

    def _differ(self, what: str, kind: str, code: str, place: Subject, mutant: Mutant) -> None:
        edits = tuple(f"{edit.table}|{edit.key} -> {edit.row}" for edit in mutant.edits[:2])
        self.tally.differ(Disagreement(what, kind, code, place, edits))


def _changed(mutant: Mutant) -> set[str]:
    """Return the tables that the mutant touches, those beside the plan too."""
    beside = {WORDS: mutant.words, PEOPLE: mutant.people, RULINGS: mutant.rulings}
    return {edit.table for edit in mutant.edits} | {
        name for name, rows in beside.items() if rows is not None
    }


def subject(finding: Finding) -> tuple[str, Subject]:
    """Return the rule and the row that the finding names."""
    return finding.code, (finding.table, finding.key)


def signature(finding: Finding) -> tuple[object, ...]:
    """Return all that a finding says, so that a finding that grew is a new one."""
    told = repr(sorted(finding.facts.items()))
    where = (finding.code, finding.table, finding.key, finding.discriminator)
    return (*where, finding.case, finding.start, finding.end, told)
