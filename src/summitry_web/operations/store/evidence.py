"""The journals of a node as an evidence pack, for a reader far from it."""

from collections.abc import Callable, Iterator, Mapping

from summitry.kit.ids import CommandPostId, EntryId
from summitry.operations.checkpoint import Signed, journal_origin, written_ms
from summitry.operations.entry import ERASED, Entry, decoded
from summitry.operations.note import Verifier
from summitry.operations.pack import Body, Header, Item, Log, Standing, packed
from summitry_web.operations.store.exchange import witness_of
from summitry_web.operations.store.file import PostFile
from summitry_web.operations.store.writer import Identity


def pack_lines(
    file: PostFile,
    identity: Identity,
    known: Mapping[str, bytes],
    *,
    may_read: Callable[[Entry], bool],
    at_ms: int,
) -> Iterator[bytes]:
    """Yield the lines of a pack of every journal whose key is known, each as far as it is signed.

    An entry that may not be read goes in as its hash alone.

    Parameters
    ----------
    identity
        The post that makes the pack, and signs it.
    known
        The public keys of the other posts, by post.
    """
    keys = {**known, identity.post: identity.key.public_key().public_bytes_raw()}
    posts = [post for post in file.sizes() if post in keys]
    erased = {
        about for post in posts for entry in file.entries(post) if entry.kind == ERASED
        for about in entry.about
    }  # fmt: skip
    logs = (
        Log(
            post=post,
            size=newest.size,
            key=Verifier(name=journal_origin(identity.event, post), public=keys[post]),
            checkpoints=_checkpoints(file, post, newest),
            items=_items(file, post, newest.size, erased, may_read),
        )
        for post in posts
        if (newest := _newest(file, post)) is not None
    )
    header = Header(event=identity.event, post=identity.post, made=written_ms(at_ms))
    witnesses = [witness_of(identity.event, CommandPostId(post), keys[post]) for post in keys]
    return packed(header, logs, witnesses=witnesses, key=identity.key, at_ms=at_ms)


def _newest(file: PostFile, post: CommandPostId) -> Signed | None:
    found = file.newest_checkpoint(post)
    return None if found is None else found[0]


def _checkpoints(file: PostFile, post: CommandPostId, newest: Signed) -> list[Signed]:
    """Return the newest checkpoint and those that witnesses signed, their signatures joined."""
    found: dict[tuple[int, bytes], Signed] = {}
    for each in (newest, *file.cosignatures(post)):
        key = (each.size, each.root)
        found[key] = found[key].with_others(each.others) if key in found else each
    return sorted(found.values(), key=lambda each: each.size)


def _items(
    file: PostFile,
    post: CommandPostId,
    size: int,
    erased: set[EntryId],
    may_read: Callable[[Entry], bool],
) -> Iterator[Item]:
    for seq, (leaf, content) in enumerate(file.contents(post, 0, size), start=1):
        entry = decoded(content)
        if may_read(entry):
            body = _body(file, entry, erased)
            yield Item(seq=seq, leaf=bytes(leaf), content=bytes(content), body=body)
        else:
            yield Item(seq=seq, leaf=bytes(leaf))


def _body(file: PostFile, entry: Entry, erased: set[EntryId]) -> Body | None:
    sealed = file.sealed(entry.body) if entry.body else None
    if sealed is None:
        return None
    key = file.key(entry.body)
    if key is not None and entry.entry_id not in erased:
        return Body(entry_id=entry.entry_id, sealed=sealed, standing=Standing.OPEN, key=key.hex())
    standing = Standing.ERASED if entry.entry_id in erased else Standing.WITHHELD
    return Body(entry_id=entry.entry_id, sealed=sealed, standing=standing)
