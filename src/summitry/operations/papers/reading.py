"""The record as it may stand on one paper: up to a moment and a marking, with the plan's names."""

from datetime import datetime

from summitry.kit.errors import Text
from summitry.kit.time import Interval
from summitry.operations.bodies import Thing
from summitry.operations.day import plan_of_the_day
from summitry.operations.event import Event
from summitry.operations.papers.paper import Cited, Kind, Paper, Part, Told
from summitry.operations.record import Record
from summitry.plan.organisation import Person, Unit
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import table_of
from summitry.plan.terms import Marking, highest

_NAMES = ("name", "title", "office")
"""Where a row says in words what it is; a person's row has none of them."""


class Reading:
    """What one paper is made from; it notes the marking of all that it tells.

    Parameters
    ----------
    record, plan
        As the reader may see them; the plan as it was approved, of which the day's is made here
        from no other entries than those that the paper may tell.
    period
        What the paper is about; what was entered after its end is left out.
    most
        The narrowest mark that the paper may bear. What is marked more narrowly is left out before
        anything is counted; a row of the plan that is, is told by its key alone.
    """

    def __init__(
        self, record: Record, plan: Snapshot, period: Interval, most: Marking = Marking.RED
    ) -> None:
        known = record.as_at(period.end)
        self._above = {known.root_of(each) for each in known if each.marking.height > most.height}
        self.record = Record(each for each in known if known.root_of(each) not in self._above)
        self.approved = plan
        self.plan = plan_of_the_day(plan, self.record)
        self.period = period
        self.most = most
        self._known = {each.entry_id: each for each in self.record}
        self._cited: dict[str, Event] = {}
        self._seen: list[Marking] = []

    @property
    def at(self) -> datetime:
        """The moment at which the paper sees the day."""
        return self.period.end

    def is_new(self, event: Event) -> bool:
        """Say whether the entry was written within the period."""
        return self.period.start <= event.entered

    def knows(self, entry_id: str) -> bool:
        """Say whether the paper may tell the entry, a correction or a struck one too."""
        return entry_id in self._known

    def is_new_id(self, entry_id: str) -> bool:
        """Say whether the entry of that id was written within the period."""
        return self.is_new(self._known[entry_id])

    def may_tell(self, event: Event) -> bool:
        """Say whether the entry is within the paper's marking, and so is what corrected it."""
        is_within = event.marking.height <= self.most.height
        return is_within and self.record.root_of(event) not in self._above

    def told(self, text: Text, /, *cites: str, **facts: object) -> Told:
        """Return the sentence; with an entry it cites the corrections that it now speaks by."""
        found = dict.fromkeys(cites)
        for entry_id in cites:
            last = self.record.corrections(entry_id)[-1:]
            found.update(dict.fromkeys(each.entry_id for each in last))
        for entry_id in found:
            self.cite(self._known[entry_id])
        return Told(text, facts, tuple(found))

    def cite(self, event: Event) -> None:
        """Count the entry, and its marking, among what the paper rests on."""
        self._cited[event.entry_id] = self._known[event.entry_id] = event
        self.note(event.marking)

    def name(self, table: str, key: str) -> str:
        """Return what the row calls itself with its key, the key alone where it may say no more."""
        row = self.plan.get(table, key)
        if row is None:
            return key
        marking = table_of(row).marking_of(row)
        if marking.height > self.most.height:
            return key
        called = next((name for each in _NAMES if (name := getattr(row, each, ""))), "")
        if not called or called == key:
            return key
        self._seen.append(marking)
        return f"{called} ({key})"

    def names(self, paths: tuple[str, ...]) -> tuple[str, ...]:
        """Return the names of rows told as ``table/key``."""
        return tuple(self.name(*path.partition("/")[::2]) for path in paths)

    def thing(self, thing: Thing | None) -> str:
        """Return the name of the row that is meant, nothing where none is."""
        return "" if thing is None else self.name(thing.table, thing.key)

    def unit_of(self, person_id: str) -> str:
        """Return the name of the person's unit, nothing where the plan does not know them."""
        person = self.plan.rows(Person).get(person_id)
        if person is None:
            return ""
        unit = self.plan.rows(Unit).get(person.unit_id)
        return self.name("units", person.unit_id) if unit is not None else str(person.unit_id)

    def note(self, marking: Marking) -> None:
        """Count something with this marking among what the paper tells."""
        self._seen.append(marking)

    def paper(
        self, kind: Kind, title: Text, head: tuple[tuple[Text, object], ...], *parts: Part
    ) -> Paper:
        """Return the paper under the narrowest mark of what it tells."""
        return Paper(
            kind=kind, title=title, event=self.plan.event.name, marking=highest(self._seen),
            head=head, parts=parts,
            cited=tuple(
                Cited(
                    entry_id=each.entry_id, reference=reference(each), observed=each.observed,
                    author=each.author, kind=each.body.kind,
                )
                for each in sorted(self._cited.values(), key=lambda each: each.order)
            ),
        )  # fmt: skip


def reference(event: Event) -> str:
    """Return how a paper cites the entry: the post whose journal it stands in, and its number."""
    _, _, post, number = event.order
    return f"{post}#{number}"
