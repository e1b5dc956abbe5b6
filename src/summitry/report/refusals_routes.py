"""What is said where no routes of vehicles can be made."""

from summitry.kit.errors import Text

SENTENCES = {
    "routes.size": Text("There are {got} places. Routes are made for 1 to {most} of them."),
    "routes.table": Text(
        "The table of times has the shape {got}, but {expected} is needed: one row and one column "
        "for each place."
    ),
    "routes.number": Text(
        "Place {place} lacks a time, a window or a load. Give it a finite number."
    ),
    "routes.negative": Text("A distance, a time or a service is below 0. Write 0 or more."),
    "routes.fleet": Text(
        "A fleet of {vehicles} vehicles with room for {capacity} each cannot be. Write 0 or more."
    ),
    "routes.pair": Text(
        "Place {place} stands in two pairs, or is no place. Name each place in one pair at most."
    ),
    "routes.pair_load": Text(
        "What is picked up at place {place} is not what is delivered at place {other}. Write the "
        "same load, above 0, with opposite signs."
    ),
    "routes.alone": Text("Place {place} delivers a load that is picked up nowhere. Name its pair."),
    "routes.unservable": Text(
        "No vehicle can serve the places {places}, even with nothing else to do. Widen their "
        "windows, or take larger vehicles."
    ),
    "routes.vehicles": Text(
        "There are {have} vehicles, but it is proved that {needed} or more are needed. Add "
        "vehicles, or widen windows."
    ),
    "routes.none": Text(
        "No routes were found for {have} vehicles, only for {found}. Give the search more time, or "
        "add vehicles."
    ),
    "shuttles.unreachable": Text(
        "The plan knows no way from {start} to {end}. Add a travel time between them."
    ),
    "shuttles.depot": Text(
        "The plan has no site where shuttles are kept. Add a site of the kind “base”."
    ),
    "shuttles.no_delegates": Text(
        "None of the {delegations} delegations in the plan has both delegates and a hotel. Fill in "
        "members and hotel in “delegations”."
    ),
    "shuttles.no_programme": Text(
        "The programme has no item that all delegations take part in, in a room of a site. Fill in "
        "“programme” and “rooms”."
    ),
    "shuttles.seats": Text(
        "Say with --seats how many seats each vehicle has that you would hire, from 1 to {most}, "
        "and with --vehicles how many there could be, 1 or more."
    ),
    "shuttles.out": Text("A timetable is written to a file that ends in .json or .csv, not {got}."),
    "shuttles.fleet": Text(
        "The plan has no coach or van outside its motorcades. Add one, or say how many seats the "
        "vehicles have that you would hire."
    ),
}
