"""Counting: the sums of measures that are told of the same days, and of what these compare with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from husay.basics.comparison import Comparison, compare_windows
from husay.basics.period import Grain, Window
from husay.basics.problem import mistake
from husay.measures.answer import Key, Sums, add_days, gather, value_of
from husay.measures.compare import add_baseline, period_before
from husay.measures.limits import MOST_ANSWERED
from husay.measures.notes import Unrated, read_unrated
from husay.measures.query import Plan, fetches, without_rate
from husay.measures.reach import days_told, last_day_of
from husay.measures.reader import SnapshotReader


@dataclass
class Counting:
    """One plan whose measures are all told of the same days.

    `beside` says which days are compared with, where no rule does. `sql` and `unrated` gather
    what was asked of the snapshot and which rows had no rate; `compared` the comparisons that
    were made.
    """

    plan: Plan
    reader: SnapshotReader
    beside: Comparison | None = None
    sql: list[str] = field(default_factory=list)
    unrated: dict[tuple[Window, str, str], Unrated] = field(default_factory=dict)
    compared: list[Comparison] = field(default_factory=list)

    def __post_init__(self) -> None:
        question, shape = self.plan.question, self.plan.shape
        first = self.plan.measures[0]
        self.until: date = last_day_of(first, question, shape)
        self.window: Window = days_told(first, question, shape)
        self.stock = first.additivity == "at-end"
        self.comparison = self._comparison(question.window)
        self.sums: Sums = {}
        self.before: Sums = {}
        self.by_period: dict[str, Comparison] = {}

    def collect(self) -> None:
        """Fetch all sums; afterwards `sums` has every key that there is anything to say of."""
        self.sums = self._named(self._sums(self.plan, self.window))
        self.fill(self._always())
        grain = self.plan.grain
        if self.comparison is not None and grain is not None:
            self.by_period = self._compared(grain)
            self.before = self._earlier(grain)
        elif self.comparison is not None:
            self.compared.append(self.comparison)
            self.before = self._sums_before(self.plan, self.comparison)
        self.fill(self.before)

    def fill(self, keys: Iterable[Key]) -> None:
        """Give each of the keys its sums: where nothing happened, they are zero."""
        self._fill(self.plan, self.sums, keys, self.window)

    def add_to(self, row: dict[str, object], key: Key) -> None:
        """Put the measures' values of a key into its row, and what they compare with."""
        known = self.plan.grain is None or self.stock or str(key[-1]) in self._told
        for measure in self.plan.measures:
            row[measure.name] = value_of(measure, self.sums[key]) if known else None
        if self.comparison is None:
            return
        comparison = self.comparison
        if self.plan.grain is not None:
            found = self.by_period.get(str(key[-1]))
            if found is None:
                add_baseline(self.plan, row, None, None, self.reader.calendar)
                return
            comparison = found
        self._add_before(self.plan, row, dict(self.before.get(key, {})), comparison)

    def add_total_to(self, row: dict[str, object]) -> None:
        """All rows together: not their sum, which would count a customer of two sellers twice."""
        plan = replace(self.plan, by=())
        sums = self._sums(plan, self.window)
        self._fill(plan, sums, [()], self.window)
        row |= {m.name: value_of(m, sums[()]) for m in plan.measures}
        if self.comparison is not None:
            before = self._sums_before(plan, self.comparison)
            self._add_before(plan, row, dict(before.get((), {})), self.comparison)

    def _add_before(
        self, plan: Plan, row: dict[str, object], parts: dict[str, int], comparison: Comparison
    ) -> None:
        """What a row compares with. The days compared with had their working days even where
        nothing happened in them."""
        parts = {**dict.fromkeys(plan.parts, 0), **parts}
        if "working_days" in parts:
            parts["working_days"] = self.reader.calendar.working_days(comparison.baseline)
        add_baseline(plan, row, parts, comparison, self.reader.calendar)

    def _run(self, sql: str) -> Sequence[Sequence[object]]:
        rows = self.reader.run(sql, MOST_ANSWERED + 1)
        if len(rows) > MOST_ANSWERED:
            raise mistake("too-many-rows", most=MOST_ANSWERED)
        return rows

    def _sums(self, plan: Plan, window: Window) -> Sums:
        if window.days == 0:
            return {}
        chosen = fetches(plan, window, self.reader.calendar)
        self.sql += [f.sql for f in chosen if f.sql not in self.sql]
        fetched = [(fetch, self._run(fetch.sql)) for fetch in chosen]
        sums = gather(plan, fetched, self.reader.calendar)
        add_days(plan, sums, window, self.reader.calendar)
        for sql in without_rate(plan, window, self.reader.calendar):
            for found in read_unrated(window, self.reader.run(sql)):
                self.unrated[window, sql, found.currency] = found
        return sums

    def _sums_before(self, plan: Plan, comparison: Comparison) -> Sums:
        """The sums of the days compared with.

        Deals made earlier have had longer to be won: they are judged at the age that the others
        have now.
        """
        if any(measure.matures for measure in plan.measures):
            age = plan.judged.toordinal() - comparison.current.end.toordinal()
            day = min(comparison.baseline.end.toordinal() + age, date.max.toordinal())
            plan = replace(plan, judged=date.fromordinal(day))
        return self._sums(plan, comparison.baseline)

    def _fill(self, plan: Plan, sums: Sums, keys: Iterable[Key], window: Window) -> None:
        for key in keys:
            sums.setdefault(key, dict.fromkeys(plan.parts, 0))
        add_days(plan, sums, window, self.reader.calendar)

    def _comparison(self, window: Window) -> Comparison | None:
        against = self.plan.question.compare
        if against is None or against == "goal":
            return None
        calendar = self.reader.calendar
        found = self.beside or compare_windows(window, against, self.until, calendar)
        if self.stock and found.baseline.days == 0:
            # A stock stands before its days begin, as it does where none of them has come.
            end = found.baseline.end
            found = replace(found, current=self.window, baseline=Window(end, end))
        return found

    @property
    def _held(self) -> str | None:
        """The period of a stock that stands as it stood before the days asked for: their first."""
        asked, grain = self.plan.question.window, self.plan.grain
        if grain is None or not self.stock or self.until >= asked.start:
            return None
        return self.reader.calendar.period_of(asked.start, grain).key

    def _named(self, sums: Sums) -> Sums:
        held = self._held
        return sums if held is None else {(*key[:-1], held): sums[key] for key in sums}

    def _always(self) -> list[Key]:
        """Keys that have a row even when nothing happened: the whole, or each of its periods.

        A month without a sale is a month with 0, unless the book had not begun.
        """
        grain = self.plan.grain
        if self.plan.by:
            return []
        if grain is None:
            return [()]
        if self._held is not None:
            return [(self._held,)]
        seen = {str(key[-1]) for key in self.sums}
        periods = self.reader.calendar.periods(self.window, grain)
        begun = [self._has_begun(p.window.end) or p.key in seen for p in periods]
        first = begun.index(True) if True in begun else len(periods)
        return [(period.key,) for period in periods[first:]]

    def _has_begun(self, day: date) -> bool:
        """Whether the book knew anything by then of what is asked."""
        families = {family for measure in self.plan.measures for family in measure.families}
        days = [self.plan.shape.days_of(family)[0] for family in families]
        return any(first is not None and first <= day for first in days)

    @cached_property
    def _told(self) -> frozenset[str]:
        """The periods that begin before the facts end: of later ones nothing is known."""
        grain = self.plan.grain
        periods = self.reader.calendar.periods(self.window, grain) if grain else ()
        return frozenset(period.key for period in periods)

    def _compared(self, grain: Grain) -> dict[str, Comparison]:
        """Each period's comparison; none for one whose beginning the window cuts off, since its
        end is like no beginning."""
        found = {}
        for period in self.reader.calendar.periods(self.window, grain):
            if period.window.start >= self.window.start:
                comparison = self._comparison(period.window)
                assert comparison is not None, "asked only when there is such a comparison"
                found[period.key] = comparison
        return found

    def _earlier(self, grain: Grain) -> Sums:
        """The sums of each period's baseline, under the period's own key."""
        plan, calendar = self.plan, self.reader.calendar
        self.compared += self.by_period.values()
        one_by_one = any(measure.matures for measure in plan.measures)
        whole = [
            c.baseline for c in self.by_period.values()
            if not c.partial and c.baseline.days and not one_by_one
        ]  # fmt: skip
        sums: Sums = {}
        if whole:
            sums = self._sums(plan, Window(min(w.start for w in whole), max(w.end for w in whole)))
        found: Sums = {}
        for own, comparison in self.by_period.items():
            earlier = period_before(own, plan, calendar, grain)
            alone = comparison.partial or one_by_one
            part = self._sums_before(plan, comparison) if alone else sums
            found |= {(*k[:-1], own): parts for k, parts in part.items() if k[-1] == earlier}
        return found
