"""Deals on the days on which things happened to them: what is known of them when, and where."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import duckdb
import pytest

from husay.basics.period import Window
from husay.measures.cell import cell
from husay.measures.events import DEAL_EVENTS
from husay.measures.question import Question
from husay.measures.relation import DEAL_EVENTS as EVENTS
from husay.measures.rows import rows_behind
from tests.measures.making import Made, make

pytestmark = pytest.mark.xdist_group("measures-deals")


def days(first: str, last: str) -> Window:
    return Window(date.fromisoformat(first), date.fromisoformat(last))


def codes(answer) -> list[str]:
    return [p.code for p in answer.problems]


MOVED = {
    "sale_lines": "sale,line,date,seller,amount\n1,1,2024-01-10,ana,100\n",
    "units": """
unit,valid_from,parent,kind,valid_to
top,,,company,
north,,top,division,
south,,top,division,
team-a,,north,team,2024-03-15
team-a,2024-03-16,south,team,
""",
    "assignments": "person,unit\nana,team-a\n",
    "deals": "deal,created,closed,status,amount,seller\nD1,2024-01-05,,open,500,ana\n",
}
"""The last fact is of 10 January; the team moves from north to south on 16 March."""


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("moved"), MOVED)


class TestAStockAfterTheLastFact:
    @pytest.mark.parametrize(
        ("day", "division"),
        [("2024-01-10", "north"), ("2024-03-15", "north"), ("2024-03-16", "south"),
         ("2024-03-31", "south"), ("2025-06-30", "south")],
    )  # fmt: skip
    def test_stands_where_its_seller_stands_that_day(
        self, moved: Made, day: str, division: str
    ) -> None:
        asked = {"period": days("2024-01-01", day), "as_of": date.fromisoformat(day)}
        assert moved.cells("pipeline", "division", **asked) == {division: "500.00"}
        assert moved.value("pipeline", where=f"within('{division}')", **asked) == "500.00"

    def test_holds_over_days_of_which_nothing_is_known(self, moved: Made) -> None:
        """D1 is open since 5 January, and nothing says that it closed."""
        answer = moved.ask("pipeline", "deals_open", period="2024-02")
        assert answer.rows == ({"pipeline": 5_000_000, "deals_open": 1},)
        assert answer.window == days("2024-01-10", "2024-01-10"), "the day it is known of"
        assert moved.cells("pipeline", "seller", period="2024-02") == {"ana": "500.00"}
        assert moved.cells("pipeline", "month", period="2024-02") == {"2024-02": "500.00"}
        assert moved.cells("pipeline", "month", period="2024-Q1") == {"2024-01": "500.00"}

    @pytest.mark.parametrize(("day", "value"), [("2024-01-04", "0.00"), ("2024-01-05", "500.00")])
    def test_stands_as_of_the_day_asked(self, moved: Made, day: str, value: str) -> None:
        as_of = date.fromisoformat(day)
        assert moved.value("pipeline", period="2024-02", as_of=as_of) == value

    def test_leads_to_its_rows(self, moved: Made) -> None:
        question = Question(("pipeline",), moved.window("2024-02"), grain="month")
        (row,) = moved.company.ask(question).rows
        for asked in (question, cell(question, {"month": row["month"]}, moved.snapshot.calendar)):
            (total,) = rows_behind(asked, moved.snapshot).totals
            assert total.figures["pipeline"] == row["pipeline"] == 5_000_000

    def test_beside_what_happened_in_the_days(self, moved: Made) -> None:
        answer = moved.ask("deals_created", "pipeline", period="2024-02")
        assert answer.rows == ({"deals_created": 0, "pipeline": 5_000_000},)


PAST = {
    "sale_lines": "sale,line,date,seller,amount\n1,1,2024-03-31,ana,100\n",
    "deals": """
deal,created,closed,status,amount,lost_reason
D1,2024-01-02,2024-02-12,won,100,
D2,2024-01-02,2024-03-12,lost,50,price
D3,2024-01-02,,open,7,
""",
}


def test_a_deal_was_open_while_it_was_whatever_it_is_today(tmp_path) -> None:
    """157 at the end of January, 57 after D1 was won, 7 after D2 was lost."""
    made = make(tmp_path, PAST)
    expected = {"2024-01": "157.00", "2024-02": "57.00", "2024-03": "7.00"}
    assert made.cells("pipeline", "month", period="2024-Q1") == expected
    where = "status = 'open' AND lost_reason IS NULL"
    assert made.cells("pipeline", "month", period="2024-Q1", where=where) == expected
    assert made.value("pipeline", period="2024-01", where="status = 'won'") == "0.00"
    assert made.cells("pipeline", "status", period="2024-01") == {"open": "157.00"}
    # What happened is still told by what became of the deal.
    assert made.value("deals_created", period="2024-01", where="status = 'won'") == 1


FIRST = date(2024, 2, 1)
LAGGING = {
    "sale_lines": "sale,line,date,seller,amount\n"
    + "".join(f"{n},1,{FIRST + timedelta(n)},ana,100\n" for n in range(59)),
    "deals": "deal,created,closed,status,amount,seller\n"
    + "".join(f"D{n},2024-01-02,{FIRST + timedelta(n)},won,1,ana\n" for n in range(39)),
}
"""A sale every day to 30 March, a deal won every day to 10 March: the CRM came in late."""


@pytest.fixture(scope="module")
def lagging(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("lagging"), LAGGING)


class TestDealsThatLagBehindInvoices:
    def test_are_compared_with_as_many_days_as_they_have(self, lagging: Made) -> None:
        """1 to 10 March has 6 working days, as 1 to 8 February: 10 deals against 8."""
        answer = lagging.ask("deals_won", period="2024-03", compare="previous")
        assert answer.window == days("2024-03-01", "2024-03-10")
        assert answer.comparison is not None
        assert answer.comparison.baseline == days("2024-02-01", "2024-02-08")
        assert answer.rows == (
            {"deals_won": 10, "deals_won_previous": 8, "deals_won_change": Fraction(1, 4)},
        )

    def test_sales_beside_them_keep_their_own_days(self, lagging: Made) -> None:
        """30 sales up to 30 March, of 21 working days, as all 29 of February's 21."""
        answer = lagging.ask("revenue", "deals_won", period="2024-03", compare="previous")
        assert answer.window == days("2024-03-01", "2024-03-30")
        assert answer.rows == (
            {
                "revenue": 30_000_000, "revenue_previous": 29_000_000,
                "revenue_change": Fraction(1, 29),
                "deals_won": 10, "deals_won_previous": 8, "deals_won_change": Fraction(1, 4),
            },
        )  # fmt: skip
        assert codes(answer) == ["deals-end-earlier"]
        by_seller = lagging.ask(
            "revenue", "deals_won", by=("seller",), period="2024-03", compare="previous"
        )
        (row,) = by_seller.rows
        assert row == {"seller": "ana", **answer.rows[0]}
        assert by_seller.total == answer.rows[0]

    def test_by_month(self, lagging: Made) -> None:
        answer = lagging.ask(
            "revenue", "deals_won", by=("month",), period="2024", compare="previous"
        )
        found = {row["month"]: row for row in answer.rows}
        assert found["2024-03"]["deals_won_previous"] == 8
        assert found["2024-03"]["revenue_previous"] == 29_000_000

    def test_of_months_after_them_nothing_is_known(self, lagging: Made) -> None:
        weeks = lagging.ask("revenue", "deals_won", by=("week",), period="2024-03")
        found = {row["week"]: row["deals_won"] for row in weeks.rows}
        # 4 to 10 March is the last week with a deal; 0 in the next would look like a collapse.
        assert (found["2024-W10"], found["2024-W11"], found["2024-W13"]) == (7, None, None)

    def test_are_said_to_end_earlier(self, lagging: Made) -> None:
        (problem,) = lagging.ask("deals_won", period="2024-03").problems
        assert problem.code == "deals-end-earlier"
        assert problem.says() == {"last": "2024-03-10", "until": "2024-03-30"}
        assert codes(lagging.ask("revenue", period="2024-03")) == []
        assert codes(lagging.ask("deals_won", period="2024-02")) == []
        # 10 March is a Sunday: up to it, and with the Saturday before alone, none is missing.
        assert codes(lagging.ask("deals_won", period=days("2024-03-01", "2024-03-10"))) == []
        assert codes(lagging.ask("deals_won", period=days("2024-03-01", "2024-03-11"))) == [
            "deals-end-earlier"
        ]

    def test_days_after_them_are_not_days_without_deals(self, lagging: Made) -> None:
        answer = lagging.ask("deals_won", period=days("2024-03-11", "2024-03-31"))
        (problem,) = answer.problems
        assert problem.code == "window-without-deals"
        assert problem.says() == {"first": "2024-01-02", "last": "2024-03-10"}


def test_before_the_deals_begin_there_is_no_comparison(tmp_path) -> None:
    """The book has sales of 2022, its deals begin in 2024: of earlier ones nothing is known."""
    tables = {
        "sale_lines": "sale,line,date,seller,amount\n1,1,2022-01-31,ana,1\n2,1,2024-01-31,ana,1\n",
        "deals": "deal,created,closed,status,amount,seller\nD1,2024-01-02,2024-01-12,won,100,ana\n",
        "activities": "activity,date,seller,type\n1,2024-01-12,ana,visit\n",
    }
    made = make(tmp_path, tables)
    names = ("deals_won", "pipeline", "visits")
    for name in names:
        answer = made.ask(name, period="2024-01", compare="last-year")
        (row,) = answer.rows
        assert (row[f"{name}_last_year"], row[f"{name}_change"]) == (None, None), name
    assert "baseline-before-activities" in codes(answer)
    (row,) = made.ask("revenue", period="2024-01", compare="last-year").rows
    assert row["revenue_last_year"] == 0


def test_a_company_with_nothing_but_deals(tmp_path) -> None:
    tables = {
        "deals": "deal,created,closed,status,amount,seller\nD1,2024-01-02,2024-01-12,won,100,ana\n",
        "activities": "activity,date,seller,customer,type\n1,2024-01-12,ana,c1,visit\n",
    }
    made = make(tmp_path, tables)
    assert made.cells("deals_won", "seller", period="2024-01") == {"ana": 1}
    assert made.value("won_amount", period="2024-01", where="seller = 'ana'") == "100.00"
    assert made.cells("visits", "customer", period="2024-01") == {"c1": 1}


UNDATED = """
CREATE TABLE deals AS SELECT 's' AS source, * FROM (VALUES
  ('D1', DATE '2024-01-05', DATE '2024-01-25', 'won', 500),
  ('D2', DATE '2024-01-05', NULL, 'won', 500),
  ('D3', DATE '2024-01-05', NULL, 'lost', 70)) AS d(deal, created, closed, status, amount);
ALTER TABLE deals ADD COLUMN seller VARCHAR; ALTER TABLE deals ADD COLUMN customer VARCHAR;
ALTER TABLE deals ADD COLUMN product VARCHAR; ALTER TABLE deals ADD COLUMN stage VARCHAR;
ALTER TABLE deals ADD COLUMN lost_reason VARCHAR; ALTER TABLE deals ADD COLUMN currency VARCHAR;
CREATE TABLE customers (customer VARCHAR, customer_group VARCHAR, territory VARCHAR);
CREATE TABLE products (product VARCHAR, product_line VARCHAR, product_group VARCHAR);
CREATE TABLE stage_order (stage VARCHAR, place INTEGER);
CREATE TABLE deal_stages (source VARCHAR, deal VARCHAR, stage VARCHAR, entered DATE);
"""


def test_a_deal_won_on_no_known_day_was_won_on_none() -> None:
    """An older book may have such deals. D1 took 20 days; D2 did not take 0, nor make it 10."""
    connection = duckdb.connect()
    for statement in UNDATED.split(";"):
        connection.execute(statement)
    names = ("won", "lost", "cycle", "cycles", "created", "created_won")
    sums = ", ".join(EVENTS.parts[name].replace("{judged}", "2024-12-31") for name in names)
    (found,) = connection.execute(f"SELECT {sums} FROM ({DEAL_EVENTS}) AS r").fetchall()
    assert dict(zip(names, found, strict=True)) == {
        "won": 1, "lost": 0, "cycle": 20, "cycles": 1, "created": 3, "created_won": 1,
    }  # fmt: skip


def _aging() -> dict[str, str]:
    """Ten deals of January, half of them won on 2 to 11 March; ten of March, two won at once."""
    january = [
        f"A{n},2024-01-{n + 2:02d},2024-03-{n + 2:02d},{'won' if n % 2 else 'lost'},1,ana"
        for n in range(10)
    ]
    march = [f"B{n},2024-03-{n + 2:02d},,open,1,ana" for n in range(8)]
    march += [f"C{n},2024-03-12,2024-03-{20 + n},won,1,ana" for n in range(2)]
    stages = [
        "A1,lead,2024-01-03", "A1,offer,2024-02-10", "A2,lead,2024-01-04", "A3,lead,2024-01-05",
        "B1,lead,2024-03-03", "B1,offer,2024-03-04",
    ]  # fmt: skip
    return {
        "sale_lines": "sale,line,date,seller,amount\n1,1,2024-03-31,ana,100\n",
        "deals": "\n".join(["deal,created,closed,status,amount,seller", *january, *march]),
        "deal_stages": "\n".join(["deal,stage,entered", *stages]),
    }


@pytest.fixture(scope="module")
def aging(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("aging"), _aging())


class TestWhatComesOfDeals:
    @pytest.mark.parametrize(
        ("day", "rate"),
        [("2024-01-31", "0"), ("2024-03-02", "0"), ("2024-03-03", "0.1"), ("2024-03-04", "0.1"),
         ("2024-03-05", "0.2"), ("2024-03-11", "0.5")],
    )  # fmt: skip
    def test_is_known_from_its_day_on(self, aging: Made, day: str, rate: str) -> None:
        """A1 was won on 3 March, A3 on the 5th and so on: on 31 January nobody knew."""
        as_of = date.fromisoformat(day)
        assert aging.value("win_rate_created", period="2024-01", as_of=as_of) == rate

    def test_is_known_by_now(self, aging: Made) -> None:
        assert aging.value("win_rate_created", period="2024-01") == "0.5"

    @pytest.mark.parametrize(
        ("day", "passed"), [("2024-02-09", 0), ("2024-02-10", 1), ("2024-03-04", 1),
                            ("2024-03-05", 2)],
    )  # fmt: skip
    def test_a_stage_is_passed_on_the_day_of_the_next(
        self, aging: Made, day: str, passed: int
    ) -> None:
        """Of three leads of January A1 has an offer on 10 February; A3 is won on 5 March."""
        as_of = date.fromisoformat(day)
        (row,) = aging.ask("stage_conversion", period="2024-01", as_of=as_of).rows
        assert row["stage_conversion"] == Fraction(passed, 3)

    def test_is_compared_at_the_same_age(self, aging: Made) -> None:
        """At the end of March (day 31) two of its ten were won. Of January's half are by now; but
        at its own end none was: no fall from 50 % to 20 %."""
        answer = aging.ask(
            "win_rate_created", period="2024-03", compare="previous", as_of=date(2024, 3, 31)
        )
        assert answer.rows[0]["win_rate_created"] == Fraction(2, 10)
        window = days("2024-01-01", "2024-01-31")
        january = aging.ask("win_rate_created", period=window, as_of=date(2024, 1, 31)).rows[0]
        assert january["win_rate_created"] == 0
        quarter = aging.ask(
            "win_rate_created", period=days("2024-03-01", "2024-04-30"), compare="previous",
            as_of=date(2024, 4, 30),
        )  # fmt: skip
        # January and February (60 days) before March and April (61): judged on 29 February.
        assert quarter.rows[0]["win_rate_created_previous"] == 0
        assert codes(quarter)[-1] == "compared-at-equal-age"

    def test_at_the_age_that_the_later_ones_have(self, aging: Made) -> None:
        """Asked of February as of 11 March, eleven days after its end, January is judged on 11
        February: nothing won. As of 7 April, thirty-eight days after February, January is judged
        on 9 March: A1, A3, A5 and A7 were won."""
        for day, rate in (("2024-03-11", 0), ("2024-04-07", Fraction(4, 10))):
            answer = aging.ask(
                "win_rate_created", period="2024-02", compare="previous",
                as_of=date.fromisoformat(day),
            )  # fmt: skip
            assert answer.rows[0]["win_rate_created_previous"] == rate

    def test_month_by_month_each_at_its_own_age(self, aging: Made) -> None:
        answer = aging.ask(
            "win_rate_created", by=("month",), period="2024-Q1", compare="previous",
            as_of=date(2024, 4, 7),
        )  # fmt: skip
        found = {row["month"]: row for row in answer.rows}
        assert found["2024-02"]["win_rate_created_previous"] == Fraction(4, 10)
        assert found["2024-03"]["win_rate_created"] == Fraction(2, 10)
        assert codes(answer)[-2:] == ["cohorts-of-unequal-age", "compared-at-equal-age"]

    def test_its_rows_are_those_known_then(self, aging: Made) -> None:
        for day in (date(2024, 1, 31), date(2024, 3, 5)):
            question = Question(("win_rate_created",), aging.window("2024-01"), as_of=day)
            (total,) = rows_behind(question, aging.snapshot, limit=None).totals
            (row,) = aging.company.ask(question).rows
            assert total.figures["win_rate_created"] == row["win_rate_created"]
