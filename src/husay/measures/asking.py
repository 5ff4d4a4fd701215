"""Answering a question: understand it, fetch its parts, put the values and comparisons together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from husay.basics.comparison import Comparison, compare_windows
from husay.basics.period import Grain, Window
from husay.basics.problem import Mistake, Problem
from husay.measures.answer import (
    Answer,
    AnswerColumn,
    Key,
    Sums,
    add_days,
    gather,
    key_columns,
    ranked,
    value_of,
)
from husay.measures.compare import add_baseline, baseline_columns, period_before
from husay.measures.conversion import currencies_of
from husay.measures.measure import MEASURES
from husay.measures.notes import Unrated, notes, read_unrated
from husay.measures.offered import offered_dimensions
from husay.measures.query import Plan, fetches, understand, without_rate
from husay.measures.question import Question, Shape
from husay.measures.reader import SnapshotReader


def last_day(question: Question, shape: Shape) -> date:
    """The last day that counts: as asked, else the last day with a fact, else the window's end.

    What is booked last tells how far the book reaches: a planned visit of next week does not make
    this month's sales whole, so the sales alone decide for measures of sales.
    """
    families = {MEASURES[name].family for name in question.measures if name in MEASURES}
    facts = [shape.last]
    facts += [shape.last_deal] if "deals" in families else []
    facts += [shape.last_activity] if "activities" in families else []
    known = question.as_of or max((day for day in facts if day), default=question.window.end)
    return min(known, question.window.end)


def ask(
    question: Question, reader: SnapshotReader, beside: Comparison | None = None
) -> Answer:  # fmt: skip
    """The answer to a question; raises Mistake with all that is wrong with it.

    `beside` says which days a question that compares is compared with, where a rule does not.
    """
    plan = understand(_apart(question, reader.shape), reader.shape)
    return _Asking(plan, reader, beside).answer()


def _apart(question: Question, shape: Shape) -> Question:
    """Amounts in different currencies are never added: they stand apart, one row for each."""
    measures = [MEASURES[name] for name in question.measures if name in MEASURES]
    currencies = currencies_of(measures, shape)
    if len(currencies) < 2 or "currency" in question.by or question.currency:
        return question
    if "currency" not in offered_dimensions(measures, shape):
        values = (("currencies", ", ".join(currencies)),)
        value = ", ".join(question.measures)
        raise Mistake(Problem(code="wants-one-currency", value=value, values=values))
    return replace(question, by=(*question.by, "currency"))


@dataclass
class _Asking:
    plan: Plan
    reader: SnapshotReader
    beside: Comparison | None = None
    sql: list[str] = field(default_factory=list)
    unrated: dict[tuple[Window, str, str], Unrated] = field(default_factory=dict)
    compared: list[Comparison] = field(default_factory=list)

    def answer(self) -> Answer:
        plan, question = self.plan, self.plan.question
        until = last_day(question, plan.shape)
        window = question.window.clip(until)
        sums = self._sums(plan, window)
        comparison = self._comparison(until)
        columns = [*key_columns(plan), *_value_columns(plan), *baseline_columns(plan)]
        rows = self._rows(sums, window, comparison, until)
        total = self._total(window, comparison) if plan.by and plan.grain is None else {}
        return Answer(
            question=question,
            snapshot=self.reader.number,
            columns=tuple(columns),
            rows=tuple(ranked(plan, rows, columns)),
            window=window,
            sql=tuple(self.sql),
            comparison=comparison,
            problems=notes(plan, self.reader, self.unrated.values(), self.compared),
            total=total,
        )

    def _sums(self, plan: Plan, window: Window) -> Sums:
        if window.days == 0:
            return {}
        chosen = fetches(plan, window, self.reader.calendar)
        self.sql += [f.sql for f in chosen if f.sql not in self.sql]
        fetched = [(fetch, self.reader.run(fetch.sql)) for fetch in chosen]
        sums = gather(plan, fetched, self.reader.calendar)
        add_days(plan, sums, window, self.reader.calendar)
        for sql in without_rate(plan, window, self.reader.calendar):
            for found in read_unrated(window, self.reader.run(sql)):
                self.unrated[window, sql, found.currency] = found
        return sums

    def _comparison(self, until: date) -> Comparison | None:
        against = self.plan.question.compare
        if against is None or against == "goal":
            return None
        window, calendar = self.plan.question.window, self.reader.calendar
        return self.beside or compare_windows(window, against, until, calendar)

    def _rows(
        self, sums: Sums, window: Window, comparison: Comparison | None, until: date
    ) -> list[dict[str, object]]:
        self._fill(sums, self._always(sums, window), window)
        if comparison is None:
            return [self._row(key, parts) for key, parts in sums.items()]
        if self.plan.grain is not None:
            return self._trend(sums, window, self.plan.grain, until)
        self.compared.append(comparison)
        before = self._sums(self.plan, comparison.baseline)
        self._fill(sums, before, window)
        self._fill(before, sums, comparison.baseline)
        rows = []
        for key, parts in sums.items():
            row = self._row(key, parts)
            add_baseline(self.plan, row, before[key], comparison)
            rows.append(row)
        return rows

    def _fill(self, sums: Sums, keys: Iterable[Key], window: Window) -> None:
        """Give each of the keys its row: where nothing happened, the parts are zero."""
        for key in keys:
            sums.setdefault(key, dict.fromkeys(self.plan.parts, 0))
        add_days(self.plan, sums, window, self.reader.calendar)

    def _always(self, sums: Sums, window: Window) -> list[Key]:
        """Keys that have a row even when nothing happened: the whole, or each of its periods.

        A month without a sale is a month with 0, unless the book had not begun.
        """
        grain = self.plan.grain
        if self.plan.by:
            return []
        if grain is None:
            return [()]
        seen = {str(key[-1]) for key in sums}
        keys = [p.key for p in self.reader.calendar.periods(window, grain)]
        begun = [self._has_begun(key, grain) or key in seen for key in keys]
        first = begun.index(True) if True in begun else len(keys)
        return [(key,) for key in keys[first:]]

    def _has_begun(self, key: str, grain: Grain) -> bool:
        first = self.plan.shape.first
        if first is None or not any(m.family == "sales" for m in self.plan.measures):
            return False
        return key == self.reader.calendar.period_of(first, grain).key

    def _trend(
        self, sums: Sums, window: Window, grain: Grain, until: date
    ) -> list[dict[str, object]]:
        """Rows of periods, each compared with its own earlier one; a part with the same part."""
        compared = self._compared(window, grain, until)
        before = self._earlier(compared, grain)
        self._fill(sums, before, window)
        rows = []
        for key, parts in sums.items():
            row = self._row(key, parts)
            add_baseline(self.plan, row, before.get(key), compared.get(str(key[-1])))
            rows.append(row)
        return rows

    def _compared(self, window: Window, grain: Grain, until: date) -> dict[str, Comparison]:
        """Each period's comparison; none for one whose beginning the window cuts off, since its
        end is like no beginning."""
        against, calendar = self.plan.question.compare, self.reader.calendar
        assert against in ("previous", "last-year"), "asked only when there is such a comparison"
        return {
            p.key: compare_windows(p.window, against, until, calendar)
            for p in calendar.periods(window, grain)
            if p.window.start >= window.start
        }

    def _earlier(self, compared: Mapping[str, Comparison], grain: Grain) -> Sums:
        """The sums of each period's baseline, under the period's own key."""
        plan, calendar = self.plan, self.reader.calendar
        self.compared += compared.values()
        whole = [c.baseline for c in compared.values() if not c.partial and c.baseline.days]
        sums: Sums = {}
        if whole:
            sums = self._sums(plan, Window(min(w.start for w in whole), max(w.end for w in whole)))
        found: Sums = {}
        for own, comparison in compared.items():
            earlier = period_before(own, plan, calendar, grain)
            part = self._sums(plan, comparison.baseline) if comparison.partial else sums
            found |= {(*k[:-1], own): parts for k, parts in part.items() if k[-1] == earlier}
        return found

    def _row(self, key: Key, parts: Mapping[str, int] | None) -> dict[str, object]:
        names = [c.name for c in key_columns(self.plan)]
        row: dict[str, object] = dict(zip(names, key, strict=True))
        for measure in self.plan.measures:
            row[measure.name] = value_of(measure, parts)
        return row

    def _total(self, window: Window, comparison: Comparison | None) -> dict[str, object]:
        """All rows together: not their sum, which would count a customer of two sellers twice."""
        if self.plan.question.currency is None and len(self._currencies()) > 1:
            return {}
        plan = replace(self.plan, by=())
        sums = self._sums(plan, window)
        self._fill(sums, [()], window)
        row: dict[str, object] = {m.name: value_of(m, sums[()]) for m in plan.measures}
        if comparison is not None:
            before = self._sums(plan, comparison.baseline)
            self._fill(before, [()], comparison.baseline)
            add_baseline(plan, row, before[()], comparison)
        return row

    def _currencies(self) -> tuple[str, ...]:
        return currencies_of(self.plan.measures, self.plan.shape)


def _value_columns(plan: Plan) -> list[AnswerColumn]:
    return [AnswerColumn(m.name, "value", m.unit, m.name) for m in plan.measures]
