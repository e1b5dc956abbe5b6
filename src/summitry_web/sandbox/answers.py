"""What goes into the child and comes out of it: plain msgpack, never anything that could run."""

from msgspec import Raw, Struct

from summitry.kit.errors import SummitryError
from summitry.package.problems import PackageRefused, Problem

Fact = str | int | float | bool | tuple[str, ...] | None


class Given(Struct, frozen=True, kw_only=True):
    """A file, and what is asked of it."""

    asked: Raw
    data: bytes


class Refusal(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is wrong with the file; a package's problems are told one by one."""

    code: str
    facts: dict[str, Fact] = {}
    problems: tuple[Problem, ...] = ()
    more: int = 0


class Answer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A refusal, or what was found."""

    refusal: Refusal | None = None
    told: Raw = Raw(b"\xc0")


def refusal_of(refused: SummitryError) -> Refusal:
    """Return the refusal as it leaves the child."""
    if isinstance(refused, PackageRefused):
        return Refusal(code=refused.code, problems=refused.problems, more=refused.more)
    return Refusal(
        code=refused.code,
        facts={name: fact if isinstance(fact, Fact) else str(fact)
               for name, fact in refused.facts.items()},
    )  # fmt: skip


def raised(refusal: Refusal) -> SummitryError:
    """Return the refusal as it is raised here."""
    if refusal.problems:
        return PackageRefused(refusal.problems, more=refusal.more)
    return SummitryError(refusal.code, **refusal.facts)
