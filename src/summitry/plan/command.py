"""Command posts, radio nets, who hears what, and the links between posts."""

from datetime import datetime
from typing import Annotated

from summitry.kit.errors import SummitryError, Text
from summitry.kit.ids import CommandPostId, DetailId, LinkId, NetId, PersonId, SiteId, UnitId
from summitry.plan.table import Label, Row, require_order, table
from summitry.plan.terms import CommandLevel, Field, Hearing, LinkKind


@table(
    "command_posts",
    key=("command_post_id",),
    label=Text("Command posts"),
    field=Field.COMMAND,
    owner="owner_unit_id",
)
class CommandPost(Row, frozen=True, kw_only=True):
    """A place from which units are directed."""

    command_post_id: Annotated[CommandPostId, Label("Command post")]
    name: Annotated[str, Label("Name")]
    level: Annotated[CommandLevel, Label("Level")]
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None
    site_id: Annotated[SiteId | None, Label("Site")] = None
    commander_id: Annotated[PersonId | None, Label("Commander")] = None
    alternate_id: Annotated[CommandPostId | None, Label("Alternate command post")] = None
    start: Annotated[datetime | None, Label("From")] = None
    end: Annotated[datetime | None, Label("To")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.start is not None and self.end is not None:
            require_order("end", self.start, self.end)


@table(
    "nets", key=("net_id",), label=Text("Radio nets"), field=Field.COMMAND, owner="owner_unit_id"
)
class Net(Row, frozen=True, kw_only=True):
    """A talkgroup or channel; the label is what the radio shows, never a frequency."""

    net_id: Annotated[NetId, Label("Net")]
    name: Annotated[str, Label("Name")]
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None
    purpose: Annotated[str, Label("Purpose")] = ""


@table(
    "command_post_nets",
    key=("command_post_id", "net_id"),
    label=Text("Nets of command posts"),
    field=Field.COMMAND,
)
class CommandPostNet(Row, frozen=True, kw_only=True):
    """A command post on a net."""

    command_post_id: Annotated[CommandPostId, Label("Command post")]
    net_id: Annotated[NetId, Label("Net")]
    hearing: Annotated[Hearing, Label("Listens or talks")] = Hearing.BOTH


@table(
    "detail_nets", key=("detail_id", "net_id"), label=Text("Nets of details"), field=Field.COMMAND
)
class DetailNet(Row, frozen=True, kw_only=True):
    """A protective detail on a net."""

    detail_id: Annotated[DetailId, Label("Detail")]
    net_id: Annotated[NetId, Label("Net")]
    hearing: Annotated[Hearing, Label("Listens or talks")] = Hearing.BOTH


@table(
    "links",
    key=("link_id",),
    label=Text("Links between command posts"),
    field=Field.COMMAND,
    owner="owner_unit_id",
)
class Link(Row, frozen=True, kw_only=True):
    """A direct line, a data link or a liaison officer; it works both ways."""

    link_id: Annotated[LinkId, Label("Link")]
    from_command_post_id: Annotated[CommandPostId, Label("From command post")]
    to_command_post_id: Annotated[CommandPostId, Label("To command post")]
    kind: Annotated[LinkKind, Label("Kind")] = LinkKind.LINE
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.from_command_post_id == self.to_command_post_id:
            raise SummitryError(
                "link.to_itself", column="to_command_post_id", got=self.to_command_post_id
            )
