"""Refusals of the search for rosters, as sentences."""

from summitry.kit.errors import Text

SENTENCES: dict[str, Text] = {
    "roster.impossible": Text(
        "No pattern of work is legal for “{officer}”. These limits exclude each other: {rules}. "
        "Without any one of them there would be a pattern; change one."
    ),
    "roster.solver_missing": Text(
        "Rosters need the solver HiGHS, and it is not installed. Install the package “highspy”."
    ),
    "roster.solver_failed": Text(
        "HiGHS came to no result and said: {status}. The best roster found before is kept."
    ),
    "roster.unknown_shift": Text(
        "There is no shift of the kind number {kind} on the day number {day}. Both count from 0."
    ),
    "roster.unknown_kind": Text("A rule names the kind of shift number {got}, which is not there."),
    "roster.unknown_officer": Text("A wish names the officer number {got}, who is not there."),
    "roster.shift_length": Text(
        "The kind of shift “{kind}” lasts {got} minutes. A shift lasts at least one minute."
    ),
    "roster.negative": Text(
        "On the day number {day} a number or a cost for the kind of shift number {kind} is below 0."
    ),
}
