"""A body opens with its own key for its own entry, and with nothing else."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from summitry.kit.errors import SummitryError
from summitry.operations.sealing import (
    BLOCK_BYTES,
    BODY_BYTES_MAX,
    Sealed,
    key_hash,
    opened,
    sealed,
)

KEY, NONCE = bytes(range(32)), bytes(range(12))
PLACE = {"event": "EV", "entry_id": "1" * 32}


def made(body: bytes = b"a line") -> Sealed:
    return sealed(body, key=KEY, nonce=NONCE, **PLACE)


@given(st.binary(max_size=300))
def test_a_body_comes_back_and_its_length_hardly_shows(body: bytes) -> None:
    closed = made(body)

    assert opened(closed, key=KEY, **PLACE) == body
    assert (len(closed.ciphertext) // 2 - 16) % BLOCK_BYTES == 0


def test_the_commitment_is_the_hash_of_its_parts_each_after_its_length() -> None:
    closed = made()
    parts = (
        b"summitry/body/1",
        b"chacha20-poly1305",
        NONCE,
        bytes.fromhex(closed.ciphertext),
        sha256(b"summitry/body-key/1\n" + KEY).digest(),
    )

    told = b"".join(len(each).to_bytes(8, "big") + each for each in parts)

    assert closed.key_hash == key_hash(KEY)
    assert closed.commitment() == sha256(told).hexdigest()


def flipped(text: str) -> str:
    return ("1" if text[0] == "0" else "0") + text[1:]


@pytest.mark.parametrize("cell", ["nonce", "ciphertext", "key_hash"])
def test_a_change_changes_the_commitment(cell: str) -> None:
    closed = made()
    other = structs.replace(closed, **{cell: flipped(getattr(closed, cell))})

    assert other.commitment() != closed.commitment()


@pytest.mark.parametrize(
    ("changes", "place", "code"),
    [
        ({"ciphertext": flipped(made().ciphertext)}, {}, "body.broken"),
        ({"ciphertext": "00"}, {}, "body.broken"),
        ({"ciphertext": "zz"}, {}, "body.broken"),
        ({"nonce": ""}, {}, "body.broken"),
        ({"algorithm": "none"}, {}, "body.broken"),
        ({"key_hash": flipped(made().key_hash)}, {}, "body.key"),
        ({}, {"entry_id": "2" * 32}, "body.broken"),
        ({}, {"event": "EW"}, "body.broken"),
        ({}, {"key": bytes(32)}, "body.key"),
    ],
)
def test_what_does_not_belong_together_does_not_open(
    changes: dict[str, str], place: dict[str, object], code: str
) -> None:
    closed = structs.replace(made(), **changes)

    with pytest.raises(SummitryError) as refusal:
        opened(closed, **{"key": KEY, **PLACE, **place})

    assert refusal.value.code == code


def test_a_body_that_is_too_large_is_refused() -> None:
    with pytest.raises(SummitryError, match=r"body\.too_large"):
        made(bytes(BODY_BYTES_MAX + 1))
