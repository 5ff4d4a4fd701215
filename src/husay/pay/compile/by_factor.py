"""Rates, and amounts a piece: what is earned is a running sum of value x rate."""

from __future__ import annotations

from husay.basics.amount import SCALE
from husay.pay.compile.context import Context, NotCovered
from husay.pay.compile.figures import on_day
from husay.pay.compile.layers import Layers
from husay.pay.compile.running import SHARE, Running, SoFar
from husay.pay.compile.whole import Ratio, Whole, cast, chosen, common, times, whole
from husay.pay.document.figure import Figure
from husay.pay.document.term import Each, Earning, Override, Rate, RatesBy

_NO_GOAL = "CAST(NULL AS BIGINT) AS goal"


def by_factor(running: Running) -> SoFar:
    """What a rate earns so far."""
    joins: dict[str, str] = {}
    factor = _factor(running.ctx, running.term, joins)
    found, after, before, begins = running.measured()
    if not running.of_pay and not running.moves and begins.constant == 0 and not joins:
        over = factor.over
        if over.constant is not None:
            # One rate for all: what is earned is the measure times it.
            found = Layers(f"SELECT t.*, {_NO_GOAL} FROM ({found.sql}) AS t")
            return SoFar(found, _times(after, factor), _times(before, factor))
    change, under = times(running.value(), factor.over), factor.under
    if running.of_pay:
        change, under = times(change, SHARE), times(under, whole(SCALE))
    found = Layers(
        f"SELECT t.*, {cast(change)} AS added, {_NO_GOAL} FROM ({found.sql}) AS "
        f"t{''.join(joins.values())}"
    )
    return running.summed(found, Whole("added", change.low, change.high), under)


def _times(measured: Whole, factor: Ratio) -> Ratio:
    return Ratio(times(measured, factor.over), factor.under)


def _decided_on(ctx: Context, term: Earning, figures: list[Figure]) -> str:
    """The day whose rates hold: of what comes back that of what it was; where lines are paid, each
    payment's, and of what comes back the mean of these, which is left to the interpreter."""
    if ctx.plan.trigger != "paid":
        return "t.first_day"
    if ctx.has("returns") and any(figure.parameters for figure in figures):
        raise NotCovered("individual rates of lines that are paid and come back", term.name)
    return "t.day"


def _factor(ctx: Context, term: Earning, joins: dict[str, str]) -> Ratio:
    """The rate (or the amount a piece) of a line, on the day of what decides."""

    def said(figures: list[Figure]) -> tuple[list[Whole], Whole]:
        day = _decided_on(ctx, term, figures)
        return common([on_day(ctx, figure, "t.payee", day, joins) for figure in figures])

    if isinstance(term, Rate | Each):
        overs, under = said([term.rate if isinstance(term, Rate) else term.each])
        return Ratio(overs[0], under)
    if isinstance(term, Override):
        overs, under = said(list(term.rates))
        cases = [(f"(t.level = {n})", over) for n, over in enumerate(overs, start=1)]
        return Ratio(chosen(cases[:-1], overs[-1]), under)
    assert isinstance(term, RatesBy), "every kind of earning term is known"
    figures = [rule.rate if rule.rate is not None else rule.each for rule in term.rules]
    overs, under = said([figure for figure in figures if figure is not None])
    cases = [(f"(t.rule = {n})", over) for n, over in enumerate(overs, start=1)]
    return Ratio(chosen(cases, whole(0)), under)
