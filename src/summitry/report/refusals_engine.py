"""Refusals of where a search runs, as sentences."""

from summitry.kit.errors import Text

SENTENCES: dict[str, Text] = {
    "engine.unused": Text("{got} changes nothing here. It goes with {expected}."),
    "engine.searches": Text("{got} searches cannot run side by side. Ask for 1 to {most}."),
    "engine.cores": Text(
        "The cluster has {cores} cores, and {count} searches were to run side by side, each on one "
        "of its own. Ask for fewer with --searches, or for a larger cluster."
    ),
    "engine.missing": Text(
        "The engine “{engine}” is not installed: {problem}. Install it with: pip install "
        '"summitry[{engine}]". Or search on the cores of this machine with --engine local.'
    ),
    "engine.unreachable": Text(
        "No Ray cluster could be used at {address}: {problem}. Name a cluster that runs, with the "
        "same versions of Python, Ray and Summitry as here, or search on the cores of this machine "
        "with --engine local."
    ),
    "engine.nothing": Text(
        "None of the searches came to an answer that could be used, of so many: {count}. Nothing "
        "was proposed, and the plan stays as it is."
    ),
}
