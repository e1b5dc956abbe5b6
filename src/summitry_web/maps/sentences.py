"""Refusals of this app as sentences, and what its entries in the journal say."""

from summitry.kit.errors import Text

SENTENCES: dict[str, Text] = {
    "floor.kind": Text(
        "“{name}” is no picture that can lie under a plan. Choose a PNG or JPEG file."
    ),
    "floor.none": Text("No file was chosen. Choose a PNG or JPEG picture of the floor."),
    "floor.number": Text("“{got}” is not a number. Write metres or pixels as 12 or 12.5."),
    "floor.same_points": Text(
        "The two reference points are the same. Choose two that lie far apart: the further, the "
        "more exact the scale."
    ),
    "floor.opacity": Text("The strength must lie between 0.1 and 1, not at {got}."),
}
KINDS: dict[str, Text] = {
    "map.printed": Text("{actor} took the site plan of {subject} at revision {revision}."),
    "floor.kept": Text("{actor} put a floor plan under {subject}."),
    "floor.placed": Text("{actor} set the scale of a floor plan of {subject}."),
    "floor.dropped": Text("{actor} took a floor plan of {subject} away."),
}
