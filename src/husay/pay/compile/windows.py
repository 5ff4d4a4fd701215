"""Windows of a kind, who is there for which part of them, and how a ramp weighs them.

Steps: `windows_<kind>` (starts, ends, days, months, and which part it is of a longer one),
`everybody`, `there` (the days of each person's assignment within the plan's), `present_<kind>`
(person, starts, over, under: the part of a window for which a person is there; `here`: on some day
of it), `ramp_<kind>`.
A person or window without a row in the last two is there, or asked, for all of it.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm

from husay.pay.compile.context import Context, day_literal
from husay.pay.compile.whole import Ratio, Whole, ratio
from husay.pay.document.settings import WindowKind

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
"""How many months each kind of window is that an amount may be stated per."""

MOST_WINDOW_DAYS = 400


def windows(ctx: Context, kind: WindowKind) -> str:
    """The step with every window of a kind."""
    pers = sorted({p.per for p in ctx.plan.parameters if p.per is not None})
    parts = [
        f"{kind}_start AS starts", f"{kind}_end AS ends", "COUNT(*) AS days",
        "SUM(CASE WHEN working THEN 1 ELSE 0 END) AS working_days",
        "COUNT(DISTINCT month_start) AS months",
        f"(MIN(month_start) = {kind}_start AND MAX(month_end) = {kind}_end) AS is_months",
    ]  # fmt: skip
    parts += [(f"DATE_DIFF('DAY', ARG_MIN({per}_start, day), ARG_MIN({per}_end, day)) + 1 AS "
              f"{per}_days")
              for per in pers]  # fmt: skip
    grouped = f"SELECT {', '.join(parts)} FROM days GROUP BY {kind}_start, {kind}_end"
    extra = "".join(f", {over} AS {per}_over, {under} AS {per}_under"
                    for per in pers for over, under in [_part(ctx, kind, per)])  # fmt: skip
    return ctx.step(f"windows_{kind}", f"SELECT *{extra} FROM ({grouped}) AS g", kept=False)


def _part(ctx: Context, kind: WindowKind, per: str) -> tuple[str, str]:
    """Which part a window is of the one that an amount is stated for."""
    of = MONTHS[per]
    otherwise = ("days", f"{per}_days")
    if kind == ctx.plan.period == "half_month":
        otherwise = ("1", str(2 * of))
    return (f"CASE WHEN is_months THEN months ELSE {otherwise[0]} END",
            f"CASE WHEN is_months THEN {of} ELSE {otherwise[1]} END")  # fmt: skip


def everybody(ctx: Context) -> str:
    """The step with all people of whom anything may be asked."""
    return ctx.step(
        "everybody",
        "SELECT person FROM people UNION SELECT person FROM members UNION SELECT person FROM lines",
    )


def limited(ctx: Context) -> bool:
    """Whether anybody may be there for less than always."""
    return ctx.has("members") or ctx.plan.starts is not None or ctx.plan.ends is not None


def there(ctx: Context) -> str:
    """The step with the days of assignments, joined where they adjoin."""
    starts = day_literal(ctx.plan.starts) if ctx.plan.starts else "DATE '0001-01-02'"
    ends = day_literal(ctx.plan.ends) if ctx.plan.ends else "DATE '9999-12-30'"
    rows = (
        "SELECT e.person, COALESCE(m.starts, DATE '0001-01-02') AS starts, "
        "COALESCE(m.ends, DATE '9999-12-30') AS ends "
        f"FROM {everybody(ctx)} AS e LEFT JOIN members AS m ON m.person = e.person"
    )
    clipped = (
        f"SELECT person, GREATEST(starts, {starts}) AS starts, LEAST(ends, {ends}) AS ends "
        f"FROM ({rows}) AS r WHERE starts <= {ends} AND ends >= {starts}"
    )
    marked = (
        "SELECT *, CASE WHEN starts > LAG(ends) OVER (PARTITION BY person ORDER BY starts) + 1 "
        f"THEN 1 ELSE 0 END AS apart FROM ({clipped}) AS c"
    )
    islands = (
        "SELECT *, SUM(apart) OVER (PARTITION BY person ORDER BY starts) AS island "
        f"FROM ({marked}) AS m"
    )
    return ctx.step(
        "there",
        "SELECT person, MIN(starts) AS starts, MAX(ends) AS ends "
        f"FROM ({islands}) AS i GROUP BY person, island",
    )


def presence(ctx: Context, kind: WindowKind) -> str | None:
    """The step with the part of each window for which each person is there; None: always all."""
    if not limited(ctx):
        return None
    rule = ctx.plan.settings.part_periods
    cut = (
        "SELECT t.person IS NOT NULL AS held, e.person, w.starts, w.ends, w.days, "
        "w.working_days, w.months, "
        "GREATEST(t.starts, w.starts) AS one, LEAST(t.ends, w.ends) AS two, "
        "t.starts AS since, t.ends AS until, "
        "CASE WHEN t.starts > w.starts THEN 1 ELSE 0 END AS begins "
        f"FROM {everybody(ctx)} AS e CROSS JOIN {windows(ctx, kind)} AS w "
        f"LEFT JOIN {there(ctx)} AS t ON t.person = e.person "
        "AND t.starts <= w.ends AND t.ends >= w.starts"
    )
    sums = {
        "none": ("MAX(CASE WHEN held THEN 1 ELSE 0 END)", "1"),
        "calendar_days": (("SUM(CASE WHEN held THEN DATE_DIFF('DAY', one, two) + 1 ELSE "
                          "0 END)"), "days"),
        "calendar_days_after_first": (
            "SUM(CASE WHEN held THEN DATE_DIFF('DAY', one, two) + 1 - begins ELSE 0 END)", "days"),
        "working_days": (
            "SUM(CASE WHEN NOT held THEN 0 WHEN working_days = 0 THEN DATE_DIFF('DAY', one, "
            "two) + 1 "
            "ELSE b.worked - a.worked + (CASE WHEN a.working THEN 1 ELSE 0 END) END)",
            "CASE WHEN working_days = 0 THEN days ELSE working_days END"),
        "whole_months": ("SUM(CASE WHEN held THEN inner_months ELSE 0 END)", "months"),
    }  # fmt: skip
    over, under = sums[rule]
    joins = ""
    if rule == "working_days":
        joins = " LEFT JOIN days AS a ON a.day = c.one LEFT JOIN days AS b ON b.day = c.two"
    if rule == "whole_months":
        cut = (
            f"SELECT c.*, (SELECT COUNT(*) FROM {windows(ctx, 'month')} AS m "
            "WHERE m.starts <= c.ends AND m.ends >= c.starts AND m.starts >= c.since "
            f"AND m.ends <= c.until) AS inner_months FROM ({cut}) AS c"
        )
    return ctx.step(
        f"present_{kind}",
        f"SELECT c.person, c.starts, CAST({over} AS BIGINT) AS over, CAST({under} AS BIGINT) "
        "AS under, BOOL_OR(held) AS here "
        f"FROM ({cut}) AS c{joins} GROUP BY c.person, c.starts, days, working_days, months",
    )


def is_here(ctx: Context, alias: str, what: str) -> str:
    """That somebody is there, of a joined `present_<kind>`: on some day of the window, or for some
    part of it where `what` is prorated."""
    return f"{alias}.over > 0" if what in ctx.plan.settings.prorates else f"{alias}.here"


def present(ctx: Context, kind: WindowKind, alias: str) -> Ratio:
    """The part of a window for which somebody is there, of a joined `present_<kind>`."""
    if not limited(ctx):
        return ratio(1)
    most = MOST_WINDOW_DAYS
    return Ratio(
        Whole(f"COALESCE({alias}.over, 1)", 0, most), Whole(f"COALESCE({alias}.under, 1)", 1, most)
    )


def ramp(ctx: Context, kind: WindowKind) -> str | None:
    """The step with the mean of what a ramp asks for over a window's days from the start of service
    on, of those on which one is there; None where there is no ramp. Over and under are of the same
    `under`."""
    term = ctx.plan.ramp
    if term is None or not ctx.has("members"):
        return None
    under = _ramp_under(ctx)
    cases = " ".join(
        f"WHEN d.day < CAST(h.hired + INTERVAL {n} MONTH AS DATE) THEN {int(share * under)}"
        for n, share in enumerate(term.steps, start=1)
    )
    hired = (
        "SELECT person, MIN(hired) AS hired FROM members WHERE hired IS NOT NULL GROUP BY person"
    )
    here, join = "TRUE", ""
    if limited(ctx):
        here = "t.person IS NOT NULL"
        join = (f" LEFT JOIN {there(ctx)} AS t ON t.person = h.person AND d.day BETWEEN "
                "t.starts AND t.ends")  # fmt: skip
    daily = (
        f"SELECT h.person, w.starts, CASE {cases} ELSE {under} END AS share, {here} AS here "
        f"FROM ({hired}) AS h JOIN {windows(ctx, kind)} AS w "
        f"ON w.ends >= h.hired AND w.starts < CAST(h.hired + INTERVAL {len(term.steps)} "
        "MONTH AS DATE) "
        f"JOIN days AS d ON d.day BETWEEN GREATEST(w.starts, h.hired) AND w.ends{join}"
    )
    return ctx.step(
        f"ramp_{kind}",
        "SELECT person, starts, CAST(CASE WHEN BOOL_OR(here) THEN SUM(CASE WHEN here THEN share "
        "END) ELSE SUM(share) END AS BIGINT) AS over, CASE WHEN BOOL_OR(here) THEN COUNT(CASE "
        f"WHEN here THEN 1 END) ELSE COUNT(*) END * {under} AS under FROM ({daily}) AS y "
        "GROUP BY person, starts",
    )


def _ramp_under(ctx: Context) -> int:
    term = ctx.plan.ramp
    return lcm(*(share.denominator for share in term.steps)) if term is not None else 1


def ramped(ctx: Context, kind: WindowKind, what: str, alias: str) -> Ratio:
    """What a ramp asks of a window, of a joined `ramp_<kind>`."""
    term = ctx.plan.ramp
    if term is None or what not in term.of or not ctx.has("members"):
        return ratio(1)
    under = MOST_WINDOW_DAYS * _ramp_under(ctx)
    most = int(under * max(Fraction(1), *term.steps))
    return Ratio(
        Whole(f"COALESCE({alias}.over, 1)", 0, most), Whole(f"COALESCE({alias}.under, 1)", 1, under)
    )
