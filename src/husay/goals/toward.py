"""What counts toward a goal: of all that its item sold, over the days that the goal covers.

Mostly that is the row's own value. It is not where a unit is more than its row (`goals.units`), and
where goals leave working days of the row open (`goals.aim`): then it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from husay.basics.period import Window
from husay.book.sql import literal
from husay.goals.aim import Aim
from husay.goals.conditions import without
from husay.goals.reading import Goals
from husay.measures.asking import ask
from husay.measures.measure import Measure, Value
from husay.measures.query import Plan
from husay.measures.question import Question
from husay.measures.reader import SnapshotReader

_MOST_STRETCHES = 40
"""Goals that begin on so many different days are not looked at one by one: no page waits so long.
They have no attainment, and the answer says that they cover a part of the days."""

_Key = tuple[str | None, str | None, str | None]
_Values = Mapping[_Key, Mapping[str, object]]


@dataclass
class Toward:
    """Finds what counts toward the goals beside the rows of a plan, seen at the end of a day."""

    plan: Plan
    dimension: str | None
    goals: Goals
    reader: SnapshotReader
    until: date
    _known: dict[tuple[str | None, Window, bool], _Values] = field(default_factory=dict)
    _stretches: set[Window] = field(default_factory=set)

    def of(self, measure: Measure, row: Mapping[str, object], asked: Aim, window: Window) -> Value:
        """What counts toward the goals of a row that is about a window; None where that cannot be
        told."""
        if asked.covered is None:
            return None
        item = None if self.dimension is None else row[self.dimension]
        wide = str(item) if item in self.goals.wide else None
        if wide is None and asked.covered == window:
            return row[measure.name]  # type: ignore[return-value]
        found = self._found(wide, asked.covered, whole=asked.covered == window)
        if found is None:
            return None
        grain = self.plan.grain if asked.covered == window else None
        currency = row["currency"] if "currency" in self.plan.by else None
        period = row[grain] if grain else None
        key = (None if wide or item is None else str(item), _text(currency), _text(period))
        if key not in found:
            return measure.value(dict.fromkeys(measure.parts, 0))
        return found[key][measure.name]  # type: ignore[return-value]

    def _found(self, wide: str | None, covered: Window, *, whole: bool) -> _Values | None:
        """The values over some days: of one unit with all below it, or of every item; None where
        too many such days would have to be asked for. The whole is asked for by the rows' grain."""
        window = self.plan.question.window if whole else covered
        key = (wide, window, whole)
        if key not in self._known:
            if not whole:
                self._stretches.add(window)
            if len(self._stretches) > _MOST_STRETCHES:
                return None
            self._known[key] = self._ask(wide, window, whole=whole)
        return self._known[key]

    def _ask(self, wide: str | None, window: Window, *, whole: bool) -> _Values:
        dropped = {self.dimension} if wide else set()
        by = tuple(name for name in self.plan.by if name not in dropped)
        grain = self.plan.grain if whole else None
        question = Question(
            tuple(m.name for m in self.plan.measures), window, by, grain,
            where=self._where(wide), structure=self.plan.question.structure, as_of=self.until,
            currency=self.plan.question.currency,
        )  # fmt: skip
        item = None if wide else self.dimension
        found: dict[_Key, Mapping[str, object]] = {}
        for row in ask(question, self.reader).rows:
            currency = row["currency"] if "currency" in by else None
            key = (
                _text(row[item]) if item else None,
                _text(currency),
                _text(row[grain]) if grain else None,
            )
            found[key] = row
        return found

    def _where(self, wide: str | None) -> str | None:
        """The plan's condition; for a unit with all below it, without what it says of the rows'
        own units."""
        if wide is None:
            return self.plan.question.where
        rest = without(self.plan, self.dimension)
        within = f"within({literal(wide)})"
        return f"{within} AND {rest}" if rest else within

    def over(self, window: Window) -> Toward:
        """The same for rows that are about another window."""
        plan = replace(self.plan, question=replace(self.plan.question, window=window))
        return replace(self, plan=plan, _known={}, _stretches=set())


def _text(value: object) -> str | None:
    return None if value is None else str(value)
