"""Terms that earn by line: amount = R(E after) - R(E before), by sums over windows of events.

E, all that is earned so far in a window (or of a transaction, or order), is a whole numerator
`earned` over `under`; R is the plan's rounding. Columns of the step `term_<n>`: see
`EXPLAINED`.
"""

from __future__ import annotations

from collections.abc import Sequence

from husay.basics.amount import SCALE
from husay.book.sql import literal
from husay.pay.compile.by_factor import by_factor
from husay.pay.compile.by_table import by_table
from husay.pay.compile.context import Context, NotCovered
from husay.pay.compile.layers import Layers, named
from husay.pay.compile.returned import can_reverse, reversed_too
from husay.pay.compile.running import Running, SoFar
from husay.pay.compile.troubles import trouble
from husay.pay.compile.whole import Ratio, Whole, cast, minus
from husay.pay.document.term import Curve, Earning, Tiers
from husay.pay.rounding import rounded

EXPLAINED = (
    "number", "kind", "payee", "person", "role", "sale", "line", "payment", "place", "day", "level",
    "value", "paid_on", "after", "goal", "earned", "under", "amount", "w", "ow",
)  # fmt: skip
"""The columns of a term's own lines, the step `term_<n>`: all that explains them.

`number`: which term; `kind`: earned or reversed. `payee` earns; `person` and `role` are of the
credit, `level` how far it is below. `value` is what the event adds to what the term reads (and
`paid_on` to what it pays on), `after` the measure then, `goal` what it is held against; `earned` /
`under` is all that is earned then, exactly; `amount` what the line earns, rounded. `w` and `ow` are
the first days of the windows that the line and what it takes back belong to.
"""

KEPT = ("number", "payee", "place", "day", "value", "after", "amount", "w")
"""What is kept of each line; the rest is told by `place` (of the event), or by the term's step."""


def add_by_line(ctx: Context, term: Earning) -> str:
    """Add the step of a term's lines; its name."""
    running = Running(ctx, term)
    found = _rounded(
        running, by_table(running) if isinstance(term, Tiers | Curve) else by_factor(running)
    )
    found = reversed_too(ctx, term, found) if can_reverse(ctx, term) else found
    found = _within_budget(ctx, term, found)
    kind = "CASE WHEN is_return THEN 'reversed' ELSE 'earned' END"
    columns = {name: name for name in EXPLAINED} | {
        "number": f"CAST({ctx.number(term)} AS TINYINT)",
        "kind": kind if ctx.has("returns") else "'earned'",
    }
    if not (isinstance(term, Tiers) and term.pays_on):
        columns["paid_on"] = "CAST(NULL AS BIGINT)"
    kept = ""
    if getattr(term, "budget", None) is not None and ctx.has("unpaid"):
        kept = " WHERE payee IN (SELECT person FROM people)"
    return ctx.step(f"term_{ctx.number(term)}", found.only(columns).sql + kept, kept=False)


def add_earned(ctx: Context, terms: Sequence[Earning]) -> None:
    """Add the step `earned`: what is kept of the lines of all these terms."""
    names = ", ".join(kept_columns(ctx))
    parts = [f"SELECT {names} FROM {add_by_line(ctx, term)}" for term in terms]
    nothing = (
        "SELECT CAST(NULL AS TINYINT) AS number, CAST(NULL AS VARCHAR) AS payee, "
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
