"""Answering a question: understand it, fetch its parts, put the values and comparisons together."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from husay.basics.comparison import Comparison, compare_windows
from husay.basics.period import Window
from husay.basics.problem import Problem
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
from husay.measures.query import Plan, fetches, understand
from husay.measures.question import Question, Shape
from husay.measures.reader import SnapshotReader


def last_day(question: Question, shape: Shape) -> date:
    """The last day that counts: as asked, else the last day with a fact, else the window's end."""
    known = question.as_of or shape.last or question.window.end
    return min(known, question.window.end)


def ask(question: Question, reader: SnapshotReader) -> Answer:
    """The answer to a question; raises Mistake with all that is wrong with it."""
    plan = understand(_apart(question, reader.shape), reader.shape)
    return _Asking(plan, reader).answer()


def _apart(question: Question, shape: Shape) -> Question:
    """Amounts in different currencies are never added: they stand apart, one row for each."""
    if len(shape.currencies) < 2 or "currency" in question.by or question.currency:
        return question
    return replace(question, by=(*question.by, "currency"))


@dataclass
class _Asking:
    plan: Plan
    reader: SnapshotReader
    sql: list[str] = field(default_factory=list)

    def answer(self) -> Answer:
        plan, question = self.plan, self.plan.question
        until = last_day(question, plan.shape)
        window = question.window.clip(until)
        sums = self._sums(plan, window)
        comparison = self._comparison(until)
        columns = [*key_columns(plan), *_value_columns(plan), *baseline_columns(plan)]
        rows = self._rows(sums, comparison, until)
        total = self._total(window, comparison) if plan.by and plan.grain is None else {}
        return Answer(
            question=question,
            snapshot=self.reader.number,
            columns=tuple(columns),
            rows=tuple(ranked(plan, rows, columns)),
            window=window,
            sql=tuple(self.sql),
            comparison=comparison,
            problems=self._problems(),
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
        return sums

    def _comparison(self, until: date) -> Comparison | None:
        against = self.plan.question.compare
        if against is None or against == "goal":
            return None
        return compare_windows(self.plan.question.window, against, until, self.reader.calendar)

    def _rows(
        self, sums: Sums, comparison: Comparison | None, until: date
    ) -> list[dict[str, object]]:
        if comparison is None:
            return [self._row(key, parts) for key, parts in sums.items()]
        if self.plan.grain is not None:
            return self._trend(sums, until)
        before = self._sums(self.plan, comparison.baseline)
        rows = []
        for key in dict.fromkeys([*sums, *before]):
            row = self._row(key, sums.get(key))
            add_baseline(self.plan, row, before.get(key), comparison)
            rows.append(row)
        return rows

    def _trend(self, sums: Sums, until: date) -> list[dict[str, object]]:
        """Rows of periods, each compared with its own earlier one; a part with the same part."""
        plan, calendar = self.plan, self.reader.calendar
        grain, against = plan.grain, plan.question.compare
        if grain is None or against is None or against == "goal":
            return []
        periods = calendar.periods(plan.question.window.clip(until), grain)
        compared = {
            p.key: compare_windows(p.window, against, until, calendar) for p in periods
        }
        before: Sums = {}
        whole = [c.baseline for c in compared.values() if not c.partial and c.baseline.days]
        if whole:
            span = Window(min(w.start for w in whole), max(w.end for w in whole))
            before |= self._sums(plan, span)
        for comparison in compared.values():
            if comparison.partial:
                earlier = self._sums(plan, comparison.baseline)
                before = {k: v for k, v in before.items() if k not in earlier} | earlier
        rows = []
        for key, parts in sums.items():
            row = self._row(key, parts)
            earlier_key = (*key[:-1], period_before(str(key[-1]), plan, calendar, grain))
            add_baseline(plan, row, before.get(earlier_key), compared[str(key[-1])])
            rows.append(row)
        return rows

    def _row(self, key: Key, parts: dict[str, int] | None) -> dict[str, object]:
        names = [c.name for c in key_columns(self.plan)]
        row: dict[str, object] = dict(zip(names, key, strict=True))
        for measure in self.plan.measures:
            row[measure.name] = value_of(measure, parts)
        return row

    def _total(self, window: Window, comparison: Comparison | None) -> dict[str, object]:
        """All rows together: not their sum, which would count a customer of two sellers twice."""
        currencies = len(self.plan.shape.currencies) > 1 and not self.plan.question.currency
        if currencies:
            return {}
        plan = replace(self.plan, by=())
        sums = self._sums(plan, window)
        row: dict[str, object] = {}
        for measure in plan.measures:
            row[measure.name] = value_of(measure, sums.get(()))
        if comparison is not None:
            before = self._sums(plan, comparison.baseline)
            add_baseline(plan, row, before.get(()), comparison)
        return row

    def _problems(self) -> tuple[Problem, ...]:
        question, shape = self.plan.question, self.plan.shape
        found = []
        if shape.last is None:
            found.append(Problem(code="no-sales-yet", severity="warning"))
        elif shape.first and (
            question.window.start > shape.last or question.window.end < shape.first
        ):
            values = (("first", str(shape.first)), ("last", str(shape.last)))
            found.append(
                Problem(code="window-without-sales", severity="warning", values=values)
            )
        if len(shape.currencies) > 1 and not question.currency:
            values = (("currencies", ", ".join(shape.currencies)),)
            found.append(Problem(code="currencies-apart", severity="warning", values=values))
        return tuple(found)


def _value_columns(plan: Plan) -> list[AnswerColumn]:
    return [AnswerColumn(m.name, "value", m.unit, m.name) for m in plan.measures]
