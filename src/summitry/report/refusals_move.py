"""Refusals about schedules of motorcades, as sentences."""

from summitry.kit.errors import Text

SENTENCES: dict[str, Text] = {
    "move.no_legs": Text(
        "The plan has no leg of a movement that could be given a time: {skipped} have no route "
        "with running times. Fill in “legs”, “routes” and “route_segments”."
    ),
    "move.unknown": Text(
        "The problem names {what} {number}, and there are only {count} of these, counted from 0."
    ),
    "move.number": Text("The {what} of “{of}” is out of range; the least that is allowed is 0."),
    "move.two_chains": Text(
        "“{motorcade}” stands in two orders of arrival. Take it out of one of them."
    ),
    "move.too_large": Text(
        "The time from the first movement to the last is {slots} half minutes; at most {most} can "
        "be planned at once. Plan fewer days at once."
    ),
    "move.illegal": Text(
        "The schedule that was found breaks the rule “{rule}” at “{where}”: {motorcades}. It is "
        "not used; this is a fault of ours, please report it with the plan."
    ),
    "move.from_flights": Text(
        "Movements are proposed for the plan as it is, not for a day that goes wrong: leave out "
        "--late and --closed, or --from-flights."
    ),
    "move.no_row": Text("The plan has no row “{got}” in “{table}”."),
    "move.late": Text(
        "“{got}” does not tell a flight and its delay: write FLIGHT=MINUTES, with 1 to {most} "
        "minutes."
    ),
    "move.closed": Text(
        "“{got}” does not tell a segment and when it is closed: write SEGMENT=FROM/TO, the end "
        "after the beginning, as in S-12=2025-10-25T08:00/2025-10-25T11:00."
    ),
    "move.seconds": Text("The time must be from 0 to {most} seconds, not {got}."),
}
