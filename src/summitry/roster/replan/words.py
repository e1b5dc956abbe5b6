"""What a mended roster is, as sentences with named facts."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from summitry.kit.errors import Fact, Text, counted
from summitry.kit.time import moment_of, written
from summitry.roster.replan.choice import rearranged
from summitry.roster.replan.problem import NOBODY, Alternative, Ending, Kind, Result, Roster, Step


class Sentence(Struct, frozen=True, kw_only=True):
    """A sentence to be translated, and what stands in its places."""

    text: Text
    facts: Mapping[str, Fact]


NOTHING = Text("Nothing that is asked for has lost its cover: nothing has to change.")
FORCED = counted(
    "{count} duty must change whatever is done; {stood_down} are not needed any more.",
    "{count} duties must change whatever is done; {stood_down} are not needed any more.",
    by="count",
)
BEFORE = Text(
    "Without a change {minutes} person-minutes are missing, {critical} of them on critical posts."
)
FREED = counted(
    "{count} person stood on a post that is closed and takes none instead: {persons}.",
    "{count} people stood on posts that are closed and take none instead, first of all {persons}.",
    by="count",
)
FREED_MAX = 12
KINDS: Mapping[Kind, Text] = {
    Kind.LEAST_CHANGE: Text("Least change"),
    Kind.ONE_FOR_ONE: Text("Each duty whole by one person who is free, or not at all"),
    Kind.HALF: Text("Half of what changes beside what must"),
    Kind.FEWEST_PEOPLE: Text("Fewest people told"),
    Kind.NOBODY_MOVED: Text("Nobody leaves another duty"),
    Kind.OWN_UNIT: Text("Nobody is lent to another unit"),
}
PRICE = Text(
    "Duties that change: {changed}; people told: {people}, of them called in from rest: {called}; "
    "duties lent to another unit: {lent}; person-minutes that stay missing: {minutes}, of them on "
    "critical posts: {critical}, on high ones: {high}, on medium ones: {medium}; no limit on rest "
    "or duty is stretched."
)
SHORT = Text("Posts that stay short, with the person-minutes: {posts}.")
TAKEN = Text("{person} takes {post}, {start} to {end}.")
INSTEAD = Text("{person} takes {post}, {start} to {end}, instead of {holder}.")
OPEN = Text("Nobody takes {post}, {start} to {end}.")
OTHER_HOURS = Text("{person} takes {post}, {start} to {end}, instead of {was_start} to {was_end}.")
LEFT_BY = Text("Nobody takes {post}, {start} to {end}, which {holder} leaves.")
BOUND = Text(
    "Counting people, skills, tours and rests, but no ways between posts, no roster leaves fewer "
    "than {bound} person-minutes missing; this one leaves {minutes}."
)
BOUND_SO_FAR = Text(
    "The time was too short for a full proof: it is known so far that no roster leaves fewer than "
    "{bound} person-minutes missing; this one leaves {minutes}."
)
RATIO = Text(
    "Duties that change: {changed}; that must change: {forced}; {ratio} for each of these."
)
NONE_FORCED = counted(
    "{count} duty changes, and none must change.",
    "{count} duties change, and none must change.",
    by="count",
)
ENDINGS: Mapping[Ending, Text] = {
    Ending.PROVED: Text("Proved: nothing covers more, and nothing changes that need not."),
    Ending.EXHAUSTED: Text(
        "The best among the {looked_at} people who were looked at; those further away were not."
    ),
    Ending.TIME: Text("The time was up: this is the best so far, among {looked_at} people."),
    Ending.FAILED: Text(
        "The solver failed: this is the best so far, among {looked_at} people. Ask again with "
        "another --seed."
    ),
    Ending.INTERRUPTED: Text("Interrupted: this is the best so far, among {looked_at} people."),
}


def sentences(result: Result, roster: Roster) -> Iterator[Sentence]:
    """Yield what was forced, what the best does, and how good it is proved to be."""
    if not result.forced and not result.stood_down:
        yield Sentence(text=NOTHING, facts={})
        return
    facts: dict[str, Fact] = {"count": result.forced, "stood_down": result.stood_down}
    yield Sentence(text=FORCED, facts=facts)
    if result.freed:
        free = tuple(roster.persons[each].person_id for each in result.freed[:FREED_MAX])
        yield Sentence(text=FREED, facts={"count": len(result.freed), "persons": free})
    yield Sentence(text=BEFORE, facts=_missing(result.uncovered_minutes))
    best = result.best
    yield from steps_told(best.steps, roster)
    yield from prices_told(best, roster)
    facts = {"bound": result.bound_minutes[-1], "minutes": sum(best.price.uncovered_minutes)}
    yield Sentence(text=BOUND if result.bound_is_whole else BOUND_SO_FAR, facts=facts)
    yield _changed(result)
    yield Sentence(text=ENDINGS[result.ending], facts={"looked_at": result.looked_at})


def _changed(result: Result) -> Sentence:
    """Return how many duties change, and how many for each that must."""
    changed = result.best.price.changed
    if not result.forced:
        return Sentence(text=NONE_FORCED, facts={"count": changed})
    ratio = round(result.ratio, 2)
    return Sentence(text=RATIO, facts={"changed": changed, "forced": result.forced, "ratio": ratio})


def prices_told(each: Alternative, roster: Roster) -> Iterator[Sentence]:
    """Yield what the alternative costs, and which posts it leaves short."""
    price = each.price
    high, medium = (*price.uncovered_minutes[1:], 0, 0)[:2]
    yield Sentence(
        text=PRICE,
        facts={"changed": price.changed, "people": price.people, "called": price.called,
               "lent": price.lent, "high": high, "medium": medium,
               **_missing(price.uncovered_minutes)},
    )  # fmt: skip
    if each.short:
        order = sorted(each.short, key=lambda own: (roster.posts[own[0]].level, -own[1], own[0]))
        posts = tuple(f"{roster.posts[p].post_id} ({minutes})" for p, minutes in order)
        yield Sentence(text=SHORT, facts={"posts": posts})


def steps_told(steps: Iterable[Step], roster: Roster) -> Iterator[Sentence]:
    """Yield who takes what, other hours of one person on one post as one change."""
    steps = list(steps)
    again = rearranged(steps)
    before = {new: old for old, new in again.items()}
    for step in steps:
        if step in before:
            job = before[step].job
            was = {
                "was_start": written(moment_of(job.start)),
                "was_end": written(moment_of(job.end)),
            }
            yield Sentence(text=OTHER_HOURS, facts={**step_sentence(step, roster).facts, **was})
        elif step not in again:
            yield step_sentence(step, roster)


def step_sentence(step: Step, roster: Roster) -> Sentence:
    """Return who takes what, instead of whom."""
    job = step.job
    facts: dict[str, Fact] = {
        "post": roster.posts[job.post].post_id,
        "start": written(moment_of(job.start)),
        "end": written(moment_of(job.end)),
    }
    if job.holder != NOBODY:
        facts["holder"] = roster.persons[job.holder].person_id
    if step.person == NOBODY:
        return Sentence(text=OPEN if job.is_forced else LEFT_BY, facts=facts)
    facts["person"] = roster.persons[step.person].person_id
    return Sentence(text=TAKEN if job.is_forced else INSTEAD, facts=facts)


def _missing(minutes: tuple[int, ...]) -> dict[str, Fact]:
    """Return how many person-minutes are missing, and how many of them on the gravest posts."""
    return {"minutes": sum(minutes), "critical": minutes[0]}
