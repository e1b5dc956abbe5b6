"""What is so on the day: who is not there, what is late, shut, broken, found wanting."""

from datetime import datetime

from summitry.kit.errors import SummitryError
from summitry.kit.ids import ItemId, PersonId, PostId
from summitry.operations.bodies.body import Body, Thing, require_entry, require_later

CLOSABLE = ("segments", "gates")
BREAKABLE = ("nets", "assets", "capabilities")
DELAYABLE = ("flights", "movements", "programme")
MINUTES_MAX = 1_440


class Absence(Body, frozen=True, kw_only=True):
    """A person is not there from when to when; without an end, until it is lifted."""

    person_id: PersonId
    start: datetime
    end: datetime | None = None

    def __post_init__(self) -> None:
        require_later(self.end, self.start)


class Delay(Body, frozen=True, kw_only=True):
    """A flight, a movement or an item of the programme is late; early where negative."""

    thing: Thing
    minutes: int

    def __post_init__(self) -> None:
        _require_among(self.thing, DELAYABLE)
        if not -MINUTES_MAX <= self.minutes <= MINUTES_MAX:
            raise SummitryError(
                "delay.minutes", column="minutes", got=self.minutes, max=MINUTES_MAX
            )


class Closure(Body, frozen=True, kw_only=True):
    """A segment of road is blocked or a gate is shut; without an end, until it is lifted."""

    thing: Thing
    start: datetime
    end: datetime | None = None

    def __post_init__(self) -> None:
        _require_among(self.thing, CLOSABLE)
        require_later(self.end, self.start)


class Failure(Body, frozen=True, kw_only=True):
    """A radio net, an asset or a capability has failed, until it is lifted."""

    thing: Thing
    start: datetime
    end: datetime | None = None

    def __post_init__(self) -> None:
        _require_among(self.thing, BREAKABLE)
        require_later(self.end, self.start)


class Lifted(Body, frozen=True, kw_only=True):
    """An absence, a closure or a failure is over."""

    to: str
    end: datetime

    def __post_init__(self) -> None:
        require_entry(self.to)


class Verification(Body, frozen=True, kw_only=True):
    """A control, a sweep, a seal or any other row of the plan was looked at: in order, or not."""

    thing: Thing
    passed: bool
    text: str = ""


class Presence(Body, frozen=True, kw_only=True):
    """A person has come to a post or has left it."""

    post_id: PostId
    person_id: PersonId
    there: bool


class Progress(Body, frozen=True, kw_only=True):
    """An item of the programme has begun or is over."""

    item_id: ItemId
    over: bool = False


def _require_among(thing: Thing, tables: tuple[str, ...]) -> None:
    if thing.table not in tables:
        raise SummitryError("entry.wrong_table", column="thing", got=thing.table, wanted=tables)
