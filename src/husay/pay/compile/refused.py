"""What the compiler does not cover at all, told before it begins."""

from __future__ import annotations

from collections.abc import Iterator

from husay.basics.problem import Problem
from husay.pay.compile.context import MOST_DAYS, Context, NotCovered
from husay.pay.document.term import Contest, Override, Pool


def refuse(ctx: Context) -> tuple[Problem, ...]:
    """Every reason not to compile a plan over such facts."""
    return tuple(NotCovered(what, term).problem for what, term in _reasons(ctx))


def _reasons(ctx: Context) -> Iterator[tuple[str, str]]:
    if ctx.asked.days > MOST_DAYS:
        yield "so many days", ""
    for table in ("members", "reporting", "parameters"):
        if ctx.has(f"twice {table}"):
            yield f"{table} that overlap", ""
    if ctx.plan.settings.after_leaving is not None and ctx.has("members"):
        yield "after_leaving", ""
    if ctx.has("twice hired"):
        yield "two days of hiring", ""
    if ctx.has("of parts") and any(measure.counts == "sales" for measure in ctx.measured):
        yield "counts of sales of which one of several lines comes back", ""
    if ctx.has("of nothing") and any(measure.counts for measure in ctx.measured):
        yield "counts of what was sold for nothing and comes back", ""
    if ctx.has("openings") and ctx.has("returns"):
        if ctx.plan.trigger == "paid":
            yield "returns of sales that were paid in part before an opening", ""
        if any(measure.whose == "team" for measure in ctx.plan.measures) or any(
            isinstance(term, Override) for term in ctx.plan.terms
        ):
            yield "returns of others' sales from before an opening", ""
    for term in ctx.plan.terms:
        if isinstance(term, Pool | Contest):
            yield f"terms of this kind ({type(term).__name__.lower()})", term.name
