from hashlib import sha256

from summitry.kit.canonical import canonical, digest
from summitry.plan.mandate import Objective


def test_keys_are_sorted_and_defaults_left_out() -> None:
    row = Objective(name="Calm", objective_id="O-1", indicator="")

    assert canonical(row) == b'{"name":"Calm","objective_id":"O-1"}'
    assert canonical({"b": 1, "a": 2}) == b'{"a":2,"b":1}'


def test_digest_keeps_parts_apart() -> None:
    assert digest(b"ab", b"c") != digest(b"a", b"bc")
    assert digest(b"ab") == sha256((2).to_bytes(8, "big") + b"ab").digest()
    assert digest() == sha256().digest()
