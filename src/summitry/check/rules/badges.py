"""Badges: what each category carries, which gates read it, and whether a right leads anywhere."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from summitry.check.registry import Scope, rule
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.access import Gate, Participant
from summitry.plan.accreditation import AccessRight, BadgeType, GateReader, ZoneRight
from summitry.plan.places import Zone
from summitry.plan.table import table_of
from summitry.plan.terms import Category, Field, Severity

PARIS = Text(
    "Final in Paris, 28 May 2022: two kinds of ticket without turnstiles that handled both (UEFA "
    "independent review)."
)


def _kinds(view: View) -> Mapping[Category, Sequence[str]]:
    """Return the kinds of badge that each category carries."""
    kinds: dict[Category, list[str]] = {}
    for kind in view.rows(BadgeType).values():
        for category in kind.categories:
            kinds.setdefault(category, []).append(kind.badge_type_id)
    return kinds


def _read(view: View) -> Mapping[str, Collection[str]]:
    """Return the kinds of badge that each gate reads; gates of which nobody said are left out."""
    read: dict[str, set[str]] = {}
    for reader in view.rows(GateReader).values():
        read.setdefault(reader.gate_id, set()).add(reader.badge_type_id)
    return read


def _gates_into(view: View) -> Mapping[str, Sequence[Gate]]:
    return grouped(view.rows(Gate).values(), "zone_id")


def _present(view: View) -> Mapping[Category, str]:
    """Return each category that somebody takes part in, with its first participant."""
    first: dict[Category, str] = {}
    for key, row in view.rows(Participant).items():
        first.setdefault(row.category, key)
    return first


@rule(
    "C-06",
    title=Text("Badge that a gate does not read"),
    why=Text(
        "People with a valid badge stand before a reader that refuses it, and the queue behind "
        "them grows until somebody opens the gate for all."
    ),
    cases={
        "unread": Text(
            "Category {category} may enter zone {zone} with badge {badge}, which no gate into that "
            "zone reads."
        ),
        "one-of-two": Text(
            "Category {category} carries two kinds of badge, and gate {gate} reads {read} but not "
            "{badge}."
        ),
        "unsaid": Text("Nobody has said which kinds of badge gate {gate} reads."),
    },
    remedy=Text(
        "Give the gate a reader for that badge, or give the category a badge that its gates read; "
        "then try one of each kind at each gate."
    ),
    source=PARIS,
    field=Field.ACCREDITATION,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=("badge_types", "gate_readers", "gates", "zone_rights"),
)
def badges_not_read(view: View) -> Iterator[Gap]:
    """Yield badges that no gate into a zone reads, and gates that read one kind of two."""
    rights = view.rows(ZoneRight)
    for right in rights.values():
        yield from _unread(view, right)
    entitled: dict[str, set[Category]] = {}
    for right in rights.values():
        entitled.setdefault(right.zone_id, set()).add(right.category)
    kinds, read = view.derive(_kinds), view.derive(_read)
    for gate in view.rows(Gate).values():
        carried = {c: kinds[c] for c in sorted(entitled.get(gate.zone_id, ())) if c in kinds}
        if carried and gate.gate_id not in read:
            yield Gap(
                table="gates",
                key=gate.gate_id,
                case="unsaid",
                discriminator="unsaid",
                severity=Severity.MEDIUM,
                facts={"gate": gate.gate_id},
                unknown=True,
            )
        for category, badges in carried.items():
            yield from _one_of_two(gate, category, badges, read.get(gate.gate_id, ()))


def _unread(view: View, right: ZoneRight) -> Iterator[Gap]:
    """Yield the badges of a category that no gate reads, where all gates have said what they do."""
    read = view.derive(_read)
    gates = view.derive(_gates_into).get(right.zone_id, ())
    if not gates or any(gate.gate_id not in read for gate in gates):
        return
    for badge in view.derive(_kinds).get(right.category, ()):
        if not any(badge in read[gate.gate_id] for gate in gates):
            yield Gap(
                table="zone_rights",
                key=table_of(right).key_of(right),
                case="unread",
                discriminator=badge,
                facts={"category": right.category, "zone": right.zone_id, "badge": badge},
                joins=(
                    ("badge_types", badge),
                    *(("gates", str(gate.gate_id)) for gate in gates),
                ),
            )


def _one_of_two(
    gate: Gate, category: Category, badges: Sequence[str], read: Collection[str]
) -> Iterator[Gap]:
    known = tuple(badge for badge in badges if badge in read)
    for badge in badges if known else ():
        if badge not in read:
            yield Gap(
                table="gates",
                key=gate.gate_id,
                case="one-of-two",
                discriminator=f"{category.value}:{badge}",
                facts={
                    "gate": gate.gate_id,
                    "category": category,
                    "read": known,
                    "badge": badge,
                },
                joins=(("badge_types", badge),),
            )


@rule(
    "C-184",
    title=Text("Right of entry that leads nowhere"),
    why=Text(
        "A right on paper without a way in is found out at the first gate, by the person who "
        "holds it."
    ),
    cases={
        "no-gate": Text("People hold a right to enter zone {zone}, into which no gate leads."),
        "no-way": Text(
            "Category {category} may enter zone {zone}, but every gate into it leads out of a zone "
            "that the category may not enter: {from_zones}."
        ),
        "no-right": Text("People take part as {category}, and no zone is open to that category."),
    },
    remedy=Text(
        "Add the gate or the right that is missing, or take the right back if nobody needs it."
    ),
    source=Text(
        "Zone models of accreditation; common practice, not verified. Copenhagen climate "
        "conference 2009: rights of entry were sorted out at the door."
    ),
    field=Field.ACCREDITATION,
    severity=Severity.MEDIUM,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=("access_rights", "gates", "participants", "zone_rights", "zones"),
)
def rights_without_way(view: View) -> Iterator[Gap]:
    """Yield zones without a gate, rights without a way in and categories without any zone."""
    rights = view.rows(ZoneRight)
    gates = view.derive(_gates_into)
    wanted = {str(right.zone_id) for right in rights.values()}
    wanted |= {str(right.zone_id) for right in view.rows(AccessRight).values()}
    for zone_id in view.rows(Zone) if gates else ():
        if zone_id in wanted and zone_id not in gates:
            yield Gap(
                table="zones",
                key=zone_id,
                case="no-gate",
                discriminator="no-gate",
                facts={"zone": zone_id},
            )
    for right in rights.values():
        yield from _no_way(right, rights, gates)
    entitled = {right.category for right in rights.values()}
    for category, participant in view.derive(_present).items() if rights else ():
        if category not in entitled:
            yield _of_category(category, participant, case="no-right")


def _no_way(
    right: ZoneRight, rights: Mapping[str, ZoneRight], gates: Mapping[str, Sequence[Gate]]
) -> Iterator[Gap]:
    """Yield the right where all ways come out of guarded zones that the category may not enter.

    A zone into which no gate leads is open to everybody.
    """
    outside = {
        str(gate.from_zone_id)
        for gate in gates.get(right.zone_id, ())
        if gate.from_zone_id in gates and f"{right.category}|{gate.from_zone_id}" not in rights
    }
    ways = {str(gate.from_zone_id) for gate in gates.get(right.zone_id, ())}
    if ways and ways == outside:
        yield Gap(
            table="zone_rights",
            key=table_of(right).key_of(right),
            case="no-way",
            discriminator="no-way",
            facts={
                "category": right.category,
                "zone": right.zone_id,
                "from_zones": tuple(sorted(outside)),
            },
            joins=tuple(("zones", zone) for zone in sorted(outside)),
        )


def _of_category(category: Category, participant: str, *, case: str) -> Gap:
    return Gap(
        table="participants",
        key=participant,
        column="category",
        case=case,
        discriminator=category.value,
        facts={"category": category},
    )


@rule(
    "C-185",
    title=Text("Category without a badge"),
    why=Text("Whoever is accredited without a badge to carry is stopped at every gate."),
    cases={"": Text("People take part as {category}, and no kind of badge is for that category.")},
    remedy=Text("Say which kind of badge the category carries, and order enough of them."),
    source=Text("Badge schemes of the United Nations, as described publicly; not verified."),
    field=Field.ACCREDITATION,
    severity=Severity.MEDIUM,
    phase=Phase.D7,
    scope=Scope.WHOLE,
    reads=("badge_types", "participants"),
)
def categories_without_badge(view: View) -> Iterator[Gap]:
    """Yield the categories of participants that no kind of badge is for."""
    kinds = view.derive(_kinds)
    for category, participant in view.derive(_present).items() if view.rows(BadgeType) else ():
        if category not in kinds:
            yield _of_category(category, participant, case="")
