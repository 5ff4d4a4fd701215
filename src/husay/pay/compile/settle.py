"""A pay period's end: the period's rounding, the draw, and what is paid.

Step `settled`: payee, starts, ends, earned, drawn, recovered, forgiven, owed, paid; one row per
payee and pay period that has ended.
"""

from __future__ import annotations

from collections.abc import Sequence

from husay.basics.currency import minor_unit
from husay.pay.compile.context import Context, day_literal
from husay.pay.compile.figures import Joins, amount_over
from husay.pay.compile.limits import LAST, periods
from husay.pay.compile.posted import POSTED
from husay.pay.compile.rounds import rounded
from husay.pay.compile.whole import Ratio, Whole, cast, multiply, ratio, whole
from husay.pay.compile.windows import is_here, limited, presence
from husay.pay.document.term import Draw

_MOST = 2**62
"""How much is earned in a pay period at most; sums that are larger are refused by BIGINT."""


def add_rounding(ctx: Context, ledger: str) -> str:
    """The ledger with a line per pay period that makes whole coins of it."""
    settings = ctx.plan.settings
    if settings.rounds == "line":
        return ledger
    sums = (
        f"SELECT payee, period, CAST(SUM(amount) AS BIGINT) AS exact FROM {ledger} GROUP "
        "BY payee, period"
    )
    coins = rounded(
        Ratio(Whole("exact", -_MOST, _MOST), whole(1)),
        settings.rounding,
        minor_unit(ctx.plan.currency),
    )
    rows = (
        f"SELECT s.payee, s.period, p.w_end, s.exact, {cast(coins)} AS coins FROM ({sums}) AS s "
        f"JOIN {periods(ctx)} AS p ON p.payee = s.payee AND p.w = s.period AND p.ended"
    )
    columns = dict.fromkeys(POSTED, "NULL") | {
        "number": "CAST(-1 AS TINYINT)", "term": "'rounding'", "kind": "'rounding'",
        "payee": "payee", "person": "payee", "role": "''", "day": "w_end",
        "value": "exact", "after": "coins", "amount": "CAST(coins - exact AS BIGINT)",
        "w": "period", "ow": "period",
    }  # fmt: skip
    said = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    names = ", ".join([*POSTED, "period", "seq", "o_sale", "o_line"])
    return ctx.step(
        "ledger_rounded",
        f"SELECT {names} FROM {ledger} UNION ALL SELECT {said}, period, {LAST} AS seq, NULL "
        "AS o_sale, "
        f"NULL AS o_line FROM ({rows}) AS x WHERE coins <> exact",
    )


def add_settled(ctx: Context, ledger: str, windowed: Sequence[str]) -> str:
    """Add the step `settled`."""
    if ledger == "ledger":
        ledger = _amounts(ctx, windowed)
    sums = (
        "SELECT payee, period, CAST(SUM(amount) AS BIGINT) AS earned "
        f"FROM {ledger} GROUP BY payee, period"
    )
    draw = ctx.plan.draw
    joins, drawn = Joins(ctx.plan.period), "0"
    if draw is not None and draw.amount is not None:
        drawn = _drawn(ctx, draw, joins)
    owed, opened = "0", ""
    if ctx.has("openings"):
        owed, opened = "COALESCE(o.owed, 0)", " LEFT JOIN openings AS o ON o.person = t.payee"
    rows = (
        f"FROM {periods(ctx)} AS t LEFT JOIN ({sums}) AS s "
        f"ON s.payee = t.payee AND s.period = t.w{opened}"
    )
    if draw is None:
        sql = (
            "SELECT t.payee, t.w, t.w_end, COALESCE(s.earned, 0) AS earned, 0 AS drawn, "
            f"0 AS recovered, 0 AS forgiven, {owed} AS owed {rows} WHERE t.ended"
        )
    else:
        last = "SELECT person, MAX(ends) AS ends FROM members GROUP BY person"
        advances = (
            f"SELECT a.person, d.{ctx.plan.period}_start AS period, CAST(SUM(a.amount) AS BIGINT) "
            "AS amount FROM advances AS a JOIN days AS d ON d.day = a.day GROUP BY ALL"
        )
        step = ctx.step(
            "to_settle",
            f"SELECT t.payee, t.w, t.w_end, t.n, COALESCE(s.earned, 0) AS earned, {drawn} AS draw, "
            f"{owed} AS opened, COALESCE(l.ends BETWEEN t.w AND t.w_end, FALSE) AS leaves, "
            f"COALESCE(v.amount, 0) AS advanced {rows} LEFT JOIN ({last}) AS l "
            f"ON l.person = t.payee LEFT JOIN ({advances}) AS v ON v.person = t.payee "
            f"AND v.period = t.w{joins.sql} WHERE t.ended",
        )
        sql = _one_after_the_other(ctx, draw, step)
    asked = f"w <= {day_literal(ctx.until)} AND w_end >= {day_literal(ctx.asked.start)}"
    return ctx.step(
        "settled",
        "SELECT payee, w AS starts, w_end AS ends, CAST(earned AS BIGINT) AS earned, "
        "CAST(drawn AS BIGINT) AS drawn, CAST(recovered AS BIGINT) AS recovered, "
        "CAST(forgiven AS BIGINT) AS forgiven, CAST(owed AS BIGINT) AS owed, "
        f"CAST(earned + drawn - recovered AS BIGINT) AS paid FROM ({sql}) AS x WHERE {asked}",
    )


def _amounts(ctx: Context, windowed: Sequence[str]) -> str:
    """The amounts alone, where no cap or floor wants lines in their order."""
    parts = ["SELECT payee, day, amount FROM earned"]
    parts += [f"SELECT payee, day, amount FROM {table} WHERE NOT provisional" for table in windowed]
    return (
        f"(SELECT p.payee, d.{ctx.plan.period}_start AS period, p.amount "
        f"FROM ({' UNION ALL '.join(parts)}) AS p JOIN days AS d ON d.day = p.day) AS a"
    )


def _drawn(ctx: Context, term: Draw, joins: Joins) -> str:
    """The draw of a period; nothing where the person is not there."""
    assert term.amount is not None, "an advance has no amount of its own"
    amount = amount_over(ctx, term.amount, joins, "draw")
    coins = rounded(
        Ratio(amount, whole(1)), ctx.plan.settings.rounding, minor_unit(ctx.plan.currency)
    )
    parts = ["t.begun"]
    if term.starts is not None:
        parts.append(f"t.w >= {day_literal(term.starts)}")
    if term.ends is not None:
        parts.append(f"t.w <= {day_literal(term.ends)}")
    if term.when_leaving == "deducted":
        parts.append("NOT COALESCE(l.ends BETWEEN t.w AND t.w_end, FALSE)")
    if limited(ctx):
        table = presence(ctx, ctx.plan.period)
        assert table is not None, "where anybody may be absent there is a table of it"
        parts.append(is_here(ctx, joins.add(table, "q_there"), "draw"))
    return f"CASE WHEN {' AND '.join(parts)} THEN {cast(coins)} ELSE 0 END"


def _one_after_the_other(ctx: Context, term: Draw, rows: str) -> str:
    """What is owed goes from one pay period to the next."""
    added, recovered = _added(term), _recovered(ctx, term)
    names = "payee, w, w_end, n, earned, draw, leaves, advanced"
    own = ", ".join(f"r.{name}" for name in names.split(", "))
    step = (
        f"SELECT *, {added[0]} AS drawn, {added[1]} AS added, CAST({recovered} AS BIGINT) AS "
        "recovered "
    ) + "FROM (SELECT *, {0} AS owed_before, {1} AS waited FROM ({2}) AS x) AS y"
    after = "owed_before + added - recovered"
    forgiven = "0"
    if term.when_leaving == "forgiven":
        forgiven = f"CASE WHEN leaves THEN {after} ELSE 0 END"
    state = (
        f"SELECT {names}, drawn, recovered, {forgiven} AS forgiven, {after} - ({forgiven}) "
        "AS owed, "
    ) + "CASE WHEN owed_before <> 0 THEN waited + 1 ELSE 0 END AS waited FROM ({0}) AS z"
    first = state.format(step.format("opened", "0", f"SELECT r.* FROM {rows} AS r WHERE r.n = 1"))
    onward = state.format(
        step.format(
            "owed_was", "waited_was",
            f"SELECT {own}, o.owed AS owed_was, o.waited AS waited_was FROM owing AS o JOIN "
            f"{rows} AS r "
            "ON r.payee = o.payee AND r.n = o.n + 1",
        )
    )  # fmt: skip
    return (
        f"WITH RECURSIVE owing AS ({_typed(first)} UNION ALL {_typed(onward)}) SELECT * FROM owing"
    )


def _typed(sql: str) -> str:
    names = ("earned", "draw", "advanced", "drawn", "recovered", "forgiven", "owed", "waited")
    casts = ", ".join(f"CAST({name} AS BIGINT) AS {name}" for name in names)
    return f"SELECT payee, w, w_end, n, leaves, {casts} FROM ({sql}) AS c"


def _added(term: Draw) -> tuple[str, str]:
    """What is added to a period's pay, and what of that is owed."""
    if term.style == "advance":
        return "advanced", "advanced"
    drawn = "CASE WHEN draw <> 0 THEN GREATEST(0, draw - earned) ELSE 0 END"
    return drawn, drawn if term.style == "recoverable" else "0"


def _recovered(ctx: Context, term: Draw) -> str:
    """What is taken back in a period of what was owed before it."""
    cases = []
    drawn = _added(term)[0]
    if term.style == "non_recoverable":
        cases.append("WHEN owed_before = 0 THEN 0")
    if term.when_leaving == "deducted":
        cases.append("WHEN leaves THEN LEAST(owed_before, GREATEST(0, earned))")
    if term.recover_after:
        cases.append(f"WHEN waited < {term.recover_after} THEN 0")
    if term.style != "advance":
        cases.append(f"WHEN {drawn} <> 0 THEN 0")
    if term.recover_ends is not None:
        cases.append(f"WHEN w > {day_literal(term.recover_ends)} THEN 0")
    keeps = "draw" if term.keeps_draw and term.style != "advance" else "0"
    share = multiply(
        Ratio(Whole("GREATEST(0, earned)", 0, _MOST), whole(1)), ratio(term.recover_most)
    )
    most = rounded(share, ctx.plan.settings.rounding, minor_unit(ctx.plan.currency))
    cases.append(f"ELSE LEAST(owed_before, GREATEST(0, earned - {keeps}), {most.sql})")
    return f"CASE {' '.join(cases)} END" if len(cases) > 1 else cases[0].removeprefix("ELSE ")
