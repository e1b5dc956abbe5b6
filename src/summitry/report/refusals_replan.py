"""Refusals of `summitry replan` as sentences."""

from summitry.kit.errors import Text

SENTENCES: dict[str, Text] = {
    "replan.unknown": Text("The table “{table}” has no row “{got}”. Name one that is there."),
    "replan.nothing": Text(
        "Nothing is lost: name who is away with --absent, what is closed with --without, a gate "
        "with --lost-gate, or a meeting with --cancelled."
    ),
    "replan.no_post": Text("At the gate “{gate}” stands no post: no roster changes with it."),
    "replan.to_gate": Text(
        "“{got}” cannot take over from a lost gate. Name the lost one with --lost-gate, and "
        "another one with --to-gate."
    ),
    "replan.to_closed": Text(
        "At the gate “{got}”, which is to take over, the post is closed too. Leave it open, or "
        "name another gate."
    ),
    "replan.not_alone": Text(
        "No post stands for “{got}” alone, so none is closed by itself. Name those that are not "
        "needed any more with --without."
    ),
    "replan.others": Text(
        "The other ways are written beside the best one: name its file with --out."
    ),
    "replan.other_file": Text(
        "“{path}” has the name of another way and is no way of a re-plan. Move it, or give another "
        "name with --out."
    ),
    "replan.window": Text("The time ends at {end}, before it begins at {start}."),
    "replan.seconds": Text("{got} seconds cannot be waited. Give a number that is not below 0."),
}
