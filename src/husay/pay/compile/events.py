"""Events: when a credited line counts, in the stated order, with the windows that it lies in.

Step `events`: one row per credited line (and, where lines are paid, per payment), `place` in order:
trigger date, sale, line, a return behind the line that it takes back, payment, person, role. Of a
return, `since` is the day of what it takes back. `w_<kind>` and `o_<kind>` are the first days of
the windows of `day` and of `since`.
"""

from __future__ import annotations

from husay.pay.compile.bounds import window_kinds
from husay.pay.compile.context import Context, day_literal
from husay.pay.compile.paid import add_paid
from husay.pay.compile.sold import counts_shares, flags, trigger_day
from husay.pay.document.settings import WindowKind
from husay.pay.document.term import Earning, Override, RatesBy

ORDER = "day, o_sale, o_line, is_return, sale, line, payment, person, role"

COUNTED_BY = ("kind", "amount", "f_quantity", "shares", "nth", "overlay")
"""The columns by which sales and lines are counted."""


def add_events(ctx: Context) -> None:
    """Add the step `events`; `sold` stands already."""
    if ctx.plan.trigger == "paid":
        add_from(ctx, add_paid(ctx))
        return
    day = trigger_day(ctx)
    source = (
        f"SELECT * REPLACE ({day} AS day), '' AS payment FROM sold "
        f"WHERE {day} <= {day_literal(ctx.until)}"
    )
    add_from(ctx, source)


def add_from(ctx: Context, source: str) -> None:
    """Add the step `events` from rows of `sold` with their `day` and `payment`."""
    since = "day"
    joins = ""
    if ctx.has("returns"):
        known = "s.o_first"
        if ctx.has("before"):
            known = "COALESCE(s.o_first, b.day)"
            joins = (" LEFT JOIN (SELECT person, sale, line, MIN(day) AS day FROM before GROUP BY "
                     "person, sale, line)"
                     " AS b ON s.is_return AND b.person = s.person AND b.sale = s.o_sale "
                     "AND b.line = s.o_line")  # fmt: skip
        back = counts_back(ctx, "s") + (" AND NOT s.beside" if goes_beside(ctx) else "")
        since = f"CASE WHEN {back} THEN LEAST(COALESCE({known}, s.day), s.day) ELSE s.day END"
    known = "(s.known OR b.day IS NOT NULL)" if ctx.has("before") and joins else "s.known"
    columns = [f"s.{name}" for name in _told(ctx)]
    columns.append(f"{known} AS known")
    columns.append(f"{since} AS since" if since != "day" else "s.day AS since")
    columns.append("COALESCE(s.o_first, s.day) AS first_day")
    ordered = not (ctx.has("unordered") or ctx.has("recredited") or joins_payments(ctx))
    columns.append("s.place" if ordered
                   else f"ROW_NUMBER() OVER (ORDER BY {_order()}) AS place")  # fmt: skip
    columns += [f"s.{name}" for name in _values(ctx)]
    ctx.step("dated", f"SELECT {', '.join(columns)} FROM ({source}) AS s{joins}", kept=False)
    ctx.step("events", _windowed(ctx), kept=not (ordered and _is_plain(ctx)))


def _is_plain(ctx: Context) -> bool:
    """Whether an event is little more than its line: then it is read anew from the lines by each
    term, in its few columns, which takes less than keeping all of them."""
    worked_out = ("returns", "splits", "overlays", "foreign")
    counts = any(measure.counts for measure in ctx.measured)
    by_rule = any(isinstance(term, RatesBy) for term in ctx.earning)
    return not (counts or by_rule or any(ctx.has(what) for what in worked_out))


def _told(ctx: Context) -> list[str]:
    """The columns of `sold` that events keep; of counts and shares only where they are read."""
    found = ["person", "role", "sale", "line", "payment", "day", "o_sale", "o_line", "is_return",
             "sale_day"]  # fmt: skip
    if any(measure.counts for measure in ctx.measured):
        found += COUNTED_BY
    if counts_shares(ctx):
        found.append("f_share")
    if ctx.plan.trigger == "paid":
        found += [
            "own_day",
            "by_return",
            "beside",
            "after_over",
            "after_under",
            "before_over",
            "before_under",
        ]
    return found


def goes_beside(ctx: Context) -> bool:
    """Whether an event of a return that another cause brings (a payment, or another return) goes as
    that of its sale's line does."""
    return ctx.plan.trigger == "paid" and ctx.plan.returns.mode == "net"


def counts_back(ctx: Context, event: str) -> str:
    """The condition that an event counts in the window of an earlier day: it is of a return; with
    `recompute` also what a return does beside, to more of its sale."""
    if ctx.plan.trigger == "paid" and ctx.plan.returns.mode == "recompute":
        return f"({event}.is_return OR {event}.by_return)"
    return f"{event}.is_return"


def joins_payments(ctx: Context) -> bool:
    """Whether a line has an event for each payment, so that lines' own order says nothing."""
    return ctx.plan.trigger == "paid"


def _order() -> str:
    return ", ".join(f"s.{name}" for name in ORDER.split(", "))


def _values(ctx: Context) -> list[str]:
    return [*flags(ctx), *(f"p_{m.name}" for m in ctx.measured if m.value is not None)]


def _windowed(ctx: Context) -> str:
    parts = ["e.*", *(f"d.{kind}_start AS w_{kind}" for kind in window_kinds(ctx.plan))]
    joins = " JOIN days AS d ON d.day = e.day"
    if ctx.has("returns"):
        parts += [f"o.{kind}_start AS o_{kind}" for kind in window_kinds(ctx.plan)]
        joins += " LEFT JOIN days AS o ON o.day = e.since"
    held = _in_force(ctx)
    if held:
        joins += f" WHERE {held}"
    return f"SELECT {', '.join(parts)} FROM dated AS e{joins}"


def decided_on(ctx: Context) -> str:
    """The day that decides about an event `e`: its own; of what comes back, that of what it was.

    What a return causes where lines are paid goes by the first payment: who has payments on either
    side of a day that decides is left to the interpreter (`straddling`)."""
    if not ctx.has("returns"):
        return "e.day"
    back = "e.by_return" if ctx.plan.trigger == "paid" else "e.is_return"
    return f"(CASE WHEN {back} THEN e.first_day ELSE e.day END)"


def _in_force(ctx: Context) -> str:
    """That the plan holds on the day that decides; where nobody is paid for what others sold, also
    that it is the seller's on the sale's."""
    parts = []
    if ctx.plan.starts is not None:
        parts.append(f"{decided_on(ctx)} >= {day_literal(ctx.plan.starts)}")
    if ctx.plan.ends is not None:
        parts.append(f"{decided_on(ctx)} <= {day_literal(ctx.plan.ends)}")
    if not reads_team(ctx):
        parts += assigned(ctx, "e.person")
    return " AND ".join(parts)


def reads_team(ctx: Context) -> bool:
    """Whether anybody is paid for what those below them sold."""
    measured = any(measure.whose == "team" for measure in ctx.measured)
    return measured or any(isinstance(term, Override) for term in ctx.earning)


def assigned(ctx: Context, person: str) -> list[str]:
    """The condition that somebody has the plan on the day of the sale of the event `e`; none where
    everybody has."""
    if not ctx.has("members"):
        return []
    return [
        f"({person} NOT IN (SELECT person FROM members) OR EXISTS (SELECT 1 FROM members AS m "
        f"WHERE m.person = {person} AND e.sale_day BETWEEN m.starts AND m.ends))"
    ]


def takes(ctx: Context, term: Earning) -> str:
    """The condition that a term takes an event: its days, its condition, and no other instead."""
    others = [o for o in ctx.earning if term.name in o.instead_of]
    parts = [_claims(ctx, term), *(f"NOT {_claims(ctx, other)}" for other in others)]
    return " AND ".join(parts)


def _claims(ctx: Context, term: Earning) -> str:
    day = decided_on(ctx)
    parts = [f"e.c_{ctx.number(term)}"]
    if term.starts is not None:
        parts.append(f"{day} >= {day_literal(term.starts)}")
    if term.ends is not None:
        parts.append(f"{day} <= {day_literal(term.ends)}")
    return f"({' AND '.join(parts)})"


def unknown_before(ctx: Context, payee: str) -> str:
    """That an opening says nothing of what an event takes back."""
    if not ctx.has("before"):
        return ""
    return (
        f" AND NOT EXISTS (SELECT 1 FROM before AS ob WHERE ob.person = {payee} "
        "AND ob.sale = e.o_sale AND ob.line = e.o_line)"
    )


def treatment(ctx: Context, kind: WindowKind, payee: str, *, alone: bool = False) -> str:
    """How an event is taken for whom it pays: 0 counts, 1 reverses, 2 is late and takes nothing.
    Of what counted before somebody's opening (`op`), only that knows what it earned.

    `alone`: each transaction or order is worked out on what is kept of it, whatever the window.
    """
    if not ctx.has("returns"):
        return "0"
    returns = ctx.plan.returns
    cases = ["WHEN NOT e.is_return THEN 0", "WHEN NOT e.known THEN 2"]
    if goes_beside(ctx):
        cases.append("WHEN e.beside THEN 0")
    if ctx.has("openings"):
        cases.append(f"WHEN e.first_day < op.day{unknown_before(ctx, payee)} THEN 2")
    if returns.days is not None:
        day = "e.own_day" if ctx.plan.trigger == "paid" else "e.day"
        cases.append(f"WHEN DATE_DIFF('DAY', e.since, {day}) > {returns.days} THEN 2")
    if returns.mode == "recompute" or (returns.mode == "net" and alone):
        cases.append("ELSE 0")
    elif returns.mode == "net":
        cases.append(f"WHEN e.w_{kind} = e.o_{kind} THEN 0 ELSE 1")
    else:
        cases.append("ELSE 1")
    return f"CASE {' '.join(cases)} END"
