"""What returns take back: of what a line earned, the part that is returned, telescoping too.

Taken so far = R(earned of the line x part returned so far), the part at most one; a return's line
is the difference. A chain is one credited line with its returns, of a term, in order of events.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from husay.book.sql import literal
from husay.pay.compile.context import Context, day_literal
from husay.pay.compile.layers import Layers
from husay.pay.compile.sourced import MOST_RETURNS
from husay.pay.compile.taken import is_read_alone, whole_column
from husay.pay.compile.whole import Ratio, Whole, cast, larger, minus, smaller, times, whole
from husay.pay.compile.windows import windows
from husay.pay.document.term import Earning

_CHAIN = "number, payee, person, role, o_sale, o_line"
_IN_ORDER = f"(PARTITION BY {_CHAIN} ORDER BY place)"


def can_reverse(ctx: Context, term: Earning) -> bool:
    """Whether anything may be taken back of what was earned, rather than counted negative."""
    if not ctx.has("returns") or ctx.plan.returns.mode == "recompute":
        return False
    return not (ctx.plan.returns.mode == "net" and is_read_alone(term))


def counted_columns(ctx: Context) -> tuple[str, ...]:
    """What is to be known of each line of a term, so that it may be taken back: beside what is kept
    of it, what names its chain, and how it is `treat`ed (`events.treatment`)."""
    found = (*_CHAIN.split(", "), "place", "day", "is_return", "treat", "whole", "value", "after",
             "amount", "w", "ow")  # fmt: skip
    if ctx.plan.returns.mode == "pro_rata":
        found += ("since",)
    return (*found, "sale", "line") if ctx.plan.trigger == "paid" else found


def reversed_too(ctx: Context, terms: Sequence[Earning], table: str) -> Layers:
    """The lines of some terms, in a table with `counted_columns`, with the amounts of those that
    reverse."""
    chains = f"SELECT DISTINCT {_CHAIN} FROM {table} WHERE treat = 1"
    rows = Layers(f"SELECT c.* FROM {table} AS c SEMI JOIN ({chains}) AS r USING ({_CHAIN})")
    rows = _earned_before(ctx, terms, rows)
    over = f"(PARTITION BY {_CHAIN} ORDER BY place ROWS UNBOUNDED PRECEDING)"
    rows = rows.with_({
        "o_known": ("(b_known OR COUNT(CASE WHEN treat = 0 AND NOT is_return THEN 1 END) "
                   f"OVER {over} > 0)"),
    })  # fmt: skip
    rows = _of_payments(ctx, rows)
    rows = rows.with_({
        "o_amount": ("CAST(b_amount + SUM(CASE WHEN treat = 0 THEN amount + o_more ELSE 0 END) "
                    f"OVER {over} AS BIGINT)"),
        "o_more_in_all": f"CAST(SUM(o_more) OVER {over} AS BIGINT)",
    })  # fmt: skip
    # What was returned before the line itself counted leaves it whole.
    kept = "CASE WHEN treat = 0 AND o_known THEN whole ELSE 0 END"
    rows = rows.with_({"o_whole": f"CAST(ABS(b_value + SUM({kept}) OVER {over}) AS BIGINT)"})
    rows = _taken(ctx, terms, rows.where("treat = 1 AND o_known"))
    before = f"COALESCE(LAG(taken) OVER {_IN_ORDER}, 0)"
    since = f"o_more_in_all - COALESCE(LAG(o_more_in_all) OVER {_IN_ORDER}, 0)"
    rows = rows.with_({"given": f"CAST({before} + {since} - taken AS BIGINT)"})
    rows = _instalments(ctx, rows)
    extra = (
        "b_amount, b_known, b_value, o_more, o_more_in_all, o_amount, o_known, o_whole, returned, "
        "part, part_so_far, part_under, taken, given"
    )
    back = f"SELECT * EXCLUDE ({extra}) REPLACE (given AS amount) FROM ({rows.sql}) AS x"
    return Layers(f"SELECT * FROM {table} WHERE treat <> 1 UNION ALL BY NAME {back}")


def _of_payments(ctx: Context, rows: Layers) -> Layers:
    """With the `whole` of lines once, where each has an event for each payment, and `o_more`: what
    a return that took its part has taken of a later payment, too."""
    if ctx.plan.trigger != "paid":
        return rows.with_({"o_more": "0"})
    each = "(PARTITION BY number, payee, person, role, sale, line ORDER BY place"
    so_far = f"COUNT(CASE WHEN treat <> 2 THEN 1 END) OVER {each} ROWS UNBOUNDED PRECEDING)"
    once = f"CASE WHEN treat <> 2 AND {so_far} = 1 THEN whole ELSE 0 END"
    took = f"FIRST_VALUE(treat = 1 AND o_known) OVER {each})"
    rows = rows.with_({
        "o_more": f"CASE WHEN treat = 0 AND is_return AND {took} THEN -amount ELSE 0 END",
    })  # fmt: skip
    return Layers(f"SELECT * REPLACE ({once} AS whole) FROM ({rows.sql}) AS x")


def _earned_before(ctx: Context, terms: Sequence[Earning], rows: Layers) -> Layers:
    """What lines before the facts earned."""
    if not ctx.has("before"):
        return rows.with_({"b_amount": "0", "b_known": "FALSE", "b_value": "0"})
    named = " ".join(f"WHEN {ctx.number(term)} THEN {literal(term.name)}" for term in terms)
    return Layers(
        "SELECT r.*, COALESCE(b.amount, 0) AS b_amount, b.person IS NOT NULL AS b_known, "
        f"COALESCE(b.value, 0) AS b_value FROM ({rows.sql}) AS r LEFT JOIN before AS b "
        f"ON b.person = r.payee AND b.term = CASE r.number {named} END AND b.sale = r.o_sale "
        "AND b.line = r.o_line"
    )


def _taken(ctx: Context, terms: Sequence[Earning], rows: Layers) -> Layers:
    """With `taken`: all that was taken back of the line so far, rounded."""
    most = max(
        *(whole_column(ctx, ctx.plan.measure(term.of)).most for term in terms),
        abs(ctx.bounds.ranges["before.value"][0]),
        ctx.bounds.ranges["before.value"][1],
        1,
    )
    of_whole = Whole("o_whole", 0, most * 2)
    over = f"(PARTITION BY {_CHAIN} ORDER BY place ROWS UNBOUNDED PRECEDING)"
    # Together the parts are never more than the line, whatever of them is taken.
    summed = Whole(f"CAST(SUM(ABS(whole)) OVER {over} AS HUGEINT)", 0, most * MOST_RETURNS)
    rows = rows.with_({"returned": cast(smaller(summed, of_whole))})
    earlier = f"COALESCE(LAG(returned) OVER {_IN_ORDER}, 0)"
    part = larger(minus(Whole("returned", 0, most * 2), Whole(earlier, 0, most * 2)), whole(0))
    part, under = _factored(ctx, Whole(part.sql, 0, most * 2))
    rows = rows.with_({"part": cast(part)})
    limit = times(larger(of_whole, whole(1)), whole(under))
    so_far = Whole(f"CAST(SUM(part) OVER {over} AS HUGEINT)", 0, part.high * MOST_RETURNS)
    rows = rows.with_({"part_so_far": cast(smaller(so_far, limit)), "part_under": cast(limit)})
    so_far = Whole("part_so_far", 0, limit.high)
    once = max(
        *(ctx.amounts[term.name] for term in terms),
        *map(abs, ctx.bounds.ranges["before.amount"]),
        1,
    )
    amount = Whole("o_amount", -2 * once, 2 * once)
    taken = ctx.rounded(Ratio(times(amount, so_far), Whole("part_under", 1, limit.high)))
    return rows.with_(
        {"taken": cast(Whole(taken.sql, amount.low - ctx.unit, amount.high + ctx.unit))}
    )


def _factored(ctx: Context, part: Whole) -> tuple[Whole, int]:
    """A part times how much of it is taken, as a whole number over the second."""
    returns = ctx.plan.returns
    if returns.mode == "percentage":
        share = returns.percentage or Fraction(0)
        return times(part, whole(share.numerator)), share.denominator
    if returns.mode == "pro_rata" and returns.served_days:
        served = Whole("DATE_DIFF('DAY', since, day)", 0, 10**6)
        left = larger(minus(whole(returns.served_days), served), whole(0))
        return times(part, left), returns.served_days
    if returns.mode == "pro_rata" and returns.months:
        months = (
            "((EXTRACT(YEAR FROM day) - EXTRACT(YEAR FROM since)) * 12 + "
            "EXTRACT(MONTH FROM day) - EXTRACT(MONTH FROM since))"
        )
        whole_ones = (
            f"(CASE WHEN CAST(since + TO_MONTHS(CAST({months} AS INTEGER)) AS DATE) <= day "
            f"THEN {months} ELSE {months} - 1 END)"
        )
        left = larger(minus(whole(returns.months), Whole(whole_ones, -1, 10**5)), whole(0))
        return times(part, smaller(left, whole(returns.months))), returns.months
    return part, 1


def _instalments(ctx: Context, rows: Layers) -> Layers:
    """What is taken back in equal coins: the first on the day, the others on the first days of the
    pay periods that follow; of who leaves the rest with the last one, unless it is forgiven."""
    count, leaving = ctx.plan.returns.instalments, ctx.plan.returns.when_leaving
    if count == 1 and leaving == "rest":
        return rows
    kind = ctx.plan.period
    numbered = (
        f"SELECT starts, ends, ROW_NUMBER() OVER (ORDER BY starts) AS n FROM {windows(ctx, kind)}"
    )
    steps = f"(ABS(given) // {ctx.unit})"
    dealt = (
        f"({steps} // {count} + (CASE WHEN i.i < {steps} % {count} THEN 1 ELSE 0 END)) * {ctx.unit}"
    )
    before = f"({steps} // {count} * i.i + LEAST(i.i, {steps} % {count})) * {ctx.unit}"
    rest = f"(ABS(given) - {before})" if leaving == "rest" else dealt
    over = "0" if leaving == "forgiven" else rest
    dealt = (
        f"(CASE WHEN f.starts > l.ends THEN {over} WHEN f.ends >= l.ends THEN {rest} "
        f"ELSE {dealt} END)"
    )
    signed = f"CAST(CASE WHEN given < 0 THEN -{dealt} ELSE {dealt} END AS BIGINT)"
    last = "SELECT person, MAX(ends) AS ends FROM members GROUP BY person"
    day = "CASE WHEN i.i = 0 THEN x.day ELSE f.starts END"
    return Layers(
        f"SELECT x.* REPLACE ({signed} AS given, {day} AS day) FROM ({rows.sql}) AS x "
        f"CROSS JOIN (SELECT UNNEST(RANGE({count})) AS i) AS i "
        f"JOIN days AS d ON d.day = x.day JOIN ({numbered}) AS n ON n.starts = d.{kind}_start "
        f"LEFT JOIN ({numbered}) AS f ON f.n = n.n + i.i "
        f"LEFT JOIN ({last}) AS l ON l.person = x.payee "
        f"WHERE (i.i = 0 OR (x.given <> 0 AND f.starts <= {day_literal(ctx.until)} "
        "AND COALESCE(f.starts <= l.ends, TRUE)))"
    )
