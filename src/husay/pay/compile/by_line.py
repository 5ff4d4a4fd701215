"""Terms that earn by line: amount = R(E after) - R(E before), by sums over windows of events.

E, all that is earned so far in a window (or of a transaction, or order), is a whole numerator
`earned` over `under`; R is the plan's rounding. Columns of the step `term_<n>`: `kept_columns`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from husay.basics.amount import SCALE
from husay.book.sql import literal
from husay.pay.compile.by_factor import by_factor
from husay.pay.compile.by_table import by_table
from husay.pay.compile.context import Context, NotCovered
from husay.pay.compile.layers import Layers, named, selected
from husay.pay.compile.returned import can_reverse, counted_columns, reversed_too
from husay.pay.compile.running import Running, SoFar
from husay.pay.compile.troubles import trouble
from husay.pay.compile.whole import Ratio, Whole, cast, minus
from husay.pay.document.term import Curve, Earning, Tiers
from husay.pay.rounding import rounded

KEPT = ("number", "payee", "place", "day", "value", "after", "amount", "w")
"""What is kept of each line; the rest is told by `place` (of the event).

`number`: which term; `payee` earns. `value` is what the event adds to what the term reads, `after`
the measure then, `amount` what the line earns, rounded, and `w` the first day of the window that
the line belongs to. Where anything is taken back, `kind` is earned or reversed, and `ow` the first
day of the window that what it takes back belongs to.
"""

_WORD = re.compile(r"\w+")


def _add_by_line(ctx: Context, term: Earning) -> str:
    """Add the step of a term's lines, of one whose lines may be taken back the one before that;
    its name."""
    known, number = frozenset(ctx.steps), ctx.number(term)
    running = Running(ctx, term)
    found = _rounded(
        running, by_table(running) if isinstance(term, Tiers | Curve) else by_factor(running)
    )
    name = _counted(ctx, term, found) if can_reverse(ctx, term) else ""
    if not name or _has_budget(term):
        found = reversed_too(ctx, [term], name) if name else found
        found = _within_budget(ctx, term, found).only(_kept(ctx, number))
        kept = ""
        if _has_budget(term) and ctx.has("unpaid"):
            kept = " WHERE payee IN (SELECT person FROM people)"
        name = ctx.step(f"term_{number}", found.sql + kept, kept=False)
    _narrow(ctx, running.columns, known)
    return name


def _has_budget(term: Earning) -> bool:
    return getattr(term, "budget", None) is not None


def _counted(ctx: Context, term: Earning, found: Layers) -> str:
    """Add the step of a term's lines before any is taken back; its name."""
    number = ctx.number(term)
    columns = {name: name for name in counted_columns(ctx)}
    columns["number"] = f"CAST({number} AS TINYINT)"
    return ctx.step(f"counted_{number}", found.only(columns).sql, kept=_has_budget(term))


def _kept(ctx: Context, number: int | None = None) -> dict[str, str]:
    """What is kept of a term's lines, or of those of several."""
    columns = {name: name for name in kept_columns(ctx)}
    if number is not None:
        columns["number"] = f"CAST({number} AS TINYINT)"
    if "kind" in columns:
        columns["kind"] = "CASE WHEN is_return THEN 'reversed' ELSE 'earned' END"
    return columns


def _narrow(ctx: Context, columns: Mapping[str, str], known: Collection[str]) -> None:
    """Leave columns that nothing names out of what a term takes, in each step that is not `known`:
    layer upon layer would carry them, and a small query takes as long as it has columns."""
    said, steps = selected(columns), [s for s in ctx.steps.values() if s.name not in known]
    named = set(_WORD.findall(" ".join(step.sql.replace(said, "") for step in steps)))
    wanted = selected({name: sql for name, sql in columns.items() if name in named})
    for step in steps:
        ctx.steps[step.name] = replace(step, sql=step.sql.replace(said, wanted))


def add_earned(ctx: Context, terms: Sequence[Earning]) -> None:
    """Add the step `earned`: what is kept of the lines of all these terms."""
    names = ", ".join(kept_columns(ctx))
    back = [term for term in terms if can_reverse(ctx, term) and not _has_budget(term)]
    steps = {term.name: _add_by_line(ctx, term) for term in terms}
    parts = [f"SELECT {names} FROM {steps[term.name]}" for term in terms if term not in back]
    if back:
        # What comes back of any of these terms is asked about once, of all.
        said = " UNION ALL ".join(f"SELECT * FROM {steps[term.name]}" for term in back)
        table = ctx.step("counted", said)
        parts.append(reversed_too(ctx, back, table).only(_kept(ctx)).sql)
    nothing = (
        "SELECT CAST(NULL AS TINYINT) AS number, CAST(NULL AS INTEGER) AS payee, "
        "CAST(NULL AS BIGINT) AS place, CAST(NULL AS DATE) AS day, CAST(NULL AS BIGINT) AS value, "
        "CAST(NULL AS BIGINT) AS after, CAST(NULL AS BIGINT) AS amount, CAST(NULL AS DATE) AS w, "
        "CAST(NULL AS VARCHAR) AS kind, CAST(NULL AS DATE) AS ow"
    )
    ctx.step(
        "earned", " UNION ALL ".join(parts) or f"SELECT {names} FROM ({nothing}) AS x WHERE FALSE"
    )


def kept_columns(ctx: Context) -> tuple[str, ...]:
    """The columns of `earned`: where anything is taken back, its kind and window too."""
    return (*KEPT, "kind", "ow") if ctx.has("returns") else KEPT


def _rounded(running: Running, so_far: SoFar) -> Layers:
    """With the amount of each event that counts; 0 of what reverses, which comes later."""
    ctx, after, before = running.ctx, so_far.after, so_far.before
    found = so_far.found.with_(
        {"earned": cast(after.over), "was": cast(before.over), "under": cast(after.under),
         "was_under": cast(before.under)}
    )  # fmt: skip
    one = ctx.rounded(Ratio(named(after.over, "earned"), _under(after.under, "under")))
    two = ctx.rounded(Ratio(named(before.over, "was"), _under(before.under, "was_under")))
    amount = minus(one, two)
    ctx.amounts[running.term.name] = amount.most
    said = cast(amount)
    if ctx.has("returns"):
        said = f"CASE WHEN treat = 0 THEN {said} ELSE 0 END"
    if running.measure.counts:
        return Layers(f"SELECT * EXCLUDE (amount), {said} AS amount FROM ({found.sql}) AS x")
    return found.with_({"amount": said})


def _under(under: Whole, name: str) -> Whole:
    return under if under.constant is not None else named(under, name)


def _within_budget(ctx: Context, term: Earning, found: Layers) -> Layers:
    """What is beyond everybody's budget left out, in order of events.

    Until the budget is used up, what comes back frees what it takes back; after that, each line's
    own share of the budget decides, which `interpret` keeps: then this is told as a problem.
    """
    budget = getattr(term, "budget", None)
    if budget is None:
        return found
    if budget.parameters:
        raise NotCovered("a budget that differs by person", term.name)
    most = rounded(budget.factor * SCALE, ctx.plan.settings.rounding, ctx.unit)
    order = "ORDER BY day, place, payee ROWS BETWEEN UNBOUNDED PRECEDING AND"
    found = found.with_({"used": f"CAST(SUM(amount) OVER ({order} CURRENT ROW) AS BIGINT)"})
    back = "(amount < 0 OR (is_return AND amount <> 0))"
    beyond = f"COALESCE(MAX(used) OVER ({order} 1 PRECEDING) > {most}, FALSE)"
    table = ctx.step(
        f"spent_{ctx.number(term)}", found.with_({"is_beyond": f"({back} AND {beyond})"}).sql
    )
    # What comes back once the budget is used up gives back what its own line had of it.
    ctx.problems.append(
        trouble("pay-not-compiled", "person", literal("what comes back of a budget used up"),
                f"FROM people WHERE EXISTS (SELECT 1 FROM {table} WHERE is_beyond)")
    )  # fmt: skip
    kept = f"LEAST(used, {most}) - LEAST(used - amount, {most})"
    return Layers(f"SELECT * EXCLUDE (is_beyond) REPLACE ({kept} AS amount) FROM {table} AS x")
