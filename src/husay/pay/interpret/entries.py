"""Entries: what each event adds to a measure of a person, in which window, what it takes back.

A return (or a bounced cheque) is one of three things, as the plan's `returns` say:

* it `counts`, a negative credit: at its own date in the window of what it takes back (`net`, while
  that window is open), or in that window however late (`recompute`);
* it `reverses`: takes back of what was earned, and moves attainment only where the plan says so;
* it is `late`, after the days within which anything is taken back, and takes nothing.

Under `net` what comes after a return (a payment, or another return, by which what was received is
a larger part of what is owed) changes it and its sale's line alike: both count in the same window,
and come back with that payment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Literal

from husay.basics.period import Window
from husay.pay.document.measure import Measure
from husay.pay.document.settings import WindowKind
from husay.pay.document.term import Earning, Override, Tiers
from husay.pay.facts import CreditedLine, LineKey
from husay.pay.interpret.decided import Decided, Held, decided_on, is_late, late_payments
from husay.pay.interpret.evaluate import holds
from husay.pay.interpret.events import Event
from husay.pay.interpret.judged import judged_on
from husay.pay.interpret.measured import Counting, Rows, whole_part
from husay.pay.interpret.parts import Part, Parts
from husay.pay.interpret.rules import leaves
from husay.pay.interpret.work import Work
from husay.pay.rounding import ten_thousandths

Treatment = Literal["counts", "reverses", "late"]
"""How an event that takes something back is taken (see above); any other one counts."""

OriginKey = tuple[str, ...]
"""What an event takes back, of one credit: ('line', sale, line, person, role), or ('payment', sale,
line, person, role, payment)."""


@dataclass(frozen=True, slots=True)
class _Whole:
    """What a measure has of all of a line and, of a return, the line that it takes back."""

    value: int
    returned: LineKey | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as it counts: `value` is what it adds, `whole` what its line has in all.

    `source` is the line that decides rates and conditions: of a return, the line that it takes
    back. `origin` is the window of what it takes back (its own otherwise), `since` the day of it;
    where sales are counted, that is the line by which the sale counts. `returns` is the line that
    a return is of, whatever its event takes back; `decided` are the days whose rates hold, `late`
    the payments of which nothing is taken back any more.
    """

    event: Event
    value: int
    whole: int
    window: Window
    treatment: Treatment
    moves: bool
    source: CreditedLine
    since: date
    origin: Window
    takes_back: OriginKey | None
    level: int = 0
    returns: OriginKey | None = None
    decided: Decided = ()
    late: frozenset[str] = frozenset()

    @property
    def line_key(self) -> OriginKey:
        """The line that it is an entry of, as one credit has it."""
        return "line", *credit_of(self.event.line, self.event.line.key)


def credit_of(line: CreditedLine, key: LineKey) -> tuple[str, ...]:
    """The credit of a line's person and role for that line, or the one that it takes back."""
    return key[0], str(key[1]), line.person, line.role


class EntryReader:
    """Reads entries of measures, for one person after the other."""

    def __init__(self, work: Work, rows: Rows) -> None:
        self.work, self.rows = work, rows
        self.plan, self.parts = work.plan, Parts(work)
        self._kept: dict[object, tuple[Entry, ...]] = {}

    @cached_property
    def without_openings(self) -> EntryReader:
        """A reader of the same facts, as if nobody had an opening. What it lacks of what was before
        is no problem of anybody's: it is as far as it is known."""
        work = self.work
        facts = replace(work.facts, opening=None, openings={})
        known = Work(work.plan, facts, work.until, work.asked)
        return EntryReader(known, Rows(known))

    def entries(
        self, person: str, name: str, kind: WindowKind, term: Earning | None = None
    ) -> tuple[Entry, ...]:
        """The entries of a measure for a person, of the lines that a term takes, in order."""
        asked = (person, name, kind, term.name if term else None)
        if asked not in self._kept:
            self._kept[asked] = tuple(self._read(person, self.plan.measure(name), kind, term))
        return self._kept[asked]

    def _read(
        self, person: str, measure: Measure, kind: WindowKind, term: Earning | None
    ) -> Iterator[Entry]:
        level_of = self._levels(person, measure, term)
        counting, ones = Counting(), dict[tuple[LineKey, str, str], _Whole]()
        opening = self.work.facts.opening_of(person)
        begins = opening.day if opening is not None else date.min
        for event in self.work.events_for(person):
            line, before = event.line, event.day < begins
            if before and not measure.counts:
                continue  # what was before only matters to how often a sale counts
            level = level_of(line)
            if level is None or not self.rows.takes(measure, self.source(line)):
                continue
            held = self._held(person, event, term)
            if held is None:
                continue
            name = (line.key, line.person, line.role)
            if name not in ones:
                ones[name] = self._whole(measure, line, counting)
            if not before:
                yield self._entry(person, event, held, ones[name], level, measure, kind)

    def _levels(
        self, person: str, measure: Measure, term: Earning | None
    ) -> Callable[[CreditedLine], int | None]:
        """At which level a line counts for somebody: 0 own, 1 a direct report's, ...; None: not."""
        team = isinstance(term, Override) or measure.whose == "team"
        most = measure.levels if measure.whose == "team" else None
        if isinstance(term, Override):
            most = None if term.deeper else len(term.rates)

        def level_of(line: CreditedLine) -> int | None:
            if not team:
                return 0 if line.person == person else None
            level = self.work.level(person, line.person, self.rows.day_of(line))
            return level if level is not None and (most is None or level <= most) else None

        return level_of

    def source(self, line: CreditedLine) -> CreditedLine:
        """The line that decides: of a return, the one that it takes back where that is known."""
        if line.returns is None:
            return line
        own = self.work.credits.get((line.returns, line.person, line.role))
        return own or self.work.lines.get(line.returns, line)

    def _held(self, person: str, event: Event, term: Earning | None) -> Held | None:
        """Which part of an event counts: all or nothing; of what a return caused, that of the
        payments on whose days the plan and the term held, and for which it is not too late.

        Whoever is paid for it has the plan on the sale's day; whether somebody below them has it
        does not matter."""
        source = self.source(event.line)
        if not self.work.is_assigned(person, source.day):
            return None
        days = decided_on(self.work, event, source.key)
        starts, ends = self.plan.starts or date.min, self.plan.ends or date.max
        held = tuple(
            one for one in days
            if starts <= one[0] <= ends and (term is None or self._applies(term, source, one[0]))
        )  # fmt: skip
        if not held:
            return None
        most, in_time = self.plan.returns.days, held
        if most is not None and event.brought and event.line.returns and not event.beside:
            judged = judged_on(self.work, event.line, event.day)
            in_time = tuple(x for x in held if (judged - x[0]).days <= most)
        part = Fraction(sum(much for _, much in in_time), sum(much for _, much in days))
        return Held(part, in_time or held)

    def _applies(self, term: Earning, source: CreditedLine, day: date) -> bool:
        """Whether a term takes a line on a day, and no other term stands instead of it."""
        if not self._claims(term, source, day):
            return False
        others = (o for o in self.plan.terms if isinstance(o, Earning))
        return not any(term.name in o.instead_of and self._claims(o, source, day) for o in others)

    def _claims(self, term: Earning, source: CreditedLine, day: date) -> bool:
        """Whether a line is within a term's days, condition and measure, and not left to others."""
        if (term.starts and day < term.starts) or (term.ends and day > term.ends):
            return False
        measure = self.plan.measure(term.of)
        if not self.rows.takes(measure, source):
            return False
        row = self.rows.row(source)
        return holds(term.where, row) and not leaves(term, row)

    def _whole(self, measure: Measure, line: CreditedLine, counting: Counting) -> _Whole:
        """What a measure has of all of a line: the person's part, or with `of_pay` the whole.

        Of a return, less than nothing: the part of its sale's value that comes back. Its own fields
        are read only where its sale is not among the facts.
        """
        part = self.parts.part(line, "money" if measure.counts else measure.unit)
        if measure.counts:
            return self._counted(measure, line, counting, part)
        if part is None:
            return _Whole(self._own(self.rows.value(measure, line), line), line.returns)
        sold = self.rows.value(measure, self.source(line))
        before, after = (self._own(ten_thousandths(sold * so_far), line) for so_far in part)
        return _Whole(before - after, line.returns)

    def _counted(
        self, measure: Measure, line: CreditedLine, counting: Counting, part: Part | None
    ) -> _Whole:
        """By how much a line changes a count. What comes back of a sale is taken back of the line
        by which the sale counts; of what had lowered the count, of that itself."""
        by_sale = measure.counts == "sales"
        what: object = self.source(line).sale if by_sale else (line.returns or line.key)
        key = (what, line.person, line.role)
        back = None if part is None else part[1] - part[0]
        value = self._own(counting.value(key, line, back, self.parts.sold(line)), line)
        of_sale = by_sale and line.returns is not None and value <= 0
        return _Whole(value, counting.since.get(key, line.returns) if of_sale else line.returns)

    def _own(self, value: int, line: CreditedLine) -> int:
        """The person's part of a line's value; with `of_pay` all of it."""
        return value if self.plan.settings.split == "of_pay" else whole_part(value, line)

    def _entry(
        self, person: str, event: Event, held: Held, found: _Whole, level: int,
        measure: Measure, kind: WindowKind,
    ) -> Entry:  # fmt: skip
        whole, value = found.value, held.value(event, found.value)
        own = self.work.window(kind, event.day, measure.name)
        source = self.source(event.line)
        taken, since = self._taken(person, event, found.returned)
        if taken is None:
            own = self.work.window(kind, since, measure.name)
            return Entry(
                event, value, whole, own, "counts", True, source, since, own, None, level,
                None, held.days,
            )  # fmt: skip
        origin = self.work.window(kind, since, measure.name)
        returns = ("line", *credit_of(event.line, found.returned)) if found.returned else None
        late = not self._goes_beside(event) or event.reverses is not None
        late = late and is_late(self.work, event, since)
        treatment, window, moves = self._treatment(late, own, origin)
        if self._unknown(person, event, treatment, found.returned):
            treatment, moves = "late", False
        if treatment == "late":
            value = 0
        return Entry(
            event, value, whole, window, treatment, moves, source, since, origin, taken, level,
            returns, held.days, late_payments(self.work, event),
        )  # fmt: skip

    def _taken(
        self, person: str, event: Event, returned: LineKey | None
    ) -> tuple[OriginKey | None, date]:
        """What an event takes back, and the day of it; its own day where it takes nothing back.

        With `recompute` what a return does beside, to more of its sale, is of the window in which
        the return counts: together they come to what was received."""
        line, beside = event.line, self._goes_beside(event)
        if beside and event.reverses is None and returned is not None:
            return ("line", *credit_of(line, returned)), event.day
        if returned is not None and not beside:
            before = self.work.before(person).get(returned)
            day = self.work.first_day.get(returned, before)
            taken = "line", *credit_of(line, returned)
            return taken, min(day or event.day, event.day)
        if event.brought is not None and self.plan.returns.mode == "recompute":
            first = min(self.work.first_day.get(line.key, event.day), event.day)
            known = "payment", *credit_of(line, line.key), event.reverses or ""
            return (known if event.reverses is not None and returned is None else None), first
        if event.reverses is not None:
            day = self.work.payment_days.get(event.reverses, event.day)
            if returned is not None:  # beside what the line loses, what its return had of that
                return ("line", *credit_of(line, returned)), min(day, event.day)
            paid = "payment", *credit_of(line, line.key), event.reverses
            return paid, min(day, event.day)
        return None, event.day

    def _goes_beside(self, event: Event) -> bool:
        """Whether an event of a return goes as that of its sale's line does."""
        return event.beside and self.plan.returns.mode == "net"

    def _unknown(
        self, person: str, event: Event, treatment: Treatment, returned: LineKey | None
    ) -> bool:
        """Whether an event takes back a line of which nobody knows what it earned; told. Of what
        counted before somebody's opening, only that knows."""
        work = self.work
        beside = self._goes_beside(event)
        if beside and event.reverses is not None:
            returned = None  # it takes back what the payment brought
        first = work.first_day.get(returned) if returned and not beside else None
        if returned is None and event.reverses is not None and treatment == "reverses":
            returned, first = event.line.key, work.payment_days.get(event.reverses)
        if returned is None or returned in work.before(person):
            return False
        if returned in work.lines and not (first and work.is_before(person, first)):
            return False
        self.work.lacks(
            "pay-return-unknown", f"{returned[0]} / {returned[1]}", person=event.line.person,
            sale=event.line.sale,
        )  # fmt: skip
        return True

    def _treatment(self, late: bool, own: Window, origin: Window) -> tuple[Treatment, Window, bool]:
        """How a return is taken, in which window it counts, and whether it moves attainment."""
        returns = self.plan.returns
        if late:
            return "late", own, False
        if returns.mode == "recompute" or (returns.mode == "net" and own == origin):
            return "counts", origin, True
        return "reverses", own, returns.moves_attainment


def is_read_alone(term: Earning) -> bool:
    """Whether a term reads each transaction or order by itself, whatever the window."""
    return isinstance(term, Tiers) and term.reads != "period_to_date"
