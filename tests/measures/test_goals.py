"""Goals beside figures: by any dimension that has them, over any window, and never twice."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from husay.basics.period import Window
from tests.measures import bayan as rows
from tests.measures.conftest import STAGED
from tests.measures.making import Made, make

pytestmark = pytest.mark.xdist_group("measures-goals")

GOALS = """
scope,item,measure,starts,ends,value
company,,revenue,2024-01-01,2024-03-31,6500
company,,revenue,2024-01-01,2024-01-31,2300
company,,orders,2024-01-01,2024-03-31,65
company,,win_rate_closed,2024-01-01,2024-12-31,0.5
company,,pipeline,2024-03-01,2024-03-31,2400
company,,customers,2024-01-01,2024-03-31,10
unit,north,revenue,2024-01-01,2024-03-31,1700.0001
unit,south,revenue,2024-01-01,2024-03-31,2600.0002
unit,team-a,revenue,2024-01-01,2024-03-31,4060.0004
unit,team-b,revenue,2024-01-01,2024-03-31,435
unit,team-z,revenue,2024-01-01,2024-03-31,10
seller,ana,revenue,2024-01-01,2024-01-31,1000
seller,ana,revenue,2024-02-01,2024-02-29,1000
seller,ana,revenue,2024-01-01,2024-12-31,12000
seller,zoe,revenue,2024-01-01,2024-03-31,500
seller,None,revenue,2024-01-01,2024-03-31,140
product_line,l1,revenue,2024-01-01,2024-03-31,2780.0001
"""
Q1 = "2024-Q1"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    tables = {**rows.TABLES, "goals": GOALS}
    return make(tmp_path_factory.mktemp("goals"), tables, STAGED)


def by(made: Made, dimension: str, measure: str = "revenue", **words):
    """Rows by a dimension, with their goals, by item."""
    answer = made.ask(measure, by=(dimension,), compare="goal", **({"period": Q1} | words))
    return {row[dimension]: row for row in answer.rows}, answer


def codes(answer) -> list[str]:
    return [p.code for p in answer.problems]


class TestTheWhole:
    def test_exactly_the_window(self, made: Made) -> None:
        answer = made.ask("revenue", period=Q1, compare="goal")
        (row,) = answer.rows
        assert row["revenue_goal"] == 65_000_000
        # 63 of 65 working days are gone on the 27th of March: 100 a day.
        assert row["revenue_goal_to_date"] == 63_000_000
        assert row["revenue_attainment"] == Fraction(31_694_447, 65_000_000)
        assert row["revenue_pace"] == Fraction(31_694_447, 63_000_000)
        assert codes(answer) == []

    def test_a_quarter_and_its_month_are_not_added(self, made: Made) -> None:
        (row,) = made.ask("revenue", period="2024-01", compare="goal").rows
        assert row["revenue_goal"] == 23_000_000
        (row,) = made.ask("revenue", period="2024-02", compare="goal").rows
        assert row["revenue_goal"] == 21_000_000  # 21 of the quarter's 65 days

    def test_each_kind_of_measure(self, made: Made) -> None:
        names = ("orders", "win_rate_closed", "pipeline", "customers")
        (row,) = made.ask(*names, period=Q1, compare="goal").rows
        assert (row["orders_goal"], row["orders_attainment"]) == (65, Fraction(13, 65))
        assert row["win_rate_closed_goal"] == Fraction(1, 2)
        assert row["win_rate_closed_attainment"] == Fraction(6, 5)
        assert (row["pipeline_goal"], row["pipeline_attainment"]) == (24_000_000, Fraction(1, 2))
        assert (row["customers_goal"], row["customers_attainment"]) == (10, Fraction(1, 2))

    def test_a_part_of_a_count_stays_a_fraction(self, made: Made) -> None:
        (row,) = made.ask("orders", period="2024-W02", compare="goal").rows
        assert row["orders_goal"] == 5
        (row,) = made.ask("customers", period="2024-01", compare="goal").rows
        assert row["customers_goal"] is None

    def test_by_month(self, made: Made) -> None:
        answer = made.ask("revenue", by=("month",), period=Q1, compare="goal")
        assert [(r["month"], r["revenue_goal"]) for r in answer.rows] == [
            ("2024-01", 23_000_000), ("2024-02", 21_000_000), ("2024-03", 21_000_000),
        ]  # fmt: skip

    def test_before_anything_was_sold(self, made: Made) -> None:
        (row,) = made.ask("revenue", period=Q1, compare="goal", as_of=date(2023, 12, 1)).rows
        assert (row["revenue"], row["revenue_goal"]) == (0, 65_000_000)
        assert (row["revenue_attainment"], row["revenue_pace"]) == (0, None)


class TestByItem:
    def test_units_by_their_level(self, made: Made) -> None:
        found, answer = by(made, "division")
        assert found["north"]["revenue_attainment"] == 1
        assert found["south"]["revenue_attainment"] == Fraction(1, 2)
        assert found[None]["revenue_goal"] is None
        assert set(found) == {"north", "south", "web", None}, "no team among divisions"
        assert answer.total["revenue_goal"] == 43_000_003
        assert answer.total["revenue_toward_goal"] == 17_000_001 + 13_000_001
        assert answer.total["revenue"] == 31_694_447, "with web and with nobody"
        assert answer.total["revenue_attainment"] == Fraction(30_000_002, 43_000_003)

    def test_teams(self, made: Made) -> None:
        found, _ = by(made, "team")
        assert found["team-a"]["revenue_attainment"] == Fraction(1, 2)
        assert found["team-b"]["revenue_attainment"] == 2
        assert "team-z" not in found, "a unit that is in no tree is on no level"

    def test_by_unit_a_goal_for_more_than_the_unit_is_left_out(self, made: Made) -> None:
        found, answer = by(made, "unit")
        assert found["team-b"]["revenue_attainment"] == 2
        assert found["team-z"]["revenue_attainment"] == 0
        assert "north" not in found
        (problem,) = [p for p in answer.problems if p.code == "goals-of-units-above"]
        assert (problem.value, problem.count) == ("north, south", 2)

    def test_who_sold_nothing_is_there(self, made: Made) -> None:
        found, _ = by(made, "seller")
        assert (found["zoe"]["revenue"], found["zoe"]["revenue_attainment"]) == (0, 0)

    def test_nobody_has_no_goal_though_somebody_called_none_has(self, made: Made) -> None:
        found, _ = by(made, "seller")
        assert found["None"]["revenue_attainment"] == Fraction(1, 2)
        assert found[None]["revenue_goal"] is None

    def test_overlapping_goals_of_a_seller(self, made: Made) -> None:
        found, _ = by(made, "seller")
        # January and February whole, and March's part of the year's: 21 of 262 working days.
        march = 120_000_000 * (65) // 262 - 120_000_000 * 44 // 262
        assert found["ana"]["revenue_goal"] == 20_000_000 + march

    def test_by_seller_and_month_a_month_without_sales_is_there(self, made: Made) -> None:
        answer = made.ask("revenue", by=("seller", "month"), period=Q1, compare="goal")
        found = {(r["seller"], r["month"]): r for r in answer.rows}
        assert found["ana", "2024-02"]["revenue"] == 0
        assert found["ana", "2024-02"]["revenue_goal"] == 10_000_000
        assert found["zoe", "2024-03"]["revenue_attainment"] == 0
        assert found["ben", "2024-01"]["revenue_goal"] is None

    def test_product_lines(self, made: Made) -> None:
        found, _ = by(made, "product_line")
        assert found["l1"]["revenue_attainment"] == 1

    def test_top_and_bottom_are_of_all_who_have_a_goal(self, made: Made) -> None:
        found, _ = by(made, "seller", top=2)
        assert list(found) == ["ana", "ben"]
        found, _ = by(made, "seller", bottom=2)
        assert list(found) == ["zoe", "eve"]

    def test_own_windows(self, made: Made) -> None:
        answer = made.ask("revenue", by=("seller", "goal_window"), period="2024", compare="goal")
        found = {(r["seller"], r["goal_window"]): r["revenue"] for r in answer.rows}
        assert found == {
            ("ana", "2024-01-01/2024-01-31"): 15_000_000,
            ("ana", "2024-02-01/2024-02-29"): 0,
            ("ana", "2024-01-01/2024-12-31"): 20_566_668,
            ("zoe", "2024-01-01/2024-03-31"): 0,
            ("None", "2024-01-01/2024-03-31"): 700_000,
        }


class TestWhatHasNoGoal:
    def test_two_dimensions(self, made: Made) -> None:
        answer = made.ask("revenue", by=("seller", "product"), period=Q1, compare="goal", top=3)
        assert len(answer.rows) == 3
        assert codes(answer) == ["no-goals-by"]

    def test_a_dimension_without_goals(self, made: Made) -> None:
        assert codes(by(made, "channel")[1]) == ["no-goals-by"]
        assert codes(by(made, "product")[1]) == ["no-goals"]

    @pytest.mark.parametrize(
        ("dimension", "where", "code"),
        [
            (None, "seller = 'ana'", "no-goals-where"),
            ("seller", "product_line = 'l1'", "no-goals-where"),
            ("division", "seller = 'ana'", "no-goals-where"),
            ("division", "team = 'team-a'", "no-goals-where"),
            ("product_line", "seller = 'ana'", "no-goals-where"),
            ("seller", "seller = 'ana'", None),
            ("seller", "division = 'north'", "goals-of-the-whole"),
            ("team", "division = 'north'", "goals-of-the-whole"),
            ("team", "team = 'team-a'", None),
            ("product_line", "product_group = 'g1'", None),
        ],
    )
    def test_a_condition_may_leave_out_what_the_goal_is_about(
        self, made: Made, dimension: str | None, where: str, code: str | None
    ) -> None:
        words = {"by": (dimension,)} if dimension else {}
        answer = made.ask("revenue", period=Q1, compare="goal", where=where, **words)
        assert codes(answer) == ([code] if code else [])
        has_goals = any(column.role == "goal" for column in answer.columns)
        assert has_goals is (code != "no-goals-where")

    def test_goals_for_a_part_of_the_days_are_told(self, made: Made) -> None:
        window = Window(date(2023, 12, 1), date(2024, 1, 31))
        answer = made.ask("revenue", period=window, compare="goal")
        assert "goals-cover-part" in codes(answer)
        assert answer.rows[0]["revenue_goal"] == 23_000_000
