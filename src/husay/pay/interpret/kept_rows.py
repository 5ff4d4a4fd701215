"""What is kept of a term's entries, in their order, by what each is worked out with.

What comes back is taken off its own line, so that the window (transaction, order) can be worked out
anew from there. Of a sale that was paid in parts, what the same payment added is taken off first,
then what was received last: as if no more had been owed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from husay.pay.interpret.entries import Entry, OriginKey
from husay.pay.interpret.taking import SoFar, Taking


@dataclass(eq=False)
class KeptRow:
    """An entry: what is left (`kept`) of what was measured and paid on of it, and where its window
    `begins` before it, once that was worked out."""

    taking: Taking
    kept: list[int] = field(default_factory=list)
    begins: SoFar | None = None

    def __post_init__(self) -> None:
        """Begin with all of it."""
        self.kept = list(self.sold)

    @property
    def sold(self) -> tuple[int, int]:
        """What was measured, and what was paid on."""
        return self.taking.measured, self.taking.paid_on

    @property
    def day(self) -> date:
        """The day on which it counts."""
        return self.taking.entry.event.day

    @property
    def payment(self) -> str | None:
        """The payment that brought it."""
        return self.taking.entry.event.payment


@dataclass(frozen=True)
class Placed:
    """What a taking changes of `rows`: the `new` one, if any; the one that it is `of`; and the
    place from which on they come to something else (None: a new one is the last, as it is)."""

    rows: Sequence[KeptRow]
    new: KeptRow | None
    of: KeptRow
    since: int | None


class KeptRows:
    """The entries of one term, by what each is worked out with."""

    def __init__(self, key: Callable[[Entry], object]) -> None:
        self.key = key
        self.rows: dict[object, list[KeptRow]] = {}
        self.credits: dict[object, list[KeptRow]] = {}
        self.waiting: dict[object, KeptRow] = {}

    def waits(self, taking: Taking) -> bool:
        """Whether something came back of an entry before it counted itself."""
        return self._name(taking.entry, taking.entry.line_key) in self.waiting

    def put(self, taking: Taking) -> Placed:
        """Take in an entry, in the order of events."""
        entry = taking.entry
        rows = self.rows.setdefault(self.key(entry), [])
        if entry.takes_back is None or entry.treatment != "counts":
            return self._add(rows, taking)
        name = self._name(entry, entry.takes_back)
        known = self.credits.get(name)
        if known is None:
            return self._before_its_own(rows, taking, name)
        counted = self._measured_of(taking) or known
        payment = entry.event.reverses or entry.event.payment
        _take_off(counted, 0, taking.measured, payment)
        _take_off(known, 1, taking.paid_on, payment)
        changed = {*counted, *known}
        since = next(place for place, row in enumerate(rows) if row in changed)
        return Placed(rows, None, known[0], since)

    def _measured_of(self, taking: Taking) -> list[KeptRow] | None:
        """The rows of which what is measured is taken back, where they are other ones."""
        of = taking.measured_of
        return None if of is None else self.credits.get(self._name(taking.entry, of))

    def _name(self, entry: Entry, line: OriginKey) -> object:
        return self.key(entry), line[1:5]

    def _add(self, rows: list[KeptRow], taking: Taking) -> Placed:
        new, name = KeptRow(taking), self._name(taking.entry, taking.entry.line_key)
        rows.append(new)
        early = self.waiting.pop(name, None)
        if early is None:
            self.credits.setdefault(name, []).append(new)
            return Placed(rows, new, new, None)
        self.credits[name] = [new]
        new.kept = [one + other for one, other in zip(new.kept, early.kept, strict=True)]
        early.kept = [0, 0]
        return Placed(rows, new, new, rows.index(early))

    def _before_its_own(self, rows: list[KeptRow], taking: Taking, name: object) -> Placed:
        """Of what comes back before it counted here: where it would stand."""
        new, since = KeptRow(taking), taking.entry.since
        later = (place for place, row in enumerate(rows) if row.day > since)
        place = next(later, len(rows))
        rows.insert(place, new)
        self.waiting[name] = new
        self.credits[name] = [new]
        return Placed(rows, new, new, place)


def taken_off(
    sold: Sequence[int], kept: Sequence[int], value: int, first: Sequence[int] = ()
) -> list[int]:
    """What is kept of what was sold when a value comes back: it is taken off the places that come
    `first`, then off the latest; or given back, first to the earliest, where it had been taken."""
    left = list(kept)
    gives = value * sum(sold) > 0
    others = [place for place in range(len(sold)) if place not in first]
    for place in (*first, *(others if gives else reversed(others))):
        room = sold[place] - left[place] if gives else -left[place]
        if room * value > 0:
            part = min(room, value, key=abs)
            left[place] += part
            value -= part
    left[-1] += value
    return left


def _take_off(rows: Sequence[KeptRow], which: int, value: int, payment: str | None) -> None:
    """Take a value that comes back off what is kept of rows, first of those of a payment."""
    first = [n for n, row in enumerate(rows) if payment is not None and row.payment == payment]
    sold, kept = [row.sold[which] for row in rows], [row.kept[which] for row in rows]
    for row, left in zip(rows, taken_off(sold, kept, value, first), strict=True):
        row.kept[which] = left
