"""Amounts in several currencies: apart, or converted by the stated rule, and never just added."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from husay.basics.amount import round_half_away
from husay.basics.period import Window
from husay.basics.problem import Mistake
from husay.measures.conversion import convert
from tests.by_sql import by_sql
from tests.measures.making import Made, make

pytestmark = pytest.mark.xdist_group("measures-currencies")

TABLES = {
    "sale_lines": """
sale,line,date,seller,product,customer,quantity,amount,list_amount,cost,currency,kind
1,1,2024-01-10,ana,p1,c1,1,1000.00,1100,600,PHP,
2,1,2024-01-10,ana,p1,c1,1,10.00,   12, 5,USD,
2,2,2024-01-10,ana,p2,c1,1,0.0001,  ,   , USD,
3,1,2024-01-20,ben,p1,c2,1,10.00,   10, ,  USD,
4,1,2024-02-05,ben,p1,c1,-1,-3.3333,,   , USD,
5,1,2024-02-10,ana,p2,c3,1,7.77,    ,   , EUR,
6,1,2023-12-31,ana,p2,c3,1,5.00,    ,   , USD,
""",
    "rates": """
from_currency,to_currency,date,rate
USD,PHP,2024-01-01,55
USD,PHP,2024-01-15,56.123456789
USD,PHP,2024-03-01,99
EUR,USD,2024-01-01,1.1
PHP,USD,2024-01-01,0.018
""",
    "deals": """
deal,created,closed,status,amount,currency,seller
D1,2024-01-02,2024-01-12,won,100,USD,ana
D2,2024-01-05,2024-02-01,won,1000,PHP,ben
D3,2024-01-06,,open,50,USD,ana
D4,2024-01-06,,open,70,PHP,ana
D5,2024-01-07,2024-01-08,lost,9,EUR,ana
""",
    "activities": "activity,date,seller,type\n1,2024-01-09,ana,visit\n2,2024-01-19,ben,visit\n",
    "goals": """
scope,item,measure,starts,ends,value,currency
seller,ana,revenue,2024-01-01,2024-02-29,2000,PHP
seller,ana,revenue,2024-01-16,2024-01-31,10,USD
seller,ben,revenue,2024-01-01,2024-02-29,20,USD
seller,ben,orders,2024-01-01,2024-02-29,4,
company,,revenue,2024-01-01,2024-02-29,100,EUR
""",
}
YEAR = Window(date(2024, 1, 1), date(2024, 2, 29))
RATE = Fraction(56_123_456_789, 10**9)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("many"), TABLES)


def codes(answer) -> list[str]:
    return [p.code for p in answer.problems]


def test_apart_unless_told(made: Made) -> None:
    answer = made.ask("revenue", period=YEAR)
    assert {row["currency"]: row["revenue"] for row in answer.rows} == {
        "PHP": 10_000_000, "USD": 166_668, "EUR": 77_700,
    }  # fmt: skip
    assert codes(answer) == ["currencies-apart"]
    assert answer.problems[0].says() == {"currencies": "EUR, PHP, USD"}
    assert answer.total == {}, "there is no whole of pesos and dollars"
    found = made.cells("revenue", "seller", period=YEAR)
    assert found["ana", "PHP"] == "1000.00"
    assert found["ben", "USD"] == "6.6667"


def test_there_is_no_top_of_pesos_and_dollars(made: Made) -> None:
    """Ana has 1,000 pesos, ben 10 dollars and -3.3333: which of them is first, rates decide."""
    asked: list[dict[str, Any]] = [{"top": 1}, {"bottom": 2}, {"top": 1, "grain": "month"}]
    for words in asked:
        with pytest.raises(Mistake) as caught:
            made.ask("revenue", by=("seller",), period=YEAR, **words)
        (problem,) = caught.value.problems
        assert (problem.code, problem.value) == ("rank-across-currencies", "revenue")
        assert problem.says() == {"currencies": "EUR, PHP, USD", "first": "EUR"}
    # In one of them, by a condition or converted, there is one; and of what is no amount.
    pesos = {"period": YEAR, "top": 1, "where": "currency = 'PHP'"}
    assert made.cells("revenue", "seller", **pesos) == {("ana", "PHP"): "1000.00"}
    dollars = {"period": YEAR, "top": 1, "currency": "USD"}
    assert list(made.cells("revenue", "seller", **dollars)) == ["ana"]
    assert made.cells("orders", "seller", period=YEAR, top=1) == {"ana": 3}
    assert made.ask("discount_rate", by=("seller",), period=YEAR, top=1).rows


def test_rows_are_ranked_within_each_currency(made: Made) -> None:
    rows = made.ask("revenue", by=("seller",), period=YEAR).rows
    assert [(row["currency"], row["seller"]) for row in rows] == [
        ("EUR", "ana"), ("PHP", "ana"), ("USD", "ana"), ("USD", "ben"),
    ]  # fmt: skip


def test_rows_that_a_figure_does_not_count_want_no_rate(made: Made) -> None:
    """D5 is in euros, which have no rate to pesos, and was lost, not won; and the line in euros is
    no return."""
    for measure in ("won_amount", "returns"):
        answer = made.ask(measure, period=YEAR, currency="PHP")
        assert codes(answer)[0] == "converted-at-latest-rate", measure
    for measure in ("lost_amount", "gross_sales"):
        answer = made.ask(measure, period=YEAR, currency="PHP")
        assert codes(answer)[:2] == ["no-rate", "converted-at-latest-rate"], measure


def test_ratios_of_amounts_are_apart_as_well(made: Made) -> None:
    for measure in ("average_order", "discount_rate", "margin", "revenue_per_day"):
        assert "currency" in {c.name for c in made.ask(measure, period=YEAR).columns}


def test_counts_have_no_currency(made: Made) -> None:
    assert made.value("orders", period=YEAR) == 4
    assert made.cells("customers", "seller", period=YEAR) == {"ana": 2, "ben": 1}
    assert made.value("visits", period=YEAR) == 2
    assert codes(made.ask("orders", period=YEAR)) == []


def test_one_currency_by_condition(made: Made) -> None:
    found = made.cells("revenue", "seller", period=YEAR, where="currency = 'PHP'")
    assert found == {("ana", "PHP"): "1000.00"}


def test_what_cannot_stand_apart_wants_one_currency(made: Made) -> None:
    with pytest.raises(Mistake) as caught:
        made.ask("revenue_per_visit", period=YEAR)
    (problem,) = caught.value.problems
    assert problem.code == "wants-one-currency"
    converted = made.value("revenue_per_visit", period=YEAR, currency="PHP")
    assert Decimal(str(converted)) > 900


def test_each_line_is_converted_at_the_rate_of_its_day(made: Made) -> None:
    """10.00 and 0.0001 at 55; 10.00 and -3.3333 at the later rate; euros have no rate to pesos."""
    answer = made.ask("revenue", by=("seller",), period=YEAR, currency="PHP")
    found = {row["seller"]: row["revenue"] for row in answer.rows}
    later = round_half_away(100_000 * RATE), round_half_away(33_333 * RATE)
    assert later == (5_612_346, 1_870_763)
    expected = {"ana": 10_000_000 + 5_500_000 + 55, "ben": later[0] - later[1]}
    assert found == expected
    assert answer.total == {"revenue": sum(expected.values())}


def test_what_has_no_rate_is_named(made: Made) -> None:
    answer = made.ask("revenue", period=YEAR, currency="PHP")
    assert codes(answer) == ["no-rate", "converted-at-latest-rate"]
    missing, rule = answer.problems
    assert (missing.value, missing.count, missing.severity) == ("EUR", 1, "warning")
    assert missing.says()["amount"] == "7.77"
    assert missing.says()["into"] == "PHP"
    assert (rule.value, rule.says()["currencies"]) == ("PHP", "EUR, USD")


def test_a_rate_does_not_reach_back(made: Made) -> None:
    window = Window(date(2023, 12, 1), date(2023, 12, 31))
    answer = made.ask("revenue", period=window, currency="PHP")
    assert answer.rows == ({"revenue": 0},)
    assert (answer.problems[0].code, answer.problems[0].value) == ("no-rate", "USD")


def test_only_a_stated_pair_counts(made: Made) -> None:
    """Euros to dollars and dollars to pesos are stated; euros to pesos are not, and stay out."""
    dollars = made.ask("revenue", period=YEAR, currency="USD")
    expected = (
        10_000_000 * Fraction(18, 1000) + 166_668 + round_half_away(77_700 * Fraction(11, 10))
    )
    assert dollars.rows == ({"revenue": expected},)
    assert codes(dollars) == ["converted-at-latest-rate"]


def test_every_amount_is_converted_and_counts_go_with_them(made: Made) -> None:
    words = {"period": "2024-01", "currency": "PHP"}
    assert made.value("gross_sales", **words) == "2111.2401"  # 1000 + 550.0055 + 561.2346
    assert made.value("orders", **words) == 3
    assert made.value("average_order", **words) == "703.7467"
    assert made.value("discount", **words) == "210.00"  # 100 + (660 - 550) + 0
    assert made.value("margin", **words) == "675.00"  # 400 + (550 - 275)
    assert made.value("returns", period="2024-02", currency="PHP") == "187.0763"
    # With the amounts, an average counts only the orders whose amounts it has.
    assert made.value("average_order", period="2024-02", currency="PHP") is None


def test_rows_by_currency_can_be_converted_too(made: Made) -> None:
    found = made.cells("revenue", "currency", period=YEAR, currency="PHP")
    assert found == {"PHP": "1000.00", "USD": "924.1638"}


def test_converted_figures_are_compared_with_converted_ones(made: Made) -> None:
    answer = made.ask("revenue", period="2024-01", currency="PHP", compare="previous")
    assert answer.rows[0]["revenue_previous"] == 0
    assert [p.value for p in answer.problems if p.code == "no-rate"] == ["USD"]
    trend = made.ask("revenue", by=("month",), period=YEAR, currency="PHP")
    assert [row["revenue"] for row in trend.rows] == [21_112_401, -1_870_763]


def test_a_currency_without_any_need_for_rates(made: Made) -> None:
    only = made.ask("orders", period=YEAR, currency="JPY")
    assert only.rows == ({"orders": 4},)


def test_currencies_that_are_none(made: Made, bayan: Made) -> None:
    with pytest.raises(Mistake) as caught:
        made.ask("revenue", period=YEAR, currency="php'; --")
    assert [p.code for p in caught.value.problems] == ["not-a-currency"]
    with pytest.raises(Mistake) as caught:
        bayan.ask("revenue", currency="USD")
    assert [p.code for p in caught.value.problems] == ["no-rates"]
    assert bayan.value("revenue", currency="PHP") == "3169.4447"


def test_deals_are_converted_on_the_day_they_close(made: Made) -> None:
    words: dict[str, Any] = {"period": YEAR, "currency": "PHP"}
    assert made.value("won_amount", **words) == "6500.00"  # 100 at 55, and 1000
    answer = made.ask("lost_amount", **words)
    assert answer.rows == ({"lost_amount": 0},)
    missing = answer.problems[0]
    assert (missing.code, missing.value, missing.count) == ("no-rate", "EUR", 1)
    assert made.value("deals_lost", **words) == 1, "a count needs no rate"


def test_the_pipeline_is_converted_on_the_day_it_stands(made: Made) -> None:
    found = made.cells("pipeline", "month", period=YEAR, currency="PHP")
    # 50 at the rate of 31 January, and of February's last day known, with 70; in January D2 too.
    assert found == {"2024-01": "3876.1728", "2024-02": "2876.1728"}
    apart = made.cells("pipeline", "currency", period=YEAR)
    assert apart == {"USD": "50.00", "PHP": "70.00"}


def test_shared_out_by_any_dimension_it_is_the_same(made: Made) -> None:
    (whole,) = made.ask("revenue", "discount", period=YEAR, currency="PHP").rows
    for dimension in ("seller", "product", "customer", "currency", "kind", "month", "week"):
        rows = made.ask("revenue", "discount", by=(dimension,), period=YEAR, currency="PHP").rows
        for name in ("revenue", "discount"):
            assert sum(int(str(row[name] or 0)) for row in rows) == whole[name]


class TestGoals:
    """A goal is in a currency, and is held against figures in that currency only."""

    def test_apart(self, made: Made) -> None:
        answer = made.ask("revenue", by=("seller",), period=YEAR, compare="goal")
        found = {(r["seller"], r["currency"]): r["revenue_goal"] for r in answer.rows}
        assert found["ana", "PHP"] == 20_000_000
        assert found["ben", "USD"] == 200_000
        assert found["ana", "EUR"] is None
        assert "goals-in-another-currency" not in codes(answer)

    def test_converted_at_the_rate_of_their_first_day(self, made: Made) -> None:
        answer = made.ask("revenue", by=("seller",), period=YEAR, compare="goal", currency="PHP")
        found = {r["seller"]: r for r in answer.rows}
        assert found["ben"]["revenue_goal"] == 200_000 * 55
        assert found["ana"]["revenue_goal"] == 20_000_000
        assert found["ben"]["revenue_attainment"] == Fraction(5_612_346 - 1_870_763, 11_000_000)

    def test_without_a_rate_they_are_left_out_and_counted(self, made: Made) -> None:
        answer = made.ask("revenue", period=YEAR, compare="goal", currency="PHP")
        assert answer.rows[0]["revenue_goal"] is None
        (problem,) = [p for p in answer.problems if p.code == "goals-without-rate"]
        assert (problem.count, problem.says()["currencies"]) == (1, "EUR")

    def test_a_count_has_none(self, made: Made) -> None:
        answer = made.ask("orders", by=("seller",), period=YEAR, compare="goal")
        found = {r["seller"]: r["orders_goal"] for r in answer.rows}
        assert found == {"ana": None, "ben": 4}

    def test_another_currency_than_the_only_one(self, tmp_path) -> None:
        tables = {
            "sale_lines": "sale,line,date,seller,amount\n1,1,2024-01-02,ana,10\n",
            "goals": "scope,item,measure,starts,ends,value,currency\n"
            "seller,ana,revenue,2024-01-01,2024-01-31,5,USD\n",
        }
        answer = make(tmp_path, tables).ask(
            "revenue", by=("seller",), period="2024-01", compare="goal"
        )
        assert answer.rows[0]["revenue_goal"] is None
        assert codes(answer) == ["goals-in-another-currency"]


amounts = st.integers(-(10**13), 10**13)
rates = st.tuples(st.integers(0, 99_999), st.integers(0, 9)).flatmap(
    lambda given: st.tuples(
        st.just(given[0]), st.just(given[1]), st.integers(0, 10 ** given[1] - 1)
    )
)


@given(amount=amounts, rate=rates)
def test_the_conversion_is_exact(amount: int, rate: tuple[int, int, int]) -> None:
    """64-bit SQL against fractions of any size."""
    whole, digits, part = rate
    row = f"SELECT {amount}::BIGINT AS amount, 'USD' AS currency"
    given = f"SELECT {whole}::BIGINT AS whole, {part}::BIGINT AS part, {10**digits}::BIGINT AS den"
    sql = f"SELECT {convert('r.amount', 'PHP')} FROM ({row}) AS r, ({given}) AS fx"
    ((found,),) = by_sql(sql)
    assert found == round_half_away(amount * (whole + Fraction(part, 10**digits)))
