"""What is wrong with facts, as queries: code, person, what, and the first day of the window."""

from __future__ import annotations

from collections.abc import Iterator

from husay.basics.amount import SCALE
from husay.book.sql import literal
from husay.pay.compile.bounds import window_kinds
from husay.pay.compile.context import Context, day_literal
from husay.pay.compile.events import goes_beside, reads_team, unknown_before
from husay.pay.compile.sold import lines_of, trigger_day

EMPTY = (
    "SELECT CAST(NULL AS VARCHAR) AS code, CAST(NULL AS INTEGER) AS person, "
    "CAST(NULL AS VARCHAR) AS what, CAST(NULL AS DATE) AS starts WHERE FALSE"
)


def trouble(
    code: str, person: str, what: str, source: str, starts: str = "CAST(NULL AS DATE)"
) -> str:
    """A query for one kind of mistake; `source` is FROM and WHERE."""
    return (
        f"SELECT DISTINCT {literal(code)} AS code, {person} AS person, {what} AS what, "
        f"{starts} AS starts {source}"
    )


def of_lines(ctx: Context) -> Iterator[str]:
    """What may be wrong with credited lines."""
    lines = lines_of(ctx)
    yield trouble("pay-credited-twice", "person", "sale",
                  f"FROM {lines} GROUP BY sale, line, person, role "
                  "HAVING COUNT(*) > 1")  # fmt: skip
    if ctx.has("splits") or ctx.has("unequal"):
        yield trouble("pay-shares-not-whole", "person", "sale",
                      f"FROM {lines} WHERE NOT overlay AND "
                      f"LIST_SUM(shares) <> {SCALE}")  # fmt: skip
    if ctx.has("returns"):
        yield _of_cancelled(ctx)
        yield from _straddling(ctx)
        if goes_beside(ctx):
            yield _of_one_day(ctx)
        if ctx.plan.trigger == "paid" and any(measure.counts for measure in ctx.measured):
            yield _of_more(ctx)
        yield trouble("pay-return-unknown", "person", "sale", "FROM events WHERE NOT known")
        if ctx.has("openings"):
            back = "e.is_return" + (" AND NOT e.beside" if goes_beside(ctx) else "")
            source = (
                f"FROM events AS e JOIN openings AS op ON op.person = e.person WHERE {back} "
                f"AND e.day >= op.day AND e.first_day < op.day{unknown_before(ctx, 'e.person')}"
            )
            yield trouble("pay-return-unknown", "e.person", "e.sale", source)
    if ctx.has("foreign"):
        yield from _without_rate(ctx)
    for measure in ctx.measured:
        if measure.value is not None:
            yield trouble("pay-missing-field", "person", literal(measure.name),
                          (f"FROM events WHERE t_{measure.name} AND p_{measure.name} "
                          "IS NULL"))  # fmt: skip


def _of_cancelled(ctx: Context) -> str:
    """Whom lines pay that take a return back, or that add to a line of which something may be
    reversed: what had been taken is given back, which is read line by line."""
    given, joins = "o.returns_sale IS NOT NULL", ""
    returns = ctx.plan.returns
    if ctx.has("adding") and (returns.mode != "recompute" or returns.days is not None):
        same = (f"SIGN(r.{name}) * SIGN(o.{name}) > 0" for name in ("amount", "quantity"))
        adds = f"({' OR '.join(same)})"
        if returns.mode == "net" and ctx.plan.trigger != "paid" and returns.days is None:
            # While all windows of its sale are open it is a line like any other.
            day = trigger_day(ctx)
            joins = f"JOIN days AS d ON d.day = r.{day} JOIN days AS e ON e.day = o.{day} "
            closed = (f"d.{kind}_start <> e.{kind}_start" for kind in window_kinds(ctx.plan))
            adds += f" AND ({' OR '.join(closed)})"
        given = f"({given} OR {adds})"
    rows = (
        "SELECT r.sale, UNNEST([r.person, o.person, s.person]) AS person FROM lines AS r "
        "JOIN lines AS o ON o.sale = r.returns_sale AND o.line = r.returns_line "
        f"{joins}LEFT JOIN lines AS s ON s.sale = o.returns_sale AND s.line = o.returns_line "
        f"WHERE r.returns_sale IS NOT NULL AND {given}"
    )
    what = literal("what cancels a credit note")
    return trouble(
        "pay-not-compiled", "person", what, f"FROM ({rows}) AS x WHERE person IS NOT NULL"
    )


def _of_one_day(ctx: Context) -> str:
    """Whom lines pay of which something comes back on a day on which more is received of another
    return, too: which part each has of that is read line by line."""
    behind = (
        "CAST(e.before_over AS HUGEINT) * r.after_under >= "
        "CAST(r.after_over AS HUGEINT) * e.before_under"
    )
    of = (
        "SELECT r.o_sale FROM events AS r JOIN events AS e ON e.sale = r.o_sale AND "
        "e.line = r.o_line AND e.day = r.day AND NOT e.is_return "
        f"WHERE r.is_return AND NOT r.beside AND {behind}"
    )
    what = literal("what comes back of a sale several times on a day")
    if reads_team(ctx):
        source = f"FROM people WHERE EXISTS ({of})"
    else:
        source = f"FROM events WHERE o_sale IN ({of})"
    return trouble("pay-not-compiled", "person", what, source)


def _straddling(ctx: Context) -> Iterator[str]:
    """Whom lines pay that come back and that were paid on either side of a day on which the plan or
    a term begins or ends: which part of them counted is read line by line."""
    if ctx.plan.trigger != "paid":
        return
    yield from _late_in_part(ctx)
    held = [(ctx.plan.starts, ctx.plan.ends), *((term.starts, term.ends) for term in ctx.earning)]
    for starts, ends in dict.fromkeys(held):
        inside = " AND ".join(
            f"day {sign} {day_literal(day)}" for sign, day in ((">=", starts), ("<=", ends)) if day
        )
        if not inside:
            continue
        of = (
            f"SELECT sale FROM payments WHERE day <= {day_literal(ctx.until)} GROUP BY sale "
            f"HAVING COUNT(DISTINCT ({inside})) > 1"
        )
        back = "SELECT DISTINCT returns_sale FROM lines WHERE returns_sale IS NOT NULL"
        what = literal("what comes back of lines of which a part was paid within dates")
        yield trouble(
            "pay-not-compiled", "l.person", what,
            f"FROM lines AS l SEMI JOIN ({back}) AS b ON b.returns_sale = l.sale "
            f"SEMI JOIN ({of}) AS p ON p.sale = l.sale",
        )  # fmt: skip


def _late_in_part(ctx: Context) -> Iterator[str]:
    """Whom lines pay that come back too late for a part of the payments; these are read by line."""
    days = ctx.plan.returns.days
    if days is None:
        return
    late = f"(DATE_DIFF('DAY', p.day, r.day) > {days})"
    of = (
        "SELECT r.returns_sale FROM (SELECT DISTINCT sale, line, day, returns_sale FROM lines "
        "WHERE returns_sale IS NOT NULL) AS r JOIN payments AS p ON p.sale = r.returns_sale "
        f"WHERE p.day <= {day_literal(ctx.until)} GROUP BY r.returns_sale, r.sale, r.line "
        f"HAVING COUNT(DISTINCT {late}) > 1"
    )
    what = literal("what comes back too late for a part of the payments")
    yield trouble(
        "pay-not-compiled", "l.person", what,
        f"FROM lines AS l SEMI JOIN ({of}) AS p ON p.returns_sale = l.sale",
    )  # fmt: skip


def _of_more(ctx: Context) -> str:
    """Whom lines pay of which more comes back than was sold, by returns whose numbers are in an
    order other than their days': which of these brings a sale to nothing is read line by line."""
    of = (
        "SELECT r.returns_sale, r.returns_line FROM (SELECT DISTINCT sale, line, day, amount, "
        "returns_sale, returns_line FROM lines WHERE returns_sale IS NOT NULL) AS r "
        "JOIN (SELECT DISTINCT sale, line, amount FROM lines WHERE returns_sale IS NULL) AS o "
        "ON o.sale = r.returns_sale AND o.line = r.returns_line GROUP BY r.returns_sale, "
        "r.returns_line, o.amount HAVING ABS(SUM(r.amount)) > ABS(o.amount) "
        "AND LIST(r.sale ORDER BY r.day, r.sale) <> LIST(r.sale ORDER BY r.sale)"
    )
    what = literal("what comes back of a line beyond what was sold")
    return trouble(
        "pay-not-compiled", "l.person", what,
        f"FROM lines AS l SEMI JOIN ({of}) AS x "
        "ON x.returns_sale = COALESCE(l.returns_sale, l.sale) "
        "AND x.returns_line = COALESCE(l.returns_line, l.line)",
    )  # fmt: skip


def _without_rate(ctx: Context) -> Iterator[str]:
    own = literal(ctx.plan.currency)
    for name in ("currency", "cost_currency"):
        if ctx.plan.settings.currency_rate == "fixed":
            known = [
                own,
                "''",
                *(literal(currency) for currency, _ in ctx.plan.settings.fixed_rates),
            ]
            yield trouble("pay-no-rate", "person", "sale",
                          f"FROM {lines_of(ctx)} WHERE {name} "
                          f"NOT IN ({', '.join(known)})")  # fmt: skip
        else:
            yield trouble("pay-no-rate", "person", "sale",
                          ("FROM fielded WHERE "
                          f"{'unrated' if name == 'currency' else 'cost_unrated'}"))  # fmt: skip
