"""Refusals of `summitry replan` as sentences."""

from summitry.kit.errors import Text

SENTENCES: dict[str, Text] = {
    "replan.unknown": Text("The table “{table}” has no row “{got}”. Name one that is there."),
    "replan.nothing": Text(
        "Nothing is lost: name who is away with --absent, or what is closed with --without."
    ),
    "replan.window": Text("The time ends at {end}, before it begins at {start}."),
    "replan.seconds": Text("{got} seconds cannot be waited. Give a number that is not below 0."),
}
