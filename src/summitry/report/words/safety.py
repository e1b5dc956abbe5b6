"""Words for perimeter, sweeps, evacuation, medical care, fire."""

from summitry.kit.errors import Text

WORDS: dict[str, Text] = {
    "door": Text("door"),
    "step-free-gate": Text("step-free gate"),
    "fire-door": Text("fire door"),
    "vehicle-gate": Text("gate for vehicles"),
    "window": Text("window"),
    "fence-gap": Text("gap in the fence"),
    "service-duct": Text("service duct"),
    "waterside": Text("waterside"),
    "safe-room": Text("safe room"),
    "safe-haven": Text("safe haven"),
    "holding-room": Text("holding room"),
    "site": Text("site"),
    "route": Text("route"),
    "advance": Text("advance"),
    "first-aid": Text("first aid"),
    "basic": Text("basic care"),
    "advanced": Text("advanced care"),
    "trauma": Text("trauma care"),
    "food": Text("food"),
    "water": Text("water"),
    "kitchen": Text("kitchen"),
    "delivery": Text("delivery"),
    "means-of-escape": Text("means of escape"),
    "alarms": Text("alarms"),
    "hydrants": Text("hydrants"),
    "temporary-structure": Text("temporary structure"),
    "electricity": Text("electricity"),
}
"""The closed vocabularies in the reader's words."""
