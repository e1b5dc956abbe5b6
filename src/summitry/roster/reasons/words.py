"""Reasons and ways out as sentences with named facts, for whoever reads them in their language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from summitry.kit.errors import Fact, Text, counted
from summitry.kit.time import moment_of, written
from summitry.policy.limits import ORIGINS
from summitry.roster.reasons.answer import Core, Explained, Kind, Proof, Shortage, WayOut
from summitry.roster.reasons.cores import WAYS as WAYS_BETWEEN
from summitry.roster.reasons.groups import Group
from summitry.roster.reasons.signatures import LIMITS_OF_PLAN
from summitry.roster.staffing.problem import Kind as Skill
from summitry.roster.staffing.problem import Problem


class Sentence(Struct, frozen=True, kw_only=True):
    """A sentence to be translated, and what stands in its places."""

    text: Text
    facts: Mapping[str, Fact]


NOTHING_MISSING = Text("Everything that is asked for can be covered.")
MISSING = counted(
    "At least {count} person is missing, window by window: no roster has fewer.",
    "At least {count} people are missing, window by window: no roster has fewer.",
    by="count",
)
NOT_ALL = Text("The time was too short to explain all of it.")
UNEXPLAINED = {
    True: Text(
        "Also missing in this roster: {count}; nothing forbids to cover them: search longer."
    ),
    False: Text("Also missing in this roster: {count}; whole people are too few for all of it."),
    None: Text("Also missing in this roster: {count}; whether they can be covered is not known."),
}
CORE = Text(
    "These cannot all be covered. Asked for: {asked}; missing at least: {lack}; people who may "
    "stand on any of them: {people}."
)
CORE_WHOLE = Text(
    "These cannot all be covered by whole people, though shares of people would be enough. Asked "
    "for: {asked}; missing at least: {lack}; people who may stand on any of them: {people}."
)
GROUP = Text("People on {posts}, {start} to {end}, of {units}: {count}; special skills: {skills}")
GROUP_ANY = Text(
    "People on {posts}, {start} to {end}, of any unit: {count}; special skills: {skills}"
)
BINDS = Text("Fewer would be missing without these limits: {limits}.")
HOPELESS = Text("No change of these limits that may be signed for is enough: {limits}.")
NOT_MINIMAL = Text("It was not shown that each one of these is needed for it.")
WAYS: Mapping[Kind, Text] = {
    Kind.QUALIFY: counted(
        "Qualify {people} more person, of {unit} first: {skills}.",
        "Qualify {people} more people, of {unit} first: {skills}.",
        by="people",
    ),
    Kind.REINFORCE: counted(
        "Bring {people} more person of {unit}; special skills: {skills}.",
        "Bring {people} more people of {unit}; special skills: {skills}.",
        by="people",
    ),
    Kind.RENEW: counted(
        "Renew for {people} person, of {unit} first, what ends too early: {skills}.",
        "Renew for {people} people, of {unit} first, what ends too early: {skills}.",
        by="people",
    ),
    Kind.RECALL: counted(
        "Call {people} person of {unit} back from leave or another task for these hours.",
        "Call {people} people, of {unit} first, back from leave or other tasks for these hours.",
        by="people",
    ),
    Kind.RELAX: counted(
        "Change {limit} from {before} to {after} for {people} person or more, signed by: "
        "{signers} (powers: {powers}).",
        "Change {limit} from {before} to {after} for {people} people or more, signed by: "
        "{signers} (powers: {powers}).",
        by="people",
    ),
    Kind.ASK_LESS: counted(
        "Ask for {people} person less on {posts}, {start} to {end}.",
        "Ask for {people} people less on {posts}, {start} to {end}.",
        by="people",
    ),
}
ENDS = ("start", "end")
EACH_TIME = counted(
    "The following is so {count} time:", "The following is so {count} times, each by itself:",
    by="count",
)  # fmt: skip
AT_TIMES: Mapping[Text, Text] = {
    GROUP: Text("People on {posts}, of {units}: {count}; special skills: {skills}; when: {times}"),
    GROUP_ANY: Text(
        "People on {posts}, of any unit: {count}; special skills: {skills}; when: {times}"
    ),
    WAYS[Kind.ASK_LESS]: counted(
        "Ask for {people} person less on {posts} each time.",
        "Ask for {people} people less on {posts} each time.",
        by="people",
    ),
}
"""What is said of several times at once."""
RELAX_OWN = counted(
    "Change {limit} from {before} to {after} for {people} person or more; whoever set it may.",
    "Change {limit} from {before} to {after} for {people} people or more; whoever set it may.",
    by="people",
)
"""Where the limit is the own one of the roster, for which nobody has to sign."""
LIMITS: Mapping[str, Text] = {
    **{name: ORIGINS[name].what for name in LIMITS_OF_PLAN},
    "days_in_row_max": Text("Days on duty in a row"),
    "tours_max": Text("Duties in one period"),
    WAYS_BETWEEN: Text("Ways between sites"),
}
"""What the limits that cores and ways out name are called."""


def sentences(shortage: Shortage, problem: Problem) -> Iterator[Sentence]:
    """Yield what is missing and why, with the ways out, the cheapest first."""
    yield from _told(shortage, (_explained(each, problem) for each in shortage.found))


def sentences_joined(shortage: Shortage, problem: Problem) -> Iterator[Sentence]:
    """Yield the same, but once what differs only in when it is so, with all the times."""
    alike: dict[tuple[object, ...], list[list[Sentence]]] = {}
    for each in shortage.found:
        told = list(_explained(each, problem))
        alike.setdefault(tuple(map(_timeless, told)), []).append(told)
    yield from _told(shortage, map(_joined, alike.values()))


def _told(shortage: Shortage, found: Iterable[Iterable[Sentence]]) -> Iterator[Sentence]:
    if not shortage.found and not shortage.unexplained and shortage.is_complete:
        yield Sentence(text=NOTHING_MISSING, facts={})
        return
    if shortage.lack:
        yield Sentence(text=MISSING, facts={"count": shortage.lack})
    for each in found:
        yield from each
    if not shortage.is_complete:
        yield Sentence(text=NOT_ALL, facts={})
    if shortage.unexplained:
        text = UNEXPLAINED[shortage.is_unexplained_possible]
        yield Sentence(text=text, facts={"count": shortage.unexplained})


def _explained(each: Explained, problem: Problem) -> Iterator[Sentence]:
    yield from core_sentences(each.core, problem)
    for way in each.ways:
        yield way_sentence(way, each.core, problem)
    if each.hopeless:
        yield Sentence(text=HOPELESS, facts={"limits": each.hopeless})


def _timeless(sentence: Sentence) -> tuple[object, ...]:
    """Return the sentence without when it is so."""
    facts = sentence.facts.items()
    return sentence.text, tuple((name, value) for name, value in facts if name not in ENDS)


def _joined(alike: Sequence[Sequence[Sentence]]) -> Iterator[Sentence]:
    """Yield each sentence once, with the times of all; where there is one time, as it is."""
    if len(alike) == 1:
        yield from alike[0]
        return
    yield Sentence(text=EACH_TIME, facts={"count": len(alike)})
    for own in zip(*alike, strict=True):
        first = own[0]
        if first.text not in AT_TIMES:
            yield first
            continue
        facts = {name: value for name, value in first.facts.items() if name not in ENDS}
        times = tuple(f"{each.facts['start']}/{each.facts['end']}" for each in own)
        yield Sentence(text=AT_TIMES[first.text], facts={**facts, "times": times})


def core_sentences(core: Core, problem: Problem) -> Iterator[Sentence]:
    """Yield what cannot be met together, and which limits keep it from being met."""
    text = CORE_WHOLE if core.proof is Proof.WHOLE else CORE
    yield Sentence(text=text, facts={"asked": core.asked, "lack": core.lack, "people": core.people})
    for group in core.groups:
        facts: dict[str, Fact] = {"count": group.count, "units": tuple(group.units)}
        facts |= {"skills": _skills(group.skills, problem.skills), **_where(group, problem)}
        yield Sentence(text=GROUP if group.units else GROUP_ANY, facts=facts)
    if core.binds:
        yield Sentence(text=BINDS, facts={"limits": core.binds})
    if not core.is_minimal:
        yield Sentence(text=NOT_MINIMAL, facts={})


def way_sentence(way: WayOut, core: Core, problem: Problem) -> Sentence:
    """Return what the way out changes."""
    facts: dict[str, Fact] = {"people": way.people, "price_hours": way.price}
    if way.kind is Kind.RECALL:
        facts |= {"unit": way.unit_id}
    elif way.kind in {Kind.QUALIFY, Kind.RENEW, Kind.REINFORCE}:
        facts |= {"unit": way.unit_id, "skills": _skills(way.skills, problem.skills)}
    elif way.kind is Kind.RELAX:
        facts |= {"limit": way.limit, "before": way.before, "after": way.after,
                  "signers": tuple(way.signers), "powers": way.powers}  # fmt: skip
    elif way.group is not None:
        facts |= _where(core.groups[way.group], problem)
    is_own = way.kind is Kind.RELAX and not way.powers
    return Sentence(text=RELAX_OWN if is_own else WAYS[way.kind], facts=facts)


def _where(group: Group, problem: Problem) -> dict[str, Fact]:
    posts = tuple(dict.fromkeys(str(problem.demands[each].post_id) for each in group.demands))
    return {
        "posts": posts,
        "start": written(moment_of(group.start)),
        "end": written(moment_of(group.end)),
    }


def _skills(mask: int, skills: Sequence[Skill]) -> tuple[str, ...]:
    return tuple(name for bit, (_, name) in enumerate(skills) if mask >> bit & 1)
