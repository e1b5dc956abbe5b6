"""The one source of chance: named, seeded streams."""

from hashlib import sha256

import numpy as np

Stream = np.random.Generator


def stream(seed: int, *names: str) -> Stream:
    """Return a generator that depends on the seed and the names alone.

    Two streams with different names are independent, so adding a use of chance in one place does
    not change what another place draws.
    """
    digest = sha256("\x1f".join((str(seed), *names)).encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))
