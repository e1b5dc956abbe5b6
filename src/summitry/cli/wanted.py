"""What `summitry move --from-flights` tells: what is proposed, and who lacks what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from summitry.cli.motorcades import listed
from summitry.kit.errors import Text
from summitry.move.crews import Crewed, Need
from summitry.move.from_flights import Lack, Lacking, Made
from summitry.plan.vehicles import MotorcadeRole
from summitry.report.language import Language
from summitry.report.words import word

LACKS: Mapping[Lack, Text] = {
    Lack.PRINCIPAL: Text(
        "The plan names no principal of these delegations, so no movement is proposed for them: "
        "{names}."
    ),
    Lack.HOTEL: Text(
        "The plan names no hotel for these delegations, so nothing is proposed that begins, ends "
        "or waits at one: {names}."
    ),
    Lack.ARRIVAL: Text(
        "These delegations have no arrival flight; their first movement begins at the hotel: "
        "{names}."
    ),
    Lack.DEPARTURE: Text(
        "These delegations have no departure flight; their last movement ends at the hotel: "
        "{names}."
    ),
    Lack.PASSENGER: Text(
        "No principal is known to be on these flights, so no movement meets them: {names}."
    ),
    Lack.PLACE: Text(
        "At which site these items of the programme are is not known, so nobody is driven there: "
        "{names}."
    ),
    Lack.ROUTE: Text(
        "No route with running times leads from {start} to {end}, and these delegations need one: "
        "{names}. “summitry roads” makes routes from a map."
    ),
    Lack.TIME: Text(
        "The way from {start} to {end} takes {needed} min, and before {key} there are {minutes}; "
        "no movement is proposed there for: {names}."
    ),
}
SHORT: Mapping[Need, Text] = {
    Need.OWNER: Text("The plan does not tell who owns these movements: {names}."),
    Need.ESCORT: Text("No escort team is free in time for these movements: {names}."),
    Need.VEHICLE: Text(
        "No vehicle is free in time, with somebody to drive it, as {role} in these movements: "
        "{names}."
    ),
}
WITHOUT: Mapping[str, Text] = {
    "escort_teams": Text("The plan has no escort teams, so no escort is proposed."),
    "vehicles": Text("The plan has no vehicles, so no motorcade is proposed."),
}
BY_KEY = frozenset({Lack.PASSENGER, Lack.PLACE})


def wanted_told(made: Made, reader: Language) -> Iterator[str]:
    """Yield how many movements are proposed, and what is lacking for more."""
    count = len(made.legs)
    yield reader.ngettext(
        "{count} movement is proposed.", "{count} movements are proposed.", count
    ).format(count=count)
    for alike, names in _alike(made.lacking):
        yield reader.gettext(LACKS[alike.why]).format(
            names=listed(names, reader),
            start=reader.isolated(alike.start),
            end=reader.isolated(alike.end),
            key=reader.isolated(alike.key),
            minutes=alike.minutes,
            needed=alike.needed,
        )


def crewed_told(crewed: Crewed, reader: Language) -> Iterator[str]:
    """Yield what movements have not got, and of what the plan has nothing to give."""
    grouped: dict[tuple[Need, MotorcadeRole | None], list[str]] = defaultdict(list)
    for short in crewed.short:
        grouped[short.need, short.role].append(short.movement_id)
    for (need, role), names in grouped.items():
        yield reader.gettext(SHORT[need]).format(
            names=listed(names, reader), role="" if role is None else word(role, reader)
        )
    for table in crewed.without:
        yield reader.gettext(WITHOUT[table])


def _alike(lacking: Iterable[Lacking]) -> Iterator[tuple[Lacking, list[str]]]:
    """Yield what is lacking but for one thing, with the names of that thing."""
    grouped: dict[tuple[object, ...], dict[str, Lacking]] = defaultdict(dict)
    for each in lacking:
        by_key = each.why in BY_KEY
        name, rest = (each.key, "") if by_key else (str(each.delegation_id), each.key)
        alike = (each.why, each.start, each.end, rest, each.minutes, each.needed)
        grouped[alike].setdefault(name, each)
    for named in grouped.values():
        yield next(iter(named.values())), list(named)
