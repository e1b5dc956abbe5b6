"""Sealed streams: whole, or refused."""

import io

import pytest

from summitry.kit.errors import SummitryError
from summitry_web.frame import sealing
from summitry_web.frame.sealing import CHUNK_BYTES, TAG_BYTES, Opener, Sealer, require_strong

PASSPHRASE = "correct horse battery"  # noqa: S105  # of the test
HEADER = len(sealing.MAGIC) + 23


def sealed(content):
    file = io.BytesIO()
    sealer = Sealer(file, PASSPHRASE)
    sealer.write(content)
    sealer.finish()
    return file.getvalue()


def opened(content, passphrase=PASSPHRASE):
    return io.BufferedReader(Opener(io.BytesIO(content), passphrase)).read()


@pytest.mark.parametrize(
    "size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES]
)
def test_what_was_sealed_opens_again(size):
    content = bytes(each % 251 for each in range(size))

    assert opened(sealed(content)) == content


def test_other_passphrase_is_refused():
    with pytest.raises(SummitryError) as caught:
        opened(sealed(b"plan"), "another passphrase")

    assert caught.value.code == "backup.passphrase"


@pytest.mark.parametrize(
    "harm",
    [
        lambda all_: all_[: HEADER + CHUNK_BYTES + TAG_BYTES],
        lambda all_: all_[:-1],
        lambda all_: all_[:-1] + bytes([all_[-1] ^ 1]),
        lambda all_: all_ + b"x",
    ],
    ids=["last chunk dropped", "cut off", "a bit turned", "something added"],
)
def test_what_was_harmed_is_refused(harm):
    whole = sealed(b"p" * (2 * CHUNK_BYTES + 5))

    with pytest.raises(SummitryError) as caught:
        opened(harm(whole))

    assert caught.value.code in {"backup.damaged", "backup.passphrase"}


def test_short_passphrase_is_refused():
    with pytest.raises(SummitryError):
        require_strong("elevenchars")

    require_strong("twelve chars")
