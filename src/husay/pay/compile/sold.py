"""Credited lines with their fields, what each measure has of them, and which terms take them.

Steps: `credited` (a return as its sale is credited), `fielded` (a line's fields in the plan's
currency), `flagged` (per measure the line's value, dealt to who is credited, and by measure and
term whether the line is taken).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from husay.basics.amount import SCALE
from husay.book.sql import literal
from husay.pay.compile.context import Context
from husay.pay.compile.expression import Fields, Reader
from husay.pay.compile.rounds import nearest
from husay.pay.compile.tables import TEXTS
from husay.pay.compile.whole import (
    Ratio,
    Whole,
    cast,
    chosen,
    column,
    divided,
    minus,
    multiply,
    plus,
    ratio,
    size,
    times,
    whole,
)
from husay.pay.document.measure import Measure
from husay.pay.document.term import RatesBy

MOST_MORE = 100
"""How many times itself what names a line may add to it at most."""

CONVERTED = ("amount", "list_amount", "cost")


def add_sold(ctx: Context) -> None:
    """Add the steps up to `flagged`."""
    flagged = _flagged(ctx)
    if _exchanges_by_day(ctx):
        if ctx.has("returns"):
            _add_originals(ctx)
        _add_exchange(ctx)
    ctx.step("fielded", _fielded(ctx, _read(ctx, flagged)), kept=False)
    ctx.step("flagged", flagged, kept=ctx.has("returns"))


def _exchanges_by_day(ctx: Context) -> bool:
    """Whether amounts are exchanged at the rate of the day (or month) of their sale."""
    return ctx.has("foreign") and ctx.plan.settings.currency_rate != "fixed"


def _read(ctx: Context, flagged: str) -> set[str]:
    """The fields of lines that anything reads: each column that none does would be carried through
    every statement."""
    found = set(re.findall(r"\bf_\w+", flagged))
    if counts_shares(ctx):
        found.add("f_share")
    if any(measure.counts for measure in ctx.measured):
        found.add("f_quantity")
    if ctx.has("returns"):
        found |= {"f_quantity", "f_currency"}
    return found


def counts_shares(ctx: Context) -> bool:
    """Whether anything reads the credited share of an event."""
    counts = any(measure.counts for measure in ctx.measured)
    return counts or ctx.plan.settings.split == "of_pay"


def lines_of(ctx: Context) -> str:
    """The table of credited lines, each return credited as the line that it takes back is: whoever
    a credit note names, it is taken of those who were credited with its sale. Where what it takes
    back is not among the facts, or is a return itself, its own credits stand."""
    if not ctx.has("recredited"):
        return "lines"
    sold = "SELECT * FROM lines WHERE returns_sale IS NULL"
    first = "ROW_NUMBER() OVER (PARTITION BY sale, line ORDER BY role, person)"
    back = (
        f"SELECT * EXCLUDE (nth_credit) FROM (SELECT *, {first} AS nth_credit FROM lines WHERE "
        "returns_sale IS NOT NULL) AS b WHERE nth_credit = 1"
    )
    credits = ", ".join(f"o.{n} AS {n}" for n in ("person", "role", "shares", "nth", "overlay"))
    return ctx.step(
        "credited",
        f"SELECT l.* FROM lines AS l ANTI JOIN ({sold}) AS o ON o.sale = l.returns_sale AND "
        f"o.line = l.returns_line UNION ALL BY NAME SELECT b.* REPLACE ({credits}) FROM ({back}) "
        f"AS b JOIN ({sold}) AS o ON o.sale = b.returns_sale AND o.line = b.returns_line",
    )


def trigger_day(ctx: Context) -> str:
    """The column of `lines` that says when a line counts."""
    return "invoiced" if ctx.plan.trigger == "invoiced" else "day"


def _add_originals(ctx: Context) -> None:
    """The days of every line that a return takes back."""
    ctx.step(
        "original_days",
        "SELECT l.sale, l.line, MIN(l.day) AS day FROM lines AS l SEMI JOIN "
        "(SELECT DISTINCT returns_sale, returns_line FROM lines WHERE returns_sale IS NOT NULL) "
        "AS r ON l.sale = r.returns_sale AND l.line = r.returns_line GROUP BY l.sale, l.line",
    )


def _add_exchange(ctx: Context) -> None:
    """What one unit of each currency is worth on each day: `over` / (common denominator x `n`)."""
    under, settings = ctx.bounds.rate_under, ctx.plan.settings
    over = f"r.over * ({under} // r.under)"
    if settings.currency_rate == "month_average":
        sql = (
            f"SELECT r.currency, d.day, CAST(SUM({over}) AS BIGINT) AS over, COUNT(*) AS n "
            "FROM rates AS r JOIN days AS d ON EXTRACT(YEAR FROM r.day) = EXTRACT(YEAR FROM d.day) "
            "AND EXTRACT(MONTH FROM r.day) = EXTRACT(MONTH FROM d.day) GROUP BY r.currency, d.day"
        )
    else:
        sql = (
            f"SELECT r.currency, d.day, ARG_MAX({over}, r.day) AS over, 1 AS n "
            "FROM rates AS r JOIN days AS d ON r.day <= d.day GROUP BY r.currency, d.day"
        )
    ctx.step("exchange", sql)


MOST_RATES = 1000
"""How many rates of a currency a month has at most."""


def _converted(ctx: Context, name: str) -> Whole:
    """An amount in the plan's currency."""
    value = ctx.bounds.of(name, f"l.{name}")
    if not ctx.has("foreign"):
        return value
    own = "COALESCE(NULLIF(l.cost_currency, ''), l.currency)" if name == "cost" else "l.currency"
    joined = "c" if name == "cost" else "x"
    cases = [(f"({own} = {literal(ctx.plan.currency)})", value)]
    if ctx.plan.settings.currency_rate == "fixed":
        for currency, rate in ctx.plan.settings.fixed_rates:
            said = nearest(multiply(Ratio(value, whole(1)), ratio(rate)))
            cases.append((f"({own} = {literal(currency)})", said))
        return chosen(cases, whole(0))
    most = ctx.bounds.ranges["rates"][1]
    averaged = ctx.plan.settings.currency_rate == "month_average"
    over = column(f"{joined}.over", most * (MOST_RATES if averaged else 1), least=0)
    under = times(
        whole(ctx.bounds.rate_under), column(f"{joined}.n", MOST_RATES if averaged else 1, least=1)
    )
    if not averaged:
        under = whole(ctx.bounds.rate_under)
    found = nearest(Ratio(times(value, over), under))
    cases.append((f"({joined}.over IS NULL)", Whole("0", 0, 0)))
    return chosen(cases, found)


def _fielded(ctx: Context, read: Collection[str]) -> str:
    parts = [
        "l.place, l.sale, l.line, l.person, l.role, l.day, l.invoiced, l.kind, l.amount, "
        "l.returns_sale, l.returns_line, l.shares, l.nth, l.overlay"
    ]
    if ctx.plan.trigger == "paid":
        parts.append("l.tax")
    known = {f"f_{name}": cast(_converted(ctx, name)) for name in CONVERTED}
    known |= {
        "f_quantity": "l.quantity", "f_share": "l.shares[l.nth]", "f_date": "l.day",
        "f_invoiced": "l.invoiced", "f_sale": "l.sale", "f_seller": "l.person",
        "f_role": "l.role", "f_kind": "l.kind", "f_currency": "l.currency",
    }  # fmt: skip
    added = (name for name, _ in ctx.plan.fields)
    known |= {f"f_{name}": f"l.f_{name}" for name in (*TEXTS, *added)}
    parts += [f"{sql} AS {name}" for name, sql in known.items() if name in read]
    joins = ""
    if _exchanges_by_day(ctx):
        day = "COALESCE(o.day, l.day)" if ctx.has("returns") else "l.day"
        if ctx.has("returns"):
            joins += (" LEFT JOIN original_days AS o "
                      "ON l.returns_sale = o.sale AND l.returns_line = o.line")  # fmt: skip
        cost = "COALESCE(NULLIF(l.cost_currency, ''), l.currency)"
        joins += f" LEFT JOIN exchange AS x ON x.currency = l.currency AND x.day = {day}"
        joins += f" LEFT JOIN exchange AS c ON c.currency = {cost} AND c.day = {day}"
        own = literal(ctx.plan.currency)
        parts.append(f"(l.currency <> {own} AND x.over IS NULL) AS unrated")
        parts.append(f"(l.cost IS NOT NULL AND {cost} <> {own} AND c.over IS NULL) AS cost_unrated")
    return f"SELECT {', '.join(parts)} FROM {lines_of(ctx)} AS l{joins}"


def fields(ctx: Context) -> Fields:
    """The bounds of what expressions read."""
    found = dict(ctx.bounds.ranges)
    for name in CONVERTED:
        value = _converted(ctx, name)
        found[name] = (value.low, value.high)
    for name, unit in ctx.plan.fields:
        if unit not in ("text", "date"):
            found[name] = ctx.bounds.ranges[f"f_{name}"]
    return Fields(found)


def value_of(ctx: Context, measure: Measure) -> Whole:
    """What a measure has of a whole line, in ten-thousandths; NULL where a field is missing."""
    assert measure.value is not None, "counts and scores are no line's"
    found = Reader(fields(ctx)).number(measure.value)
    return nearest(multiply(found, ratio(SCALE)))


def part_of(ctx: Context, value: Whole) -> Whole:
    """The credited person's part of a whole line's value.

    Dealt by largest remainder, ties to the earlier person; an overlay takes its share of it.
    """
    if ctx.plan.settings.split == "of_pay":
        return value
    share = column("f_share", SCALE, least=0)
    cases = list[tuple[str, Whole]]()
    if ctx.has("overlays"):
        cases.append(("overlay", nearest(Ratio(times(value, share), whole(SCALE)))))
    if ctx.has("splits"):
        cases.append(("LEN(shares) > 1", _dealt(value, share)))
    return chosen(cases, value)


def _dealt(value: Whole, share: Whole) -> Whole:
    """Shares sum to one whole: below is each part's floor, and the largest remainders have one
    more."""
    sized = size(value)
    below = divided(times(sized, share), whole(SCALE))
    left = f"CAST({sized.sql} % {SCALE} AS BIGINT)"
    own = f"(({left}) * f_share) % {SCALE}"
    missing = f"(LIST_SUM(LIST_TRANSFORM(shares, lambda s: (({left}) * s) % {SCALE})) // {SCALE})"
    ahead = (
        f"LEN(LIST_FILTER(shares, lambda s, i: (({left}) * s) % {SCALE} > {own} OR "
        f"((({left}) * s) % {SCALE} = {own} AND i < nth)))"
    )
    more = Whole(f"(CASE WHEN {ahead} < {missing} THEN 1 ELSE 0 END)", 0, 1)
    part = plus(below, more)
    part = Whole(part.sql, 0, max(value.most, 1))
    return chosen([(f"({value.sql} < 0)", minus(whole(0), part))], part)


def _flagged(ctx: Context) -> str:
    reader = Reader(fields(ctx))
    parts = ["*"]
    inner = ["*"]
    for measure in ctx.measured:
        inner.append(f"{_takes(reader, measure)} AS t_{measure.name}")
        if measure.value is not None:
            inner.append(f"{cast(value_of(ctx, measure))} AS v_{measure.name}")
            given = measured_column(ctx, measure, f"v_{measure.name}")
            parts.append(f"{cast(part_of(ctx, given))} AS p_{measure.name}")
    for term in ctx.earning:
        if ctx.plan.measure(term.of).entered:
            continue
        where = reader.condition(term.where)
        if isinstance(term, RatesBy):
            parts.append(f"{_rule(reader, term)} AS rule_{ctx.number(term)}")
            if term.instead_of:  # a line that no rule takes is left to the other terms
                where = f"{where} AND {_rule(reader, term)} > 0"
        parts.append(f"(t_{term.of} AND {where}) AS c_{ctx.number(term)}")
    return f"SELECT {', '.join(parts)} FROM (SELECT {', '.join(inner)} FROM fielded) AS f"


def measured_column(ctx: Context, measure: Measure, name: str) -> Whole:
    """A column that holds a measure's value of a line, or of what comes back of one."""
    if measure.counts:
        return Whole(name, -SCALE, SCALE)
    value = value_of(ctx, measure)
    if ctx.has("returns"):
        most = value.most * (2 * MOST_MORE if ctx.has("adding") else 1)
        return Whole(name, -most, most)
    return Whole(name, min(value.low, 0), max(value.high, 0))


def _takes(reader: Reader, measure: Measure) -> str:
    roles = ", ".join(literal(role) for role in measure.roles)
    held = f"(role IN ({roles}))" if roles else "FALSE"
    return f"({held} AND {reader.condition(measure.where)})"


def _rule(reader: Reader, term: RatesBy) -> str:
    """Which rule is a line's, counted from 1; 0 for none."""
    cases = " ".join(
        f"WHEN {reader.condition(rule.where)} THEN {n}" for n, rule in enumerate(term.rules, 1)
    )
    return f"CAST(CASE {cases} ELSE 0 END AS TINYINT)"


def flags(ctx: Context) -> Iterator[str]:
    """The columns that the line that is taken back decides."""
    for measure in ctx.measured:
        yield f"t_{measure.name}"
    for term in ctx.earning:
        if ctx.plan.measure(term.of).entered:
            continue
        yield f"c_{ctx.number(term)}"
        if isinstance(term, RatesBy):
            yield f"rule_{ctx.number(term)}"
