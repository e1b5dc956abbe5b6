"""Words for mandate, bodies, plans, requirements, resources."""

from summitry.kit.errors import Text

WORDS: dict[str, Text] = {
    # kinds of bodies and roles in them
    "authority": Text("authority"),
    "steering-committee": Text("steering committee"),
    "subcommittee": Text("subcommittee"),
    "unit-committee": Text("committee of a unit"),
    "working-group": Text("working group"),
    "chair": Text("chair"),
    "deputy-chair": Text("deputy chair"),
    "secretary": Text("secretary"),
    "member": Text("member"),
    # where a requirement comes from
    "host-country-agreement": Text("host country agreement"),
    "united-nations-rules": Text("rules of the United Nations"),
    "treaty": Text("treaty"),
    "law": Text("law"),
    "guidance": Text("guidance"),
    "mandate": Text("mandate"),
    # measures of protection
    "detail": Text("protective detail"),
    "detail-on-net": Text("protective detail on a radio net"),
    "closed-road": Text("closed roads"),
    "alternate-route": Text("alternate route"),
    "safe-place": Text("safe place"),
    "hospital": Text("hospital"),
    "ambulance": Text("ambulance"),
    "survey": Text("survey"),
    "swept-room": Text("swept room"),
    "sectors-watched": Text("watched sectors"),
    "guarded-residence": Text("guarded residence"),
    "food-control": Text("control of food"),
    "reserve": Text("reserve"),
    "spare-vehicle": Text("spare vehicle"),
    "airspace": Text("restricted airspace"),
    # answers to requests
    "open": Text("open"),
    "granted": Text("granted"),
    "denied": Text("denied"),
    # what is attested of plans and tasks
    "submitted": Text("submitted"),
    "returned": Text("returned"),
    "completed": Text("completed"),
}
