"""Risks, the controls that change them, contingencies, and where the services meet."""

from datetime import datetime
from typing import Annotated

from summitry.kit.errors import Text
from summitry.kit.ids import ContingencyId, ControlId, RendezvousId, RiskId, SiteId, UnitId
from summitry.plan.table import Label, Row, require_between, table
from summitry.plan.terms import Field, RendezvousKind, Treatment


@table(
    "risks",
    key=("risk_id",),
    label=Text("Risks"),
    field=Field.COUNTER_TERRORISM,
    owner="owner_unit_ids",
)
class Risk(Row, frozen=True, kw_only=True):
    """What could happen, how likely and how grave (1 to 5 each), and what is done about it."""

    risk_id: Annotated[RiskId, Label("Risk")]
    title: Annotated[str, Label("Title")]
    likelihood: Annotated[int, Label("Likelihood, 1 to 5")]
    consequence: Annotated[int, Label("Consequence, 1 to 5")]
    field: Annotated[Field, Label("Field")] = Field.COUNTER_TERRORISM
    site_id: Annotated[SiteId | None, Label("Site")] = None
    owner_unit_ids: Annotated[tuple[UnitId, ...], Label("Owner")] = ()
    treatment: Annotated[Treatment, Label("Treatment")] = Treatment.REDUCE

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("likelihood", self.likelihood, 1, 5)
        require_between("consequence", self.consequence, 1, 5)

    @property
    def score(self) -> int:
        """Likelihood times consequence, 1 to 25."""
        return self.likelihood * self.consequence


@table(
    "controls",
    key=("control_id",),
    label=Text("Controls"),
    field=Field.COUNTER_TERRORISM,
    owner="owner_unit_ids",
)
class Control(Row, frozen=True, kw_only=True):
    """A measure that changes a risk; it counts once someone has verified it on the spot."""

    control_id: Annotated[ControlId, Label("Control")]
    risk_id: Annotated[RiskId, Label("Risk")]
    title: Annotated[str, Label("Title")]
    owner_unit_ids: Annotated[tuple[UnitId, ...], Label("Owner")] = ()
    due: Annotated[datetime | None, Label("Verification due")] = None


@table(
    "rendezvous",
    key=("rendezvous_id",),
    label=Text("Rendezvous and forward command points"),
    field=Field.COMMAND,
)
class Rendezvous(Row, frozen=True, kw_only=True):
    """A point where services meet (RVP) or from which the scene is commanded (FCP)."""

    rendezvous_id: Annotated[RendezvousId, Label("Point")]
    name: Annotated[str, Label("Name")]
    kind: Annotated[RendezvousKind, Label("Kind")]
    site_id: Annotated[SiteId | None, Label("Site")] = None
    x_m: Annotated[float | None, Label("Metres east")] = None
    y_m: Annotated[float | None, Label("Metres north")] = None


@table(
    "contingencies",
    key=("contingency_id",),
    label=Text("Contingencies"),
    field=Field.COUNTER_TERRORISM,
    owner="owner_unit_ids",
)
class Contingency(Row, frozen=True, kw_only=True):
    """A scenario with what starts it, who runs it and which units act in it."""

    contingency_id: Annotated[ContingencyId, Label("Contingency")]
    title: Annotated[str, Label("Title")]
    field: Annotated[Field, Label("Field")] = Field.COUNTER_TERRORISM
    site_id: Annotated[SiteId | None, Label("Site")] = None
    trigger: Annotated[str, Label("Trigger")] = ""
    scale: Annotated[float, Label("Times the planning figure")] = 1.0
    owner_unit_ids: Annotated[tuple[UnitId, ...], Label("Owner")] = ()
    agency_unit_ids: Annotated[tuple[UnitId, ...], Label("Units that act")] = ()


@table(
    "contingency_cards",
    key=("contingency_id", "unit_id"),
    label=Text("Contingency cards"),
    field=Field.COUNTER_TERRORISM,
    owner="unit_id",
)
class ContingencyCard(Row, frozen=True, kw_only=True):
    """What one unit's own plan says for a contingency: where it meets, who commands forward."""

    contingency_id: Annotated[ContingencyId, Label("Contingency")]
    unit_id: Annotated[UnitId, Label("Unit")]
    rvp_id: Annotated[RendezvousId | None, Label("Rendezvous point")] = None
    fcp_id: Annotated[RendezvousId | None, Label("Forward command post")] = None
