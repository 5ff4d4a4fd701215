"""Figures in SQL: of a person on a day, or over a window.

Step `parameter_<name>_<kind>`: person, starts, over, under: the mean of a parameter over the days
of a window on which the person is there, times the part that the window is of what the amount is
stated for; `changes` where it changes within the window. Step `parameter_<name>_<kind>_sum`: the
sum over the shorter windows that it is stated for. A figure over a window is a `Ratio` over
columns of the tables that `Joins` collects.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from math import lcm

from husay.basics.amount import SCALE
from husay.book.sql import literal
from husay.pay.compile.context import Context
from husay.pay.compile.rounds import nearest
from husay.pay.compile.troubles import trouble
from husay.pay.compile.whole import Ratio, Whole, multiply, ratio, whole
from husay.pay.compile.windows import (
    MONTHS,
    MOST_WINDOW_DAYS,
    everybody,
    limited,
    presence,
    present,
    ramp,
    ramped,
    there,
    windows,
)
from husay.pay.document.figure import Figure
from husay.pay.document.measure import Parameter
from husay.pay.document.settings import WindowKind


@dataclass
class Joins:
    """The tables by person and window that columns are taken from, for rows with `payee` and `w`
    of a query `t`."""

    kind: WindowKind
    payee: str = "t.payee"
    starts: str = "t.w"
    found: dict[str, str] = field(default_factory=dict)

    def add(self, table: str, alias: str) -> str:
        """Join a table by person and first day of the window; its alias."""
        self.found[alias] = (
            f" LEFT JOIN {table} AS {alias} ON {alias}.person = {self.payee} "
            f"AND {alias}.starts = {self.starts}"
        )
        return alias

    @property
    def sql(self) -> str:
        """All the joins."""
        return "".join(self.found.values())


def under_of(ctx: Context, parameter: Parameter) -> tuple[int, int]:
    """The common denominator of a parameter's values, and the most that a numerator can be."""
    under, most = ctx.bounds.parameters.get(parameter.name, (1, 0))
    default = parameter.default if parameter.default is not None else Fraction(0)
    both = lcm(under, default.denominator)
    return both, max(most * (both // under), abs(int(default * both)))


def on_day(ctx: Context, figure: Figure, payee: str, day: str, joins: dict[str, str]) -> Ratio:
    """A figure of a person on a day, in whole units; joins the parameters that it names."""
    found = ratio(figure.factor)
    for name in figure.parameters:
        parameter = ctx.plan.parameter(name)
        under, most = under_of(ctx, parameter)
        alias = f"on_{name}"
        joins[alias] = (
            f" LEFT JOIN parameters AS {alias} ON {alias}.person = {payee} AND {alias}.parameter = "
            f"{literal(name)} AND {day} BETWEEN {alias}.starts AND {alias}.ends"
        )
        _tell_missing(ctx, parameter)
        over = f"COALESCE({alias}.over * ({under} // {alias}.under), {_default(parameter, under)})"
        found = multiply(found, Ratio(Whole(over, -most, most), whole(under)))
    return found


def _default(parameter: Parameter, under: int) -> int:
    return int(parameter.default * under) if parameter.default is not None else 0


def _tell_missing(ctx: Context, parameter: Parameter) -> None:
    """Whoever has no value of a parameter without a default at all."""
    if parameter.default is None:
        ctx.problems.append(
            f"SELECT 'pay-no-parameter' AS code, person, {literal(parameter.name)} AS what, "
            "CAST(NULL AS DATE) AS starts FROM people ANTI JOIN (SELECT person FROM parameters "
            f"WHERE parameter = {literal(parameter.name)}) AS p USING (person)"
        )


def over_window(ctx: Context, figure: Figure, joins: Joins) -> Ratio:
    """A figure of a person over a window, in whole units.

    It is the mean of its days, or the sum of the months (quarters, halves) for which an amount is
    stated. Where only one of its parameters changes within a window, the former is the product of
    their means; where several do, or one beside a sum, `interpret` tells.
    """
    found = ratio(figure.factor)
    parameters = [ctx.plan.parameter(name) for name in figure.parameters]
    stated = [one for one in parameters if one.per is not None]
    summed = len(stated) == 1 and MONTHS.get(joins.kind, 0) > MONTHS[stated[0].per or "year"]
    tables = [
        _summed(ctx, one, joins.kind) if summed and one.per else _averaged(ctx, one, joins.kind)
        for one in parameters
    ]
    for one, other in combinations(tables, 2):
        _tell_changing(ctx, one, other)
    for parameter, table in zip(parameters, tables, strict=True):
        if summed and not parameter.per:
            _tell_changing(ctx, table, table)
        under, most = under_of(ctx, parameter)
        alias = joins.add(table, table.replace("parameter_", "q_"))
        _tell_missing(ctx, parameter)
        days = MOST_WINDOW_DAYS**2 if parameter.per else MOST_WINDOW_DAYS
        found = multiply(
            found,
            Ratio(Whole(f"COALESCE({alias}.over, 0)", -most * days, most * days),
                  Whole(f"COALESCE({alias}.under, 1)", 1, under * days)),
        )  # fmt: skip
    return found


def _tell_changing(ctx: Context, one: str, other: str) -> None:
    """Whoever has a window in which two parameters of a figure change."""
    ctx.problems.append(
        trouble("pay-not-compiled", "a.person", literal("a figure that changes twice in a window"),
                f"FROM {one} AS a JOIN {other} AS b ON b.person = a.person AND "
                "b.starts = a.starts WHERE a.changes AND b.changes")
    )  # fmt: skip


def amount_over(ctx: Context, figure: Figure, joins: Joins, what: str) -> Whole:
    """An amount of a person over a window in ten-thousandths, prorated and ramped."""
    value = multiply(over_window(ctx, figure, joins), ratio(SCALE))
    table = presence(ctx, joins.kind) if what in ctx.plan.settings.prorates else None
    if table is not None:
        value = multiply(value, present(ctx, joins.kind, joins.add(table, "q_present")))
    table = ramp(ctx, joins.kind) if what in ("target", "goal") else None
    if table is not None:
        value = multiply(value, ramped(ctx, joins.kind, what, joins.add(table, "q_ramp")))
    return nearest(value)


def _summed(ctx: Context, parameter: Parameter, kind: WindowKind) -> str:
    """The step of an amount over windows that are made of several of those that it is stated for:
    the sum of these, where it changes within none of them; of whoever is not there in some, as
    many times the mean of the others."""
    assert parameter.per is not None, "what is summed is stated for something"
    part, joined, here = _averaged(ctx, parameter, parameter.per), "", "TRUE"
    table = presence(ctx, parameter.per)
    if table is not None:
        joined = f" JOIN {table} AS q ON q.person = v.person AND q.starts = v.starts"
        here = "q.over > 0" if ctx.plan.settings.part_periods == "working_days" else "q.here"
    rows = (
        f"SELECT v.person, w.starts, v.over, v.under, v.changes, {here} AS here, "
        f"BOOL_OR({here}) OVER (PARTITION BY v.person, w.starts) AS ever "
        f"FROM {part} AS v JOIN {windows(ctx, kind)} AS w "
        f"ON v.starts BETWEEN w.starts AND w.ends{joined}"
    )
    kept = "CASE WHEN here OR NOT ever THEN {0} END"
    number = f"COUNT({kept.format('1')})"
    step = ctx.step(
        f"parameter_{parameter.name}_{kind}_sum",
        f"SELECT person, starts, CAST(SUM({kept.format('over')}) * COUNT(*) AS BIGINT) AS over, "
        f"MAX(under) * {number} AS under, "
        f"COUNT(DISTINCT {kept.format('over')}) > 1 AS changes, "
        f"BOOL_OR(changes AND (here OR NOT ever)) AS within FROM ({rows}) AS r "
        "GROUP BY person, starts",
    )
    what = literal(f"an amount that changes within a {parameter.per} of a longer window")
    ctx.problems.append(trouble("pay-not-compiled", "person", what, f"FROM {step} WHERE within"))
    return step


def _averaged(ctx: Context, parameter: Parameter, kind: WindowKind) -> str:
    under, _ = under_of(ctx, parameter)
    default = _default(parameter, under)
    one = f"p.over * ({under} // p.under)"
    own = f"p.person = {{0}}.person AND p.parameter = {literal(parameter.name)}"
    whole_windows = (
        f"SELECT e.person, w.starts, w.ends, w.working_days, {one} AS known, "
        "c.person IS NOT NULL AS partly "
        f"FROM {everybody(ctx)} AS e CROSS JOIN {windows(ctx, kind)} AS w "
        f"LEFT JOIN parameters AS p ON {own.format('e')} AND p.starts <= w.starts AND p.ends "
        ">= w.ends "
        "LEFT JOIN (SELECT DISTINCT p.person, w.starts FROM parameters AS p JOIN "
        f"windows_{kind} AS w "
        "ON p.starts <= w.ends AND p.ends >= w.starts WHERE p.parameter = "
        f"{literal(parameter.name)}) "
        "AS c ON c.person = e.person AND c.starts = w.starts"
    )
    mean = _mean(ctx, parameter, kind, whole_windows, default, one, own)
    part = f"v.over * w.{parameter.per}_over AS over, v.under * w.{parameter.per}_under AS under"
    said = part if parameter.per else "v.over, v.under"
    changes = "a.known IS NULL AND a.partly"
    valued = (
        f"SELECT a.person, a.starts, CAST(CASE WHEN a.known IS NOT NULL THEN a.known WHEN a.partly "
        f"THEN m.over ELSE {default} END AS BIGINT) AS over, CAST(CASE WHEN a.known IS NULL AND "
        f"a.partly THEN m.n * {under} ELSE {under} END AS BIGINT) AS under, {changes} AS changes "
        f"FROM ({whole_windows}) AS a LEFT JOIN ({mean}) AS m "
        "ON m.person = a.person AND m.starts = a.starts"
    )
    return ctx.step(
        f"parameter_{parameter.name}_{kind}",
        f"SELECT v.person, v.starts, {said}, v.changes FROM ({valued}) AS v "
        f"JOIN windows_{kind} AS w ON w.starts = v.starts",
    )


def _mean(
    ctx: Context,
    parameter: Parameter,
    kind: WindowKind,
    rows: str,
    default: int,
    one: str,
    own: str,
) -> str:
    """The sum and the number of a parameter's values over the days that count of windows in which
    it changes: those on which the person is there, or all."""
    counted = "TRUE"
    if ctx.plan.settings.part_periods == "working_days":
        counted = "(d.working OR a.working_days = 0)"
    is_there = "TRUE"
    join = ""
    if limited(ctx):
        join = (
            f" LEFT JOIN {there(ctx)} AS t ON t.person = a.person AND d.day BETWEEN "
            "t.starts AND t.ends"
        )
        is_there = "t.person IS NOT NULL"
    daily = (
        f"SELECT a.person, a.starts, COALESCE({one}, {default}) AS value, {is_there} AS here "
        f"FROM ({rows}) AS a JOIN days AS d ON d.day BETWEEN a.starts AND a.ends "
        f"LEFT JOIN parameters AS p ON {own.format('a')} AND d.day BETWEEN p.starts AND "
        f"p.ends{join} "
        f"WHERE a.known IS NULL AND a.partly AND {counted}"
    )
    return (
        "SELECT person, starts, CAST(CASE WHEN BOOL_OR(here) THEN SUM(CASE WHEN here THEN "
        "value END) "
        "ELSE SUM(value) END AS BIGINT) AS over, CASE WHEN BOOL_OR(here) THEN COUNT(CASE WHEN here "
        f"THEN 1 END) ELSE COUNT(*) END AS n FROM ({daily}) AS y GROUP BY person, starts"
    )
