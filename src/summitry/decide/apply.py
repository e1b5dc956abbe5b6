"""A patch that was made on an older plan, brought onto the present one and checked there."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from summitry.check.run import Run, recheck
from summitry.kit.errors import SummitryError
from summitry.outcome.finding import Finding
from summitry.package.merge import Clash, merge
from summitry.plan.attestation import Attestations
from summitry.plan.change import Edit, difference
from summitry.plan.change import apply as edited
from summitry.plan.identity import Identity
from summitry.plan.rulings import Ruling
from summitry.plan.snapshot import NO_KEY, Snapshot


class Patch(Struct, frozen=True, kw_only=True):
    """Edits, and the hash of the plan that they were made on."""

    base_root: bytes
    edits: tuple[Edit, ...]


class Applied(Struct, frozen=True, kw_only=True):
    """What a patch leads to: where it clashes with the present plan, the present plan stands."""

    snapshot: Snapshot
    edits: tuple[Edit, ...]
    """What leads from the present plan to the new one."""
    clashes: tuple[Clash, ...]
    opened: tuple[Finding, ...]
    closed: tuple[Finding, ...]
    run: Run


def patch_of(base: Snapshot, edits: Iterable[Edit], *, key: bytes = NO_KEY) -> Patch:
    """Return the patch of the edits on the base."""
    return Patch(base_root=base.root(key), edits=tuple(edits))


class Present(Struct, frozen=True, kw_only=True):
    """The plan as it stands now, with what stands beside it and its last check."""

    snapshot: Snapshot
    attestations: Attestations
    run: Run
    people: tuple[Identity, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    key: bytes = NO_KEY


def apply(patch: Patch, base: Snapshot, present: Present, *, at: datetime) -> Applied:
    """Return the present plan with the patch merged in and checked again.

    Parameters
    ----------
    base
        The plan that the patch was made on.

    Raises
    ------
    SummitryError
        ``patch.base`` when the patch was made on another plan than the base.
    """
    root = base.root(present.key)
    if root != patch.base_root:
        raise SummitryError("patch.base", got=root.hex(), expected=patch.base_root.hex())
    merged = merge(base, present.snapshot, edited(base, patch.edits))
    run = recheck(
        present.run, merged.snapshot, present.attestations, at=at, people=present.people,
        rulings=present.rulings,
    )  # fmt: skip
    before, after = _open(present.run), _open(run)
    return Applied(
        snapshot=merged.snapshot,
        edits=difference(present.snapshot, merged.snapshot),
        clashes=merged.clashes,
        opened=tuple(found for identity, found in after.items() if identity not in before),
        closed=tuple(found for identity, found in before.items() if identity not in after),
        run=run,
    )


def _open(run: Run) -> dict[str, Finding]:
    return {each.identity: each for each in run.findings if each.ruling is None}
