"""Join the packages of several units: what two claim, and what each thought another held."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.ids import UnitId
from summitry.package.compare import MAPPINGS, side_rows
from summitry.package.merge import WHOLE_ROW, Claim, Clash, Saying, settle
from summitry.package.package import Package
from summitry.plan.attestation import Attestation, AttestationKind, Attestations, row_hash
from summitry.plan.identity import Identity
from summitry.plan.organisation import Person
from summitry.plan.posts import Post
from summitry.plan.rulings import Ruling
from summitry.plan.snapshot import NO_KEY, Snapshot
from summitry.plan.table import Row, table_of
from summitry.plan.tables import SIDE_TABLES, TABLES


class Belief(Struct, frozen=True, order=True):
    """What one package says about who owns and who holds a post; None for no such post."""

    who: str
    owner: UnitId | None
    holder: UnitId | None
    known: bool


class Unaccepted(Struct, frozen=True, order=True):
    """A post whose owner counts on another unit that has not accepted it, and who believes what."""

    post: str
    owner: UnitId
    holder: UnitId
    beliefs: tuple[Belief, ...]


class Joined(Struct, frozen=True):
    """One package made from several, with where they clash and what nobody has accepted."""

    package: Package
    clashes: tuple[Clash, ...]
    unaccepted: tuple[Unaccepted, ...]


def join(
    packages: Mapping[str, Package],
    *,
    at: datetime,
    base: Package | None = None,
    prefer: str | None = None,
) -> Joined:
    """Return the packages as one.

    Rows that are the same collapse. Without a base every difference between two packages is a
    clash; with one, only what two of them changed differently is, and sets merge as sets. A row
    that a package does not have is no claim of its.

    Parameters
    ----------
    packages
        By name. The first that says something wins a clash, after the preferred one.
    at
        The moment at which acceptances must hold.
    base
        The plan that all of them started from.
    prefer
        The package whose word stands wherever it has one.
    """
    ordered = _in_order(packages, prefer)
    rows, clashes = _joined_rows(ordered, base)
    sides, side_clashes = _joined_sides(ordered, _rows_by_key(rows))
    mappings, mapping_clashes = _joined_mappings(ordered)
    package = Package(
        snapshot=Snapshot.of(rows),
        attestations=Attestations(row for row in sides if isinstance(row, Attestation)),
        rulings=tuple(row for row in sides if isinstance(row, Ruling)),
        people=tuple(row for row in sides if isinstance(row, Identity)),
        key=_one_key(ordered),
        mappings=mappings,
    )
    return Joined(
        package,
        tuple(sorted((*clashes, *side_clashes, *mapping_clashes))),
        tuple(_unaccepted(package, packages, at)),
    )


def _in_order(packages: Mapping[str, Package], prefer: str | None) -> dict[str, Package]:
    if prefer is None:
        return dict(packages)
    if prefer not in packages:
        raise SummitryError("merge.prefer_unknown", got=prefer, expected=tuple(packages))
    return {prefer: packages[prefer], **packages}


def _one_key(packages: Mapping[str, Package]) -> bytes:
    keys = {package.key for package in packages.values()} - {NO_KEY}
    if len(keys) > 1:
        raise SummitryError("merge.keys_differ", got=len(keys))
    return next(iter(keys), NO_KEY)


def _joined_rows(
    packages: Mapping[str, Package], base: Package | None
) -> tuple[list[Row], list[Clash]]:
    rows: list[Row] = []
    clashes: list[Clash] = []
    for name, table in TABLES.items():
        claims = _claims({who: _rows(p.snapshot, name) for who, p in packages.items()})
        start = {} if base is None else _rows(base.snapshot, name)
        for key in {**start, **claims}:
            settled = settle(table, key, claims.get(key, ()), start.get(key))
            clashes += settled.clashes
            if settled.row is not None:
                rows.append(settled.row)
    return rows, clashes


def _rows(snapshot: Snapshot, table: str) -> Mapping[str, Row]:
    if table in snapshot.bulks:
        return {TABLES[table].key_of(row): row for row in snapshot.bulks[table].rows()}
    return snapshot.tables[table]


def _claims(rows: Mapping[str, Mapping[str, Row]]) -> dict[str, list[Claim]]:
    claims: dict[str, list[Claim]] = {}
    for who, own in rows.items():
        for key, row in own.items():
            claims.setdefault(key, []).append(Claim(who, row))
    return claims


def _rows_by_key(rows: Iterable[Row]) -> dict[tuple[str, str], Row]:
    return {(table_of(row).name, table_of(row).key_of(row)): row for row in rows}


def _joined_sides(
    packages: Mapping[str, Package], rows_by_key: Mapping[tuple[str, str], Row]
) -> tuple[list[Row], list[Clash]]:
    rows: list[Row] = []
    clashes: list[Clash] = []
    for name, table in SIDE_TABLES.items():
        claims = _claims({who: side_rows(p, name) for who, p in packages.items()})
        for key in sorted(claims):
            settled = settle(table, key, _on_chosen_row(claims[key], rows_by_key), None)
            clashes += settled.clashes
            assert settled.row is not None  # without a base nobody takes a row out
            rows.append(settled.row)
    return rows, clashes


def _on_chosen_row(claims: list[Claim], rows_by_key: Mapping[tuple[str, str], Row]) -> list[Claim]:
    """Return the claims; of attestations on different contents of a row, those on the chosen one.

    That two units' people attested two contents is told by the clash of the row itself.
    """
    if len(claims) == 1:
        return claims
    chosen = []
    for claim in claims:
        entry = claim.row
        if isinstance(entry, Attestation):
            row = rows_by_key.get((entry.subject_table, entry.subject_key))
            if row is not None and row_hash(row) == entry.row_hash:
                chosen.append(claim)
    return chosen or claims


def _joined_mappings(
    packages: Mapping[str, Package],
) -> tuple[dict[UnitId, bytes], list[Clash]]:
    mappings: dict[UnitId, bytes] = {}
    clashes: list[Clash] = []
    units = sorted({unit for package in packages.values() for unit in package.mappings})
    for unit in units:
        said = {who: p.mappings[unit] for who, p in packages.items() if unit in p.mappings}
        chosen = next(iter(said))
        mappings[unit] = said[chosen]
        if len(set(said.values())) > 1:
            sayings = tuple(Saying(who, f"{len(text)} B") for who, text in said.items())
            clashes.append(
                Clash(table=MAPPINGS, key=unit, column=WHOLE_ROW, sayings=sayings, chosen=chosen)
            )
    return mappings, clashes


def _unaccepted(
    joined: Package, packages: Mapping[str, Package], at: datetime
) -> Iterator[Unaccepted]:
    """Yield each post whose holder is not its owner and has not accepted it as it now stands."""
    persons = joined.snapshot.rows(Person)
    for key, post in joined.snapshot.rows(Post).items():
        owner, holder = post.owner_unit_id, post.holder_unit_id
        if owner is None or holder is None or owner == holder:
            continue
        accepted = joined.attestations.of(post, AttestationKind.ACCEPTED, at=at)
        if any(_unit(persons, entry) == holder for entry in accepted):
            continue
        yield Unaccepted(key, owner, holder, tuple(_beliefs(key, packages)))


def _unit(persons: Mapping[str, Person], entry: Attestation) -> UnitId | None:
    person = persons.get(entry.by)
    return None if person is None else person.unit_id


def _beliefs(post: str, packages: Mapping[str, Package]) -> Iterable[Belief]:
    for who, package in packages.items():
        row = package.snapshot.rows(Post).get(post)
        if row is None:
            yield Belief(who, None, None, known=False)
        else:
            yield Belief(who, row.owner_unit_id, row.holder_unit_id, known=True)
