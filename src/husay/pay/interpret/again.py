"""Pay periods that are worked out again, with their caps and floors, where something comes back.

Every pay period is kept as it is of what is kept so far (`kept`), under its caps and floors. What
comes back of an earlier line, or what an earlier window comes to since, is of the period of that:
from there on periods are worked out again, and what caps then take more or less is posted right
behind the line that made the difference. So all that is posted is what caps make of all that is
kept, and of several returns each owns what it changes of what those before it left. What floors
fill up of earlier periods is posted when the period of the return ends, as its own floor is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from husay.basics.period import DAY, Window
from husay.pay.document.plan import Plan
from husay.pay.document.term import Cap, Floor
from husay.pay.earned import EarningLine, LineKind, Reason, reason
from husay.pay.facts import LineKey
from husay.pay.interpret.by_line import TermRun
from husay.pay.interpret.kept import KeptAmounts, KeptLine, KeptLines
from husay.pay.interpret.ledger import Ledger
from husay.pay.interpret.limited import limit_line
from husay.pay.interpret.limits import Begun, Limits
from husay.pay.interpret.lost import Running
from husay.pay.interpret.taking import Taking
from husay.pay.interpret.work import Work

_CAPS: tuple[LineKind, ...] = ("carried", "cap")


def works_again(plan: Plan) -> bool:
    """Whether caps or floors of pay periods are worked out again with what comes back. A cap of all
    of the plan is one running sum, whatever comes back."""
    limits = (t for t in plan.terms if isinstance(t, Cap | Floor))
    again = (isinstance(t, Floor) or t.per != "plan" for t in limits)
    return plan.returns.mode == "recompute" and any(again)


@dataclass
class _Period:
    """A pay period of what is kept: what it began with, its lines, and what caps and floors make
    of them; `added` by them in all, and what `counted` under each cap."""

    begun: Begun
    kept: list[KeptLine] = field(default_factory=list)
    lines: list[EarningLine] = field(default_factory=list)
    added: dict[tuple[str, LineKind], int] = field(default_factory=dict)
    counted: dict[str, Running] = field(default_factory=dict)


class Again:
    """One person's pay periods, in order."""

    def __init__(self, work: Work, ledger: Ledger) -> None:
        self.work, self.ledger, self.limits = work, ledger, Limits(work, ledger, again=True)
        self.periods: dict[Window, _Period] = {}
        self.keys: dict[Window, set[LineKey | None]] = {}
        self.of: dict[int, tuple[KeptLines, Taking]] = {}
        self.budgets: dict[str, KeptAmounts] = {}
        self.before: dict[int, int] = {}
        self.filled: dict[tuple[str, Window], int] = {}

    @property
    def carried(self) -> dict[str, int]:
        """What caps carry into the next pay period."""
        return self.limits.carried

    def know(self, run: TermRun) -> None:
        """Know what a term's lines are of, so that they can be worked out again."""
        kept = KeptLines(run)
        for line, taking in zip(run.lines, run.takings, strict=True):
            self.of[id(line)] = kept, taking

    def apply(self, lines: list[EarningLine], period: Window, last: date) -> list[EarningLine]:
        """A pay period's lines with those that caps and floors add, as far as its `last` day."""
        now = self.periods[period] = _Period(self.limits.begun())
        self._work_out(period)
        found, told, more = list(now.lines), len(now.lines), False
        for line in lines:
            if not self._changes_what_was(line, period):
                self._put(line)
                more = True
                continue
            if more:
                self._work_out(period)
                more = False
            found += now.lines[told:]
            found += self._again(line, period)
            told = len(now.lines)
        self._work_out(period)
        found += now.lines[told:]
        if period.end > last:
            return found
        told = len(now.lines)
        self._work_out(period, ended=True)
        return [*found, *self._floors(period), *now.lines[told:]]

    def _changes_what_was(self, line: EarningLine, period: Window) -> bool:
        """Whether a line is of one that was there before, or of an earlier window."""
        if line.sale is None:
            return self._home(line) != period or self._changed_since(line) < period.start
        if id(line) not in self.of:
            return line.kind == "reversed" or line.window.end < period.start
        (kept, taking), entry = self.of[id(line)], self.of[id(line)][1].entry
        comes_back = entry.takes_back is not None and entry.treatment == "counts"
        return comes_back or kept.waits(taking) or entry.since < period.start

    def _home(self, line: EarningLine) -> Window:
        """The pay period of what a window brought: that in which it ended."""
        return self.work.period_of(line.window.end)

    def _changed_since(self, line: EarningLine) -> date:
        """From which day on a line changes what is kept: a gate's or a multiplier's from the first
        of its window."""
        window = line.window
        day = window.start if line.kind in ("gate", "multiplier") else window.end
        return self.work.period_of(day).start

    def _put(self, line: EarningLine) -> list[Window]:
        """Take in a line; the pay periods in which that changes something."""
        if line.sale is None:
            changed = [KeptLine(line, self._home(line), line.amount)]
        elif id(line) in self.of:
            kept, taking = self.of[id(line)]
            changed = kept.put(line, taking)
        else:
            changed = self.budgets.setdefault(line.term, KeptAmounts(self.work)).put(line)
        for one in changed:
            if one.home not in self.periods:
                self._before_the_first(one)
            elif one.posted is line:
                self.periods[one.home].kept.append(one)
                self.keys.setdefault(one.home, set()).add(self.limits.key(line))
        first = next(iter(self.periods))
        return [one.home if one.home in self.periods else first for one in changed]

    def _before_the_first(self, one: KeptLine) -> None:
        """What comes back of a line before the first pay period counts under caps of the plan; what
        its own period came to is not known."""
        first = next(iter(self.periods.values())).begun
        more, self.before[id(one)] = one.amount - self.before.get(id(one), 0), one.amount
        for term in self.work.plan.terms:
            of_plan = isinstance(term, Cap) and term.per == "plan"
            if of_plan and any(self.ledger.base(term, [one.posted])):
                first.in_plan[term.name] = first.in_plan.get(term.name, 0) + more

    def _work_out(self, period: Window, *, ended: bool = False) -> None:
        """Work out what caps make of a pay period from where it began; of one that has `ended`,
        floors, too."""
        one = self.periods[period]
        self.limits.begin(one.begun)
        lines = [kept.line for kept in one.kept]
        last = period.end if ended else date.min
        one.lines, one.added = self.limits.apply(lines, period, last), {}
        for line in one.lines:
            if line.kind in (*_CAPS, "floor"):
                name = line.term, line.kind
                one.added[name] = one.added.get(name, 0) + line.amount
        one.counted = {
            name: known for (name, window), known in self.limits.closed.items() if window == period
        }

    def _again(self, line: EarningLine, period: Window) -> Iterator[EarningLine]:
        """A line that changes what was, and behind it what caps take more or less for it."""
        yield line
        changed = self._put(line)
        if not changed:
            return
        first, last = min(w.start for w in changed), max(w.start for w in changed)
        if line.sale is None:
            first, last = min(first, self._changed_since(line)), period.start
        since = [window for window in self.periods if window.start >= first]
        was = {window: replace(self.periods[window]) for window in since}
        now = self.limits.begun()
        self.limits.begin(self.periods[since[0]].begun)
        for number, window in enumerate(since):
            begun = self.limits.begun()
            if window.start > last and self._goes_on(begun, since[number:], now):
                self.limits.begin(now)
                break
            self.periods[window].begun = begun
            self._work_out(window, ended=window != period)
        for term in self.work.plan.terms:
            if isinstance(term, Cap):
                for window in since:
                    added = list(self._differences(term, line, was[window], window, period))
                    yield from added
                    if line.sale is None and window != period:
                        self._count_here(added, window, period)

    def _goes_on(self, begun: Begun, windows: Sequence[Window], now: Begun) -> bool:
        """Whether pay periods that `begun` like this come to what they came to, and so does what
        stands `now`: then transactions that they have no line of are handed on as they are."""
        before = self.periods[windows[0]].begun
        if (begun.carried, begun.in_plan) != (before.carried, before.in_plan):
            return False
        changed = {
            name: under for name, under in begun.by_line.items()
            if under is not before.by_line.get(name) and under != before.by_line.get(name)
        }  # fmt: skip
        if any(key in self.keys.get(window, ()) for _, key in changed for window in windows):
            return False
        for one in (*(self.periods[window].begun for window in windows), now):
            one.by_line.update(changed)
        return True

    def _count_here(self, added: Sequence[EarningLine], home: Window, period: Window) -> None:
        """Have floors count what caps changed of an earlier period, for a gate or a multiplier of
        this one, in this one."""
        for one in added:
            self.limits.beside.setdefault(period, []).append(one)
            self.limits.beside.setdefault(home, []).append(replace(one, amount=-one.amount))
        if added:
            now = self.limits.begun()
            self._work_out(home, ended=True)
            self.limits.begin(now)

    def _differences(
        self, term: Cap, of: EarningLine, was: _Period, home: Window, period: Window
    ) -> Iterator[EarningLine]:
        """What a cap adds to a pay period more, or less, than it did."""
        now = self.periods[home]
        for kind in _CAPS:
            name = term.name, kind
            amount = now.added.get(name, 0) - was.added.get(name, 0)
            if amount:
                if kind == "carried":
                    before = self.work.period_of(home.start - DAY)
                    why = reason("carried-again", start=before.start, end=before.end)
                elif term.per == "transaction":
                    why = _of_lines(term, was, now, home)
                else:
                    why = _of_period(term, was, now, home)
                added = limit_line(self.work, term, kind, period, amount, why, of)
                yield replace(added, origin=home)

    def _floors(self, period: Window) -> Iterator[EarningLine]:
        """What floors fill up of earlier pay periods more, or less, than they did."""
        for term in self.work.plan.terms:
            if not isinstance(term, Floor):
                continue
            for home, one in self.periods.items():
                name, added = (term.name, home), one.added.get((term.name, "floor"), 0)
                before, self.filled[name] = self.filled.get(name, 0), added
                if added != before and home != period:
                    least, earned = self.limits.floors.filled[name]
                    why = reason("floor-again", least=least, earned=earned, start=home.start,
                                 end=home.end)  # fmt: skip
                    line = limit_line(self.work, term, "floor", period, added - before, why)
                    yield replace(line, origin=home)


def _of_period(term: Cap, was: _Period, now: _Period, home: Window) -> Reason:
    """What counts under a cap in a pay period, and what of it is beyond the cap, before and now."""
    before, after = was.counted[term.name], now.counted[term.name]
    return reason(
        "cap-again", start=home.start, end=home.end, most=after.most, was=before.so_far,
        before=before.excess, so_far=after.so_far, after=after.excess,
    )  # fmt: skip


def _of_lines(term: Cap, was: _Period, now: _Period, home: Window) -> Reason:
    """What of a pay period's lines is beyond a cap of each, before and now."""
    before, after = (_beyond(term, period.lines) for period in (was, now))
    differ = (name for name in sorted({**before, **after}) if before.get(name) != after.get(name))
    parts = (
        reason("cap-again-line", sale=name[0], line=name[1], before=before.get(name, 0),
               after=after.get(name, 0))
        for name in differ
    )  # fmt: skip
    return reason(
        "cap-again-lines", *parts, start=home.start, end=home.end,
        before=sum(before.values()), after=sum(after.values()),
    )  # fmt: skip


def _beyond(term: Cap, lines: Iterable[EarningLine]) -> dict[tuple[str, int], int]:
    """What a cap of each line takes of lines, by sale and line."""
    found: dict[tuple[str, int], int] = {}
    for line in lines:
        if line.kind == "cap" and line.term == term.name and line.sale and line.line:
            name = line.sale, line.line
            found[name] = found.get(name, 0) - line.amount
    return found
