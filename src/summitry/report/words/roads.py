"""Words for vehicles, routes, traffic, flights, flows on foot."""

from summitry.kit.errors import Text

WORDS: dict[str, Text] = {
    # vehicles
    "car": Text("car"),
    "armoured-car": Text("armoured car"),
    "van": Text("van"),
    "coach": Text("coach"),
    "motorcycle": Text("motorcycle"),
    "ambulance": Text("ambulance"),
    # places in a motorcade
    "pilot": Text("pilot car"),
    "lead": Text("lead car"),
    "principal": Text("principal's car"),
    "follow-up": Text("follow-up car"),
    "spare": Text("spare car"),
    "counter-assault": Text("counter-assault car"),
    "tail": Text("tail car"),
    # routes and flights
    "primary": Text("primary route"),
    "alternate": Text("alternate route"),
    "arrival": Text("arrival"),
    "departure": Text("departure"),
    # clearances
    "overflight": Text("overflight"),
    "landing": Text("landing"),
    "weapons": Text("weapons"),
    "frequencies": Text("frequencies"),
    "customs": Text("customs"),
}
