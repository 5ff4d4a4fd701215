"""Tiers and curves: what a table says at the measure after an event, less what it says before.

Where a rate is paid on everything so far (`whole`, and straight lines between rates), it is paid on
a running base: the measure that is paid on, of each line the credited share where shares deal pay.
"""

from __future__ import annotations

from collections.abc import Mapping

from husay.basics.amount import SCALE
from husay.book.sql import literal
from husay.pay.compile.context import NotCovered
from husay.pay.compile.figures import Joins
from husay.pay.compile.goals import tell_goals
from husay.pay.compile.layers import Layers, added_up, columns_of, named
from husay.pay.compile.running import SHARE, Running, SoFar
from husay.pay.compile.taken import is_read_alone
from husay.pay.compile.tiers import CurveOf, Table, curve_of, tier_table
from husay.pay.compile.troubles import trouble
from husay.pay.compile.whole import Ratio, Whole, cast, chosen, compared, minus, plus, times, whole
from husay.pay.document.term import Curve, Tiers


def by_table(running: Running) -> SoFar:
    """What tiers or a curve earn so far."""
    return _ByTable(running).so_far()


class _ByTable:
    """A term with tiers or a curve over its running measure."""

    def __init__(self, running: Running) -> None:
        self.running, self.term, self.ctx = running, running.term, running.ctx
        self.found, self.after, self.before, self.begins = running.measured()
        self.joins = Joins(running.kind)
        self.table: Table | CurveOf
        if isinstance(self.term, Tiers):
            self.table = tier_table(self.ctx, self.term, self.joins)
        else:
            assert isinstance(self.term, Curve), "only tiers and curves have a table"
            self.table = curve_of(self.ctx, self.term, self.joins)
        if is_read_alone(self.term) and self.joins.found:
            raise NotCovered("figures of windows for transactions or orders", self.term.name)

    @property
    def pays_on(self) -> bool:
        """Whether tiers read one measure and pay on another."""
        return isinstance(self.term, Tiers) and self.term.pays_on is not None

    @property
    def on_everything(self) -> bool:
        """Whether a rate is paid on everything so far."""
        if not isinstance(self.term, Tiers) or self.term.pays not in ("whole", "interpolated"):
            return False
        return self.term.tiers[0].amount is None

    def so_far(self) -> SoFar:
        """All that is earned with each event, and before it."""
        varies = isinstance(self.term, Tiers) and self.term.pays == "interpolated"
        on_base = self.on_everything and (self.pays_on or self.running.of_pay)
        summed = self.running.moves or (self.running.of_pay and not self.on_everything)
        if varies and summed:
            raise NotCovered(
                "straight lines with shares of pay or returns that move", self.term.name
            )
        if self.pays_on and not self.on_everything:
            raise NotCovered("tiers of this kind that pay on another measure", self.term.name)
        one, two, opened = self._on_base() if on_base else self._in_all()
        self._named({"one": one.over, "two": two.over, "one_by": one.under, "two_by": two.under,
                     "opened": opened.over})  # fmt: skip
        after, before = _column(one, "one"), _column(two, "two")
        if not summed:
            return SoFar(self.found, after, before)
        return self._summed(
            minus(after.over, before.over), after.under, named(opened.over, "opened")
        )

    def _in_all(self) -> tuple[Ratio, Ratio, Ratio]:
        """What the table says after, before, and where the window begins."""
        opened = Ratio(whole(0), whole(1))
        if self.begins.constant is None:
            opened = self._earned(self.begins)
        return self._earned(self.after), self._earned(self.before), opened

    def _earned(self, value: Whole) -> Ratio:
        """What the table says at a value; what it says at 0 comes with the first that is sold."""
        found = self.table.earned(value)
        if self.table.earned(whole(0)).over.constant == 0:
            return found
        nothing = compared(value, "=", whole(0))
        return Ratio(chosen([(nothing, whole(0))], found.over), found.under)

    def _on_base(self) -> tuple[Ratio, Ratio, Ratio]:
        """A rate on everything so far, of another measure or of shares."""
        assert isinstance(self.table, Table), "only tiers pay a rate on everything"
        running, scale = self.running, SCALE if self.running.of_pay else 1
        own = running.value("paid_on" if self.pays_on else "value")
        own = running.moving(times(own, SHARE) if running.of_pay else own)
        base = added_up(own, running.rows, running.over)
        begins = whole(0)
        if self.begins.constant is None and not self.pays_on:
            begins = times(self.begins, whole(scale))
            base = plus(begins, base)
        self.found = self.found.with_({"base": cast(base)})
        base = named(base, "base")
        was = Whole(minus(base, own).sql, base.low, base.high)
        self.found = self.found.with_({"base_before": cast(was)})
        was = named(was, "base_before")
        found = [
            _paid(bottom, self.table.factor(at), scale)
            for bottom, at in ((base, self.after), (was, self.before), (begins, self.begins))
        ]
        return found[0], found[1], found[2]

    def _named(self, numbers: Mapping[str, Whole]) -> None:
        """Name what the table says; without a goal nothing is earned, and a problem is told."""
        goal = self.table.goal if isinstance(self.table, Table) else self.table.whole
        columns = columns_of(numbers)
        columns["goal"] = "CAST(NULL AS BIGINT)" if goal is None else cast(goal)
        said = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
        found = Layers(f"SELECT t.*, {said} FROM ({self.found.sql}) AS t{self.joins.sql}")
        if goal is not None and goal.constant is None:
            tell_goals(
                self.ctx, self.running.measure, self.running.kind, found.where("treat = 0").sql
            )
            nothing = {"one": 0, "two": 0, "one_by": 1, "two_by": 1, "opened": 0}
            kept = ", ".join(f"COALESCE({name}, {n}) AS {name}" for name, n in nothing.items())
            found = Layers(f"SELECT * REPLACE ({kept}) FROM ({found.sql}) AS x")
        self.found = found

    def _summed(self, change: Whole, under: Whole, opened: Whole) -> SoFar:
        """A running sum of what each event changes: where returns move the measure without pay,
        or shares deal the pay."""
        if self.running.of_pay and not self.on_everything:
            self._tell_places()
            change, opened = times(change, SHARE), times(opened, whole(SCALE))
            under = times(under, whole(SCALE))
        return self.running.summed(self.found, change, under, opened)

    def _tell_places(self) -> None:
        """Tell whose windows are worked out again where lines have different shares of the pay:
        each has its part at its place among what is kept, which is read line by line."""
        if self.ctx.plan.returns.mode != "recompute" or not self.ctx.has("returns"):
            return
        what = literal("different shares of pay in a window that is worked out again")
        source = (
            f"FROM ({self.found.where('treat = 0').sql}) AS x GROUP BY payee, {self.running.key} "
            "HAVING BOOL_OR(is_return) AND MIN(f_share) <> MAX(f_share)"
        )
        self.ctx.problems.append(trouble("pay-not-compiled", "payee", what, source))


def _paid(base: Whole, factor: Ratio, scale: int) -> Ratio:
    return Ratio(times(base, factor.over), times(factor.under, whole(scale)))


def _column(value: Ratio, name: str) -> Ratio:
    under = value.under if value.under.constant is not None else named(value.under, f"{name}_by")
    return Ratio(named(value.over, name), under)
