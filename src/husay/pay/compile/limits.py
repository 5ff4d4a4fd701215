"""Caps and floors: lines of their own behind those that they hold down, or that fill a period up.

Step `ledger`: the posted lines that are not provisional, in order: `period` (first day of the pay
period) and `seq` within it. A cap's excess is X = max(0, earned so far - cap); where a line, with
what the caps before have changed of it, moves X, the difference is a line right behind them. Each
cap and floor is a step on top of the one before.
"""

from __future__ import annotations

from itertools import takewhile

from husay.basics.amount import SCALE
from husay.book.sql import literal
from husay.pay.compile.context import Context, NotCovered, day_literal
from husay.pay.compile.figures import Joins, amount_over
from husay.pay.compile.posted import POSTED
from husay.pay.compile.totals import begins
from husay.pay.compile.troubles import trouble
from husay.pay.compile.whole import Ratio, Whole, cast, whole
from husay.pay.compile.windows import is_here, limited, presence, windows
from husay.pay.document.figure import Figure
from husay.pay.document.settings import lies_in
from husay.pay.document.term import Cap, Changing, Floor, Gate, Multiplier, Term
from husay.pay.rounding import rounded

_GAP = 64
LAST = 2**62
"""Behind every line of a period."""


def add_ledger(ctx: Context) -> str:
    """Add the ledger with all caps and floors; the name of its last step."""
    limits = [term for term in ctx.plan.terms if isinstance(term, Cap | Floor)]
    name = ctx.step("ledger", _ledger(ctx), kept=bool(limits))
    if len(limits) > _GAP // 2:
        raise NotCovered("so many caps and floors", limits[0].name)
    for index, term in enumerate(limits):
        if isinstance(term, Cap):
            added = _cap(ctx, term, name, index)
        else:
            added = _floor(ctx, term, name, index)
        columns = ", ".join([*POSTED, "period", "seq", "o_sale", "o_line"])
        name = ctx.step(f"ledger_{index + 1}", f"SELECT {columns} FROM {name} UNION ALL {added}")
    return name


def periods(ctx: Context) -> str:
    """The step with every pay period that is worked out: payee, w, w_end, ended, begun, n."""
    until = day_literal(ctx.until)
    return ctx.step(
        "periods",
        f"SELECT b.person AS payee, w.starts AS w, w.ends AS w_end, w.ends <= {until} AS ended, "
        "w.ends >= b.begun AS begun, "
        "ROW_NUMBER() OVER (PARTITION BY b.person ORDER BY w.starts) AS n "
        f"FROM {begins(ctx)} AS b JOIN {windows(ctx, ctx.plan.period)} AS w ON w.ends >= b.day "
        f"AND w.starts <= {until}",
        kept=False,
    )


def _ledger(ctx: Context) -> str:
    """Lines by event first, then what windows brought, then what gates and multipliers changed."""
    changing = ", ".join(
        str(ctx.number(t)) for t in ctx.plan.terms if isinstance(t, Changing)
    ) or "-1"  # fmt: skip
    phase = f"CASE WHEN p.place IS NOT NULL THEN 0 WHEN p.number IN ({changing}) THEN 2 ELSE 1 END"
    place, source = "p.place", "posted"
    if ctx.has("splits") or ctx.has("overlays"):
        place = "p.lead"
        lead = "MIN(place) OVER (PARTITION BY payee, sale, line, payment, day) AS lead"
        source = f"(SELECT *, {lead} FROM posted)"
    of_event = f"CASE WHEN p.place IS NULL OR p.e_day = p.day THEN {place} ELSE -1 END"
    order = (
        f"{phase}, CASE WHEN p.place IS NOT NULL THEN p.day END, {of_event}, p.number, p.place, p.w"
    )
    names = ", ".join(f"p.{name}" for name in POSTED)
    return (
        f"SELECT {names}, d.{ctx.plan.period}_start AS period, ROW_NUMBER() OVER (PARTITION "
        "BY p.payee, "
        f"d.{ctx.plan.period}_start ORDER BY {order}) * {_GAP} AS seq, p.o_sale, p.o_line "
        f"FROM {source} AS p JOIN days AS d ON d.day = p.day WHERE NOT p.provisional"
    )


def _counted(ctx: Context, term: Term) -> str:
    """That a cap or a floor counts a line: of the terms it acts on, and of the changing terms that
    act on nothing else."""
    own = ctx.plan.acts_on(term)
    names = own | {
        t.name for t in ctx.plan.terms if isinstance(t, Changing) and ctx.plan.acts_on(t) <= own
    }
    return f"term IN ({', '.join(literal(name) for name in sorted(names))})"


def _held(term: Term, starts: str, ends: str) -> str:
    """That a term holds on some day of a pay period."""
    parts = ["TRUE"]
    if term.starts is not None:
        parts.append(f"{ends} >= {day_literal(term.starts)}")
    if term.ends is not None:
        parts.append(f"{starts} <= {day_literal(term.ends)}")
    return " AND ".join(parts)


def _cap(ctx: Context, term: Cap, name: str, index: int) -> str:
    """The lines that a cap adds."""
    _refuse_returns(ctx, term, name)
    _refuse_changes(ctx, term)
    if term.per == "period":
        most = "COALESCE(m.most, 0)"
        join = f"LEFT JOIN {_most(ctx, term)} AS m ON m.payee = l.payee AND m.w = l.period"
        key = "l.payee, l.period"
    else:
        most, join = str(_constant(ctx, term, term.most)), ""
        key = "l.payee" if term.per == "plan" else "l.payee, l.o_sale, l.o_line"
    if term.per != "period" and (term.excess == "carried" or term.starts or term.ends):
        raise NotCovered("a cap of the plan or of transactions with this", term.name)
    begins_at = "0"
    if term.excess == "carried":
        join += (
            f" LEFT JOIN {_carried(ctx, term, name)} AS c ON c.payee = l.payee AND c.w = l.period"
        )
        begins_at = "COALESCE(c.carried_in, 0)"
    elif term.per == "plan" and ctx.has("openings"):
        join += f" LEFT JOIN carried AS c ON c.person = l.payee AND c.cap = {literal(term.name)}"
        begins_at = "COALESCE(c.to_date, 0)"
    counted = f"CASE WHEN {_counted(ctx, term)} THEN l.amount ELSE 0 END"
    if term.per == "transaction":
        counted = f"CASE WHEN l.sale IS NOT NULL AND {_counted(ctx, term)} THEN l.amount ELSE 0 END"
    running = (
        f"SELECT l.*, {counted} AS own, {most} AS most, {begins_at} + SUM({counted}) OVER "
        f"(PARTITION BY {key} ORDER BY l.period, l.seq ROWS UNBOUNDED PRECEDING) AS so_far "
        f"FROM {name} AS l {join}"
    )
    held = _held(term, "x.period", "w.ends")
    excess = (
        "SELECT x.*, GREATEST(0, x.so_far - x.own - x.most) - GREATEST(0, x.so_far - x.most) "
        f"AS change FROM ({_with_caps_before(running)}) AS x "
        f"JOIN {windows(ctx, ctx.plan.period)} AS w ON w.starts = x.period WHERE {held}"
    )
    ctx.amounts[term.name] = max(ctx.amounts.values(), default=0)
    lines = (
        f"SELECT {_line(ctx, term, 'cap')}, period, place_ + {1 + index} AS seq, o_sale, "
        "o_line "
        f"FROM ({excess}) AS x WHERE change <> 0"
    )
    return f"{lines} UNION ALL {_brought(ctx, term, index)}" if term.excess == "carried" else lines


def _refuse_returns(ctx: Context, term: Cap, ledger: str) -> None:
    """Leave to the interpreter what caps make of returns in other ways than by one running sum: the
    plan, or of one that deals a cap of each line anew, whom something comes back of."""
    if not ctx.has("returns"):
        return
    mode = ctx.plan.returns.mode
    if term.per == "period" and term.excess == "lost":
        raise NotCovered("a cap of a period with returns", term.name)
    if term.excess == "carried" and mode == "recompute":
        raise NotCovered("a carried cap of periods that are worked out again", term.name)
    before = takewhile(lambda other: other is not term, ctx.plan.terms)
    if term.per == "transaction" and any(isinstance(t, Cap) and t.per != term.per for t in before):
        raise NotCovered("a cap of transactions behind one of periods, with returns", term.name)
    if term.per == "transaction" and mode in ("percentage", "pro_rata"):
        raise NotCovered("a cap of transactions of which a part is taken back", term.name)
    if term.per == "transaction" and mode == "recompute":
        what = literal("a cap of transactions of windows that are worked out again")
        back = f"FROM {ledger} WHERE kind = 'reversed'"
        ctx.problems.append(trouble("pay-not-compiled", "payee", what, back))


def _refuse_changes(ctx: Context, term: Cap | Floor) -> None:
    """Leave to the interpreter what has to be known line by line of gates and multipliers: what
    they left of a transaction, or of earlier pay periods, or of some of the terms they act on."""
    own = ctx.plan.acts_on(term)
    if any(second is term for _, second in ctx.plan.cut()):
        raise NotCovered("a cap or a floor on some of what a cap before it acts on", term.name)
    for other in ctx.plan.terms:
        if not isinstance(other, Gate | Multiplier) or not own & ctx.plan.acts_on(other):
            continue
        if not ctx.plan.acts_on(other) <= own:
            raise NotCovered("a cap or a floor on some of what is gated or multiplied", term.name)
        if isinstance(term, Cap) and term.per == "transaction":
            raise NotCovered("a cap of transactions after gates or multipliers", term.name)
        if isinstance(term, Cap) and sum(isinstance(one, Cap) for one in ctx.plan.terms) > 1:
            raise NotCovered("several caps after gates or multipliers", term.name)
        longer = not lies_in(ctx.kind(other), ctx.plan.period)
        if isinstance(term, Cap) and term.per == "period" and term.excess == "lost" and longer:
            raise NotCovered("a cap of a period after gates or multipliers of others", term.name)


def _with_caps_before(running: str) -> str:
    """Of lines with `own` and `so_far`, each with those of the caps before right behind it as one:
    `own` of them all, `so_far` after the last, `place_` the first one's place."""
    place = f"seq - (seq % {_GAP} + {_GAP}) % {_GAP}"
    of_one = "PARTITION BY payee, period, place_"
    return (
        f"SELECT * REPLACE (together AS own) FROM (SELECT *, SUM(own) OVER ({of_one}) AS together, "
        f"ROW_NUMBER() OVER ({of_one} ORDER BY seq DESC) AS from_last "
        f"FROM (SELECT *, {place} AS place_ FROM ({running}) AS r) AS p) AS t WHERE from_last = 1"
    )


def _line(ctx: Context, term: Term, kind: str, **other: str) -> str:
    """The columns of a line beside the line `x` that it holds down."""
    columns = {name: name for name in POSTED} | {
        "number": f"CAST({ctx.number(term)} AS TINYINT)", "term": literal(term.name),
        "kind": literal(kind), "value": "own", "after": "CAST(so_far AS BIGINT)",
        "amount": "CAST(change AS BIGINT)", "w": "period", "ow": "period",
    } | other  # fmt: skip
    return ", ".join(f"{sql} AS {name}" for name, sql in columns.items())


def _alone(ctx: Context, term: Term, kind: str, day: str, amount: str, counted: str) -> str:
    """The columns of a line of a whole period."""
    return _line(
        ctx, term, kind, person="payee", role="''", sale="CAST(NULL AS VARCHAR)",
        line="CAST(NULL AS INTEGER)", payment="CAST(NULL AS VARCHAR)",
        place="CAST(NULL AS BIGINT)", day=day, value=counted, after=counted,
        amount=f"CAST({amount} AS BIGINT)",
    )  # fmt: skip


def _constant(ctx: Context, term: Cap, figure: Figure) -> int:
    if figure.parameters:
        raise NotCovered("a cap that differs by person", term.name)
    return rounded(figure.factor * SCALE, ctx.plan.settings.rounding, ctx.unit)


def _most(ctx: Context, term: Cap | Floor) -> str:
    """The step with a cap (or a floor) by pay period, in whole coins: `most`."""
    joins = Joins(ctx.plan.period)
    figure = term.most if isinstance(term, Cap) else term.least
    amount = amount_over(ctx, figure, joins, "cap" if isinstance(term, Cap) else "floor")
    inner = f"SELECT t.*, {cast(amount)} AS exact FROM {periods(ctx)} AS t{joins.sql}"
    coins = ctx.rounded(Ratio(Whole("exact", amount.low, amount.high), whole(1)))
    return ctx.step(
        f"most_{ctx.number(term)}", f"SELECT *, {cast(coins)} AS most FROM ({inner}) AS x"
    )


def _carried(ctx: Context, term: Cap, name: str) -> str:
    """The step with what a cap carries into each pay period, one after the other."""
    number, start, ends = ctx.number(term), "0", ""
    if ctx.has("openings"):
        start = "COALESCE(c.amount, 0)"
        ends = f" LEFT JOIN carried AS c ON c.person = m.payee AND c.cap = {literal(term.name)}"
    held = _held(term, "m.w", "m.w_end")
    sums = (
        f"SELECT payee, period, SUM(amount) AS earned FROM {name} WHERE {_counted(ctx, term)} "
        "GROUP BY payee, period"
    )
    rows = ctx.step(
        f"earned_{number}",
        f"SELECT m.payee, m.w, m.w_end, m.n, m.most, {held} AS held, CAST(COALESCE(s.earned, "
        "0) AS BIGINT) "
        f"AS earned FROM {_most(ctx, term)} AS m LEFT JOIN ({sums}) AS s "
        "ON s.payee = m.payee AND s.period = m.w",
    )
    first = (
        f"SELECT m.payee, m.w, m.n, CAST({start} AS BIGINT) AS carried_in, m.earned, "
        f"m.most, m.held FROM {rows} AS m{ends} WHERE m.n = 1"
    )
    return ctx.step(
        f"carried_{number}",
        f"WITH RECURSIVE on_ AS ({first} UNION ALL SELECT r.payee, r.w, r.n, "
        "CAST(CASE WHEN o.held THEN GREATEST(0, o.carried_in + o.earned - o.most) ELSE "
        "o.carried_in END "
        f"AS BIGINT), r.earned, r.most, r.held FROM on_ AS o JOIN {rows} AS r ON r.payee = "
        "o.payee AND r.n = o.n + 1) "
        "SELECT payee, w, carried_in, most, held FROM on_",
    )


def _brought(ctx: Context, term: Cap, index: int) -> str:
    """The lines at a period's start: what was carried in, and what of that is beyond the cap."""
    source = (
        f"SELECT payee, w AS period, carried_in AS so_far, carried_in AS change, most, 0 AS own "
        f"FROM carried_{ctx.number(term)} WHERE carried_in <> 0 AND held"
    )
    carried = _alone(ctx, term, "carried", "period", "change", "change")
    over = _alone(ctx, term, "cap", "period", "most - change", "change")
    first = -(index + 1) * _GAP
    return (
        f"SELECT {carried}, period, {first} AS seq, NULL AS o_sale, NULL AS o_line "
        f"FROM ({source}) AS x UNION ALL "
        f"SELECT {over}, period, {first + 1 + index} AS seq, NULL AS o_sale, NULL AS o_line "
        f"FROM ({source}) AS x WHERE change > most"
    )


def _floor(ctx: Context, term: Floor, name: str, index: int) -> str:
    """The line of a pay period in which less was earned than a floor."""
    _refuse_changes(ctx, term)
    if ctx.has("returns") and ctx.plan.returns.mode == "recompute":
        raise NotCovered("a floor of periods that are worked out again", term.name)
    sums = (
        f"SELECT payee, period, SUM(amount) AS earned FROM {name} WHERE {_counted(ctx, term)} "
        "GROUP BY payee, period"
    )
    there = ""
    if limited(ctx):
        there = (f" JOIN {presence(ctx, ctx.plan.period)} AS q ON q.person = m.payee "
                 f"AND q.starts = m.w AND {is_here(ctx, 'q', 'floor')}")  # fmt: skip
    source = (
        "SELECT m.payee, m.w AS period, m.w_end, m.most, CAST(COALESCE(s.earned, 0) AS "
        "BIGINT) AS earned "
        f"FROM {_most(ctx, term)} AS m LEFT JOIN ({sums}) AS s ON s.payee = m.payee AND "
        "s.period = m.w"
        f"{there} WHERE m.ended AND m.begun AND {_held(term, 'm.w', 'm.w_end')}"
    )
    ctx.amounts[term.name] = max(ctx.amounts.values(), default=0)
    line = _alone(ctx, term, "floor", "w_end", "most - earned", "earned")
    return (
        f"SELECT {line}, period, {LAST + index * _GAP} AS seq, NULL AS o_sale, NULL AS o_line "
        f"FROM ({source}) AS x WHERE earned < most"
    )
