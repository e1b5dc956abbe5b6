"""A checkpoint is a note that other logs' tools read; each purpose has a name of its own."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import structs

from summitry.kit.errors import SummitryError
from summitry.operations.checkpoint import (
    is_genuine,
    journal_origin,
    pack_origin,
    receipt_origin,
    signed,
    signed_of,
    witness_name,
    written_ms,
)
from summitry.operations.note import cosignature

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
MADE = signed(KEY, "summitry/log/EV/CP-1", size=3, root=bytes(32), at=written_ms(1_700_000_000_123))


def test_the_text_is_the_standard_s() -> None:
    assert MADE.text() == (
        "summitry/log/EV/CP-1\n"
        "3\n"
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
        "at 2023-11-14T22:13:20.123+00:00\n"
    )
    assert is_genuine(MADE, PUBLIC)
    assert MADE.moment().timestamp() == 1_700_000_000.123


def test_a_checkpoint_comes_back_with_what_witnesses_signed() -> None:
    other = cosignature(KEY, "witness", MADE.text(), at_s=5)

    full = MADE.with_others((other, other)).with_others((other,))

    assert full.others == (other,)
    assert signed_of(full.note()) == full


@pytest.mark.parametrize(
    "changes", [{"origin": "other"}, {"size": 4}, {"root": bytes(31) + b"1"}, {"at": MADE.at[:-1]}]
)
def test_a_changed_checkpoint_is_not_genuine(changes: dict[str, object]) -> None:
    assert not is_genuine(structs.replace(MADE, **changes), PUBLIC)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n3\n", "\n03\n"),
        ("\n3\n", "\n-3\n"),
        ("\n3\n", "\n" + "9" * 17 + "\n"),
        ("AAAA=\n", "AAA=\n"),
        ("AAAA=\n", "\n"),
        ("\nat ", "\non "),
        ("+00:00", ""),
        ("+00:00", "+07:00"),
        ("2023-11", "2023-13"),
        ("— summitry/log/EV/CP-1", "— other"),
        ("+00:00\n", "+00:00\nmore\n"),
    ],
)
def test_what_is_no_checkpoint_is_refused(old: str, new: str) -> None:
    with pytest.raises(SummitryError, match=r"note\.malformed"):
        signed_of(MADE.note().replace(old, new))


def test_no_two_purposes_events_or_posts_share_a_name() -> None:
    makers = (journal_origin, receipt_origin, pack_origin, witness_name)
    places = (("a/b", "c"), ("a", "b/c"), ("a", "c"), ("a+b", "c"))

    names = [make(*place) for make in makers for place in places]

    assert len(set(names)) == len(names)
    assert names[:4] == [
        "summitry/log/a%2Fb/c",
        "summitry/log/a/b%2Fc",
        "summitry/log/a/c",
        "summitry/log/a%2Bb/c",
    ]
