"""Words for command posts, radio, readiness, assets."""

from summitry.kit.errors import Text

WORDS: dict[str, Text] = {
    # radio
    "analogue": Text("analogue"),
    "digital": Text("digital"),
    "mixed": Text("analogue and digital"),
    # what a site is open for
    "public": Text("the public"),
    "delegates": Text("delegates"),
    "principals": Text("principals"),
    # what a trigger watches
    "queue-minutes": Text("minutes of waiting"),
    "zone-persons": Text("people in a zone"),
    "persons-per-minute": Text("people a minute"),
    "radio-silence-minutes": Text("minutes of silence on a net"),
    "response-minutes": Text("minutes until help arrives"),
    "wind-metres-per-second": Text("wind in metres a second"),
    # how an exercise is run
    "table-top": Text("table-top exercise"),
    "command-post": Text("command post exercise"),
    "drill": Text("drill"),
    "rehearsal": Text("rehearsal"),
    # what an asset is
    "power": Text("power"),
    "network": Text("network"),
    "radio": Text("radio"),
    "web-site": Text("web site"),
    "registration": Text("registration"),
    "live-stream": Text("live stream"),
    "access-control": Text("access control"),
    "camera": Text("cameras"),
    "interpretation": Text("interpretation"),
    "lift": Text("lift"),
    "water": Text("water"),
    # what a reserve is kept for
    "reaction": Text("reaction force"),
    "policing": Text("everyday policing"),
    "bomb-search": Text("bomb search"),
    "transport": Text("transport"),
    # how far an incident has been dealt with
    "contained": Text("contained"),
    "closed": Text("closed"),
    # what was attested
    "exercised": Text("exercised"),
}
