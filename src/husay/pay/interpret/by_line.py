"""Terms that earn by line: a line earns R(E after) - R(E before), E all that is earned so far.

E is kept exactly for each window (or transaction, or order), R is the plan's rounding; so lines sum
to the rounded total, negative ones included. What is reversed is taken of what the line that is
taken back did earn, in the same telescoping way: a full return takes back all of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from husay.basics.amount import SCALE
from husay.basics.period import DAY, Window
from husay.basics.share import deal_in_steps
from husay.pay.document.figure import Figure
from husay.pay.document.settings import WindowKind
from husay.pay.document.term import Curve, Each, Earning, Override, Rate, RatesBy, Tiers
from husay.pay.earned import EarningLine, LineKind, Reason, reason
from husay.pay.facts import CreditedLine
from husay.pay.interpret.decided import mean_on
from husay.pay.interpret.entries import Entry, EntryReader, is_read_alone
from husay.pay.interpret.kept_rows import KeptRow, KeptRows
from husay.pay.interpret.origins import Origins, TakenBack
from husay.pay.interpret.resolve import curve_table, tier_table
from husay.pay.interpret.rules import rule_of
from husay.pay.interpret.steps import CurveTable, TierTable
from husay.pay.interpret.taking import SoFar, Taking


class TermRun:
    """One term over the entries of one person."""

    def __init__(self, reader: EntryReader, term: Earning, person: str, *, plain: bool) -> None:
        self.reader, self.work, self.plan = reader, reader.work, reader.plan
        self.term, self.person, self.plain = term, person, plain
        self.kind: WindowKind = term.window if isinstance(term, Tiers | Curve) else "period"
        self.so_far: dict[object, SoFar] = {}
        self.origins = Origins(reader.work, term.name, person)
        self.tables: dict[Window, tuple[TierTable | None, int | None]] = {}
        self.last: tuple[tuple[Window, int, Fraction], Fraction] | None = None
        self.lines: list[EarningLine] = []
        self.takings: list[Taking] = []
        self.rows = KeptRows(self.key) if self._by_place else None

    def run(self) -> tuple[EarningLine, ...]:
        """The lines of the term, in the order of events; without its budget. What each is of is
        in `takings`."""
        paid_on = {}
        if isinstance(self.term, Tiers) and self.term.pays_on:
            others = self._entries(self.term.pays_on)
            paid_on = {entry.event.order: entry for entry in others}
            own = {entry.event.order: entry for entry in self._entries(self.term.of)}
            for order in sorted({*paid_on, *own}):
                self._take(own.get(order), paid_on.get(order))
        else:
            for entry in self._entries(self.term.of):
                self._take(entry, None)
        return tuple(self.lines)

    def _entries(self, name: str) -> tuple[Entry, ...]:
        return self.reader.entries(self.person, name, self.kind, self.term)

    def _take(self, own: Entry | None, other: Entry | None) -> None:
        entry = own if own is not None else other
        assert entry is not None, "an event has an entry of one measure or the other"
        if other is not None and self.plan.measure(self.term.of).counts:
            entry = other  # what is paid on is what comes back, whatever is counted
        self._note_return(entry)
        treatment = "counts" if self._alone_counts(entry) else entry.treatment
        measured = own.value if own is not None else 0
        paid_on = (other.value if other is not None else 0) if self._pays_on else measured
        if treatment == "late":
            self.origins.keep(entry)
            self._post(entry, 0, "reversed", reason("return-late", since=entry.since))
        elif treatment == "counts":
            of = own.takes_back if own is not None and own is not entry else None
            self._count(Taking(entry, measured, paid_on, of))
        else:
            if entry.moves:
                so_far = self._so_far(entry)
                so_far.measured += measured
                so_far.paid_on += self._share(entry.event.line) * paid_on
            back = self.origins.take_back(entry)
            if back is not None:
                self._in_instalments(entry, back)

    def _note_return(self, entry: Entry) -> None:
        """Say of which line a return takes back, where that is not the one that it names: what
        caps each transaction is told by it."""
        line = entry.event.line
        if line.returns is None or entry.takes_back is None:
            return
        taken = entry.takes_back[1], int(entry.takes_back[2])
        if taken != line.returns:
            self.work.counted_by[self.term.name, self.person, line.key] = taken

    @property
    def _pays_on(self) -> bool:
        return isinstance(self.term, Tiers) and self.term.pays_on is not None

    @property
    def _by_place(self) -> bool:
        """Whether windows are worked out again where something comes back, and what they come to
        depends on the place of each line in them: where tiers deal what is paid on, shares deal the
        pay, or an order reaches over several windows of figures."""
        if self.plan.returns.mode != "recompute" or not isinstance(self.term, Tiers | Curve):
            return False
        if is_read_alone(self.term):
            return True
        dealt = self._pays_on and isinstance(self.term, Tiers) and self.term.pays == "marginal"
        if dealt or self.plan.settings.split != "of_pay" or self._everything:
            return dealt
        return any(line.share != SCALE for line in self.work.facts.lines)

    def _alone_counts(self, entry: Entry) -> bool:
        """A transaction or an order is worked out on what is kept of it, whatever the window."""
        net = self.plan.returns.mode == "net" and entry.treatment == "reverses"
        return net and is_read_alone(self.term)

    def key(self, entry: Entry) -> object:
        """What an entry is worked out with: its transaction, its order, or its window."""
        if isinstance(self.term, Tiers) and self.term.reads == "transaction":
            return entry.source.key
        if isinstance(self.term, Tiers) and self.term.reads == "order":
            return entry.source.sale
        return entry.window

    def _so_far(self, entry: Entry) -> SoFar:
        key = self.key(entry)
        if key not in self.so_far:
            self.so_far[key] = self.opened(entry)
        return self.so_far[key]

    def opened(self, entry: Entry) -> SoFar:
        """Where a window stands before its first entry: what was attained before the facts."""
        key = self.key(entry)
        opening = self.work.facts.opening_of(self.person)
        if opening is None or not isinstance(key, Window):
            return SoFar()
        before = opening.attained.get((self.term.of, key.start), 0)
        if not before or self._pays_on or not isinstance(self.term, Tiers | Curve):
            return SoFar(before)
        paid_on = Fraction(before)
        return SoFar(before, paid_on, self._in_all(entry.window, before, paid_on))

    def _count(self, taking: Taking) -> None:
        entry, so_far = taking.entry, self._so_far(taking.entry)
        before, exact = so_far.measured, so_far.exact
        share = self._share(entry.event.line)
        parts = self._place(taking, so_far) if self.rows is not None else self.count(taking, so_far)
        amount = self.work.rounded(so_far.exact) - self.work.rounded(exact)
        said = reason(
            "line",
            *parts,
            *self._again(entry, exact, so_far.exact),
            value=taking.measured,
            paid_on=taking.paid_on if self._pays_on else None,
            before=before,
            after=so_far.measured,
            goal=self._goal(entry.window),
            share=share if share != 1 else None,
            exact=so_far.exact - exact,
            amount=amount,
        )
        kind: LineKind = "earned" if entry.takes_back is None else "reversed"
        self._post(entry, amount, kind, said, taking=taking)
        self.origins.note(entry, amount)

    def _place(self, taking: Taking, so_far: SoFar) -> tuple[Reason, ...]:
        """Count an entry at its place among what is kept: what comes back, with all that stands
        behind what it takes back, worked out anew; why, unless a window is."""
        assert self.rows is not None, "the term keeps its rows"
        placed, entry, was = self.rows.put(taking), taking.entry, so_far.exact
        if placed.since is None:
            assert placed.new is not None, "an entry that takes nothing back has a row"
            placed.new.begins = replace(so_far)
            return self.count(taking, so_far)
        *_, (_row, _begins, now) = self.anew(placed.rows, placed.since)
        so_far.measured, so_far.paid_on, so_far.exact = now.measured, now.paid_on, now.exact
        if is_read_alone(self.term):
            return (reason("again-sale", sale=entry.source.sale, was=was, now=now.exact),)
        return () if entry.takes_back is not None else (self._window_again(entry, was, now.exact),)

    def anew(self, rows: Sequence[KeptRow], start: int) -> Iterator[tuple[KeptRow, SoFar, SoFar]]:
        """Work out rows from one on: where the window stands before each, and with it."""
        while start and rows[start].begins is None:
            start -= 1
        first = rows[start]
        so_far = replace(first.begins) if first.begins else self.opened(first.taking.entry)
        for row in rows[start:]:
            row.begins = replace(so_far)
            measured, paid_on = row.kept
            self.count(Taking(row.taking.entry, measured, paid_on), so_far, tell=False)
            yield row, row.begins, so_far

    def count(self, taking: Taking, so_far: SoFar, *, tell: bool = True) -> tuple[Reason, ...]:
        """Add an entry to what its window came to so far; why that changes what is earned, if it is
        to be told."""
        entry, before = taking.entry, so_far.measured
        so_far.measured += taking.measured
        so_far.paid_on += self._share(entry.event.line) * taking.paid_on
        change, parts = self._change(entry, so_far, before, taking.paid_on, tell=tell)
        so_far.exact += change
        return parts

    def _again(self, entry: Entry, was: Fraction, now: Fraction) -> tuple[Reason, ...]:
        """That a window is worked out again, where what counts in it comes back."""
        again = entry.takes_back is not None and self.plan.returns.mode == "recompute"
        if not again or is_read_alone(self.term):
            return ()
        return (self._window_again(entry, was, now),)

    def _window_again(self, entry: Entry, was: Fraction, now: Fraction) -> Reason:
        days = entry.window
        return reason("again", start=days.start, end=days.end, was=was, now=now)

    def _share(self, line: CreditedLine) -> Fraction:
        if self.plan.settings.split == "of_pay":
            return Fraction(line.share, SCALE)
        return Fraction(1)

    def _change(
        self, entry: Entry, so_far: SoFar, before: int, paid_on: int, *, tell: bool
    ) -> tuple[Fraction, tuple[Reason, ...]]:
        """What an entry adds to what is earned in all, exactly, and why."""
        share = self._share(entry.event.line)
        if not isinstance(self.term, Tiers | Curve):
            factor, why = self._factor(entry)
            return share * paid_on * factor, (why,)
        if self._pays_on and isinstance(self.term, Tiers) and self.term.pays == "marginal":
            table, _ = self._table(entry.window)
            if table is None:
                return Fraction(0), ()
            dealt = table.dealt(before, so_far.measured, paid_on)
            parts = tuple(reason("tier", rate=f, value=p, exact=f * p) for f, p in dealt if p)
            return share * sum((f * p for f, p in dealt), Fraction(0)), parts
        was = self._in_all(entry.window, before, so_far.paid_on - share * paid_on)
        now = self._in_all(entry.window, so_far.measured, so_far.paid_on)
        weight = Fraction(1) if self._everything else share
        parts = self._why(entry.window, before, so_far.measured) if tell else ()
        return weight * (now - was), parts

    @property
    def _everything(self) -> bool:
        """Whether a rate is paid on everything so far, so that its shares are in it already."""
        if not isinstance(self.term, Tiers) or self.term.pays not in ("whole", "interpolated"):
            return False
        return self.term.tiers[0].amount is None

    def _factor(self, entry: Entry) -> tuple[Fraction, Reason]:
        """The rate (or the amount a piece) of a line, on the days that decide."""
        term = self.term
        if isinstance(term, Override):
            figure: Figure | None = term.rates[min(entry.level, len(term.rates)) - 1]
        elif isinstance(term, Rate | Each):
            figure = term.rate if isinstance(term, Rate) else term.each
        else:
            assert isinstance(term, RatesBy), "every kind of earning term is known"
            rule = rule_of(term, self.reader.rows.row(entry.source))
            if rule is None:
                return Fraction(0), reason("no-rule")
            figure = rule.rate if rule.rate is not None else rule.each
        assert figure is not None, "a rule has a rate or an amount"
        factor = mean_on(self.work, figure, self.person, entry.decided)
        if isinstance(term, Override):
            return factor, reason("override-rate", rate=factor, level=entry.level)
        return factor, reason("rate", rate=factor)

    def _table(self, window: Window) -> tuple[TierTable | None, int | None]:
        if window not in self.tables:
            assert isinstance(self.term, Tiers), "only tiers have a table"
            self.tables[window] = tier_table(
                self.work, self.term, self.person, window, plain=self.plain
            )
        return self.tables[window]

    def _curve(self) -> CurveTable:
        assert isinstance(self.term, Curve), "only curves have a curve"
        return curve_table(self.term, plain=self.plain)

    def _goal(self, window: Window) -> int | None:
        if isinstance(self.term, Tiers):
            return self._table(window)[1]
        return self._of_curve(window) if isinstance(self.term, Curve) else None

    def _of_curve(self, window: Window) -> int | None:
        """What a curve's measure is divided by to be an attainment: the goal, or one whole."""
        assert isinstance(self.term, Curve), "only curves have a curve"
        if self.term.inside == "percent_of_goal":
            return self.work.goal(self.person, self.plan.measure(self.term.of), window)
        return SCALE

    def _in_all(self, window: Window, measured: int, paid_on: Fraction) -> Fraction:
        """All that is earned in a window at what is measured; a line begins where one before it
        ended."""
        asked = window, measured, paid_on
        if self.last is None or self.last[0] != asked:
            self.last = asked, self._worked_out(*asked)
        return self.last[1]

    def _worked_out(self, window: Window, measured: int, paid_on: Fraction) -> Fraction:
        if not measured and not self._everything:
            return Fraction(0)  # what a table says at 0 comes with the first that is sold
        if isinstance(self.term, Curve):
            goal = self._of_curve(window)
            if goal is None:
                return Fraction(0)
            target = self.work.amount(self.term.target, self.person, window, "target")
            return target * self._curve().share(Fraction(measured, goal))
        table, _ = self._table(window)
        if table is None:
            return Fraction(0)
        if self._everything:
            return paid_on * table.factor(Fraction(measured))
        return table.earned(Fraction(measured))

    def _why(self, window: Window, before: int, after: int) -> tuple[Reason, ...]:
        """The tier parts that a line passes, or the place on a curve that it reaches."""
        if isinstance(self.term, Curve):
            goal = self._of_curve(window)
            if goal is None:
                return ()
            at = Fraction(after, goal)
            return (reason("curve", attained=at, pays=self._curve().share(at)),)
        table, _ = self._table(window)
        if table is None:
            return ()
        if table.reached(Fraction(after)) is None and after >= before:
            return (reason("below-first", start=table.steps[0].start),)
        if table.pays != "marginal":
            return (reason("reached", after=after, pays=table.factor(Fraction(after))),)
        was = {step.start: value for step, value, _ in table.parts(Fraction(before))}
        now = {step.start: value for step, value, _ in table.parts(Fraction(after))}
        found = []
        for step in table.steps:
            value = now.get(step.start, Fraction(0)) - was.get(step.start, Fraction(0))
            if value:
                exact = value * step.pays
                found.append(
                    reason("tier", start=step.start, value=value, rate=step.pays, exact=exact)
                )
        return tuple(found)

    def _in_instalments(self, entry: Entry, back: TakenBack) -> None:
        count = self.plan.returns.instalments
        day: date = entry.event.day
        parts = deal_in_steps(back.amount, [1] * count, self.work.unit) if back.amount else [0]
        due = list[tuple[date, int]]()
        for part in parts:
            due.append((day, part))
            day = self.work.period_of(day).end + DAY
        kept = self._until_leaving(due)
        why = back.why if kept else reason("return-forgiven")
        for day, part in kept or [(entry.event.day, 0)]:
            if day <= self.work.until:
                self._post(entry, part, "reversed", why, day=day, origin=back.origin)

    def _until_leaving(self, due: list[tuple[date, int]]) -> list[tuple[date, int]]:
        """What is taken back by day: of who leaves, what would be taken after the last period in
        which they have the plan is taken with it (or at once, if that is over), or is forgiven."""
        last = self.work.last_day(self.person)
        if last is None or self.work.period_of(due[-1][0]).start <= last:
            return due
        kept = [one for one in due if self.work.period_of(one[0]).start <= last]
        if self.plan.returns.when_leaving == "forgiven":
            return kept
        rest = sum(part for _, part in due[max(0, len(kept) - 1) :])
        return [*kept[:-1], ((kept or due[:1])[-1][0], rest)]

    def _post(
        self, entry: Entry, amount: int, kind: LineKind, why: Reason,
        day: date | None = None, origin: Window | None = None, taking: Taking | None = None,
    ) -> None:  # fmt: skip
        event = entry.event
        self.takings.append(taking or Taking(entry))
        line = EarningLine(
            person=self.person,
            term=self.term.name,
            kind=kind,
            day=day or event.day,
            amount=amount,
            window=entry.window,
            origin=origin or entry.window,
            reason=why,
            sale=event.line.sale,
            line=event.line.line,
            payment=event.payment,
        )
        self.lines.append(line)
        if entry.takes_back is None and entry.since < event.day:
            self.work.money_of[id(line)] = line, entry.since  # beside a return of its sale
        if event.reverses is not None and event.reverses in self.work.payment_days:
            self.work.money_of[id(line)] = line, self.work.payment_days[event.reverses]
