"""Words for accreditation, gates, press, exchange, records."""

from summitry.kit.errors import Text

WORDS: dict[str, Text] = {
    # who is not on the list
    "block-and-log": Text("stop and write down"),
    "block": Text("stop only"),
    "log": Text("write down only"),
    "let-in": Text("let in"),
    # why a right of entry ends
    "identity": Text("identity in doubt"),
    "function-ended": Text("function ended"),
    "misuse": Text("misuse"),
    "safety": Text("safety"),
    "lost-badge": Text("badge lost"),
    "own-wish": Text("own wish"),
    # positions of the press
    "stills": Text("stills"),
    "camera-riser": Text("camera riser"),
    "mixed-zone": Text("mixed zone"),
    "desk": Text("desk"),
    "radio-booth": Text("radio booth"),
    "stand-up": Text("stand-up position"),
    # which way something goes
    "in": Text("received"),
    "out": Text("handed over"),
    # what a record keeps
    "journal": Text("journal"),
    "radio": Text("radio"),
    "video": Text("video"),
    "scans": Text("badges read"),
    "applications": Text("applications"),
    "reports": Text("reports"),
}
