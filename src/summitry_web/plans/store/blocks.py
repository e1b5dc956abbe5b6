"""Blocks of bulk tables as bytes, addressed by what they hold."""

import msgspec
import numpy as np
from msgspec import Struct

from summitry.plan.bulk import Block, defaults_of


class _Stored(Struct, frozen=True):
    words: dict[str, tuple[str, ...]]
    values: dict[str, bytes]


_ENCODER = msgspec.msgpack.Encoder(order="sorted")
_DECODER = msgspec.msgpack.Decoder(_Stored)


def block_bytes(block: Block) -> bytes:
    """Return the block's words and columns as bytes."""
    values = {
        name: np.ascontiguousarray(column, dtype="<i8").tobytes()
        for name, column in block.values.items()
    }
    return _ENCODER.encode(_Stored(dict(block.words), values))


def block_of(table: str, data: bytes) -> Block:
    """Return the block that the bytes hold."""
    stored = _DECODER.decode(data)
    values = {
        name: np.frombuffer(column, dtype="<i8").astype(np.int64)
        for name, column in stored.values.items()
    }
    return Block(stored.words, values, defaults_of(table))


def content_hash_of(block: Block) -> str:
    """Return the address of the block: the hash of its columns' names and values."""
    return block.content.hex()
