"""Every query is DuckDB's and Spark's alike: it transpiles, says the same, and uses known words.

Spark itself is not asked here. What is known to differ between the engines is kept out by a list
of functions; what differs only in spelling is sqlglot's to translate.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
import sqlglot
from sqlglot import ErrorLevel, exp

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window, YearRule
from husay.measures.dimension import GRAINS
from husay.measures.filter import parse_where, where_sql
from husay.measures.measure import MEASURES
from husay.measures.offered import offered_dimensions
from husay.measures.query import fetches, understand, without_rate
from husay.measures.question import Question, Shape
from husay.org.placement import WITHIN

FUNCTIONS = {
    "ABS", "CASE", "CAST", "COALESCE", "COUNT", "DISTINCT", "EXISTS", "FILTER", "IF", "SUM",
}  # fmt: skip
"""Functions that mean the same on both engines (ENGINE rule 4); a new one wants a test on both."""

SHAPE = Shape(
    tables=frozenset({"sale_lines", "deals", "deal_stages", "activities", "assignments", "units",
                      "rates", "credits"}),
    levels=("company", "division", "team"),
    currencies=("PHP", "USD"),
    first=date(2023, 1, 2),
    last=date(2024, 3, 27),
    stages=("lead", "closing"),
    many_sources=True,
    deal_currencies=("EUR", "PHP"),
    present=frozenset({"seller", "unit", "product", "product_line", "product_group", "customer",
                       "customer_group", "territory", "channel", "quantity", "list_amount",
                       "cost"}),
)  # fmt: skip
CALENDAR = BusinessCalendar(YearRule(start_month=7), frozenset(range(5)), frozenset())
WINDOWS = (
    Window(date(2024, 1, 1), date(2024, 3, 31)),
    Window(date(2024, 2, 20), date(2024, 3, 11)),
)
WHERE = "(within('a') OR NOT seller IN ('x', 'y')) AND (seller <> 'z' OR unit IS NULL)"


def _sql(question: Question, shape: Shape) -> set[str]:
    plan = understand(question, shape)
    found = [fetch.sql for fetch in fetches(plan, question.window, CALENDAR)]
    return {*found, *without_rate(plan, question.window, CALENDAR)}


FAMILIES = {
    "sales": tuple(
        m.name for m in MEASURES.values() if m.family == "sales" and "visits" not in m.parts
    ),
    "deals": tuple(m.name for m in MEASURES.values() if m.family == "deals"),
    "activities": ("activities", "visits", "revenue_per_visit"),
}  # fmt: skip
"""Each family's measures together, so that one query has every part of a relation."""


def _questions(measures: tuple[str, ...]) -> Iterator[tuple[Question, Shape]]:
    for dimension in (None, *offered_dimensions([MEASURES[name] for name in measures], SHAPE)):
        plain = Question(measures, WINDOWS[1], (dimension,) if dimension else ())
        for grain in (None, *GRAINS):
            yield replace(plain, grain=grain), SHAPE
        yield replace(plain, window=WINDOWS[0], grain="quarter"), SHAPE
        yield replace(plain, grain="quarter"), replace(SHAPE, plain_months=False)
        yield replace(plain, structure="now", where=WHERE), SHAPE
        yield replace(plain, grain="month", where=WHERE, currency="PHP"), SHAPE


def _every(family: str) -> list[str]:
    """The queries of a family's measures together, and of each of them alone."""
    measures = FAMILIES[family]
    asked = [*_questions(measures)]
    for name in measures:
        asked += [(Question((name,), window), SHAPE) for window in WINDOWS]
        asked.append((Question((name,), WINDOWS[0], ("seller",), "month", currency="PHP"), SHAPE))
    return sorted(set().union(*(_sql(*question) for question in asked)))


def stripped(tree: exp.Expr) -> exp.Expr:
    """The tree without its parentheses."""

    def plain(node: exp.Expr) -> exp.Expr:
        while isinstance(node, exp.Paren):
            node = node.this
        return node

    return tree.copy().transform(plain)


def means_the_same(tree: exp.Expr, dialect: str) -> bool:
    """Whether a tree, printed and read back, groups its operands as before."""
    back = sqlglot.parse_one(tree.sql(dialect=dialect), read=dialect)
    again = sqlglot.parse_one(back.sql(dialect="duckdb"), read="duckdb")
    return stripped(again) == stripped(sqlglot.parse_one(tree.sql(dialect="duckdb"), read="duckdb"))


@pytest.mark.parametrize("family", FAMILIES)
def test_every_query(family: str) -> None:
    queries = _every(family)
    assert len(queries) > 50
    for sql in queries:
        tree = sqlglot.parse_one(sql, read="duckdb")
        assert stripped(tree) == stripped(sqlglot.parse_one(tree.sql("duckdb"), read="duckdb")), sql
        _transpiles(tree)
        assert _functions(tree) <= FUNCTIONS, sql
        assert not _sums_that_widen(tree), sql


def _transpiles(tree: exp.Expr) -> None:
    spark = tree.sql(dialect="spark", unsupported_level=ErrorLevel.RAISE)
    assert isinstance(sqlglot.parse_one(spark, read="spark"), exp.Select)
    assert "INT128" not in spark
    assert "//" not in spark


def _functions(tree: exp.Expr) -> set[str]:
    calls = (n for n in tree.find_all(exp.Func) if not isinstance(n, exp.Connector | exp.Exists))
    named = {n.name.upper() if isinstance(n, exp.Anonymous) else n.sql_name() for n in calls}
    return named | {"EXISTS" for _ in tree.find_all(exp.Exists)}


def _sums_that_widen(tree: exp.Expr) -> list[str]:
    """Sums that are not cast to BIGINT: they would be 128 bits wide, and a DOUBLE in Parquet."""
    wide = []
    for total in tree.find_all(exp.Sum):
        above = total.parent
        while isinstance(above, exp.Coalesce | exp.Filter | exp.Paren):
            above = above.parent
        if not (isinstance(above, exp.Cast) and above.to.is_type("bigint")):
            wide.append(total.sql())
    return wide


def test_the_checks_see_what_they_should() -> None:
    assert _sums_that_widen(sqlglot.parse_one("SELECT SUM(a) FROM t"))
    assert not _sums_that_widen(sqlglot.parse_one("SELECT CAST(COALESCE(SUM(a), 0) AS BIGINT)"))
    assert _functions(sqlglot.parse_one("SELECT MEDIAN(a), CAST(b AS INT)")) == {"MEDIAN", "CAST"}
    a, b, d = (exp.column(name) for name in "abd")
    lost = exp.Sub(this=a, expression=exp.Sub(this=b, expression=d))
    assert lost.sql() == "a - b - d", "why no arithmetic here is built of bare nodes"
    assert stripped(lost) != stripped(sqlglot.parse_one(lost.sql()))


CONDITIONS = (
    "seller = 'a' AND (unit = 'b' OR unit = 'c')",
    "NOT (seller = 'a' OR NOT (unit = 'b' AND seller <> 'c'))",
    "(seller = 'a' OR unit = 'b') AND (seller = 'c' OR unit = 'd') OR seller IS NULL",
    "NOT within('a') AND (within('b') OR NOT seller LIKE 'x%')",
    "NOT (seller BETWEEN 'a' AND 'b' AND NOT (seller IN ('a') OR within('c')))",
    "NOT NOT (seller = 'a' OR seller = 'b')",
)


@pytest.mark.parametrize("text", CONDITIONS)
@pytest.mark.parametrize("structure", ["then", "now"])
def test_conditions_keep_their_parentheses(text: str, structure: str) -> None:
    """`(a OR b) AND c` is not `a OR b AND c`, however often it is printed and read."""
    condition = parse_where(text, ("seller", "unit"))
    sql = where_sql(condition, lambda name: f"r.{name}", WITHIN[structure])
    for dialect in ("duckdb", "spark"):
        assert means_the_same(sqlglot.parse_one(sql, read="duckdb"), dialect)
    plain = sqlglot.parse_one(sql, read="duckdb")
    assert len(list(plain.find_all(exp.And, exp.Or))) >= len(
        list(condition.find_all(exp.And, exp.Or))
    )


def test_rates_are_whole_numbers_on_both() -> None:
    sql = _sql(Question(("revenue",), WINDOWS[0], currency="PHP"), SHAPE)
    spark = "\n".join(sqlglot.transpile(text, read="duckdb", write="spark")[0] for text in sql)
    assert " DIV fx.den" in spark
    assert "SIGN(" not in spark, "SIGN of a whole number is a DOUBLE on Spark"
