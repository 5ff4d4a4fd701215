"""The table of an answer: items and periods with their figures, each leading to its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Literal

from django.utils.translation import gettext as _

from husay.basics.period import Window, parse_period
from husay.measures.answer import AnswerColumn
from husay.measures.dimension import GOAL_WINDOW
from husay.measures.measure import MEASURES, Measure, Unit
from husay.tracking.explore import Exploration
from husay.web.graphs import spark
from husay.web.pages.backing import Backing
from husay.web.pages.judged import attainment_cell, change_figure, tone_of_change, toward_goal
from husay.web.pages.scaled import column_style, exact_text, scaled
from husay.web.table import Cell, Column, Table
from husay.words import dates
from husay.words.figure import Figure
from husay.words.format import Style, currency_sign, share
from husay.words.terms import dimension_term, measure_term
from husay.words.values import period_text

Row = Mapping[str, object]
Order = Literal["", "ascending", "descending"]


def sorted_rows(exploration: Exploration, sort: str) -> list[Row]:
    """The answer's rows by one of its columns; `sort` is its name, after '-' most first."""
    rows: list[Row] = list(exploration.answer.rows)
    name = sort.removeprefix("-")
    column = next((c for c in exploration.answer.columns if c.name == name), None)
    if column is None:
        return rows
    known = [row for row in rows if row.get(name) is not None]
    text = column.role in ("dimension", "period")
    known.sort(
        key=lambda row: str(row[name]) if text else Fraction(str(row[name])),
        reverse=sort.startswith("-"),
    )
    return [*known, *(row for row in rows if row.get(name) is None)]


class ExploreTable:
    """The table of one exploration. `currency` is that of amounts whose row names none."""

    def __init__(
        self, exploration: Exploration, backing: Backing, currency: str, sort: str = ""
    ) -> None:
        self.exploration, self.backing, self.sort = exploration, backing, sort
        self.currency = currency
        self.columns = exploration.answer.columns
        self.measures = [MEASURES[name] for name in exploration.answer.question.measures]
        self.apart = "currency" in exploration.dimensions
        self.first = self.measures[0]
        self.has_trend = bool(exploration.trends)
        self.shares = self._can_share()

    def table(self, rows: Sequence[Row], caption: str) -> Table:
        """The table of these rows of the answer, with the whole below them."""
        styles = self._styles(rows)
        whole = self.exploration.whole if len(self.exploration.answer.rows) > 1 else {}
        return Table(
            caption,
            tuple(self._headings()),
            tuple(tuple(self._cells(row, styles)) for row in rows),
            tuple(self._total(whole, styles)) if whole else (),
        )

    def _can_share(self) -> bool:
        whole = self.exploration.whole.get(self.first.name)
        summed = self.first.additivity == "additive" and not self.exploration.period
        several = len(self.exploration.dimensions) > 0 and len(self.exploration.answer.rows) > 1
        return summed and several and whole is not None and int(str(whole)) > 0

    def _styles(self, rows: Sequence[Row]) -> dict[str, Style]:
        """How each column writes its figures: of all that is shown, the whole included."""
        lines = [*rows, self.exploration.whole]
        return {
            c.name: column_style(c.unit, [_value(row, c) for row in lines], self.currency)
            for c in self.columns
            if c.unit is not None
        }

    def _headings(self) -> list[Column]:
        made = [
            Column(str(dimension_term(c.of).label), url=self._order_url(c.name, "ascending"),
                   order=self._order(c.name))
            for c in self.columns if c.role in ("dimension", "period")
        ]  # fmt: skip
        for measure in self.measures:
            for column in self._of(measure):
                made.append(self._heading(measure, column))
            if measure is self.first and self.shares:
                made.append(Column(_("Share"), "number", rest=True))
        if self.has_trend:
            rolling = self.exploration.rolling
            label = _("Moving annual total") if rolling else _("13 months")
            made.append(Column(label, "graph", rest=True))
        return made

    def _of(self, measure: Measure) -> list[AnswerColumn]:
        """The columns of a measure that are shown; the others are in the exports."""
        left_out: tuple[str, ...] = ("_pace", "_goal_to_date")
        if len(self.measures) > 1:  # side by side the changes tell enough
            left_out += ("_previous", "_last_year", "_goal")
        mine = [c for c in self.columns if c.of == measure.name and c.unit is not None]
        return [c for c in mine if not c.name.endswith(left_out)]

    def _heading(self, measure: Measure, column: AnswerColumn) -> Column:
        url, order = self._order_url(column.name, "descending"), self._order(column.name)
        if column.role == "value":
            label = str(measure_term(measure.name).label) + self._sign(measure.unit)
            evidence = self.backing.evidence(measure.name, f"head-{measure.name}")
            return Column(label, "number", url=url, order=order, evidence=evidence)
        label = _SHORT_HEADINGS[column.role if column.role != "baseline" else self._compared]()
        label = _("Toward the goal") if column.name.endswith("_toward_goal") else label
        of = str(measure_term(measure.name).label) if len(self.measures) > 1 else ""
        kind: Literal["number", "graph"] = "graph" if column.role == "attainment" else "number"
        rest = column.role in ("baseline", "goal")
        return Column(label, kind, rest, url, order, of=of)

    @property
    def _compared(self) -> str:
        return self.exploration.answer.question.compare or "previous"

    def _sign(self, unit: Unit) -> str:
        if unit != "money" or self.apart:
            return ""
        return f", {currency_sign(self.currency).strip()}"

    def _order(self, name: str) -> Order:
        if self.sort.removeprefix("-") != name:
            return ""
        return "descending" if self.sort.startswith("-") else "ascending"

    def _order_url(self, name: str, first: Order) -> str:
        descending = first == "descending"
        if self._order(name) == first:
            descending = not descending
        sort = f"-{name}" if descending else name
        return f"{self.backing.url(self.backing.question)}&sort={sort}"

    def _cells(self, row: Row, styles: Mapping[str, Style]) -> list[Cell]:
        cells = [self._key(c, row) for c in self.columns if c.role in ("dimension", "period")]
        for measure in self.measures:
            cells += [self._figure(measure, c, row, styles[c.name]) for c in self._of(measure)]
            if measure is self.first and self.shares:
                cells.append(Cell(text=self._share(row)))
        if self.has_trend:
            cells.append(self._spark(row))
        return cells

    def _key(self, column: AnswerColumn, row: Row) -> Cell:
        value = row[column.name]
        if column.role == "period":
            return Cell(
                text=period_text(str(value), self.backing.snapshot.calendar.year),
                url=self.backing.drill_time(str(value), row),
                note=_("so far") if self._goes_on(str(value)) else "",
            )
        if column.name == GOAL_WINDOW:
            start, end = (date.fromisoformat(day) for day in str(value).split("/"))
            return Cell(text=dates.span(start, end), url=self.backing.drill(GOAL_WINDOW, row))
        text = self.backing.names.text(column.name, value)
        if column.name == "currency":
            return Cell(text=text)
        return Cell(text=text, url=self.backing.drill(column.name, row))

    def _goes_on(self, key: str) -> bool:
        """Whether a period has days after the last one that counts."""
        window = parse_period(key, self.backing.snapshot.calendar.year)
        return isinstance(window, Window) and window.end > self.exploration.answer.window.end

    def _figure(self, measure: Measure, column: AnswerColumn, row: Row, style: Style) -> Cell:
        if column.role == "change":
            return Cell(figure=change_figure(measure, row, self._compared))
        if column.role == "attainment":
            return attainment_cell(measure, row)
        value = _value(row, column)
        link = self.backing.rows(measure.name, row) if column.role == "value" else ""
        currency = str(row.get("currency") or self.currency)
        exact = exact_text(value, column.unit, currency)
        return Cell(figure=Figure(text=style.text(value), exact=exact, url=link))

    def _share(self, row: Row) -> str:
        value, whole = row.get(self.first.name), self.exploration.whole[self.first.name]
        return share(Fraction(int(str(value or 0)), int(str(whole))))

    def _spark(self, row: Row) -> Cell:
        values = self.exploration.trends.get(self.exploration.key(row), ())
        drawn = [scaled(value, self.first.unit) for value in values]
        change = row.get(f"{self.first.name}_change")
        bad = tone_of_change(self.first, change) == "bad"
        return Cell(graph=spark(drawn, "bad" if bad else ""))

    def _total(self, whole: Row, styles: Mapping[str, Style]) -> list[Cell]:
        keys = [c for c in self.columns if c.role in ("dimension", "period")]
        cells = [Cell(text=_("All together")), *(Cell() for _key in keys[1:])]
        for measure in self.measures:
            for column in self._of(measure):
                cells.append(self._whole_figure(measure, column, whole, styles[column.name]))
            if measure is self.first and self.shares:
                cells.append(Cell(text=share(Fraction(1))))
        return [*cells, *([Cell()] if self.has_trend else [])]

    def _whole_figure(
        self, measure: Measure, column: AnswerColumn, whole: Row, style: Style
    ) -> Cell:
        if column.role == "attainment":
            return attainment_cell(measure, toward_goal(measure, whole))
        cell = self._figure(measure, column, whole, style)
        if column.role != "value" or cell.figure is None:
            return cell
        return Cell(figure=replace(cell.figure, url=self.backing.rows(measure.name)))


_SHORT_HEADINGS = {
    "previous": lambda: _("Period before"),
    "last-year": lambda: _("Last year"),
    "change": lambda: _("Change"),
    "goal": lambda: _("Goal"),
    "attainment": lambda: _("Against goal"),
}


def _value(row: Row, column: AnswerColumn) -> int | None:
    return scaled(row.get(column.name), column.unit)
