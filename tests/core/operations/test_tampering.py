"""Every kind of tampering is named by entry and checkpoint; what is whole never alarms."""

import json
import os

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import structs

from summitry.operations.entry import ERASED
from summitry.operations.judge import Fault, Reason
from summitry.operations.note import cosignature
from summitry.operations.pack import Standing
from summitry.operations.receipt import receipt
from summitry.operations.verify import Found, Judged, Verdict, verify_pack
from tests.core.operations import tampered
from tests.core.operations.posts import EVENT, POSTS, Posts
from tests.core.operations.tampered import Case, Tamper, cell

FULL = os.environ.get("SUMMITRY_FULL") == "1"
SEEDS = range(200 if FULL else 3)
CLEAN = range(5_000, 5_000 + (1_000 if FULL else 25))
CHANGED = Fault(Reason.PACK_CHANGED, 0, 0)


def erase_without_saying(case: Case) -> Fault:
    said = {name for post in case.posts.all for each in post.entries for name in each.about}
    number = next(
        each.seq for each in case.a.entries if each.entry_id not in said and each.kind != ERASED
    )
    body = case.lines[case.place(number) + 1]["body"]
    body["standing"] = "erased"
    body.pop("key")
    return Fault(Reason.ERASED_UNSAID, number, number)


def keep_a_key(case: Case) -> Fault:
    held = next(each for each in case.a.entries if case.a.bodies[each.entry_id].key)
    kept = case.a.bodies[held.entry_id]
    case.a.erase(case.posts.now_ms + 90_000, held)
    case.a.sign(case.posts.now_ms + 90_500)
    case.a.bodies[held.entry_id] = kept
    case.lines = case.made()
    return Fault(Reason.KEY_KEPT, held.seq, held.seq)


def forge_receipt(case: Case) -> Fault:
    other = structs.replace(case.entry, author="P-99")
    thief = Ed25519PrivateKey.from_private_bytes(case.chance.bytes(32))
    case.a.receipts[case.number - 1] = receipt(thief, other, at_ms=0)
    case.lines = case.made()
    return case.own(Reason.PROMISE_FORGED)


def break_a_promise(case: Case) -> Fault:
    other = structs.replace(case.entry, author="P-99")
    case.a.receipts[case.number - 1] = receipt(case.a.key, other, at_ms=0)
    case.lines = case.made()
    return case.own(Reason.PROMISE_BROKEN)


def _cosign_anew(case: Case, change: str) -> Fault:
    place = case.under // tampered.EVERY - 1
    held = case.a.checkpoints[place]
    key = case.b.key
    if change == "key":
        key = Ed25519PrivateKey.from_private_bytes(case.chance.bytes(32))
    made = cosignature(key, case.b.witness.name, held.text(), at_s=1_790_000_000)
    if change == "time":
        made = structs.replace(made, signature=bytes(8) + made.signature[8:])
    case.a.checkpoints[place] = structs.replace(held, others=(made,))
    case.lines = case.made()
    return case.span(Reason.COSIGNATURE_FORGED)


def cosign_with_another_key(case: Case) -> Fault:
    return _cosign_anew(case, "key")


def cosign_at_another_time(case: Case) -> Fault:
    return _cosign_anew(case, "time")


def edit_an_attachment(case: Case) -> Fault:
    name = case.chance.bytes(32).hex()
    made = case.a.write(case.posts.now_ms + 90_000, attachments=(name,))
    case.a.sign(case.posts.now_ms + 90_500)
    case.lines = case.made()
    case.trust = structs.replace(case.trust, attachments={name: "0" * 64})
    return Fault(Reason.ATTACHMENT_CHANGED, made.seq, made.seq)


def write_otherwise(case: Case) -> Fault:
    """A default told all the same: it reads alike and hashes otherwise."""
    case.lines[case.place(case.number)]["entry"]["classification"] = ""
    return case.own(Reason.CHANGED)


def be_another_event(case: Case) -> Fault:
    case.lines[0]["pack"]["event"] = "EX"
    return Fault(Reason.WRONG_KEY, 1, tampered.EVERY, tampered.EVERY)


def _unsealed(case: Case) -> Fault:
    case.is_sealed_anew = False
    return CHANGED


def withhold_a_key(case: Case) -> Fault:
    body = next(line["body"] for line in case.lines if line.get("body", {}).get("key"))
    body.pop("key")
    body.pop("standing")
    return _unsealed(case)


def drop_a_receipt(case: Case) -> Fault:
    del case.lines[case.place(case.number) + 2]
    return _unsealed(case)


def drop_the_cosignatures(case: Case) -> Fault:
    place = case.checkpoint_place(case.under)
    kept = case.lines[place]["checkpoint"].split("\n")
    case.lines[place]["checkpoint"] = "\n".join([*kept[:6], ""])
    return _unsealed(case)


def hide_an_entry(case: Case) -> Fault:
    place = case.place(case.number)
    hidden = {"seq": case.number, "leaf": case.lines[place]["leaf"]}
    case.lines[place : place + 3] = [{"hidden": hidden}]
    return _unsealed(case)


def drop_the_seal(case: Case) -> Fault:
    del case.lines[-1]
    return _unsealed(case)


def drop_a_whole_journal(case: Case) -> Fault:
    places = [place for place, line in enumerate(case.lines) if "log" in line]
    del case.lines[places[1] : places[2]]
    case.is_sealed_anew = False
    return CHANGED


def seal_with_another_key(case: Case) -> Fault:
    case.lines[-1] = json.loads(Posts(9_999).lines()[-1])
    return _unsealed(case)


def rename_the_maker(case: Case) -> Fault:
    case.lines[0]["pack"]["post"] = "CP-B"
    return CHANGED


CELLS: dict[str, object] = {
    "author": "P-77", "device": "D-7", "entry_id": "f" * 32, "kind": "log.other",
    "observed_ms": 1, "entered_ms": 1, "place": "gates/G-7", "marking": "TLP:CLEAR",
    "classification": "open", "scope": ["U-7"], "about": ["e" * 32], "corrects": "d" * 32,
    "attachments": ["c" * 64], "body": "b" * 64, "schema": 2, "event": "EX", "post": "CP-X",
    "stamp": {"counter": 0, "post": "CP-A", "wall_ms": 1},
}  # fmt: skip
DONE: tuple[Tamper, ...] = (
    tampered.rehash, tampered.rehash_and_promise, tampered.sign_anew_under_old_witnesses,
    tampered.sign_anew_against_a_held_receipt, tampered.sign_anew_against_a_held_checkpoint,
    tampered.sign_anew_with_one_witness, tampered.restore_an_older_backup, tampered.drop,
    tampered.drop_and_renumber, tampered.swap, tampered.double, tampered.cut,
    tampered.cut_with_checkpoints, tampered.cut_all_against_a_held_receipt,
    tampered.drop_last_checkpoint, tampered.add_after_the_end, tampered.forge_root,
    tampered.date_checkpoint_back, tampered.break_signature, tampered.sign_one_with_another_key,
    tampered.be_somebody_else, tampered.fork, tampered.transplant, tampered.backdate,
    tampered.backdate_into_silence, tampered.sign_before_writing, tampered.reuse_an_id,
    tampered.flip_body, tampered.swap_bodies, tampered.other_words, tampered.drop_body,
    tampered.other_body_key, erase_without_saying, keep_a_key, forge_receipt, break_a_promise,
    cosign_with_another_key, cosign_at_another_time, edit_an_attachment,
    write_otherwise, be_another_event, withhold_a_key, drop_a_receipt, drop_the_cosignatures,
    hide_an_entry, drop_the_seal, drop_a_whole_journal, seal_with_another_key, rename_the_maker,
)  # fmt: skip
KINDS: dict[str, Tamper] = {
    **{f"cell-{name}": cell(name, value) for name, value in CELLS.items()},
    **{each.__name__: each for each in DONE},
}


@pytest.mark.parametrize("kind", KINDS)
def test_tampering_is_named_with_the_first_bad_entry_and_the_checkpoint(kind: str) -> None:
    for seed in SEEDS:
        case = Case(seed)

        expected = KINDS[kind](case)
        found = verify_pack(case.raw(), case.trust).faults

        assert (seed, [each.fault for each in found[:1]]) == (seed, [expected])
        assert found[0].post in {"CP-A", "CP-B"}


def test_the_entry_is_named_by_its_id() -> None:
    case = Case(3)
    case.lines[case.place(case.number)]["entry"]["author"] = "P-77"

    found = verify_pack(case.raw(), case.trust).faults

    assert found[0] == Found(
        post="CP-A", fault=case.own(Reason.CHANGED), entry_id=case.entry.entry_id
    )


def test_what_is_whole_never_alarms_whoever_is_trusted() -> None:
    for seed in CLEAN:
        posts = Posts(seed)
        lines = posts.lines()

        verdicts = [verify_pack(lines, posts.trust()), verify_pack(lines)]

        logs = tuple(
            Judged(
                post=post.name, size=len(post.entries), signed=len(post.entries),
                sealing=verdicts[0].logs[place].sealing, hidden=0, withheld=0,
                erased=_erased(post.bodies.values()), later=0,
            )
            for place, post in enumerate(posts.all)
        )  # fmt: skip
        assert (seed, verdicts) == (seed, [Verdict(event=EVENT, logs=logs, faults=())] * 2)
        assert [each.sealing.size for each in logs] == [each.size for each in logs]
        assert [each.post for each in logs] == list(POSTS)


def _erased(bodies) -> int:
    return sum(body.standing is Standing.ERASED for body in bodies)
