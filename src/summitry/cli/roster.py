"""`summitry roster PLAN`: put people on posts, prove how well, and propose it as a patch."""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from math import inf
from pathlib import Path
from time import monotonic

from msgspec.structs import replace

from summitry.cli.arguments import WRITTEN, add_moment, add_plan, add_seed
from summitry.cli.assess import assessed_package
from summitry.cli.engines.choice import add_engine, choice_of, sought
from summitry.cli.engines.rostering import Rostering
from summitry.cli.files import load, write_output
from summitry.cli.interruption import interruption
from summitry.cli.lines import say
from summitry.kit.errors import Fact, SummitryError, Text, counted
from summitry.kit.time import SystemClock, moment_of
from summitry.package.package import Package
from summitry.package.patch import patch_bytes, patch_of
from summitry.plan.change import Edit, apply
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Power, Severity
from summitry.report.assessment import Assessment
from summitry.report.formats import Formats
from summitry.report.language import Language, language
from summitry.report.words import word
from summitry.roster.reasons.answer import Prices
from summitry.roster.reasons.find import Params, reasons
from summitry.roster.reasons.nearby import nearby
from summitry.roster.reasons.signatures import signatures_of
from summitry.roster.reasons.stopping import Stop
from summitry.roster.reasons.words import LIMITS, Sentence, sentences_joined
from summitry.roster.staffing.problem import Ending, Problem, Result
from summitry.roster.staffing.proposal import proposed
from summitry.roster.staffing.reading import Ask, from_plan, standing_of
from summitry.roster.staffing.solve import Progress
from summitry.roster.staffing.wishes import unmet

COVERED, SHORT = 0, 1
SECONDS = 60.0
SECONDS_MAX = 86_400.0
REASONS_SHARE = 0.1
"""How much of the time is kept for saying why people are missing."""
PRICES: Mapping[Ask, Prices] = {Ask.ANEW: Prices(), Ask.FILL: Prices(recall_hours=inf)}
"""Where shifts stay, people are away on those too: nobody is called back from their post."""
EXAMPLE = Text(
    "Example: summitry roster draft --seconds 60 --out roster.json, then summitry apply draft "
    "roster.json --out draft-2\n\n"
    "Without --anew the shifts of the plan stay, and people are found for what is short. Ctrl-C "
    "ends the search; the best roster so far is kept. The plan itself is not changed.\n\n"
    "The exit status is 0 when every post has its people, 1 when some are missing, 2 when the plan "
    "cannot be read."
)
ASKED = Text(
    "{slots} people are asked for in {demands} windows of posts, and {persons} may be put there."
)
NOTHING = Text("Nothing is asked for: every post has its people.")
STAYED = Text(
    "{units} units keep people for everyday duty: {count} stay who could be put on posts, day by "
    "day."
)
BOOKED = Text(
    "{units} units from elsewhere have beds, meals or rides for fewer than could be put on posts: "
    "{count} stay off them, day by day."
)
KEPT = Text(
    "{units} units have too few people for their posts and their reserves at once: up to {count} "
    "are kept in reserve."
)
WISHES = Text("Days on which people wished to be off and begin duty all the same: {count}.")
NOBODY = Text("Nobody may be put on these posts: all are of other units, or have another task.")
PROGRESS = Text("{seconds} s: {uncovered} uncovered, proven minimum {bound}, gap {gap}")
RESULT = Text("{uncovered} of {slots} uncovered, proven minimum {bound}. Seed {seed}, plan {hash}.")
REASON = Text("{uncovered} of {slots} uncovered, proven minimum {bound}.")
BY_WEIGHT = Text("  of posts of weight “{weight}”: {uncovered}")
ENDINGS = {
    Ending.PROVED: Text("Proved: no roster leaves less uncovered."),
    Ending.TIME: Text("The time was up; a longer search may find a better roster."),
    Ending.INTERRUPTED: Text("The search was interrupted; this is the best roster so far."),
}
LENT = Text("Shifts of people whom another unit lends: {count}.")
MISSING = Text("  {post}, {start} to {end}: {count} missing, {skills}")
NO_SKILL = Text("no special skill asked for")
MORE = Text("  … and more windows: {count}")
PATCH = Text("The proposal puts {added} shifts in and takes {removed} out.")
CHECKED = Text(
    "Checked: {critical} critical findings of {all} before, {critical_after} of {all_after} after."
)
GAINED = counted(
    "  {code}: {count} that was not there before",
    "  {code}: {count} that were not there before",
    by="count",
)
LOST = counted("  {code}: {count} is gone", "  {code}: {count} are gone", by="count")
WHY = Text("Why they are missing, and what would help:")
MISSING_MAX = 20


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.epilog = EXAMPLE
    add_plan(parser)
    parser.add_argument(
        "--seconds",
        metavar="N",
        type=float,
        default=SECONDS,
        help=Text("how long the search may take; 60 when left out"),
    )
    add_seed(parser)
    add_engine(parser)
    parser.add_argument(
        "--anew", action="store_true", help=Text("all shifts anew, not only what is short")
    )
    parser.add_argument(
        "--out",
        metavar="PATCH",
        type=Path,
        help=Text("write the proposal to this file, as a patch for `summitry apply`"),
    )
    add_moment(parser)


def run(arguments: argparse.Namespace) -> int:
    """Search, tell how good the roster is, check it, and write the proposal."""
    if not 0 <= arguments.seconds <= SECONDS_MAX:
        raise SummitryError("staffing.seconds", got=arguments.seconds)
    reader, choice = language(arguments.lang), choice_of(arguments)
    package = load(arguments.plan)
    formats = Formats(reader, package.snapshot.event.zone)
    ask = Ask.ANEW if arguments.anew else Ask.FILL
    problem = from_plan(package.snapshot, ask, base_hash=package.root.hex())
    say(_opening(problem, reader))
    begin = standing_of(package.snapshot, problem) if arguments.anew else ()
    job = Rostering(
        problem=problem,
        begin=begin,
        seed=arguments.seed,
        seconds=arguments.seconds * (1 - REASONS_SHARE),
    )
    with interruption() as wishes:
        result = sought(job, choice, wishes, _teller(reader), reader)
        late = monotonic() + arguments.seconds * REASONS_SHARE
        edits = proposed(package.snapshot, problem, result, ask)
        say(_told(problem, result, edits, formats))
        if arguments.out is not None:
            # Before the reasons: whatever becomes of those, the roster is there.
            _write(arguments.out, package, edits, result, reader)
        said = _why(
            package.snapshot, problem, result, ask, lambda: bool(wishes) or monotonic() >= late
        )
    say(_why_told(said, formats))
    after = replace(package, snapshot=apply(package.snapshot, edits))
    if edits:
        say(_judged(package, after, arguments, reader))
    if arguments.out is not None:
        say([reader.gettext(WRITTEN).format(path=arguments.out)])
    return SHORT if result.uncovered_total else COVERED


def _write(
    path: Path, package: Package, edits: tuple[Edit, ...], result: Result, reader: Language
) -> None:
    patch = patch_of(
        package.snapshot,
        edits,
        key=package.key,
        made_by="roster",
        seed=result.seed,
        reason=reader.gettext(REASON).format(
            uncovered=result.uncovered_total,
            slots=result.uncovered_total + len(result.assignments),
            bound=result.bound,
        ),
    )
    write_output(path, patch_bytes(patch))


def _opening(problem: Problem, reader: Language) -> Iterator[str]:
    if not problem.demands:
        yield reader.gettext(NOTHING)
        return
    yield reader.gettext(ASKED).format(
        slots=problem.slots, demands=len(problem.demands), persons=problem.persons
    )
    for told, is_booked in ((STAYED, False), (BOOKED, True)):
        home = [cap for cap in problem.caps if cap.people_home and cap.is_booked == is_booked]
        if home:
            yield reader.gettext(told).format(
                units=len({cap.unit_id for cap in home}), count=sum(cap.people_home for cap in home)
            )
    most: Counter[str] = Counter()
    for kept in problem.kept:
        most[kept.unit_id] = max(most[kept.unit_id], kept.people_home)
    if most.total():
        yield reader.gettext(KEPT).format(units=len(+most), count=most.total())
    if not problem.types:
        yield reader.gettext(NOBODY)


def _teller(reader: Language) -> Callable[[Progress], None]:
    """Return what tells on the error stream how far a search is."""

    def tell(progress: Progress) -> None:
        line = reader.gettext(PROGRESS).format(
            seconds=f"{progress.seconds:.1f}",
            uncovered=sum(progress.uncovered),
            bound=progress.bound,
            gap=progress.gap,
        )
        sys.stderr.write(line + "\n")
        sys.stderr.flush()

    return tell


def _why(
    snapshot: Snapshot, problem: Problem, result: Result, ask: Ask, stop: Stop
) -> tuple[Sentence, ...]:
    """Return why people are missing and what would help, as far as that is found in time."""
    if not result.missing:
        return ()
    near, missing = nearby(problem, result.missing)
    params = Params(signatures=signatures_of(snapshot), prices=PRICES[ask])
    return tuple(sentences_joined(reasons(near, missing, params=params, stop=stop), near))


def _why_told(said: tuple[Sentence, ...], formats: Formats) -> Iterator[str]:
    reader = formats.language
    if said:
        yield reader.gettext(WHY)
    for each in said:
        facts = _in_words(each.facts, formats)
        yield "  " + reader.form(each.text, facts).format(**formats.facts(facts))


def _in_words(facts: Mapping[str, Fact], formats: Formats) -> dict[str, object]:
    """Return the facts with limits and powers by what they are called, and moments as such."""
    told, reader = dict[str, object](facts), formats.language
    for end in ("start", "end"):
        if isinstance(moment := facts.get(end), str):
            told[end] = datetime.fromisoformat(moment)
    if isinstance(times := facts.get("times"), tuple):
        spans = [map(datetime.fromisoformat, str(each).split("/")) for each in times]
        told["times"] = tuple(formats.interval(*span) for span in spans)
    if isinstance(limit := facts.get("limit"), str):
        told["limit"] = reader.gettext(LIMITS[limit])
    if isinstance(limits := facts.get("limits"), tuple):
        told["limits"] = tuple(reader.gettext(LIMITS[str(each)]) for each in limits)
    if isinstance(powers := facts.get("powers"), tuple):
        told["powers"] = tuple(Power(str(each)) for each in powers)
    return told


def _told(
    problem: Problem, result: Result, edits: tuple[Edit, ...], formats: Formats
) -> Iterator[str]:
    reader = formats.language
    if not problem.demands:
        return
    yield reader.gettext(RESULT).format(
        uncovered=result.uncovered_total,
        slots=problem.slots,
        bound=result.bound,
        seed=result.seed,
        hash=result.base_hash[:12],
    )
    weights = list(Severity)
    for priority, count in enumerate(result.uncovered):
        if count:
            yield reader.gettext(BY_WEIGHT).format(
                weight=word(weights[priority], reader), uncovered=count
            )
    yield reader.gettext(ENDINGS[result.ending])
    if result.lent:
        yield reader.gettext(LENT).format(count=result.lent)
    if problem.wishes:
        yield reader.gettext(WISHES).format(count=unmet(problem, result.assignments))
    for each in result.missing[:MISSING_MAX]:
        yield _missing_line(problem, each.demand, each.count, formats)
    if len(result.missing) > MISSING_MAX:
        yield reader.gettext(MORE).format(count=len(result.missing) - MISSING_MAX)
    added = sum(edit.row is not None for edit in edits)
    yield reader.gettext(PATCH).format(added=added, removed=len(edits) - added)


def _missing_line(problem: Problem, place: int, count: int, formats: Formats) -> str:
    reader = formats.language
    demand = problem.demands[place]
    names = [name for bit, (_, name) in enumerate(problem.skills) if demand.skills >> bit & 1]
    return reader.gettext(MISSING).format(
        post=reader.isolated(demand.post_id),
        start=formats.moment(moment_of(demand.start)),
        end=formats.moment(moment_of(demand.end)),
        count=count,
        skills=reader.isolated(", ".join(names)) if names else reader.gettext(NO_SKILL),
    )


def _judged(
    before: Package, after: Package, arguments: argparse.Namespace, reader: Language
) -> Iterator[str]:
    """Tell what the check finds with the proposal that it did not find before, and what is gone."""
    clock = SystemClock()
    was = assessed_package(before, arguments.at, clock)
    now = assessed_package(after, arguments.at, clock)
    yield reader.gettext(CHECKED).format(
        critical=_critical(was),
        all=len(was.findings),
        critical_after=_critical(now),
        all_after=len(now.findings),
    )
    old = {finding.identity: finding.code for finding in was.findings}
    new = {finding.identity: finding.code for finding in now.findings}
    for template, found in (
        (GAINED, Counter(code for identity, code in new.items() if identity not in old)),
        (LOST, Counter(code for identity, code in old.items() if identity not in new)),
    ):
        for code, count in sorted(found.items()):
            facts = {"code": code, "count": count}
            yield reader.form(template, facts).format(**facts)


def _critical(assessment: Assessment) -> int:
    return sum(finding.severity is Severity.CRITICAL for finding in assessment.findings)
