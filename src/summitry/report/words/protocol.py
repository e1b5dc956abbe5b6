"""Words for conference, interpretation, precedence, reception, image, treaty."""

from summitry.kit.errors import Text

WORDS: dict[str, Text] = {
    # items of the programme
    "arrival": Text("arrival"),
    "welcome": Text("welcome"),
    "opening": Text("opening"),
    "signing": Text("signing"),
    "plenary": Text("plenary"),
    "bilateral": Text("bilateral meeting"),
    "banquet": Text("banquet"),
    "side-event": Text("side event"),
    "press-conference": Text("press conference"),
    "rehearsal": Text("rehearsal"),
    "closing": Text("closing"),
    # what a delegation stands for
    "state": Text("sovereign State"),
    "observer-state": Text("observer State"),
    "regional-organisation": Text("regional organisation"),
    "institute": Text("institute"),
    # rules of precedence
    "rank-then-alphabet": Text("by rank, then in the English alphabet"),
    "alphabet": Text("in the English alphabet"),
    "lot": Text("by lot"),
    "order-of-inscription": Text("in the order of inscription"),
    # broadcast
    "clean-picture": Text("clean picture"),
    "programme-picture": Text("programme picture"),
    "floor-sound": Text("sound of the floor"),
    "language-sound": Text("sound of a language"),
    "stream": Text("stream"),
    # courtesies
    "flag": Text("flag"),
    "name-plate": Text("name plate"),
    "anthem": Text("anthem"),
    "seat-card": Text("seat card"),
    # outreach
    "exhibition": Text("exhibition"),
    "art-programme": Text("art programme"),
    "stall": Text("stall"),
    "spokesperson-line": Text("line of the spokesperson"),
    "survey-of-guests": Text("survey of guests"),
    # what States do, and how national law stands
    "signature": Text("signature"),
    "ratification": Text("ratification"),
    "acceptance": Text("acceptance"),
    "approval": Text("approval"),
    "accession": Text("accession"),
    "formal-confirmation": Text("formal confirmation"),
    "conforms": Text("conforms"),
    "in-part": Text("conforms in part"),
    "missing": Text("missing"),
    "not-examined": Text("not examined"),
}
