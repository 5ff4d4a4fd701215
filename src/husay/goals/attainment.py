"""Attainment: an answer's values beside the goals set for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window, parse_period
from husay.basics.problem import Problem
from husay.goals.agreement import disagreeing
from husay.goals.aim import aim, in_units, reached
from husay.goals.conditions import of_the_whole, why_not
from husay.goals.goal import Goal
from husay.goals.reading import Goals, goals_for
from husay.goals.toward import Toward
from husay.measures.answer import Answer, AnswerColumn, ranked
from husay.measures.asking import ask, last_day
from husay.measures.dimension import GOAL_WINDOW, GRAINS
from husay.measures.measure import Measure
from husay.measures.query import Plan, understand
from husay.measures.question import Question
from husay.measures.reader import SnapshotReader


def ask_with_goals(question: Question, reader: SnapshotReader) -> Answer:
    """The answer to a question that compares with goals; raises Mistake as `ask` does.

    Rows gain, for each measure, what the goals ask of the row's window (`…_goal`), up to the last
    day that counts (`…_goal_to_date`), what of the value counts toward them (`…_toward_goal`: see
    `goals.toward`), and that over either goal (`…_attainment`, `…_pace`). Items that have a goal
    and sold nothing have a row.
    """
    by_windows = GOAL_WINDOW in question.by
    plain = replace(question, compare=None, top=None, bottom=None)
    if by_windows:
        others = tuple(w for w in question.by if w != GOAL_WINDOW and w not in GRAINS)
        plain = replace(plain, by=others, grain=None)
    answer = ask(plain, reader)
    asked = replace(answer.question, top=question.top, bottom=question.bottom)
    plan = understand(asked, reader.shape)
    dimensions = [name for name in plan.by if name != "currency"]
    problem = why_not(plan, dimensions)
    if problem is not None:
        rows = tuple(ranked(plan, [dict(row) for row in answer.rows], answer.columns))
        problems = (*answer.problems, problem)
        return replace(answer, question=question, rows=rows, problems=problems)
    dimension = dimensions[0] if dimensions else None
    goals = goals_for(plan, dimension, reader)
    problems = (*answer.problems, *of_the_whole(plan, dimension), *goals.problems)
    answer = replace(answer, problems=problems, sql=(*answer.sql, goals.sql))
    until = last_day(plan.question, reader.shape)
    toward = Toward(plan, dimension, goals, reader, until)
    beside = _Beside(plan, dimension, goals, reader, toward)
    made = beside.by_windows(answer) if by_windows else beside.answer(answer)
    return replace(made, question=replace(question, by=_words(question, answer)))


def _words(question: Question, answer: Answer) -> tuple[str, ...]:
    """What was asked by, with the currency where amounts had to stand apart."""
    apart = "currency" in answer.question.by and "currency" not in question.by
    return (*question.by, "currency") if apart else question.by


@dataclass
class _Beside:
    """The putting of goals beside rows."""

    plan: Plan
    dimension: str | None
    goals: Goals
    reader: SnapshotReader
    toward: Toward
    uncovered: int = field(default=0)

    @property
    def calendar(self) -> BusinessCalendar:
        return self.reader.calendar

    def answer(self, answer: Answer) -> Answer:
        """Each row with what its goals ask of the whole window, or of the row's period."""
        window, known = self.plan.question.window, answer.window
        rows = []
        for row in [*answer.rows, *self._unsold(answer)]:
            own = window if self.plan.grain is None else self._period(str(row[self.plan.grain]))
            rows.append(self._with_goals(row, own, known))
        columns = [*answer.columns, *self._columns(rows)]
        total = dict(answer.total)
        for measure in self.plan.measures if total and self.dimension else ():
            _add_total(total, measure, self._topmost(measure, rows))
        odd = disagreeing(self.plan, self.goals, self.calendar)
        return replace(
            answer,
            columns=tuple(columns),
            rows=tuple(ranked(self.plan, rows, columns)),
            total=total,
            problems=(*answer.problems, *self._cover(), *odd),
        )

    def by_windows(self, answer: Answer) -> Answer:
        """One row for each goal's own window: what was sold in it, against the goal."""
        plain = replace(self.plan.question, top=None, bottom=None)
        rows, sql = list[dict[str, object]](), list(answer.sql)
        windows = {goal.window for goal in self.goals.all}
        for window in sorted(windows, key=lambda w: (w.start, w.end)):
            asked = ask(replace(plain, window=window, as_of=self.toward.until), self.reader)
            sql += [said for said in asked.sql if said not in sql]
            exact = {key: tuple(g for g in goals if g.window == window)
                     for key, goals in self.goals.by_key.items()}  # fmt: skip
            beside = replace(
                self, goals=replace(self.goals, by_key=exact), toward=self.toward.over(window)
            )
            found = {beside._key(row): row for row in asked.rows}
            for item, currency in sorted({(i, c or "") for (_, i, c), g in exact.items() if g}):
                nothing = self._nothing(item, currency or None) if self.goals.whole else None
                row = found.get((item, currency or None)) or nothing
                if row is None:
                    continue
                row = {**row, GOAL_WINDOW: f"{window.start}/{window.end}"}
                rows.append(beside._with_goals(row, window, asked.window))
        columns = [c for c in answer.columns if c.role == "dimension"]
        columns.append(AnswerColumn(GOAL_WINDOW, "dimension", None, GOAL_WINDOW))
        columns += [c for c in answer.columns if c.role == "value"]
        columns += self._columns(rows)
        if self.plan.question.top or self.plan.question.bottom:
            rows = ranked(self.plan, rows, columns)
        return replace(
            answer, columns=tuple(columns), rows=tuple(rows), total={}, sql=tuple(sql)
        )  # fmt: skip

    def _columns(self, rows: Sequence[Mapping[str, object]]) -> list[AnswerColumn]:
        """The columns of goals; what counts toward them has one where it is not the value."""
        made = []
        for measure in self.plan.measures:
            name = measure.name
            other = any(row[f"{name}_toward_goal"] not in (None, row[name]) for row in rows)
            made += [c for c in _goal_columns(measure) if other or c.name != f"{name}_toward_goal"]
        return made

    def _topmost(
        self, measure: Measure, rows: Sequence[Mapping[str, object]]
    ) -> list[Mapping[str, object]]:
        """The rows whose goals are added: a unit's goal holds those of the units below it."""
        bound = [row for row in rows if row[f"{measure.name}_attainment"] is not None]
        if not self.goals.above:
            return bound
        topmost = self.goals.topmost(str(self._key(row)[0]) for row in bound)
        return [row for row in bound if self._key(row)[0] in topmost]

    def _period(self, key: str) -> Window:
        """A period's days within the question's window."""
        parsed = parse_period(key, self.calendar.year)
        assert isinstance(parsed, Window), "the answer's own key"
        return parsed.overlap(self.plan.question.window) or parsed

    def _key(self, row: Mapping[str, object]) -> tuple[str | None, str | None]:
        """A row's item (None: it has none) and its currency, where amounts stand apart."""
        item = row[self.dimension] if self.dimension else ""
        currency = row["currency"] if "currency" in self.plan.by else None
        return None if item is None else str(item), None if currency is None else str(currency)

    def _goals_of(self, measure: Measure, row: Mapping[str, object]) -> tuple[Goal, ...]:
        return self.goals.of(measure.name, *self._key(row))

    def _nothing(self, item: str, currency: str | None) -> dict[str, object]:
        """A row of an item that sold nothing."""
        row: dict[str, object] = {self.dimension: item} if self.dimension else {}
        if "currency" in self.plan.by:
            row["currency"] = currency
        zeros = {m.name: m.value(dict.fromkeys(m.parts, 0)) for m in self.plan.measures}
        return row | zeros

    def _unsold(self, answer: Answer) -> list[dict[str, object]]:
        """Rows for items that have a goal and sold nothing: they must not vanish from the page."""
        grain = self.plan.grain
        if not self.goals.whole:
            return []
        seen = {(*self._key(row), row[grain] if grain else None) for row in answer.rows}
        found: dict[tuple[object, ...], dict[str, object]] = {}
        for (_, item, currency), goals in self.goals.by_key.items():
            nothing = self._nothing(item, currency)
            if grain is None:
                found[item, currency, None] = nothing
                continue
            for period in self.calendar.periods(answer.window, grain):
                if any(goal.window.overlap(period.window) for goal in goals):
                    found[item, currency, period.key] = nothing | {grain: period.key}
        return [found[key] for key in sorted(found.keys() - seen, key=str)]

    def _with_goals(
        self, row: Mapping[str, object], window: Window, known: Window
    ) -> dict[str, object]:
        """A row with what its goals ask of a window, of which the known days are gone."""
        filled = dict(row)
        until = window.clip(known.end)
        for measure in self.plan.measures:
            name = measure.name
            asked = aim(measure, self._goals_of(measure, row), window, until, self.calendar)
            goal = asked.goal if asked else None
            to_date = asked.to_date if asked else None
            toward = self.toward.of(measure, row, asked, window) if asked else None
            self.uncovered += bool(asked and asked.days_open)
            filled |= {
                f"{name}_goal": None if goal is None else in_units(measure, goal),
                f"{name}_goal_to_date": None if to_date is None else in_units(measure, to_date),
                f"{name}_toward_goal": toward,
                f"{name}_attainment": reached(measure, toward, goal),
                f"{name}_pace": reached(measure, toward, to_date),
            }
        return filled

    def _cover(self) -> tuple[Problem, ...]:
        """A warning where goals ask for a part of the days whose figures stand beside them."""
        if not self.uncovered:
            return ()
        return (Problem(code="goals-cover-part", severity="warning", count=self.uncovered),)


def _goal_columns(measure: Measure) -> list[AnswerColumn]:
    name = measure.name
    return [
        AnswerColumn(f"{name}_goal", "goal", measure.unit, name),
        AnswerColumn(f"{name}_goal_to_date", "goal", measure.unit, name),
        AnswerColumn(f"{name}_toward_goal", "goal", measure.unit, name),
        AnswerColumn(f"{name}_attainment", "attainment", "ratio", name),
        AnswerColumn(f"{name}_pace", "attainment", "ratio", name),
    ]


def _add_total(
    total: dict[str, object], measure: Measure, bound: Sequence[Mapping[str, object]]
) -> None:
    """The goals of these rows together, and `…_toward_goal`: what the same rows reached of them.

    The whole may hold more (a shop online that no goal was set for), so it is not what goals are
    held against. A goal of nothing asks for nothing: what is sold without being asked for makes up
    for nobody. Goals of rates and of distinct counts do not add up: they have no total.
    """
    name = measure.name
    adds_up = measure.additivity == "additive" and bool(bound)
    for column in ("goal", "goal_to_date", "toward_goal"):
        summed = sum((Fraction(str(row[f"{name}_{column}"] or 0)) for row in bound), Fraction(0))
        whole = int(summed) if summed.denominator == 1 else summed
        total[f"{name}_{column}"] = whole if adds_up else None
    for column, goal in (("attainment", "goal"), ("pace", "goal_to_date")):
        asked, toward = total[f"{name}_{goal}"], total[f"{name}_toward_goal"]
        above_zero = adds_up and Fraction(str(asked)) > 0
        total[f"{name}_{column}"] = (
            Fraction(str(toward)) / Fraction(str(asked)) if above_zero else None
        )
