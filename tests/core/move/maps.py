"""A small map as OpenStreetMap writes it.

Two streets lead from a hotel to a junction and one on to the hall; a one-way street leads back.
"""

ORIGIN = (21.0, 105.0)
DEGREE_M = 111_195
"""About so many metres are a degree of latitude."""


def node(key, east, north):
    """Return a node so many thousandths of a degree from the origin."""
    return f'<node id="{key}" lat="{21 + north / 1000}" lon="{105 + east / 1000}"/>'


def way(key, nodes, **tags):
    inner = "".join(f'<nd ref="{each}"/>' for each in nodes)
    inner += "".join(f'<tag k="{name}" v="{value}"/>' for name, value in tags.items())
    return f'<way id="{key}">{inner}</way>'


def extract(*parts):
    return f'<?xml version="1.0"?><osm version="0.6">{"".join(parts)}</osm>'.encode()


CITY = extract(
    node(1, 0, 0),
    node(2, 0, 10),
    node(3, 0, 20),
    node(4, 3, 5),
    node(5, 10, 15),
    way(10, (1, 2, 3), highway="primary", name="Bridge", maxspeed="60"),
    way(11, (1, 4, 2), highway="tertiary", name="Ring road"),
    way(12, (3, 5, 2), highway="residential", oneway="yes"),
    way(13, (1, 5), highway="footway"),
)
