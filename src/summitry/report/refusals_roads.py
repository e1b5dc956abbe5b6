"""Refusals about routes over a map, as sentences."""

from summitry.kit.errors import Text

SENTENCES: dict[str, Text] = {
    "roads.unreadable": Text(
        "The extract is not a whole file of OpenStreetMap (.osm, .osm.bz2, .osm.pbf): {problem}. "
        "Bring one that is."
    ),
    "roads.too_large": Text(
        "The extract has more than {most} elements. Cut it to the roads around the sites."
    ),
    "roads.none": Text("The extract has no street that a motorcade can drive on."),
    "roads.origin": Text(
        "“{got}” is no latitude and longitude: write them as in 21.0278,105.8342."
    ),
    "roads.count": Text("From 1 to {most} routes can be sought at once, not {got}."),
    "roads.no_site": Text("The plan has no site “{got}”."),
    "roads.no_place": Text(
        "The site “{site}” has no coordinates. Fill in its metres east and north."
    ),
    "roads.far": Text(
        "The nearest junction is {metres} metres from the site “{site}”; at most {most} are "
        "allowed. See whether the origin is right and the extract reaches the site."
    ),
    "roads.no_way": Text("No way leads over the extract's streets from “{start}” to “{end}”."),
}
