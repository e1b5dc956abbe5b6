"""Notes and keys against the examples of the standard, and against what is almost right."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from summitry.kit.errors import SummitryError
from summitry.operations.note import (
    SIGNATURES_MAX,
    Algorithm,
    Note,
    Verifier,
    cosignature,
    cosigned_s,
    is_signed,
    note_of,
    signature,
    verifier_of,
)

# The key and the note that Go's own package for signed notes has in its documentation.
GO_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
LOG, WITNESS = Verifier(name="log", public=PUBLIC), Verifier(
    name="witness", public=PUBLIC, algorithm=Algorithm.COSIGNATURE
)  # fmt: skip
TEXT = "log\n1\nroot\n"


def test_the_published_note_is_genuine() -> None:
    verifier, note = verifier_of(GO_VKEY), note_of(GO_NOTE)

    assert verifier.vkey() == GO_VKEY
    assert note.written() == GO_NOTE
    assert is_signed(note.text, note.signatures[0], verifier)
    assert not is_signed(note.text + "\n", note.signatures[0], verifier)


def test_a_note_comes_back_with_every_signature() -> None:
    made = Note(TEXT, (signature(KEY, "log", TEXT), cosignature(KEY, "witness", TEXT, at_s=99)))

    found = note_of(made.written())

    assert found == made
    assert cosigned_s(found.signatures[1]) == 99
    assert [[is_signed(TEXT, s, v) for v in (LOG, WITNESS)] for s in found.signatures] == [
        [True, False],
        [False, True],
    ]


def test_a_cosignature_binds_the_moment_and_a_key_its_purpose() -> None:
    made = cosignature(KEY, "witness", TEXT, at_s=99)
    later = type(made)(
        name=made.name,
        key_id=made.key_id,
        signature=(100).to_bytes(8, "big") + made.signature[8:],
    )
    as_log = Verifier(name="witness", public=PUBLIC)

    assert not is_signed(TEXT, later, WITNESS)
    assert not is_signed(TEXT, made, as_log)
    assert as_log.key_id != WITNESS.key_id


@pytest.mark.parametrize(
    "written",
    [
        "",
        TEXT,
        f"{TEXT}\n",
        GO_NOTE[:-1],
        GO_NOTE.replace("— ", "- "),
        GO_NOTE.replace("PeterNeumann ", "Peter+Neumann "),
        GO_NOTE.replace("x08go", "x08g*"),
        f"{TEXT}\n— log AAAA\n",
        "\n\n— log AAAAAAAA\n",
        f"{TEXT}\n" + "— log AAAAAAAA\n" * (SIGNATURES_MAX + 1),
        "x" * 40_000 + "\n\n— log AAAAAAAA\n",
    ],
)
def test_what_is_no_note_is_refused(written: str) -> None:
    with pytest.raises(SummitryError, match=r"note\.malformed"):
        note_of(written)


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "log",
        "log+1+2",
        GO_VKEY.replace("c74f", "c74e"),
        GO_VKEY.replace("+ARpc", "+AhoA"),
        GO_VKEY.replace("Peter", "Peter "),
        "log+00000000+",
    ],
)
def test_what_is_no_key_is_refused(vkey: str) -> None:
    with pytest.raises(SummitryError, match=r"note\.key"):
        verifier_of(vkey)
