"""The events that a term takes, for whoever is paid for them, and what each adds to a measure.

Columns of the query: `payee`, `level` (0: own, 1: a direct report's, ...), `place` and `day` of the
event, `treat` (see `events.treatment`), `w` and `ow` (first day of the window that it counts in,
and of the one in which what it takes back was earned), `whole` (what the line has in all), `value`
(what the event adds) and, where a term pays on another measure, `paid_on`.
"""

from __future__ import annotations

from husay.basics.amount import SCALE
from husay.pay.compile.context import Context, NotCovered
from husay.pay.compile.events import (
    COUNTED_BY,
    assigned,
    counts_back,
    reads_team,
    takes,
    treatment,
)
from husay.pay.compile.layers import Layers, selected
from husay.pay.compile.rounds import nearest
from husay.pay.compile.sold import counts_shares, measured_column, part_of
from husay.pay.compile.team import above
from husay.pay.compile.whole import NARROW, Ratio, Whole, cast, minus, times
from husay.pay.document.measure import Measure
from husay.pay.document.settings import WindowKind
from husay.pay.document.term import Earning, Override, RatesBy, Tiers

MOST_SHARE = NARROW
"""How large a numerator or denominator of the received share of a sale may be: a BIGINT."""


MOST_CREDITS = 1000
"""How many credits a line has at most."""


def is_read_alone(term: Earning | None) -> bool:
    """Whether a term reads each transaction or order by itself, whatever the window."""
    return isinstance(term, Tiers) and term.reads != "period_to_date"


def is_team(term: Earning | None, measure: Measure) -> bool:
    """Whether a term takes the lines of those below a person."""
    return isinstance(term, Override) or measure.whose == "team"


def most_rows(ctx: Context, term: Earning) -> int:
    """How many events a person has at most."""
    return _most_rows(ctx, is_team(term, ctx.plan.measure(term.of)))


def most_rows_of(ctx: Context, measure: Measure) -> int:
    """How many events a measure has of a person at most."""
    return _most_rows(ctx, measure.whose == "team")


def _most_rows(ctx: Context, team: bool) -> int:
    lines = ctx.bounds.lines if team else ctx.bounds.lines_each
    if ctx.has("recredited"):
        lines = ctx.bounds.lines * MOST_CREDITS
    return max(1, lines) * (ctx.bounds.payments_each + 2 if ctx.plan.trigger == "paid" else 1)


def measured_by(
    ctx: Context, measure: Measure, kind: WindowKind, term: Earning | None = None
) -> Layers:
    """The events of a measure (of those that a term takes), with the value of each."""
    parts = _columns(ctx, term, measure, kind)
    payees = _payees(ctx, term, measure)
    found = Layers(f"SELECT {selected(parts)} FROM events AS e{payees}")
    if measure.counts:
        found = _counted(ctx, measure, found)
    late = "treat = 2" if ctx.has("returns") else "FALSE"
    found = found.with_({"value": _valued(ctx, "whole", whole_column(ctx, measure), late)})
    return _since_opening(ctx, found)


def taken(ctx: Context, term: Earning, kind: WindowKind, *, everyone: bool = False) -> Layers:
    """The events that a term takes, with what its measure has of each. `everyone`: also of those
    who are not paid."""
    measure = ctx.plan.measure(term.of)
    paid_on = _paid_on(ctx, term)
    if paid_on is not None and (paid_on.whose != measure.whose or paid_on.counts or measure.counts):
        raise NotCovered("tiers that pay on another's lines or on counts", term.name)
    said = selected(taken_columns(ctx, term, kind))
    found = Layers(
        f"SELECT {said} FROM events AS e{_payees(ctx, term, measure, everyone=everyone)}"
    )
    if measure.counts:
        found = _counted(ctx, measure, found)
    late = "treat = 2" if ctx.has("returns") else "FALSE"
    columns = {"value": _valued(ctx, "whole", whole_column(ctx, measure), late)}
    if paid_on is not None:
        columns["paid_on"] = _valued(ctx, "whole_paid", whole_column(ctx, paid_on), late)
    return _since_opening(ctx, found.with_(columns))


def taken_columns(ctx: Context, term: Earning, kind: WindowKind) -> dict[str, str]:
    """The columns in which a term takes an event."""
    parts, paid_on = _columns(ctx, term, ctx.plan.measure(term.of), kind), _paid_on(ctx, term)
    if paid_on is not None:
        parts["whole_paid"] = (
            f"CASE WHEN e.t_{paid_on.name} THEN COALESCE(e.p_{paid_on.name}, 0) ELSE 0 END"
        )
    return parts


def _paid_on(ctx: Context, term: Earning) -> Measure | None:
    """The other measure that a term pays on."""
    return ctx.plan.measure(term.pays_on) if isinstance(term, Tiers) and term.pays_on else None


def _since_opening(ctx: Context, found: Layers) -> Layers:
    """The events that are not in the opening of whoever is paid for them."""
    if not ctx.has("openings"):
        return found
    return Layers(f"SELECT * EXCLUDE (opened) FROM ({found.sql}) AS x WHERE day >= opened")


def whole_column(ctx: Context, measure: Measure) -> Whole:
    """The bounds of what a line has of a measure."""
    found = measured_column(ctx, measure, "whole")
    return Whole("whole", min(found.low, 0), max(found.high, 0))


def _valued(ctx: Context, name: str, bounds: Whole, late: str) -> str:
    number = Whole(name, bounds.low, bounds.high)
    value = number
    if ctx.plan.trigger == "paid":
        parts = [
            nearest(Ratio(times(number, Whole(f"{side}_over", 0, MOST_SHARE)),
                          Whole(f"{side}_under", 1, MOST_SHARE)))
            for side in ("after", "before")
        ]  # fmt: skip
        value = minus(*parts)
    return cast(value) if late == "FALSE" else f"CASE WHEN {late} THEN 0 ELSE {cast(value)} END"


def _columns(
    ctx: Context, term: Earning | None, measure: Measure, kind: WindowKind
) -> dict[str, str]:
    own, origin = f"e.w_{kind}", f"e.o_{kind}"
    payee = "a.manager" if is_team(term, measure) else "e.person"
    treat = treatment(ctx, kind, payee, alone=is_read_alone(term))
    in_origin = ctx.has("returns") and ctx.plan.returns.mode == "recompute"
    window = (
        f"CASE WHEN {counts_back(ctx, 'e')} AND {treat} = 0 THEN {origin} ELSE {own} END"
        if in_origin
        else own
    )
    team = is_team(term, measure)
    found = {
        "payee": payee,
        "level": "a.level" if team else "0",
        "person": "e.person", "role": "e.role", "sale": "e.sale", "line": "e.line",
        "payment": "e.payment", "place": "e.place", "day": "e.day", "since": "e.since",
        "first_day": "e.first_day", "is_return": "e.is_return", "o_sale": "e.o_sale",
        "o_line": "e.o_line",
        "treat": treat, "w": window,
        "ow": (f"CASE WHEN {treat} = 1 THEN {origin} ELSE "
              f"{window} END") if ctx.has("returns") else own,
    }  # fmt: skip
    if ctx.has("openings"):
        found["opened"] = "COALESCE(op.day, DATE '0001-01-01')"
    if counts_shares(ctx):
        found["f_share"] = "e.f_share"
    if measure.counts:
        found |= {name: f"e.{name}" for name in COUNTED_BY}
    if ctx.plan.trigger == "paid":
        names = ("after_over", "after_under", "before_over", "before_under")
        found |= {name: f"e.{name}" for name in names}
    if isinstance(term, RatesBy):
        found["rule"] = f"e.rule_{ctx.number(term)}"
    if measure.value is not None:
        found["whole"] = f"COALESCE(e.p_{measure.name}, 0)"
    return found


def _payees(ctx: Context, term: Earning | None, measure: Measure, *, everyone: bool = False) -> str:
    """Whose lines are taken for whom."""
    conditions = [f"e.t_{measure.name}" if term is None else takes(ctx, term)]
    join = ""
    if ctx.has("openings"):
        payee = "a.manager" if is_team(term, measure) else "e.person"
        join = f" LEFT JOIN openings AS op ON op.person = {payee}"
    if is_team(term, measure):
        join = (f" JOIN {above(ctx)} AS a ON a.person = e.person "
                f"AND e.sale_day BETWEEN a.starts AND a.ends{join}")  # fmt: skip
        most = measure.levels if measure.whose == "team" else None
        if isinstance(term, Override):
            most = None if term.deeper else len(term.rates)
        if most is not None:
            conditions.append(f"a.level <= {most}")
        conditions.append("a.manager IN (SELECT person FROM people)")
        return f"{join} WHERE {' AND '.join([*conditions, *assigned(ctx, 'a.manager')])}"
    if reads_team(ctx):
        conditions += assigned(ctx, "e.person")
    if ctx.has("unpaid") and not everyone:
        conditions.append("e.person IN (SELECT person FROM people)")
    return f"{join} WHERE {' AND '.join(conditions)}"


def _counted(ctx: Context, measure: Measure, found: Layers) -> Layers:
    """Sales (or lines) as ones: each is one as long as more than nothing of it is kept: of its
    amount; of what was sold for nothing, of its pieces."""
    key = "o_sale" if measure.counts == "sales" else "o_sale, o_line"
    of_key = f"(PARTITION BY payee, person, role, {key} ORDER BY place ROWS UNBOUNDED PRECEDING)"
    of_line = "(PARTITION BY payee, person, role, sale, line ORDER BY place)"
    found = found.with_({
        "again": f"(ROW_NUMBER() OVER {of_line} > 1)" if ctx.plan.trigger == "paid" else "FALSE",
    })  # fmt: skip
    own = "NOT is_return AND NOT again"
    found = found.with_({
        "worth": f"SUM(CASE WHEN {own} THEN amount ELSE 0 END) OVER {of_key}",
        "pieces": f"SUM(CASE WHEN {own} THEN COALESCE(f_quantity, 0) ELSE 0 END) OVER {of_key}",
        "priced": f"COUNT(CASE WHEN {own} AND amount <> 0 THEN 1 END) OVER {of_key}",
        "sales": f"COUNT(CASE WHEN {own} AND kind <> 'return' THEN 1 END) OVER {of_key}",
        "gone": f"SUM(CASE WHEN is_return AND NOT again THEN -amount ELSE 0 END) OVER {of_key}",
    })  # fmt: skip
    kept = "CASE WHEN priced > 0 THEN worth > GREATEST(gone, 0) ELSE pieces > 0 END"
    found = found.with_({"one": f"CASE WHEN sales > 0 AND ({kept}) THEN 1 ELSE 0 END"})
    change = f"(one - COALESCE(LAG(one) OVER {of_key.replace(' ROWS UNBOUNDED PRECEDING', '')}, 0))"
    found = found.with_({"counted": f"CAST({change} * {SCALE} AS BIGINT)"})
    if ctx.plan.trigger == "paid":
        first = f"FIRST_VALUE(counted) OVER {of_line}"
        found = Layers(f"SELECT * REPLACE ({first} AS counted) FROM ({found.sql}) AS x")
    return found.with_({"whole": cast(part_of(ctx, Whole("counted", -SCALE, SCALE)))})
