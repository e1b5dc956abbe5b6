"""What a mended roster is, as sentences with named facts."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from summitry.kit.errors import Fact, Text, counted
from summitry.kit.time import moment_of, written
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
    Kind.FEWEST_PEOPLE: Text("Fewest people told"),
    Kind.NOBODY_MOVED: Text("Nobody leaves another duty"),
    Kind.OWN_UNIT: Text("Nobody is lent to another unit"),
}
PRICE = Text(
    "Duties that change: {changed}; people told: {people}; duties lent to another unit: {lent}; "
    "person-minutes that stay missing: {minutes}, of them on critical posts: {critical}; no limit "
    "on rest or duty is stretched."
)
TAKEN = Text("{person} takes {post}, {start} to {end}.")
INSTEAD = Text("{person} takes {post}, {start} to {end}, instead of {holder}.")
OPEN = Text("Nobody takes {post}, {start} to {end}.")
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
ENDINGS: Mapping[Ending, Text] = {
    Ending.PROVED: Text("Proved: nothing covers more, and nothing changes that need not."),
    Ending.EXHAUSTED: Text(
        "The best among the {looked_at} people who were looked at; those further away were not."
    ),
    Ending.TIME: Text("The time was up: this is the best so far, among {looked_at} people."),
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
    yield from (step_sentence(step, roster) for step in best.steps)
    yield price_sentence(best)
    facts = {"bound": result.bound_minutes[-1], "minutes": sum(best.price.uncovered_minutes)}
    yield Sentence(text=BOUND if result.bound_is_whole else BOUND_SO_FAR, facts=facts)
    facts = {
        "changed": best.price.changed,
        "forced": result.forced,
        "ratio": round(result.ratio, 2),
    }
    yield Sentence(text=RATIO, facts=facts)
    yield Sentence(text=ENDINGS[result.ending], facts={"looked_at": result.looked_at})


def price_sentence(each: Alternative) -> Sentence:
    """Return what the alternative costs."""
    price = each.price
    return Sentence(
        text=PRICE,
        facts={"changed": price.changed, "people": price.people, "lent": price.lent,
               **_missing(price.uncovered_minutes)},
    )  # fmt: skip


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
