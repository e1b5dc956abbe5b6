"""Who answers for what: one owner, an accepted post, a part for every cooperating unit."""

from collections.abc import Callable, Iterator

from summitry.check.presence import accepted
from summitry.check.registry import Scope, rule
from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.plans import Task, TaskPart
from summitry.plan.posts import Post, Sector
from summitry.plan.table import Row, Table
from summitry.plan.tables import TABLES
from summitry.plan.terms import Field, Severity


def _may_lack_owner(declared: Table) -> bool:
    """Say whether a row of the table can be without an owner, or have several."""
    return declared.owner is not None and not declared.column(declared.owner).required


OWNED = tuple(name for name, declared in TABLES.items() if _may_lack_owner(declared))


class _OwnerGaps:
    """Makes the gaps of one table, so that a change to another does not make them again."""

    def __init__(self, declared: Table) -> None:
        assert declared.owner is not None
        self._table = declared
        self._column = declared.owner

    def __call__(self, view: View) -> tuple[Gap, ...]:
        rows = view.rows(self._table.row_type)
        return tuple(
            self._gap(key, row)
            for key, row in rows.items()
            if (owner := getattr(row, self._column)) is None
            or (isinstance(owner, tuple) and len(owner) != 1)
        )

    def _gap(self, key: str, row: Row) -> Gap:
        owners = getattr(row, self._column) or ()
        own_field = getattr(row, "field", None)
        return Gap(
            table=self._table.name,
            key=key,
            column=self._column,
            case="several" if owners else "none",
            facts={"owners": owners, "count": len(owners)},
            field=own_field if isinstance(own_field, Field) else self._table.field,
        )


_OWNER_GAPS: tuple[Callable[[View], tuple[Gap, ...]], ...] = tuple(
    _OwnerGaps(TABLES[name]) for name in OWNED
)


@rule(
    "C-01",
    title=Text("Not exactly one accountable owner"),
    why=Text(
        "What two services own together nobody does: after 13 July 2024 the reviews found no "
        "individual who was responsible, and decisions called joint."
    ),
    cases={
        "none": Text("Nobody owns this."),
        "several": Text("{count} units own this together: {owners}."),
    },
    remedy=Text("Name the one unit that answers for it; let the others cooperate."),
    source=Text("Reviews of 13 July 2024 (Butler): no individual responsible."),
    field=Field.COMMAND,
    severity=Severity.HIGH,
    phase=Phase.D60,
    scope=Scope.UNIT,
    reads=OWNED,
)
def rows_without_one_owner(view: View) -> Iterator[Gap]:
    """Yield each row that should have an owner and has none, or several."""
    for builder in _OWNER_GAPS:
        yield from view.derive(builder)


@rule(
    "C-08",
    title=Text("Post not accepted by its holder"),
    why=Text(
        "In Butler each service believed that the other held the roof; the one had been told that "
        "the other lacked people."
    ),
    cases={
        "": Text(
            "Post {post} is given to {holder} by {owner}, and nobody of {holder} has accepted it "
            "as it now stands."
        ),
        "changed": Text(
            "Post {post} was accepted by {holder} and has changed since; it must be accepted anew."
        ),
        "no-owner": Text(
            "Post {post} has no owner; {holder} is to hold it, and nobody of {holder} has "
            "accepted it."
        ),
    },
    remedy=Text(
        "Let a person of the holding unit accept the post as it stands, or hold it yourself."
    ),
    source=Text("Reviews of 13 July 2024 (Butler): agencies assumed local police had the roof."),
    field=Field.VENUES,
    severity=Severity.HIGH,
    phase=Phase.D2,
    scope=Scope.POST,
    reads=("posts", "persons", "sectors"),
    attests=(AttestationKind.ACCEPTED,),
)
def posts_not_accepted(view: View) -> Iterator[Gap]:
    """Yield each post whose holder is not its owner and has not accepted it.

    It is critical where the post holds a position with a view or watches a sector.
    """
    fine = view.derive(accepted)
    watching = view.derive(_sectors_by_post)
    for post_id, post in view.rows(Post).items():
        if post.post_id in fine:
            continue
        position = () if post.position_id is None else (("positions", str(post.position_id)),)
        joins = (*position, *watching.get(post_id, ()))
        yield Gap(
            table="posts",
            key=post_id,
            column="holder_unit_id",
            case=_acceptance_case(view, post),
            facts={"post": post_id, "owner": post.owner_unit_id, "holder": post.holder_unit_id},
            joins=joins,
            field=post.field,
            severity=Severity.CRITICAL if joins else Severity.HIGH,
        )


def _acceptance_case(view: View, post: Post) -> str:
    if post.owner_unit_id is None:
        return "no-owner"
    before = view.attested_ever(post, AttestationKind.ACCEPTED)
    now = view.attested(post, AttestationKind.ACCEPTED)
    return "changed" if before and not now else ""


def _sectors_by_post(view: View) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the sectors that each post watches, as subjects."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for sector_id, sector in view.rows(Sector).items():
        found[sector.post_id] = (*found.get(sector.post_id, ()), ("sectors", sector_id))
    return found


@rule(
    "C-87",
    title=Text("Cooperating unit without a part of its own"),
    why=Text(
        "A unit that is only named beside a task plans nothing for it, and finds out on the day."
    ),
    cases={
        "missing": Text("{unit} cooperates in task {task}, and no row says what its part is."),
        "blank": Text("{unit} cooperates in task {task}, and its part is left blank."),
        "not-named": Text("{unit} has a part in task {task}, which does not name it."),
    },
    remedy=Text("Write down what the unit does for the task, or take it off the task."),
    source=Text("Practice of joint planning: one lead, each cooperating unit with its own part."),
    field=Field.COMMAND,
    severity=Severity.HIGH,
    phase=Phase.D60,
    scope=Scope.UNIT,
    reads=("tasks", "task_parts"),
)
def units_without_a_part(view: View) -> Iterator[Gap]:
    """Yield each unit that cooperates without a part, and each part of a unit not named."""
    parts = view.rows(TaskPart)
    for task_id, task in view.rows(Task).items():
        for unit_id in task.cooperating_unit_ids:
            part = parts.get(f"{task_id}|{unit_id}")
            if part is not None and part.part.strip():
                continue
            yield Gap(
                table="tasks",
                key=task_id,
                column="cooperating_unit_ids",
                case="missing" if part is None else "blank",
                discriminator=unit_id,
                facts={"task": task_id, "unit": unit_id},
                joins=(("units", unit_id),),
            )
    for key, part in parts.items():
        named = view.rows(Task).get(part.task_id)
        if named is None or part.unit_id in {*named.cooperating_unit_ids, *named.lead_unit_ids}:
            continue
        yield Gap(
            table="tasks",
            key=part.task_id,
            column="cooperating_unit_ids",
            case="not-named",
            discriminator=part.unit_id,
            facts={"task": part.task_id, "unit": part.unit_id},
            joins=(("task_parts", key),),
        )
