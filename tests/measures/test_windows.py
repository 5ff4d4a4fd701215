"""Which days an answer is about: clipped, empty, compared like for like, ranked without chance."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from husay.basics.period import Window
from tests.measures.making import Made, make

pytestmark = pytest.mark.xdist_group("measures-windows")

# January to March 2024 have 23, 21 and 21 working days, and 2023 had 22, 20 and 23.
LINES = """
sale,line,date,seller,amount
1,1,2023-02-01,ana,100
2,1,2023-02-10,ana,100
3,1,2023-02-28,ben,100
4,1,2024-01-01,ana,230
5,1,2024-01-31,ben,230
6,1,2024-02-01,ana,210
7,1,2024-02-29,cleo,10
8,1,2024-03-04,ana,50
9,1,2024-03-12,ben,50
"""
OTHERS = {
    "activities": "activity,date,seller\n1,2024-03-01,ana\n2,2024-04-20,ana\n",
    "deals": "deal,created,closed,status,amount,seller\nD1,2024-03-20,2024-03-28,won,5,ana\n",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("windows"), {"sale_lines": LINES, **OTHERS})


def days(first: str, last: str) -> Window:
    return Window(date.fromisoformat(first), date.fromisoformat(last))


class TestTheLastDay:
    def test_is_the_last_with_a_sale(self, made: Made) -> None:
        answer = made.ask("revenue", period="2024-03")
        assert answer.window == days("2024-03-01", "2024-03-12")

    def test_is_as_asked(self, made: Made) -> None:
        answer = made.ask("revenue", period="2024-03", as_of=date(2024, 3, 4))
        assert (answer.window.end, answer.rows[0]["revenue"]) == (date(2024, 3, 4), 500_000)
        later = made.ask("revenue", period="2024-03", as_of=date(2024, 3, 20))
        assert later.window.end == date(2024, 3, 20)

    def test_is_the_windows_own_where_all_of_it_is_past(self, made: Made) -> None:
        assert made.ask("revenue", period="2024-01").window.end == date(2024, 1, 31)

    def test_what_happened_after_the_last_sale_counts(self, made: Made) -> None:
        """Deals and activities go on after the last invoice, and are not cut off by it."""
        assert made.value("deals_won", period="2024-03") == 1
        assert made.value("activities", period="2024") == 2
        assert made.value("pipeline", period="2024-03", as_of=date(2024, 3, 20)) == "5.00"

    def test_a_visit_planned_for_next_month_makes_no_month_whole(self, made: Made) -> None:
        answer = made.ask("revenue_per_visit", period="2024-03", compare="previous")
        assert answer.comparison is not None
        assert answer.comparison.partial


AHEAD = """
sale,line,date,seller,amount
1,1,2024-11-04,ana,100
2,1,2024-12-02,ana,50
3,1,%s,ana,7
"""


class TestADateFarAhead:
    """The book was made on 31 December 2024; up to 1 January 2025 nothing lies ahead."""

    @pytest.mark.parametrize(
        ("day", "last"),
        [("2024-12-31", "2024-12-31"), ("2025-01-01", "2025-01-01"), ("2025-01-02", "2025-01-02"),
         ("2025-01-03", "2024-12-02"), ("2062-12-30", "2024-12-02")],
    )  # fmt: skip
    def test_is_not_the_last_day(self, tmp_path, day: str, last: str) -> None:
        """Within a month (31 days) of 2 December the facts go on; then one day is alone."""
        made = make(tmp_path, {"sale_lines": AHEAD % day})
        assert made.snapshot.shape.last == date.fromisoformat(last)
        answer = made.ask("revenue", period="2024-12", compare="previous")
        assert answer.comparison is not None
        assert answer.comparison.partial == (last < "2024-12-31")
        told = list(made.ask("revenue", period=days("2024-01-01", day)).problems)
        if last == day:
            assert told == []
        else:
            (problem,) = told
            assert (problem.code, problem.value, problem.count) == ("dates-far-ahead", day, 1)
            assert problem.says() == {"known": "2024-12-02"}

    def test_counts_on_its_own_day(self, tmp_path) -> None:
        made = make(tmp_path, {"sale_lines": AHEAD % "2024-12-30".replace("2024", "2062")})
        whole = days("2024-01-01", "2062-12-31")
        assert made.value("revenue", period=whole) == "150.00"
        assert made.value("revenue", period=whole, as_of=date(2062, 12, 29)) == "150.00"
        assert made.value("revenue", period=whole, as_of=date(2062, 12, 30)) == "157.00"
        assert [p.code for p in made.ask("revenue", period="2024-11").problems] == []
        standing = made.company.standing()
        assert standing is not None
        assert standing.as_of == date(2024, 12, 2)

    def test_does_not_fill_its_month(self, tmp_path) -> None:
        """A monthly rollup has all of a month: it is no answer for its days up to the last."""
        text = AHEAD.replace("2024-11-04", "2024-10-01").replace("2024-12-02", "2024-11-04")
        made = make(tmp_path, {"sale_lines": text % "2025-11-30"})
        assert made.snapshot.shape.last == date(2024, 11, 4)
        window = days("2025-11-01", "2025-11-30")
        assert made.value("revenue", period=window, as_of=date(2025, 11, 29)) == "0.00"

    def test_nor_is_the_organisation_of_then_the_one_of_now(self, tmp_path) -> None:
        units = """
unit,valid_from,parent,kind,valid_to
north,,,division,
south,,,division,
t,,north,team,2049-12-31
t,2050-01-01,south,team,
"""
        tables = {
            "sale_lines": AHEAD % "2062-12-30", "units": units,
            "assignments": "person,unit\nana,t\n",
        }  # fmt: skip
        made = make(tmp_path, tables)
        found = made.cells("revenue", "division", period="2024", structure="now")
        assert found == {"north": "150.00"}


class TestNothing:
    def test_before_the_first_sale(self, made: Made) -> None:
        for words in ({"period": "2022"}, {"period": "2024-01", "as_of": date(2022, 5, 1)}):
            answer = made.ask("revenue", "average_order", "orders", **words)
            assert answer.rows == ({"revenue": 0, "average_order": None, "orders": 0},)

    def test_says_where_the_sales_are(self, made: Made) -> None:
        (problem,) = made.ask("revenue", period="2022").problems
        assert problem.code == "window-without-sales"
        assert problem.says() == {"first": "2023-02-01", "last": "2024-03-12"}

    def test_after_the_last_sale(self, made: Made) -> None:
        answer = made.ask("revenue", period="2025", compare="last-year")
        (row,) = answer.rows
        assert (row["revenue"], row["revenue_change"]) == (0, None)
        assert answer.window.days == 0

    def test_by_a_dimension_has_no_rows(self, made: Made) -> None:
        answer = made.ask("revenue", by=("seller",), period="2022")
        assert answer.rows == ()
        assert answer.total == {"revenue": 0}

    def test_no_sales_at_all(self, tmp_path) -> None:
        made = make(tmp_path, {"activities": OTHERS["activities"]})
        answer = made.ask("revenue", period="2024")
        assert answer.rows == ({"revenue": 0},)
        assert [p.code for p in answer.problems] == ["no-sales-yet"]
        assert made.value("visits", period="2024") == 2


class TestTrends:
    def test_a_month_without_sales_is_a_month_with_nothing(self, made: Made) -> None:
        found = made.cells("revenue", "month", period=days("2022-12-01", "2024-03-31"))
        assert list(found) == [
            *(f"2023-{month:02d}" for month in range(2, 13)), "2024-01", "2024-02", "2024-03",
        ]  # fmt: skip
        assert found["2023-07"] == "0.00"
        assert made.cells("revenue_per_day", "month", period="2023")["2023-07"] == "0.00"

    def test_the_last_month_is_compared_with_as_much_of_the_other(self, made: Made) -> None:
        answer = made.ask("revenue", by=("month",), period="2024", compare="previous")
        january, february, march = answer.rows
        assert (january["revenue_previous"], january["revenue_change"]) == (0, None)
        # 4,600 over 23 days and 2,200 over 21.
        assert february["revenue_change"] == Fraction(220 * 23, 460 * 21) - 1
        # Up to the 12th there are 8 working days; February's 8th is the 12th.
        assert march["revenue_previous"] == 2_100_000
        assert march["revenue_change"] == Fraction(100, 210) - 1

    def test_a_month_before_without_sales_had_its_days(self, made: Made) -> None:
        """Nothing in April 2023 is 0 a day over 20 days, in a trend as in a question of its own."""
        window = days("2023-03-01", "2023-05-31")
        answer = made.ask("revenue_per_day", by=("month",), period=window, compare="previous")
        found = {row["month"]: row["revenue_per_day_previous"] for row in answer.rows}
        # February's 300 over 20 days; March had 23, April 20.
        assert found == {"2023-03": 150_000, "2023-04": 0, "2023-05": 0}
        (row,) = made.ask("revenue_per_day", period="2023-05", compare="previous").rows
        assert (row["revenue_per_day_previous"], row["revenue_per_day_change"]) == (0, None)

    def test_with_the_same_month_of_last_year(self, made: Made) -> None:
        answer = made.ask("revenue", by=("month",), period="2024-Q1", compare="last-year")
        found = {row["month"]: row for row in answer.rows}
        assert found["2024-02"]["revenue_last_year"] == 3_000_000
        assert found["2024-02"]["revenue_change"] == Fraction(220 * 20, 300 * 21) - 1
        # The book begins in February 2023: of January it knows nothing, which is not 0.
        assert found["2024-01"]["revenue_last_year"] is None
        assert found["2024-01"]["revenue_change"] is None
        assert [p.code for p in answer.problems] == ["baseline-before-book"]

    def test_a_month_whose_beginning_is_cut_off_is_compared_with_nothing(self, made: Made) -> None:
        window = days("2024-02-10", "2024-03-31")
        february, march = made.ask("revenue", by=("month",), period=window, compare="previous").rows
        assert february["revenue"] == 100_000
        assert (february["revenue_previous"], february["revenue_change"]) == (None, None)
        assert march["revenue_previous"] == 2_100_000

    def test_who_sold_only_before_is_still_there(self, made: Made) -> None:
        answer = made.ask("revenue", by=("seller", "month"), period="2024-Q1", compare="previous")
        found = {(r["seller"], r["month"]): r for r in answer.rows}
        assert found["ben", "2024-02"]["revenue"] == 0
        assert found["ben", "2024-02"]["revenue_previous"] == 2_300_000
        assert found["ben", "2024-02"]["revenue_change"] == -1
        # Cleo's only sale was on the 29th: up to the 12th she had sold nothing.
        assert ("cleo", "2024-03") not in found

    def test_a_part_week(self, made: Made) -> None:
        answer = made.ask("revenue", by=("week",), period=days("2024-03-04", "2024-03-17"),
                          compare="previous")  # fmt: skip
        assert [(r["week"], r["revenue"], r["revenue_previous"]) for r in answer.rows] == [
            ("2024-W10", 500_000, 100_000), ("2024-W11", 500_000, 500_000),
        ]  # fmt: skip


class TestComparisons:
    def test_who_sold_only_before_is_in_the_table(self, made: Made) -> None:
        answer = made.ask("revenue", by=("seller",), period="2024-01", compare="previous")
        assert {r["seller"] for r in answer.rows} == {"ana", "ben"}
        answer = made.ask("revenue", by=("seller",), period="2024-03", compare="previous",
                          as_of=date(2024, 3, 31))  # fmt: skip
        found = {r["seller"]: (r["revenue"], r["revenue_previous"]) for r in answer.rows}
        assert found == {"ana": (500_000, 2_100_000), "ben": (500_000, 0), "cleo": (0, 100_000)}

    def test_totals_are_compared_as_well(self, made: Made) -> None:
        answer = made.ask("revenue", "sellers", by=("seller",), period="2024-02",
                          compare="last-year")  # fmt: skip
        assert answer.total["revenue_last_year"] == 3_000_000
        assert answer.total["revenue_change"] == Fraction(220 * 20, 300 * 21) - 1

    def test_sellers_and_customers_do_not_grow_with_the_days(self, made: Made) -> None:
        """Two sellers in 21 days and two in 20 are as many."""
        (row,) = made.ask("sellers", period="2024-02", compare="last-year").rows
        assert (row["sellers"], row["sellers_last_year"], row["sellers_change"]) == (2, 2, 0)
        (row,) = made.ask("orders", period="2024-02", compare="last-year").rows
        assert row["orders_change"] == Fraction(2 * 20, 3 * 21) - 1

    def test_a_rate_per_day_is_per_day_already(self, made: Made) -> None:
        (row,) = made.ask("revenue_per_day", period="2024-02", compare="previous").rows
        before, now = Fraction(200_000), Fraction(104_762)
        assert (row["revenue_per_day_previous"], row["revenue_per_day"]) == (before, now)
        assert row["revenue_per_day_change"] == now / before - 1


@pytest.fixture(scope="module")
def tied(tmp_path_factory: pytest.TempPathFactory) -> Made:
    names = ("dora", "abe", "cy", "bo", "None", "")
    lines = [f"{n},1,2024-01-02,{name},{10 if n < 5 else 3}" for n, name in enumerate(names)]
    text = "\n".join(["sale,line,date,seller,amount", *lines, "9,1,2024-01-02,ed,-4"])
    return make(tmp_path_factory.mktemp("tied"), {"sale_lines": text})


class TestRanking:
    def names(self, tied: Made, **words) -> list[object]:
        return [row["seller"] for row in tied.ask("revenue", by=("seller",), **words).rows]

    def test_most_first_and_ties_by_name(self, tied: Made) -> None:
        assert self.names(tied) == ["None", "abe", "bo", "cy", "dora", None, "ed"]

    def test_top(self, tied: Made) -> None:
        assert self.names(tied, top=2) == ["None", "abe"]
        assert self.names(tied, top=100) == self.names(tied)

    def test_bottom_is_least_first_and_ties_by_name(self, tied: Made) -> None:
        assert self.names(tied, bottom=4) == ["ed", None, "None", "abe"]

    def test_no_value_is_neither_most_nor_least(self, tied: Made) -> None:
        rows = tied.ask("return_rate", by=("seller",)).rows
        assert rows[-1] == {"seller": "ed", "return_rate": None}
        bottom = tied.ask("return_rate", by=("seller",), bottom=10).rows
        assert "ed" not in [row["seller"] for row in bottom]

    def test_a_top_keeps_the_total_of_all(self, tied: Made) -> None:
        answer = tied.ask("revenue", by=("seller",), top=1)
        assert answer.total == {"revenue": 490_000}


def test_a_word_said_twice_is_said_once(made: Made) -> None:
    answer = made.ask("revenue", "revenue", by=("seller", "seller", "month"), grain="month")
    assert [c.name for c in answer.columns] == ["seller", "month", "revenue"]
