"""The page "People": who leads and who lags, between which ranks each lies."""

from __future__ import annotations

from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from husay.basics.amount import SCALE
from husay.measures.conditions import held
from husay.measures.question import Question, Whole
from husay.store.company import Company
from husay.store.people_ranking import RankingSeen
from husay.tracking.fair_ranking import FairRanking, Ranked
from husay.web.address import rows_url
from husay.web.charts import Chart
from husay.web.leading.ways import way, wholes
from husay.web.range_charts import Interval, intervals_chart
from husay.web.table import Cell, Column, Table
from husay.words.figure import Figure, Tone
from husay.words.format import Style, count
from husay.words.naming import Names
from husay.words.ranking import (
    MEASURES,
    TONES,
    VERDICTS,
    level_text,
    places_text,
    ranking_sentence,
    sold_text,
)
from husay.words.ranking_report import team_name
from husay.words.terms import dimension_term
from husay.words.wholes import written_whole

_MOST_DRAWN = 60
VIEWS = {
    "": gettext_lazy("Where each lies"),
    "funnel": gettext_lazy("What chance alone would do"),
}
_ROWS_OF = {"revenue": "revenue", "orders": "orders", "win_rate": "win_rate_closed",
            "new_customers": "customers"}  # fmt: skip


class RankingPage:
    """One view of "People"."""

    def __init__(self, company: Company, seen: RankingSeen, by: str, view: str = "") -> None:
        self.company, self.seen, self.by = company, seen, by
        self.view = view if view in VIEWS else ""
        self.found = seen.found
        self.names = Names(company, company.snapshot(self.found.snapshot).shape)
        self.names.learn(self.found.by, [row.item for row in self.found.rows])
        self.names.learn(self.found.by, [one.item for one in self.found.left_out])

    def context(self) -> dict[str, object]:
        """What the template shows."""
        sentence = ranking_sentence(self.seen, self._name, team_name(self.seen, self.company))
        shown = bool(self.found.rows) and not self.seen.own
        return {
            "sentence": sentence,
            "wholes": wholes(self.company, self.seen.whole, "ranking", **self._parts()),
            "measures": self._measures(),
            "kinds": self._kinds(),
            "views": self._views() if shown else [],
            "chart": (self._funnel() if self.view else self._chart()) if shown else None,
            "table": self._table() if shown else None,
            "own": self._own() if self.seen.own and self.found.rows else None,
            "gap_url": self._gap_url(),
        }

    def _name(self, item: str) -> str:
        return self.names.text(self.found.by, item)

    def _parts(self, **other: str) -> dict[str, str]:
        parts = {"measure": self.found.measure, "by": self.by, "view": self.view}
        return parts | {"from": self.found.window.start.isoformat(),
                        "to": self.found.window.end.isoformat()} | other  # fmt: skip

    def _measures(self) -> list[dict[str, object]]:
        of = written_whole(self.seen.whole)
        return [
            {"name": str(MEASURES[m]).capitalize(), "current": m == self.found.measure,
             "url": way("ranking", of=of, **self._parts(measure=m))}
            for m in self.seen.measures
        ]  # fmt: skip

    def _kinds(self) -> list[dict[str, object]]:
        """People or units; nothing for one seller."""
        if self.seen.own:
            return []
        of = written_whole(self.seen.whole)
        names = {"seller": _("Sellers"), "unit": _("Units")}
        return [
            {"name": name, "current": kind == self.by,
             "url": way("ranking", of=of, **self._parts(by=kind))}
            for kind, name in names.items()
        ]  # fmt: skip

    def _views(self) -> list[dict[str, object]]:
        """Where each lies, or what chance alone would do."""
        of = written_whole(self.seen.whole)
        return [
            {"name": str(name), "current": view == self.view,
             "url": way("ranking", of=of, **self._parts(view=view))}
            for view, name in VIEWS.items()
        ]  # fmt: skip

    def _drawn(self) -> tuple[Ranked, ...]:
        """The rows that are drawn: the first and the last where they are many."""
        rows = self.found.rows
        if len(rows) <= _MOST_DRAWN:
            return rows
        return (*rows[: _MOST_DRAWN // 2], *rows[-_MOST_DRAWN // 2 :])

    def _funnel(self) -> Chart:
        """What was seen of each, and between what chance alone keeps it in 95 of 100 cases."""
        ranking = self.found.ranking
        assert ranking is not None, "there are rows"
        drawn = []
        for row in self._drawn():
            place, funnel = row.place, row.place.funnel
            low, seen, high = (
                _part(value / ranking.mean)
                for value in (funnel.inner_low, place.seen, funnel.inner_high)
            )
            beyond = funnel.beyond(place.seen)
            tone: Literal["good", "bad", "plain"] = (
                "good" if beyond > 0 else "bad" if beyond < 0 else "plain"
            )
            drawn.append(Interval(self._name(row.item), low, seen, high, tone, self._url(row)))
        return intervals_chart(
            "funnel", _("What was seen, and what chance alone would do"),
            _("Dots are what was seen, lines what chance alone keeps it within in 95 of 100 "
              "cases."),
            str(dimension_term(self.found.by).label), drawn, Style("share", places=0),
            (_("by chance at least"), _("seen"), _("by chance at most")),
        )  # fmt: skip

    def _chart(self) -> Chart:
        rows = self._drawn()
        drawn = [
            Interval(
                self._name(row.item), _part(row.low), _part(row.level), _part(row.high),
                TONES.get(row.place.verdict) or "plain", self._url(row),
            )
            for row in rows
        ]  # fmt: skip
        return intervals_chart(
            "ranking", _("Against what is usual for what each has to work with"),
            _("Dots are what each is taken to do, lines where they lie in nine of ten cases."),
            str(dimension_term(self.found.by).label), drawn, Style("share", places=0),
            (_("at least"), _("taken for"), _("at most")),
        )  # fmt: skip

    def _url(self, row: Ranked) -> str:
        scope = "seller" if self.found.by == "seller" else "unit"
        return way("ranking-gap", of=f"{scope}:{row.item}")

    def _table(self) -> Table:
        found = self.found
        columns = (
            Column(str(dimension_term(found.by).label)),
            Column(_("Place"), "number"),
            Column(_("Against usual"), "number"),
            Column(_("Won of closed") if found.unit == "ratio" else _("Sold"), "number"),
            *(() if found.unit == "ratio" else (Column(_("Usual for what they have"), "number"),)),
            Column(_("Whole months"), "number", rest=True),
            Column(_("Said")),
        )
        caption = _("Highest first; places are ranges, because ranks are never sure")
        rows = tuple(self._row(found, row) for row in found.rows)
        return Table(caption, columns, rows, captioned=True)

    def _row(self, found: FairRanking, row: Ranked) -> tuple[Cell, ...]:
        verdict = row.place.verdict
        tone: Tone = TONES.get(verdict, "")
        usual = (Cell(text=_amount(found, row.expected)),) if found.unit != "ratio" else ()
        return (
            Cell(text=self._name(row.item), url=self._url(row)),
            Cell(text=places_text(row)),
            Cell(figure=Figure(text=level_text(row.level), tone=tone,
                               word=str(VERDICTS[verdict]) if tone else "")),
            Cell(figure=Figure(text=sold_text(found, row), url=self._rows_url(row))),
            *usual,
            Cell(text=str(row.months)),
            Cell(figure=Figure(text=str(VERDICTS[verdict]), tone=tone)) if tone
            else Cell(text=str(VERDICTS[verdict])),
        )  # fmt: skip

    def _rows_url(self, row: Ranked) -> str:
        """The rows behind a figure; none where it is not a sum of rows within the window."""
        if self.found.measure == "new_customers":
            return ""
        where = held(self.found.by, row.item).sql
        question = Question((_ROWS_OF[self.found.measure],), self.found.window, where=where)
        return rows_url(question, snapshot=str(self.found.snapshot))

    def _own(self) -> dict[str, str]:
        """One seller's own figures."""
        row = self.found.rows[0]
        usual = "" if self.found.unit == "ratio" else _amount(self.found, row.expected)
        return {
            "place": places_text(row), "of": str(self.seen.of),
            "sold": sold_text(self.found, row), "usual": usual,
        }  # fmt: skip

    def _gap_url(self) -> str:
        whole = self.seen.whole
        return "" if whole == Whole() else way("ranking-gap", of=written_whole(whole))


def _part(level: float) -> int:
    return round((level - 1) * SCALE)


def _amount(found: FairRanking, value: int) -> str:
    return count(value) if found.unit == "count" else Style("money", found.currency).text(value)
