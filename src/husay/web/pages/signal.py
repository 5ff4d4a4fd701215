"""The page of one signal: seen against expected, where it sits, what it costs and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from husay.access.role import Right
from husay.coaching.opened_from import from_signal
from husay.coaching.price_action import Scope
from husay.measures.conditions import held, of_whole
from husay.measures.question import Question, Whole
from husay.store.company import Company
from husay.store.records.users import actor_names
from husay.store.signals.document import Kept
from husay.store.warehouse.reading import Snapshot
from husay.tracking.signals.contributions import TOGETHER
from husay.tracking.signals.found import Signal
from husay.tracking.signals.series import DISCOUNT, OVERDUE
from husay.web.address import rows_url
from husay.web.charts import Chart, trend_chart
from husay.web.coaching.price_page import decide_url
from husay.web.empty import Way
from husay.web.table import Cell, Column, Table
from husay.web.trend import Band, Line, Mark, Trend
from husay.words import dates
from husay.words.figure import Evidence, Figure, Part, Sentence
from husay.words.signals import (
    Telling,
    dimension_name,
    ended_words,
    sure_figure,
    watched_term,
)

_SHOWN = 5


class SignalPage:
    """One view of a signal, with the `reason` that was typed and was refused."""

    def __init__(
        self,
        company: Company,
        snapshot: Snapshot,
        kept: Kept,
        others: Sequence[Kept],
        reason: str = "",
    ) -> None:
        self.company, self.snapshot, self.kept, self.others = company, snapshot, kept, others
        self.signal: Signal = kept.signal
        self.reason = reason
        self.telling = Telling(company, snapshot.shape)

    def context(self) -> dict[str, object]:
        """What the template shows."""
        may_judge = self.company.viewer.may(Right.JUDGE_SIGNALS)
        return {
            "title": f"{self.telling.who(self.signal.series)} · "
            f"{self.telling.what(self.signal.series)}",
            "number": self.kept.number,
            "sentence": self._sentence(),
            "chart": self._chart(),
            "costs": self._costs(),
            "where": self._where(),
            "ways": self._ways(),
            "history": self._history(),
            "open": self.signal.closed is None,
            "reason": self.reason,
            "may_accept": may_judge and self.signal.closed is None,
        }

    def _sentence(self) -> Sentence:
        signal, telling = self.signal, self.telling
        details: list[tuple[Part, ...]] = [(telling.interval(signal),)]
        if signal.where:
            details.append((telling.where(signal),))
        return Sentence(self.telling.sentence(signal), tuple(details))

    def _chart(self) -> Chart:
        signal, curve = self.signal, self.signal.curve
        names = tuple(dates.day(day) for day in curve.starts)
        by_week = _("week of %(day)s")
        if signal.grain != "month":
            names = tuple(by_week % {"day": name} for name in names)
        what, who = self.telling.what(signal.series), self.telling.who(signal.series)
        return trend_chart(
            Trend(
                key="signal",
                title=_("%(what)s of %(who)s, seen and expected") % {"what": what, "who": who},
                summary=_("Expected without the change, and seen: %(size)s off since about "
                          "%(since)s.") % {"size": self.telling.size(signal).text,
                                           "since": dates.day(signal.since)},
                points=tuple(dates.day_month(day) for day in curve.starts),
                names=names,
                actual=Line(_("seen"), curve.seen),
                goal=Line(_("expected"), curve.expected),
                band=Band(_("eight cases of ten"), curve.low, curve.high),
                style=self.telling.style(signal.series),
                marks=self._marks(),
            )
        )  # fmt: skip

    def _marks(self) -> tuple[Mark, ...]:
        """When it most likely began, and when it was told."""
        starts = self.signal.curve.starts
        began, told = (
            max((at for at, first in enumerate(starts) if first <= day), default=0)
            for day in (self.signal.since, self.signal.opened)
        )
        if began == told:
            return (Mark(_("began, told"), began),)
        return (Mark(_("began"), began), Mark(_("told"), told))

    def _costs(self) -> list[tuple[str, Figure, str]]:
        signal, telling = self.signal, self.telling
        made = [
            (_("If it goes on, a month"), telling.amount(signal, abs(signal.a_month)), ""),
            (_("So far"), self._explained(), _("since %(day)s") % {
                "day": dates.day(signal.since)}),
            (_("How sure"), Figure(text=sure_figure(signal).text), sure_figure(signal).exact),
            (_("First told"), Figure(text=dates.day(signal.opened)),
             _("sure since %(day)s") % {"day": dates.day(signal.red)} if signal.red else ""),
        ]  # fmt: skip
        return made

    def _explained(self) -> Figure:
        """The shortfall, with the rows of what came."""
        signal, series = self.signal, self.signal.series
        figure = self.telling.amount(signal, abs(signal.missed))
        facts = (
            (_("Days"), dates.span(self.kept.days.start, self.kept.days.end)),
            (_("Snapshot"), str(self.kept.manifest)),
        )
        text = _("What was expected of these days, by the years before (trend, season, weekday, "
                 "holidays), less what came. The rows are what came.")  # fmt: skip
        evidence = Evidence(
            key="missed", name=str(watched_term(series.measure).label), definition=text,
            facts=facts, rows_url=self._rows_url(),
        )  # fmt: skip
        return Figure(text=figure.text, exact=figure.exact, evidence=evidence)

    def _rows_url(self) -> str:
        """The rows of what came; '' where it is no measure that rows are of."""
        if self.signal.series.measure == OVERDUE:
            return ""
        return rows_url(self._question(), snapshot=str(self.kept.manifest))

    def _question(self) -> Question:
        """What came since: the measure over the days, of this series."""
        series = self.signal.series
        conditions = []
        if series.scope in ("unit", "seller"):
            conditions.append(of_whole(Whole(series.scope, series.item)))
        elif series.scope != "company":
            conditions.append(held(series.scope, series.item).sql)
        if series.part:
            conditions.append(held("product_line", series.part).sql)
        where = " AND ".join(filter(None, conditions)) or None
        return Question((series.measure,), self.kept.days, where=where, structure="now")

    def _where(self) -> list[Table]:
        """One table for each dimension of where it sits."""
        tables, side = list[Table](), 1 if self.signal.direction == "fall" else -1
        for dimension, rows in self.signal.where.items():
            if len(rows) < 2 and dimension != TOGETHER:
                continue
            columns = (Column(dimension_name(dimension)), Column(_("Part of the gap"), "number"))
            shown = [*rows[:_SHOWN]]
            rest = sum(gap for _item, gap in rows[_SHOWN:])
            if rest:
                shown.append(("", rest))
            body = tuple(
                (
                    Cell(text=self.telling.cell(dimension, item)),
                    Cell(figure=self.telling.amount(self.signal, side * gap)),
                )
                for item, gap in shown
            )
            total = side * sum(gap for _item, gap in rows)
            last = (Cell(text=_("Total")), Cell(figure=self.telling.amount(self.signal, total)))
            made = Table(dimension_name(dimension), columns, body, last)
            tables.append(replace(made, dense=dimension == TOGETHER))
        return tables

    def _ways(self) -> list[Way]:
        """What to do next: what the reader may open, and what there is for such a series. A plan
        that comes of it says so, and which days chose the seller."""
        series, may = self.signal.series, self.company.viewer.may
        one = series.scope in ("seller", "unit")
        of = {"of": f"{series.scope}:{series.item}"} if one else {}
        opened, days = str(from_signal(self.kept.number)), self.kept.days
        led = {"opened_from": opened} if series.scope == "seller" else {}
        asked = led | {
            "seller": series.item, "selected_from": days.start.isoformat(),
            "selected_until": days.end.isoformat(),
        }  # fmt: skip
        known = (
            ("ranking-obstacles", of, _("See the deals that stand still"),
             series.measure == OVERDUE and may(Right.COMPARE)),
            ("ranking-gap", of | led, _("See the gap"), one and may(Right.COMPARE)),
            ("coaching-plans-new", asked, _("Plan coaching"),
             series.scope == "seller" and may(Right.COACH)),
            ("price", of, _("Look at the price"), may(Right.COMPARE)),
        )  # fmt: skip
        made = [
            Way(f"{reverse(name)}?{urlencode(parts)}" if parts else reverse(name), label)
            for name, parts, label, shown in known
            if shown
        ]
        if may(Right.DECIDE_PRICES):
            made += self._decide()
        if rows := self._rows_url():
            made.append(Way(rows, _("The rows behind it")))
        return made

    def _decide(self) -> list[Way]:
        """The way to a decision on the price whose discounts have left their level."""
        series = self.signal.series
        line = series.item if series.scope == "product_line" else series.part
        if series.measure != DISCOUNT or not (line or series.scope == "customer_group"):
            return []
        scope: Scope = "product_line" if line else "customer_group"
        led = from_signal(self.kept.number)
        url = decide_url(scope, line or series.item, self.kept.days, led)
        return [Way(url, _("Decide on this price"))]

    def _history(self) -> list[dict[str, str]]:
        """What happened to this series: this episode and those before."""
        rows, some = [], (self.kept, *self.others)
        names = actor_names(one.rebased_by for one in some if one.rebased_by)
        for one in some:
            rows.append({
                "opened": dates.day(one.signal.opened),
                "size": self.telling.size(one.signal).text,
                "way": _("fall") if one.signal.direction == "fall" else _("rise"),
                "ended": ended_words(one),
                "who": names.get(one.rebased_by, ""),
                "reason": one.reason,
            })  # fmt: skip
        return rows
