"""Items down, periods across: a run of months is read along a line, not down a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from husay.measures.measure import MEASURES
from husay.tracking.explore import Exploration
from husay.tracking.trend import Key
from husay.web.pages.backing import Backing
from husay.web.pages.judged import change_figure
from husay.web.pages.run import short_names, shown_periods
from husay.web.pages.scaled import exact_text, scaled
from husay.web.table import Cell, Column, Table
from husay.words.figure import Figure
from husay.words.format import NOTHING, Style
from husay.words.terms import dimension_term

Row = Mapping[str, object]
MOST_PERIODS = 13


def can_pivot(exploration: Exploration) -> bool:
    """Whether an answer is better shown across: items, a few periods, one measure."""
    items, period = exploration.items, exploration.period
    if items is None or period is None or len(exploration.answer.question.measures) > 1:
        return False
    return 1 < len({row[period] for row in exploration.answer.rows}) <= MOST_PERIODS


class PivotTable:
    """The table of one exploration whose items have periods."""

    def __init__(self, exploration: Exploration, backing: Backing, currency: str) -> None:
        self.exploration, self.backing, self.currency = exploration, backing, currency
        self.periods = shown_periods(exploration, backing.snapshot)
        self.measure = MEASURES[exploration.answer.question.measures[0]]
        self.changed = any(c.role == "change" for c in exploration.answer.columns)
        self.grain = str(exploration.period)
        self.found: dict[Key, dict[str, Row]] = {}
        for row in exploration.answer.rows:
            self.found.setdefault(exploration.key(row), {})[str(row[self.grain])] = row

    def table(self, items: Sequence[Row], caption: str) -> Table:
        """The table of these items."""
        columns = [
            Column(str(dimension_term(dimension).label))
            for dimension in self.exploration.dimensions
        ]
        evidence = self.backing.evidence(self.measure.name, f"head-{self.measure.name}")
        until, rule = self.exploration.answer.window.end, self.backing.snapshot.calendar.year
        columns += [Column(name, "number") for name in short_names(self.periods, until, rule)]
        columns.append(Column(_("In all"), "number", evidence=evidence))
        if self.changed:
            columns.append(Column(_("Change"), "number"))
        lines = tuple(tuple(self._line(item)) for item in items)
        return Table(caption, tuple(columns), lines, tuple(self._total()), dense=True)

    def _total(self) -> list[Cell]:
        whole, line = self.exploration.whole, self.exploration.line
        if line is None or not whole:
            return []
        found = {str(row[self.grain]): row for row in line.rows}
        cells = [Cell(text=_("All together"))]
        cells += [Cell() for _dimension in self.exploration.dimensions[1:]]
        cells += [self._figure(found.get(period.key)) for period in self.periods]
        cells.append(self._figure(whole))
        return [*cells, self._change(whole)] if self.changed else cells

    def _line(self, item: Row) -> list[Cell]:
        mine = self.found.get(self.exploration.key(item), {})
        names = self.backing.names
        cells = [
            Cell(text=names.text(d, item[d]), url=self.backing.drill(d, item))
            for d in self.exploration.dimensions
        ]
        cells += [self._figure(mine.get(period.key)) for period in self.periods]
        cells.append(self._figure(item))
        return [*cells, self._change(item)] if self.changed else cells

    def _change(self, row: Row) -> Cell:
        against = self.backing.question.compare or ""
        return Cell(figure=change_figure(self.measure, row, against))

    def _figure(self, row: Row | None) -> Cell:
        if row is None:
            return Cell(text=NOTHING)
        unit, value = self.measure.unit, scaled(row[self.measure.name], self.measure.unit)
        style = Style("share") if unit == "ratio" else Style(places=1 if unit == "days" else None)
        currency = str(row.get("currency") or self.currency)
        return Cell(
            figure=Figure(
                text=style.text(value),
                exact=exact_text(value, unit, currency),
                url=self.backing.rows(self.measure.name, row),
            )
        )
