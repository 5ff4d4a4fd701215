"""The picture of an answer: a run over time, one for each item, or items side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from husay.basics.period import Period, YearRule
from husay.measures.compare import SUFFIX
from husay.measures.dimension import GOAL_WINDOW
from husay.measures.measure import MEASURES, Measure
from husay.tracking.explore import Exploration
from husay.tracking.trend import Key
from husay.web.charts import Chart, ranking_chart, trend_chart
from husay.web.multiples import Multiple, Multiples
from husay.web.pages.backing import Backing
from husay.web.pages.judged import change_figure, is_behind, tone_of_change
from husay.web.pages.run import full_name, short_names, shown_periods
from husay.web.pages.scaled import exact_text, scaled
from husay.web.ranking import Ranking, RankItem
from husay.web.trend import Line, Trend
from husay.words import dates
from husay.words.figure import Figure
from husay.words.terms import dimension_term, measure_term
from husay.words.values import period_text, short, unit_style

Row = Mapping[str, object]
_MOST_BARS, _MOST_GRAPHS, _MOST_LINES = 12, 9, 4
_MOST_ASKED_BARS = 20


class ExploreCharts:
    """The pictures of one exploration. There are none where amounts are in several currencies."""

    def __init__(self, exploration: Exploration, backing: Backing, currency: str) -> None:
        self.exploration, self.backing, self.currency = exploration, backing, currency
        self.answer, self.question = exploration.answer, exploration.answer.question
        self.measures = [MEASURES[name] for name in self.question.measures]
        self.first = self.measures[0]
        self.suffix = SUFFIX.get(self.question.compare or "", "")

    @property
    def _rule(self) -> YearRule:
        return self.backing.snapshot.calendar.year

    def charts(self) -> tuple[Chart, ...]:
        """One chart for each measure over time, or the items of the first side by side."""
        if "currency" in self.exploration.dimensions or not self.answer.rows:
            return ()
        if self.exploration.period and not self.exploration.dimensions:
            return tuple(self._trend(measure) for measure in self.measures[:_MOST_LINES])
        if self.exploration.dimensions and not self.exploration.period:
            return (self._ranking(),) if len(self.answer.rows) > 1 else ()
        return ()

    def multiples(self) -> Multiples | None:
        """One small graph for each of the largest items, where there are items and periods."""
        items = self.exploration.items
        apart = "currency" in self.exploration.dimensions
        if items is None or apart or not items.rows:
            return None
        periods, rows = self._periods(), self._by_item()
        if len(periods) < 2:
            return None
        shown = items.rows[:_MOST_GRAPHS]
        more = len(items.rows) - len(shown)
        note = _("The %(n)s largest; all of them are in the table.") % {"n": len(shown)}
        return Multiples(
            title=_("%(measure)s, each on a scale of its own") % {"measure": self._label()},
            first=period_text(periods[0].key, self._rule),
            last=full_name(periods[-1], self.answer.window.end, self._rule),
            items=tuple(self._multiple(row, rows, periods) for row in shown),
            shadow=self._before_name(),
            note=note if more > 0 else "",
        )

    def _unfinished(self, periods: Sequence[Period]) -> bool:
        """Whether the last period goes on after the last day that counts."""
        return len(periods) > 1 and periods[-1].window.end > self.answer.window.end

    def _label(self) -> str:
        return str(measure_term(self.first.name).label)

    def _before_name(self) -> str:
        names = {"previous": _("period before"), "last_year": _("last year")}
        return names.get(self.suffix, "")

    def _periods(self) -> list[Period]:
        return shown_periods(self.exploration, self.backing.snapshot)

    def _grain(self) -> str:
        return self.exploration.period or "month"

    def _by_item(self) -> dict[Key, dict[str, Row]]:
        found: dict[Key, dict[str, Row]] = {}
        for row in self.answer.rows:
            found.setdefault(self.exploration.key(row), {})[str(row[self._grain()])] = row
        return found

    def _run(
        self, rows: Mapping[str, Row], periods: Sequence[Period], measure: Measure, column: str
    ) -> tuple[int | None, ...]:
        """A column's value in each period; where nothing happened a sum is zero."""
        nothing = None if measure.additivity == "ratio" or column != measure.name else 0
        values = []
        for period in periods:
            row = rows.get(period.key)
            values.append(nothing if row is None else scaled(row.get(column), measure.unit))
        return tuple(values)

    def _trend(self, measure: Measure) -> Chart:
        periods = self._periods()
        rows = {str(row[self._grain()]): row for row in self.answer.rows}
        name, style = measure.name, unit_style(measure.unit, self.currency)
        values = self._run(rows, periods, measure, name)
        known = [value for value in values if value is not None]
        before = self._run(rows, periods, measure, f"{name}_{self.suffix}") if self.suffix else ()
        goals = self._run(rows, periods, measure, f"{name}_goal")
        label = str(measure_term(name).label)
        going_on = self._unfinished(periods) and measure.additivity in ("additive", "distinct")
        nothing = (None,) * (len(values) - 2)
        return trend_chart(
            Trend(
                key=f"trend-{name}",
                title=f"{label} {_TIME_WORDS[self._grain()]()}",
                summary=_("%(measure)s from %(first)s to %(last)s.") % {
                    "measure": label,
                    "first": style.text(known[0] if known else None),
                    "last": style.text(known[-1] if known else None),
                },
                points=short_names(periods, self.answer.window.end, self._rule),
                names=tuple(full_name(p, self.answer.window.end, self._rule) for p in periods),
                actual=Line(label.lower(), (*values[:-1], None) if going_on else values),
                likely=Line(_("so far"), (*nothing, *values[-2:])) if going_on else None,
                goal=Line(_("goal"), goals) if any(g is not None for g in goals) else None,
                last_year=Line(self._before_name(), before) if any(before) else None,
                style=style,
                zero=measure.unit != "ratio",
            )
        )  # fmt: skip

    def _multiple(
        self, row: Row, rows: Mapping[Key, Mapping[str, Row]], periods: Sequence[Period]
    ) -> Multiple:
        measure, name = self.first, self.first.name
        mine = rows.get(self.exploration.key(row), {})
        change = row.get(f"{name}_change")
        text = short(row[name], measure.unit, self.currency)
        exact = exact_text(scaled(row[name], measure.unit), measure.unit, self.currency)
        before = f"{name}_{self.suffix}"
        compared = self.question.compare or ""
        return Multiple(
            name=self._name(row),
            url=self._item_url(row),
            figure=Figure(text=text, exact=exact),
            change=change_figure(measure, row, compared) if self.suffix else None,
            values=self._run(mine, periods, measure, name),
            before=self._run(mine, periods, measure, before) if self.suffix else (),
            unfinished=self._unfinished(periods),
            tone="bad" if tone_of_change(measure, change) == "bad" else "",
        )

    def _ranking(self) -> Chart:
        asked = bool(self.question.top or self.question.bottom)
        rows = self.answer.rows[: _MOST_ASKED_BARS if asked else _MOST_BARS]
        label = self._label()
        head = " · ".join(str(dimension_term(d).label) for d in self.exploration.dimensions)
        more = len(self.answer.rows) - len(rows)
        title = _("%(measure)s by %(dimension)s") % {"measure": label, "dimension": head.lower()}
        if more > 0:
            title = _("%(title)s, the first %(n)s") % {"title": title, "n": len(rows)}
        return ranking_chart(
            Ranking(
                key="ranking",
                title=title,
                summary=_("%(first)s leads with %(value)s.") % {
                    "first": self._name(rows[0]),
                    "value": short(rows[0][self.first.name], self.first.unit, self.currency),
                },
                head=head,
                items=tuple(self._bar(row) for row in rows),
                style=unit_style(self.first.unit, self.currency),
                value_name=label.lower(),
                goal_name=self._goal_name(),
                last_year_name=self._before_name(),
            )
        )  # fmt: skip

    def _goes_on(self) -> bool:
        return self.answer.window.end < self.question.window.end

    def _goal_name(self) -> str:
        """What the bars are held against: in a part of a window, as much of the goal."""
        if self.question.compare != "goal":
            return ""
        return _("goal to date") if self._goes_on() else _("goal")

    def _bar(self, row: Row) -> RankItem:
        name, unit = self.first.name, self.first.unit
        goal = f"{name}_goal_to_date" if self._goes_on() else f"{name}_goal"
        behind = is_behind(self.first, row, self.question.compare or "")
        return RankItem(
            name=self._name(row),
            value=scaled(row[name], unit),
            goal=scaled(row.get(goal), unit),
            last_year=scaled(row.get(f"{name}_{self.suffix}"), unit) if self.suffix else None,
            tone="bad" if behind else "",
            url=self._item_url(row),
        )

    def _name(self, row: Row) -> str:
        said = []
        for dimension in self.exploration.dimensions:
            if dimension == GOAL_WINDOW:
                start, end = (date.fromisoformat(day) for day in str(row[dimension]).split("/"))
                said.append(dates.span(start, end))
            else:
                said.append(self.backing.names.text(dimension, row[dimension]))
        return " · ".join(said)

    def _item_url(self, row: Row) -> str:
        return self.backing.drill(self.exploration.dimensions[0], row)


_TIME_WORDS = {
    "day": lambda: _("by day"),
    "week": lambda: _("by week"),
    "month": lambda: _("by month"),
    "quarter": lambda: _("by quarter"),
    "year": lambda: _("by year"),
}
