"""The first steps of a plan: which tables to fill first, and which have something already."""

from msgspec import Struct

from summitry.kit.errors import Text
from summitry_web.accounts.pages import Here
from summitry_web.desk.access.picture import reads_all
from summitry_web.plans.access import counts_of

# In the order in which rows name each other: a post stands at a site and belongs to a unit.
FIRST: tuple[tuple[str, Text], ...] = (
    ("event", Text("Say what the event is, when it opens and closes, and where its clock is.")),
    ("units", Text("Name the units that take part.")),
    ("sites", Text("Name the sites: the venue, the hotels, the airport.")),
    ("zones", Text("Divide each site into zones, each with an owner.")),
    ("posts", Text("List the posts that must be staffed, and who holds them.")),
)


class Step(Struct, frozen=True, kw_only=True):
    """A table that a plan begins with."""

    table: str
    told: Text
    is_done: bool


def steps_of(here: Here) -> tuple[Step, ...]:
    """Return the first steps, while one is left and the reader may take it; else nothing.

    Whoever sees a part of the plan alone is told nothing: a table that is empty for them may be
    full for others.
    """
    if not (here.may("edit") and reads_all(here)):
        return ()
    counts = counts_of(here.actor, here.event, at=here.at)
    steps = tuple(Step(table=table, told=told, is_done=counts[table] > 0) for table, told in FIRST)
    return () if all(step.is_done for step in steps) else steps
