"""What is wrong with a package, place by place, all of it in one run."""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.package.bounds import (
    GOT_LENGTH_MAX,
    NEAR_CANDIDATES_MAX,
    NEAR_LENGTH_MAX,
    NEAR_LOOKUPS_MAX,
    NEAR_MAX,
    PROBLEMS_MAX,
)


class Problem(Struct, frozen=True, kw_only=True, order=True):
    """One fault of a package: where it is, what stands there, what was expected.

    Parameters
    ----------
    file, sheet
        The file, and the sheet or table in it; empty where there is none.
    row
        The row as a spreadsheet counts it, from 1 with the header; 0 where the fault has no row.
    column
        The heading as it stands in the file; empty where the fault has no column.
    got
        What stands there, shortened; empty for identities of persons.
    expected
        The form, the choices or the bounds that would have done.
    near
        What was perhaps meant, the likeliest first.
    code
        Names the sentence that tells the fault.
    """

    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    got: str = ""
    expected: str = ""
    near: tuple[str, ...] = ()
    code: str

    @property
    def refusal(self) -> SummitryError:
        """The problem alone as a refusal, with the facts that it has."""
        facts = {
            "file": self.file,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "got": self.got,
            "expected": self.expected,
            "near": self.near,
        }
        return SummitryError(self.code, **{name: fact for name, fact in facts.items() if fact})


class PackageRefused(SummitryError):  # noqa: N818  # a refusal is told, not an error of ours
    """A package is refused, with all its problems in order of place.

    Beyond ``problems_max`` they are counted in ``more`` and not listed.
    """

    def __init__(self, problems: Iterable[Problem], *, more: int = 0) -> None:
        self.problems = tuple(sorted(problems))
        self.more = more
        told = [problem.refusal for problem in self.problems]
        if more:
            told.append(SummitryError("bound.problems_max", got=more, expected=PROBLEMS_MAX))
        super().__init__("package.refused", problems=tuple(told))


class Problems:
    """Problems as they are found."""

    __slots__ = ("_found", "_lookups", "_more")

    def __init__(self) -> None:
        self._lookups = 0
        self._found: set[Problem] = set()
        self._more = 0

    def __len__(self) -> int:
        return len(self._found) + self._more

    def add(self, problem: Problem) -> None:
        """Keep the problem, or only count it once ``problems_max`` of them are kept."""
        if problem in self._found:
            return
        if len(self._found) < PROBLEMS_MAX:
            self._found.add(problem)
        else:
            self._more += 1

    @property
    def room(self) -> int:
        """How many problems are still kept; what comes after them is only counted."""
        return PROBLEMS_MAX - len(self._found)

    def count(self, more: int) -> None:
        """Count problems that are not kept."""
        self._more += more

    def near(self, word: str, candidates: Iterable[str]) -> tuple[str, ...]:
        """Return the candidates most like the word, or none once ``near_lookups_max`` is spent."""
        self._lookups += 1
        return near(word, candidates) if self._lookups <= NEAR_LOOKUPS_MAX else ()

    def refuse_if_any(self) -> None:
        """Raise `PackageRefused` with everything found; return when nothing was."""
        if self._found:
            raise PackageRefused(self._found, more=self._more)


def near(word: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """Return the candidates most like the word, the likeliest first; none that is far from it."""
    wanted = word[:NEAR_LENGTH_MAX].casefold()
    folded = {candidate[:NEAR_LENGTH_MAX].casefold(): candidate for candidate in candidates}
    # Among very many only those that begin alike are looked at.
    alike = (name for name in folded if name[:1] == wanted[:1])
    some = list(islice(alike, NEAR_CANDIDATES_MAX)) if len(folded) > NEAR_CANDIDATES_MAX else folded
    close = get_close_matches(wanted, some, n=NEAR_MAX, cutoff=0.6)
    return tuple(folded[name] for name in close)


def shortened(text: str) -> str:
    """Return the text as a message shows it: on one line, cut where it is long."""
    plain = "".join(
        letter if letter.isprintable() else " " for letter in text[: GOT_LENGTH_MAX + 1]
    )
    return plain if len(plain) <= GOT_LENGTH_MAX else plain[: GOT_LENGTH_MAX - 1] + "…"


def too_much(file: str, bound: str, limit: int, *, got: int | str = "", sheet: str = "") -> Problem:
    """Return the problem that the file goes beyond the bound of that name."""
    return Problem(
        file=file, sheet=sheet, code=f"bound.{bound}", got=str(got), expected=f"<= {limit}"
    )
