"""Refusals of rosters of a plan, as sentences."""

from summitry.kit.errors import Text

SENTENCES: dict[str, Text] = {
    "staffing.window": Text("A window of post {post} ends at {end}, not after its start {start}."),
    "staffing.demand": Text(
        "Post {post} asks for fewer than one person, or for what there cannot be."
    ),
    "staffing.skills": Text(
        "The posts ask for {got} different qualifications and languages. A roster can tell no more "
        "than {expected} apart."
    ),
    "staffing.illegal": Text(
        "The roster that was found breaks the rule “{rule}” for {officer}. This is a fault of the "
        "program: nothing was proposed."
    ),
    "staffing.seconds": Text("A search cannot take {got} seconds."),
}
