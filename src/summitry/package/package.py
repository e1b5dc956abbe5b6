"""A plan with everything that travels beside it."""

from collections.abc import Mapping

from msgspec import Struct

from summitry.kit.ids import UnitId
from summitry.plan.attestation import Attestations
from summitry.plan.identity import Identity
from summitry.plan.rulings import Ruling
from summitry.plan.snapshot import NO_KEY, Snapshot

_NO_ATTESTATIONS = Attestations()


class Package(Struct, frozen=True, kw_only=True):
    """What a folder or a workbook holds.

    Parameters
    ----------
    snapshot
        The plan; alone in the hash.
    rulings
        What has been ruled on findings, sorted by id.
    people
        Identities of persons, sorted by record; for rules on duplicates only.
    key
        The event's key for salting leaves. It lies in a file beside the package, never in it.
    mappings
        For each unit, the TOML text that says how its own workbook is read.
    """

    snapshot: Snapshot
    attestations: Attestations = _NO_ATTESTATIONS
    rulings: tuple[Ruling, ...] = ()
    people: tuple[Identity, ...] = ()
    key: bytes = NO_KEY
    mappings: Mapping[UnitId, bytes] = {}

    @property
    def root(self) -> bytes:
        """The hash of the plan under the event's key."""
        return self.snapshot.root(self.key)
