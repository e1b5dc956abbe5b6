"""What must be ready: capabilities with their hours, triggers, red lines, exercises, assets."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from summitry.kit.errors import Text
from summitry.kit.ids import (
    AssetId,
    CapabilityId,
    ContingencyId,
    ExerciseId,
    GateId,
    ItemId,
    NetId,
    PersonId,
    PostId,
    QualificationId,
    RedLineId,
    RiskId,
    SiteId,
    ThreatIndicatorId,
    TriggerId,
    UnitId,
    ZoneId,
)
from summitry.plan.table import Label, Row, require_between, require_order, table
from summitry.plan.terms import Field, Marking


class Use(StrEnum):
    """What a site is open for."""

    PUBLIC = "public"
    DELEGATES = "delegates"
    PRINCIPALS = "principals"


class Measured(StrEnum):
    """What a trigger watches."""

    QUEUE_MINUTES = "queue-minutes"
    ZONE_PERSONS = "zone-persons"
    PERSONS_PER_MINUTE = "persons-per-minute"
    RADIO_SILENCE_MINUTES = "radio-silence-minutes"
    RESPONSE_MINUTES = "response-minutes"
    REPORTS = "reports"
    WIND_METRES_PER_SECOND = "wind-metres-per-second"
    OTHER = "other"


class ExerciseKind(StrEnum):
    """How an exercise is run."""

    TABLE_TOP = "table-top"
    COMMAND_POST = "command-post"
    DRILL = "drill"
    REHEARSAL = "rehearsal"


class AssetKind(StrEnum):
    """What an asset is."""

    POWER = "power"
    NETWORK = "network"
    RADIO = "radio"
    WEB_SITE = "web-site"
    REGISTRATION = "registration"
    LIVE_STREAM = "live-stream"
    ACCESS_CONTROL = "access-control"
    CAMERA = "camera"
    INTERPRETATION = "interpretation"
    LIFT = "lift"
    WATER = "water"
    OTHER = "other"


@table(
    "site_windows",
    key=("site_id", "start"),
    label=Text("Hours of sites"),
    field=Field.VENUES,
)
class SiteWindow(Row, frozen=True, kw_only=True):
    """When a site is open, for whom, and how many people come at most."""

    site_id: Annotated[SiteId, Label("Site")]
    start: Annotated[datetime, Label("From")]
    end: Annotated[datetime, Label("To")]
    use: Annotated[Use, Label("Open for")] = Use.DELEGATES
    persons_max: Annotated[int | None, Label("People at most")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_order("end", self.start, self.end)
        if self.persons_max is not None:
            require_between("persons_max", self.persons_max, 0, 10_000_000)


@table(
    "capabilities",
    key=("capability_id",),
    label=Text("Capabilities"),
    field=Field.COUNTER_TERRORISM,
    owner="owner_unit_id",
    marking=Marking.AMBER_STRICT,
)
class Capability(Row, frozen=True, kw_only=True):
    """Equipment that works at a site from when to when, and who operates it.

    A ``verified`` word on it says that it was seen working.
    """

    capability_id: Annotated[CapabilityId, Label("Capability")]
    name: Annotated[str, Label("Name")]
    site_id: Annotated[SiteId, Label("Site")]
    start: Annotated[datetime, Label("From")]
    end: Annotated[datetime, Label("To")]
    field: Annotated[Field, Label("Field")] = Field.COUNTER_TERRORISM
    post_id: Annotated[PostId | None, Label("Operated by post")] = None
    qualification_id: Annotated[QualificationId | None, Label("Operator's qualification")] = None
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None
    watches_air: Annotated[bool, Label("Watches the air")] = False

    def __post_init__(self) -> None:
        super().__post_init__()
        require_order("end", self.start, self.end)


@table(
    "triggers",
    key=("trigger_id",),
    label=Text("Triggers"),
    field=Field.COMMAND,
    owner="owner_unit_id",
)
class Trigger(Row, frozen=True, kw_only=True):
    """A measurable condition that starts an action agreed beforehand."""

    trigger_id: Annotated[TriggerId, Label("Trigger")]
    title: Annotated[str, Label("Title")]
    measured: Annotated[Measured, Label("What is watched")]
    threshold: Annotated[float, Label("From which value")]
    action: Annotated[str, Label("What is then done")] = ""
    gate_id: Annotated[GateId | None, Label("At gate")] = None
    zone_id: Annotated[ZoneId | None, Label("In zone")] = None
    net_id: Annotated[NetId | None, Label("On net")] = None
    contingency_id: Annotated[ContingencyId | None, Label("Starts contingency")] = None
    diversion_gate_ids: Annotated[tuple[GateId, ...], Label("Diverts to gates")] = ()
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("threshold", self.threshold, 0, 10_000_000)


@table(
    "threat_indicators",
    key=("indicator_id",),
    label=Text("Threat indicators"),
    field=Field.COUNTER_TERRORISM,
    owner="owner_unit_id",
    marking=Marking.AMBER_STRICT,
)
class ThreatIndicator(Row, frozen=True, kw_only=True):
    """An observable sign, of acts and never of opinions, that makes a risk likelier."""

    indicator_id: Annotated[ThreatIndicatorId, Label("Indicator")]
    title: Annotated[str, Label("Title")]
    risk_id: Annotated[RiskId, Label("Risk")]
    watched: Annotated[str, Label("How it is watched")] = ""
    trigger_id: Annotated[TriggerId | None, Label("Trigger")] = None
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None


@table(
    "red_lines",
    key=("red_line_id",),
    label=Text("Red lines"),
    field=Field.COUNTER_TERRORISM,
    owner="owner_unit_id",
)
class RedLine(Row, frozen=True, kw_only=True):
    """A criterion at which an item is held or broken off, and who may do that without asking."""

    red_line_id: Annotated[RedLineId, Label("Red line")]
    title: Annotated[str, Label("Title")]
    item_id: Annotated[ItemId | None, Label("Item")] = None
    criterion: Annotated[str, Label("Criterion")] = ""
    holder_id: Annotated[PersonId | None, Label("Who may stop it")] = None
    net_id: Annotated[NetId | None, Label("Reached on net")] = None
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None


@table(
    "exercises",
    key=("exercise_id",),
    label=Text("Exercises"),
    field=Field.COMMAND,
    owner="owner_unit_id",
)
class Exercise(Row, frozen=True, kw_only=True):
    """A rehearsal of contingencies by units; an ``exercised`` word says that it was held."""

    exercise_id: Annotated[ExerciseId, Label("Exercise")]
    title: Annotated[str, Label("Title")]
    kind: Annotated[ExerciseKind, Label("Kind")]
    start: Annotated[datetime, Label("Start")]
    end: Annotated[datetime, Label("End")]
    contingency_ids: Annotated[tuple[ContingencyId, ...], Label("Contingencies")] = ()
    risk_ids: Annotated[tuple[RiskId, ...], Label("Risks")] = ()
    unit_ids: Annotated[tuple[UnitId, ...], Label("Units that take part")] = ()
    person_ids: Annotated[tuple[PersonId, ...], Label("Commanders that take part")] = ()
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_order("end", self.start, self.end)


@table(
    "assets",
    key=("asset_id",),
    label=Text("Assets"),
    field=Field.CYBERSPACE,
    owner="owner_unit_id",
    marking=Marking.AMBER_STRICT,
)
class Asset(Row, frozen=True, kw_only=True):
    """A system or plant that the event depends on, what stands in for it, what is done if it fails.

    A ``verified`` word on it says that it, and the change to its stand-in, were tried.
    """

    asset_id: Annotated[AssetId, Label("Asset")]
    name: Annotated[str, Label("Name")]
    kind: Annotated[AssetKind, Label("Kind")]
    field: Annotated[Field, Label("Field")] = Field.CYBERSPACE
    critical: Annotated[bool, Label("Critical")] = True
    site_id: Annotated[SiteId | None, Label("Site")] = None
    backup_asset_id: Annotated[AssetId | None, Label("Stood in for by")] = None
    playbook_id: Annotated[ContingencyId | None, Label("Contingency when it fails")] = None
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None


@table(
    "asset_demands",
    key=("asset_id", "subject_table", "subject_key"),
    label=Text("What depends on assets"),
    field=Field.CYBERSPACE,
    marking=Marking.AMBER_STRICT,
)
class AssetDemand(Row, frozen=True, kw_only=True):
    """A row of the plan that needs the asset, and the posts that take over when it fails."""

    asset_id: Annotated[AssetId, Label("Asset")]
    subject_table: Annotated[str, Label("Table")]
    subject_key: Annotated[str, Label("Key")]
    fallback: Annotated[str, Label("Without it")] = ""
    fallback_post_ids: Annotated[tuple[PostId, ...], Label("Posts that take over")] = ()
