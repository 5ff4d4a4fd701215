"""Returns by the lines that they take back: these decide what they are, and what they are worth.

Steps: `came_back` (each return with the line that it takes back, and which part of it had come back
before and with it), `sold` (lines, a return with the flags of that line and less its part of that
line's value). Where what it takes back is not among the facts, or is a return itself, a return is
measured by its own fields.
"""

from __future__ import annotations

from collections.abc import Iterator

from husay.book.sql import literal
from husay.pay.compile.context import Context, day_literal
from husay.pay.compile.rounds import nearest
from husay.pay.compile.sold import MOST_MORE, flags, part_of, trigger_day, value_of
from husay.pay.compile.troubles import trouble
from husay.pay.compile.whole import (
    Ratio,
    Whole,
    cast,
    chosen,
    larger,
    minus,
    negative,
    smaller,
    times,
    whole,
)
from husay.pay.document.measure import Measure

MOST_RETURNS = 10_000
"""How many returns a line has at most."""


def add_sourced(ctx: Context) -> None:
    """Add the steps up to `sold`; `flagged` stands already."""
    if not ctx.has("returns"):
        ctx.step("sold", _unsourced(), kept=False)
        return
    ctx.step("came_back", _came_back(ctx))
    ctx.step("sold", _sourced(ctx), kept=False)
    ctx.problems += list(_troubles(ctx))


def _unsourced() -> str:
    return (
        "SELECT *, sale AS o_sale, line AS o_line, FALSE AS is_return, TRUE AS known, "
        "day AS sale_day, CAST(NULL AS DATE) AS o_first FROM flagged"
    )


def _valued(ctx: Context) -> list[Measure]:
    """The measures that lines have a value of."""
    return [measure for measure in ctx.measured if measure.value is not None]


def by_pieces(measure: Measure) -> bool:
    """Whether the part of a measure that comes back goes by quantity."""
    return measure.counts is None and measure.unit in ("quantity", "count")


def _bases(ctx: Context) -> list[str]:
    """By what parts go: `a` by amount, `q` by quantity."""
    pieces = {by_pieces(measure) for measure in ctx.measured}
    return [name for name, said in (("a", False), ("q", True)) if said in pieces]


def _came_back(ctx: Context) -> str:
    """Of a return, the line that it takes back: as it was credited to the same person in the same
    role, else to whoever comes first."""
    own = "CASE WHEN o.person = r.person AND o.role = r.role THEN 0 ELSE 1 END"
    best = (
        "ROW_NUMBER() OVER (PARTITION BY r.sale, r.line, r.person, r.role "
        f"ORDER BY {own}, o.role, o.person)"
    )
    trigger = trigger_day(ctx)
    parts = [
        "r.sale, r.line, r.person, r.role, r.returns_sale, r.returns_line",
        f"r.{trigger} AS r_day, o.day AS sale_day, o.{trigger} AS o_first",
        "o.returns_sale IS NULL AS is_sold",
        *(f"o.{name}" for name in flags(ctx)),
        *(f"o.v_{measure.name} AS ov_{measure.name}" for measure in _valued(ctx)),
        f"{best} AS best",
    ]
    for basis in _bases(ctx):
        over, under = _share(ctx, basis)
        parts += [f"{cast(over)} AS {basis}_over", f"{cast(under)} AS {basis}_under"]
        if ctx.has("foreign"):
            parts.append(f"({_goes_by_amount(basis)} AND r.f_currency <> o.f_currency) "
                         f"AS {basis}_torn")  # fmt: skip
    paired = (
        f"SELECT {', '.join(parts)} FROM flagged AS r JOIN flagged AS o "
        "ON r.returns_sale = o.sale AND r.returns_line = o.line"
    )
    return _so_far(ctx, f"SELECT * FROM ({paired}) AS x WHERE best = 1")


def _so_far(ctx: Context, rows: str) -> str:
    """With how much of a line had come back before each return, and with it, in whole numbers over
    `<basis>_under`; and with what these parts are of each measure."""
    chain = (
        "(PARTITION BY returns_sale, returns_line, person, role ORDER BY r_day NULLS LAST, sale, "
        "line ROWS UNBOUNDED PRECEDING)"
    )
    summed, placed = list[str](), list[str]()
    for basis in _bases(ctx):
        over, under = _share(ctx, basis)
        total = Whole(f"{basis}_sum", -over.most * MOST_RETURNS, over.most * MOST_RETURNS)
        summed.append(f"CAST(SUM({basis}_over) OVER {chain} AS HUGEINT) AS {basis}_sum")
        before = minus(total, Whole(f"{basis}_over", over.low, over.high))
        for name, number in (("after", total), ("before", before)):
            placed.append(f"{cast(_within(ctx, number, basis, under))} AS {basis}_{name}")
        most = Whole(f"{basis}_under", 1, under.high)
        placed.append(f"({total.sql} < -{times(most, whole(MOST_MORE)).sql}) AS {basis}_far")
    rows = f"SELECT *, {', '.join(summed)} FROM ({rows}) AS x" if summed else rows
    rows = f"SELECT *, {', '.join(placed)} FROM ({rows}) AS x" if placed else rows
    worth = [
        f"{_worth(ctx, measure, side)} AS {side}_{measure.name}"
        for measure in _valued(ctx) for side in ("after", "before")
    ]  # fmt: skip
    return f"SELECT *, {', '.join(worth)} FROM ({rows}) AS x" if worth else rows


def _within(ctx: Context, number: Whole, basis: str, under: Whole) -> Whole:
    """A sum of parts, at most all of the line."""
    most = Whole(f"{basis}_under", 1, under.high)
    found = smaller(number, most)
    if not ctx.has("adding"):
        return Whole(larger(found, whole(0)).sql, 0, most.high)
    return larger(found, negative(times(most, whole(MOST_MORE))))


def _worth(ctx: Context, measure: Measure, side: str) -> str:
    """What of a line's value a part of it is."""
    basis = "q" if by_pieces(measure) else "a"
    _, under = _share(ctx, basis)
    value = value_of(ctx, measure)
    more = MOST_MORE if ctx.has("adding") else 1
    part = Whole(f"{basis}_{side}", -under.high * more if more > 1 else 0, under.high)
    sold = Whole(f"ov_{measure.name}", value.low, value.high)
    found = nearest(Ratio(times(sold, part), Whole(f"{basis}_under", 1, under.high)))
    return cast(Whole(found.sql, -value.most * more, value.most * more))


_STATED = "(r.f_quantity IS NOT NULL AND COALESCE(o.f_quantity, 0) <> 0)"
_HAS_PIECES = "COALESCE(o.f_quantity, 0) <> 0"
_HAS_AMOUNT = "o.amount <> 0"


def _goes_by_amount(basis: str) -> str:
    return f"({_HAS_AMOUNT})" if basis == "a" else f"({_HAS_AMOUNT} AND NOT {_STATED})"


def _share(ctx: Context, basis: str) -> tuple[Whole, Whole]:
    """Which part of a line one return brings back: a whole number over another."""
    amounts, pieces = ctx.bounds.of("amount").most, ctx.bounds.of("quantity").most
    amount, one = Whole("ABS(o.amount)", 0, amounts), whole(1)
    piece = Whole("ABS(o.f_quantity)", 0, pieces)
    back = Whole("(CASE WHEN o.amount < 0 THEN r.amount ELSE -r.amount END)", -amounts, amounts)
    back_pieces = Whole(
        "(CASE WHEN o.f_quantity < 0 THEN r.f_quantity ELSE -r.f_quantity END)", -pieces, pieces
    )
    if basis == "a":
        under = chosen([(_HAS_AMOUNT, amount), (_HAS_PIECES, piece)], one)
        over = chosen(
            [(_HAS_AMOUNT, back), (_STATED, back_pieces), (_HAS_PIECES, piece)], one
        )  # fmt: skip
        return over, _above_zero(under)
    if not ctx.has("unstated"):
        under = chosen([(_HAS_PIECES, piece), (_HAS_AMOUNT, amount)], one)
        over = chosen([(_HAS_PIECES, back_pieces), (_HAS_AMOUNT, back)], one)
        return over, _above_zero(under)
    both = f"({_HAS_PIECES} AND {_HAS_AMOUNT})"
    under = chosen([(both, times(piece, amount)), (_HAS_PIECES, piece), (_HAS_AMOUNT, amount)], one)
    over = chosen(
        [(f"({_STATED} AND {_HAS_AMOUNT})", times(back_pieces, amount)), (_STATED, back_pieces),
         (both, times(back, piece)), (_HAS_AMOUNT, back), (_HAS_PIECES, piece)], one,
    )  # fmt: skip
    return over, _above_zero(under)


def _above_zero(under: Whole) -> Whole:
    return Whole(under.sql, 1, max(under.high, 1))


def _sourced(ctx: Context) -> str:
    """Lines, of a return what the line decides that it takes back."""
    until, names = day_literal(ctx.until), list(flags(ctx))
    kept = ", ".join(f"COALESCE(b.{name}, f.{name}) AS {name}" for name in names)
    first = f"CASE WHEN b.o_first <= {until} THEN b.o_first END"
    valued = _valued(ctx)
    worth = "".join(f", b.after_{m.name}, b.before_{m.name}" for m in valued)
    rows = (
        f"SELECT f.* EXCLUDE ({', '.join(names)}), {kept}, "
        "COALESCE(f.returns_sale, f.sale) AS o_sale, COALESCE(f.returns_line, f.line) AS o_line, "
        "f.returns_sale IS NOT NULL AS is_return, "
        "(f.returns_sale IS NULL OR b.sale IS NOT NULL) AS known, "
        f"COALESCE(b.is_sold, FALSE) AS is_sold, COALESCE(b.sale_day, f.day) AS sale_day, "
        f"{first} AS o_first{worth} FROM flagged AS f LEFT JOIN came_back AS b "
        "ON f.returns_sale IS NOT NULL AND f.sale = b.sale AND f.line = b.line "
        "AND f.person = b.person AND f.role = b.role"
    )
    if not valued:
        return rows
    parts = ", ".join(f"{_part(ctx, measure)} AS p_{measure.name}" for measure in valued)
    return f"SELECT * REPLACE ({parts}) FROM ({rows}) AS f"


def _part(ctx: Context, measure: Measure) -> str:
    """The credited person's part of what comes back: together, exactly their part of the line."""
    most = value_of(ctx, measure).most * (MOST_MORE if ctx.has("adding") else 1)
    before, after = (
        part_of(ctx, Whole(f"{side}_{measure.name}", -most, most)) for side in ("before", "after")
    )
    return (
        f"CASE WHEN is_sold THEN {cast(minus(before, after))} ELSE "
        f"CAST(p_{measure.name} AS BIGINT) END"
    )


def _troubles(ctx: Context) -> Iterator[str]:
    """What is wrong with returns: of another currency than their sale, or beyond the bounds."""
    for measure in ctx.measured:
        basis = "q" if by_pieces(measure) else "a"
        taken = f"FROM came_back WHERE is_sold AND t_{measure.name} AND {basis}"
        if ctx.has("foreign"):
            yield trouble("pay-return-currency", "person", "sale", f"{taken}_torn")
        if ctx.has("adding"):
            what = literal("lines that name another and add to it")
            yield trouble("pay-not-compiled", "person", what, f"{taken}_far")
