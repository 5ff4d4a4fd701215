"""The page "Price": why sales differ from a year before, what slides, who gives more away."""

from __future__ import annotations

from django.utils.translation import gettext as _

from husay.access.role import Right
from husay.basics.period import Window
from husay.coaching.opened_from import OpenedFrom
from husay.measures.conditions import held, of_whole
from husay.measures.question import Question
from husay.store.coaching.price_effects import newest_effects
from husay.store.company import Company
from husay.store.prices import PriceSeen
from husay.tracking.price import LEVELS
from husay.tracking.price_trend import PriceTrend
from husay.tracking.whole_months import months_of
from husay.web.address import rows_url
from husay.web.charts import Chart
from husay.web.coaching.price_page import actions_part, decide_url
from husay.web.graphs import spark
from husay.web.leading.ways import way, wholes
from husay.web.range_charts import Step, steps_chart
from husay.web.table import Cell, Column, Table
from husay.words import dates
from husay.words.figure import Evidence, Figure, Tone
from husay.words.format import Style, share
from husay.words.price import (
    EFFECTS,
    GIVING,
    MEANINGS,
    effects_of,
    giver_amount,
    part_text,
    price_sentence,
)
from husay.words.price import LEVELS as LEVEL_WORDS
from husay.words.price_report import price_names
from husay.words.terms import dimension_term
from husay.words.wholes import written_whole

_MOST_ROWS, _MOST_GIVERS, _MOST_DECISIONS = 40, 12, 5
_CHOSEN_BY = 3
"""How many of a slide's last months led to a decision: those whose discounts are told."""


class PricePage:
    """One view of "Price"."""

    def __init__(self, company: Company, seen: PriceSeen) -> None:
        self.company, self.seen, self.found = company, seen, seen.found
        self.names = price_names(seen, company)
        self.style = Style("money", self.found.currency)

    def context(self) -> dict[str, object]:
        """What the template shows."""
        return {
            "sentence": price_sentence(self.seen, self.names.text, lambda part: self._explain()),
            "wholes": wholes(self.company, self.seen.whole, "price", by=self.found.by),
            "groupings": self._groupings(),
            "levels": self._levels(),
            "chart": self._chart(),
            "tables": [
                table for table in (self._groups(), self._slides(), self._givers()) if table.rows
            ],
            "more": max(0, len(self.found.groups) - _MOST_ROWS),
            "decisions": self._decisions(),
        }

    def _url(self, by: str, level: str = "") -> str:
        return way("price", of=written_whole(self.seen.whole), by=by, level=level,
                   **{"from": self.found.window.start.isoformat(),
                      "to": self.found.window.end.isoformat()})  # fmt: skip

    def _decisions(self) -> dict[str, object] | None:
        """The newest decisions on prices, for whoever sees them."""
        if not self.company.viewer.may(Right.SEE_PRICE_ACTIONS):
            return None
        return actions_part(self.company, newest_effects(self.company, _MOST_DECISIONS))

    def _groupings(self) -> list[dict[str, object]]:
        return [
            {"name": str(dimension_term(by).label), "url": self._url(by),
             "current": by == self.found.by}
            for by in self.seen.groupings
        ]  # fmt: skip

    def _levels(self) -> list[dict[str, object]]:
        """At what level mix is told from price; nothing where it is but one."""
        known = [
            level for level, keys in LEVELS.items()
            if ("customer_group" in keys) == (self.found.by == "customer_group")
        ]  # fmt: skip
        return [
            {"name": str(LEVEL_WORDS[level]).capitalize(), "url": self._url(self.found.by, level),
             "current": level == self.found.level}
            for level in (known if len(known) > 1 else ())
        ]  # fmt: skip

    def _chart(self) -> Chart:
        found = self.found
        steps = [
            Step(str(EFFECTS[name]).capitalize(), amount, note=str(MEANINGS[name]))
            for name, amount in effects_of(found.effects)
        ]
        steps.append(Step(_("Change"), found.effects.change, total=True))
        change = self.style.text(found.effects.change, signed=True)
        return steps_chart(
            "price", _("What made the difference to a year before"),
            _("In all %(change)s.") % {"change": change}, _("Effect"), steps, self.style,
        )  # fmt: skip

    def _groups(self) -> Table:
        found = self.found
        names = [name for name, _amount in effects_of(found.effects)]
        columns = (
            Column(str(dimension_term(found.by).label)),
            Column(_("Before"), "number", rest=True),
            *(Column(str(EFFECTS[name]).capitalize(), "number") for name in names),
            Column(_("Change"), "number"),
            Column(_("After"), "number"),
        )
        shown = found.groups[:_MOST_ROWS]
        style = self.style.telling([group.after for group in shown])
        parts = self.style.telling(
            [getattr(group.effects, name) for group in shown for name in names]
        )
        rows = tuple(
            (
                Cell(text=self.names.text(found.by, group.item)),
                _plain(group.before, style),
                *(_signed(getattr(group.effects, name), parts) for name in names),
                _signed(group.effects.change, parts),
                Cell(figure=Figure(text=style.text(group.after), exact=style.exact(group.after),
                                   url=self._rows_url(group.item))),
            )
            for group in shown
        )  # fmt: skip
        total = (
            Cell(text=_("Total")),
            _plain(found.before, style),
            *(_signed(getattr(found.effects, name), parts) for name in names),
            _signed(found.effects.change, parts),
            _plain(found.after, style),
        )
        return Table(_("Largest change first"), columns, rows, total, captioned=True)

    def _rows_url(self, item: str | None) -> str:
        parts = [of_whole(self.seen.whole), held(self.found.by, item).sql]
        where = " AND ".join(part for part in parts if part)
        question = Question(("revenue",), self.found.window, where=where)
        return rows_url(question, snapshot=str(self.found.snapshot))

    def _slides(self) -> Table:
        slides = any(trend.verdict == "slides" for trend in self.seen.trends)
        decides = slides and self.company.viewer.may(Right.DECIDE_PRICES)
        columns = (
            Column(str(dimension_term("product_line").label)),
            Column(_("Net of list, 12 months"), "graph"),
            Column(_("Now"), "number"),
            Column(_("Change"), "number"),
            Column(_("Between"), "number", rest=True),
            Column(_("Taken off list, 3 months"), "number"),
            *((Column(_("What to do")),) if decides else ()),
        )
        rows = tuple(
            (*self._slide(trend), self._decide(trend)) if decides else self._slide(trend)
            for trend in self.seen.trends
        )
        return Table(_("Price against list, those that slide first"), columns, rows, captioned=True)

    def _slide(self, trend: PriceTrend) -> tuple[Cell, ...]:
        tones: dict[str, Tone] = {"slides": "bad", "rises": "good", "no-sign": ""}
        tone = tones[trend.verdict]
        words = {"slides": _("slides"), "rises": _("rises"), "no-sign": ""}
        between = f"{part_text(trend.low)} … {part_text(trend.high)}"
        return (
            Cell(text=self.names.text("product_line", trend.item)),
            Cell(graph=spark(trend.shares, tone)),
            Cell(text=share(trend.shares[-1])),
            Cell(figure=Figure(text=part_text(trend.change), tone=tone, word=words[trend.verdict])),
            Cell(text=between),
            Cell(figure=Figure(text=self.style.text(trend.given),
                               exact=self.style.exact(trend.given))),
        )  # fmt: skip

    def _decide(self, trend: PriceTrend) -> Cell:
        """The way to a decision on a line that slides, which keeps the months that led to it."""
        if trend.verdict != "slides":
            return Cell()
        last = months_of(trend.window, self.company.snapshot().calendar)[-_CHOSEN_BY:]
        selected = Window(last[0].start, last[-1].end)
        url = decide_url("product_line", trend.item, selected, OpenedFrom("slide"))
        return Cell(text=_("Decide on this price"), url=url)

    def _givers(self) -> Table:
        columns = (
            Column(str(dimension_term("seller").label)),
            Column(_("Taken off list"), "number"),
            Column(_("Beyond others"), "number"),
            Column(_("Beyond others, in money"), "number"),
            Column(_("Said")),
        )
        told = [pair for pair in self.seen.givers.items() if pair[1].verdict == "gives-more"]
        rows = tuple(
            (
                Cell(
                    text=self.names.text("seller", who), url=way("ranking-gap", of=f"seller:{who}")
                ),
                Cell(text=part_text(giver.rate).lstrip("+")),
                Cell(text=part_text(giver.beyond)),
                Cell(text=giver_amount(giver, self.found.currency)),
                Cell(figure=Figure(text=str(GIVING[giver.verdict]), tone="bad")),
            )
            for who, giver in told[:_MOST_GIVERS]
        )
        caption = _("Who gives more than others for the same goods and customers")
        return Table(caption, columns, rows, captioned=True)

    def _explain(self) -> Evidence:
        found = self.found
        return Evidence(
            key="price",
            name=_("Price, volume and mix"),
            definition=_(
                "Volume is more or fewer pieces at the old prices, mix the dearer or cheaper "
                "things among them, price the rest; what was not sold in one of the two is new or "
                "lost. They sum to the difference, to the last centavo."
            ),
            facts=(
                (_("Days"), dates.span(found.window.start, found.window.end)),
                (_("Compared with"), dates.span(found.compared.start, found.compared.end)),
                (_("Level"), str(LEVEL_WORDS[found.level])),
                (_("Snapshot"), str(found.snapshot)),
            ),
            rows_url=rows_url(
                Question(("revenue",), found.window, where=of_whole(self.seen.whole)),
                snapshot=str(found.snapshot),
            ),
        )


def _plain(amount: int, style: Style) -> Cell:
    return Cell(figure=Figure(text=style.text(amount), exact=style.exact(amount)))


def _signed(amount: int, style: Style) -> Cell:
    return Cell(figure=Figure(text=style.text(amount, signed=True), exact=style.exact(amount)))
