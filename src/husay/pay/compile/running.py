"""Running sums over the events that a term takes, in the stated order."""

from __future__ import annotations

from dataclasses import dataclass

from husay.basics.amount import SCALE
from husay.book.sql import literal
from husay.pay.compile.context import Context, NotCovered
from husay.pay.compile.layers import Layers, added_up, named
from husay.pay.compile.returned import can_reverse
from husay.pay.compile.taken import (
    is_read_alone,
    is_team,
    most_rows,
    taken,
    taken_columns,
    whole_column,
)
from husay.pay.compile.whole import Ratio, Whole, cast, chosen, minus, plus, whole
from husay.pay.document.term import Earning, Tiers

SHARE = Whole("f_share", 0, SCALE)
"""The credited share, in ten-thousandths."""


@dataclass(frozen=True)
class SoFar:
    """A query in which each event has all that is earned with it, and was before it."""

    found: Layers
    after: Ratio
    before: Ratio


class Running:
    """What one term takes, with its running sums."""

    def __init__(self, ctx: Context, term: Earning) -> None:
        self.ctx, self.term, self.kind = ctx, term, ctx.kind(term)
        if self.kind == "goal":
            raise NotCovered("windows of goals", term.name)
        self.measure = ctx.plan.measure(term.of)
        self.rows = most_rows(ctx, term)
        self.of_pay = ctx.plan.settings.split == "of_pay"
        self.moves = can_reverse(ctx, term) and ctx.plan.returns.moves_attainment
        budget = getattr(term, "budget", None) is not None
        if budget and is_team(term, self.measure):
            raise NotCovered("a budget on the team's lines", term.name)
        if budget and ctx.has("openings"):
            raise NotCovered("a budget of which openings know a part", term.name)
        self.columns = taken_columns(ctx, term, self.kind)
        self.base = taken(ctx, term, self.kind, everyone=budget)

    @property
    def key(self) -> str:
        """What a payee's events are worked out with: their window, transaction or order."""
        if isinstance(self.term, Tiers) and self.term.reads == "transaction":
            return "o_sale, o_line"
        if isinstance(self.term, Tiers) and self.term.reads == "order":
            return "o_sale"
        return "w"

    @property
    def over(self) -> str:
        """The window of the running sums."""
        return f"PARTITION BY payee, {self.key} ORDER BY place ROWS UNBOUNDED PRECEDING"

    def value(self, name: str = "value") -> Whole:
        """What an event adds to the measure, or to the one that is paid on."""
        measure = self.measure
        if name == "paid_on":
            assert isinstance(self.term, Tiers), "only tiers pay on another measure"
            measure = self.ctx.plan.measure(self.term.pays_on or "")
        bounds = whole_column(self.ctx, measure)
        if self.ctx.plan.trigger != "paid":
            return Whole(name, bounds.low, bounds.high)
        return Whole(name, -bounds.most, bounds.most)

    def counting(self, number: Whole) -> Whole:
        """A number of those events that count; 0 of the others."""
        return chosen([("treat = 0", number)], whole(0)) if self.ctx.has("returns") else number

    def moving(self, number: Whole) -> Whole:
        """A number of those events that move the measure: where returns do, what reverses too."""
        if not self.ctx.has("returns"):
            return number
        return chosen([("treat <= 1" if self.moves else "treat = 0", number)], whole(0))

    def measured(self) -> tuple[Layers, Whole, Whole, Whole]:
        """With the measure after each event and before it, and where its window begins."""
        found, begins = self._begun()
        own = self.moving(self.value())
        after = plus(begins, added_up(own, self.rows, self.over))
        found = found.with_({"after": cast(after)})
        after = named(after, "after")
        before = Whole(minus(after, own).sql, after.low, after.high)
        found = found.with_({"measured_before": cast(before)})
        return found, after, named(before, "measured_before"), begins

    def _begun(self) -> tuple[Layers, Whole]:
        """With what was attained before the facts."""
        if not self.ctx.has("openings") or is_read_alone(self.term):
            return self.base, whole(0)
        low, high = self.ctx.bounds.ranges["attained.value"]
        opened = Whole("COALESCE(q_opened.value, 0)", min(low, 0), max(high, 0))
        found = Layers(
            f"SELECT t.*, {cast(opened)} AS begins FROM ({self.base.sql}) AS t LEFT JOIN "
            "attained AS "
            "q_opened ON q_opened.person = t.payee AND q_opened.measure = "
            f"{literal(self.term.of)} AND q_opened.starts = t.w"
        )
        return found, named(opened, "begins")

    def summed(
        self, found: Layers, change: Whole, under: Whole, begins: Whole | None = None
    ) -> SoFar:
        """All that events which count have changed so far, beginning with `begins`."""
        change = self.counting(change)
        found = found.with_({"change": cast(change)})
        change = named(change, "change")
        total = added_up(change, self.rows, self.over)
        if begins is not None:
            total = plus(begins, total)
        found = found.with_({"earned_after": cast(total)})
        total = named(total, "earned_after")
        before = Whole("(earned_after - change)", total.low, total.high)
        return SoFar(found, Ratio(total, under), Ratio(before, under))
