"""Rows of the core to and from the database."""

from summitry_web.plans.store.blocks import block_bytes, block_of, content_hash_of
from summitry_web.plans.store.fresh import Part, batched, plan_parts, remove_some
from summitry_web.plans.store.reading import (
    attestations_of,
    bulk_of,
    edits_since,
    plan_at,
    row_with_hash,
    rulings_of,
    snapshot_of,
)
from summitry_web.plans.store.rows import indexed, row_bytes, row_of
from summitry_web.plans.store.writing import written_edits, written_words

__all__ = [
    "Part",
    "attestations_of",
    "batched",
    "block_bytes",
    "block_of",
    "bulk_of",
    "content_hash_of",
    "edits_since",
    "indexed",
    "plan_at",
    "plan_parts",
    "remove_some",
    "row_bytes",
    "row_of",
    "row_with_hash",
    "rulings_of",
    "snapshot_of",
    "written_edits",
    "written_words",
]
