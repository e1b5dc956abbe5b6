"""The job on an attachment, in the sandbox's child: what it is, its text, a picture made anew."""

from msgspec import Struct, msgpack

from summitry_web.vault.parse import office, papers, pictures, plain
from summitry_web.vault.parse.kinds import ZIP, Kind, sniff

TEXT_MAX = 200_000


class Examined(Struct, kw_only=True, omit_defaults=True):
    """The kind, the text, and the content where it is new."""

    kind: str
    text: str = ""
    content: bytes | None = None


def examine(data: bytes, asked: bytes) -> Examined:
    """Return what the file of that name is.

    Raises
    ------
    SummitryError
        ``vault.…``: what is wrong with the file, and what to do.
    """
    kind = sniff(data, msgpack.decode(asked, type=str))
    if kind == ZIP:
        opened = office.judge(data)
        return Examined(kind=opened.kind.value, text=office.text_of(opened))
    known = Kind(kind)
    if known is Kind.PDF:
        return Examined(kind=kind, text=papers.text_of(papers.judge(data)))
    if known in {Kind.PNG, Kind.JPEG, Kind.WEBP}:
        return Examined(kind=kind, content=pictures.made_anew(data, known))
    return Examined(kind=kind, text=plain.text_of(data, known)[:TEXT_MAX])
