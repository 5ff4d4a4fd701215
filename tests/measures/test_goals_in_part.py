"""A figure is held against a goal only over the days, the sellers and the money that it is for."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from husay.basics.period import Window
from tests.measures.making import Made, make

if TYPE_CHECKING:
    from husay.measures.answer import Answer

pytestmark = pytest.mark.xdist_group("measures-goals-in-part")

SCALE = 10_000
HEAD = "scope,item,measure,starts,ends,value\n"
# 100 on every weekday from 1 January to 26 April 2024: 85 of them, 20 in April.
DAYS = [date(2024, 1, 1) + timedelta(n) for n in range(117)]
LINES = "sale,line,date,seller,amount\n" + "".join(
    f"{n},1,{day},ana,100\n" for n, day in enumerate(DAYS) if day.weekday() < 5
)
GOALS = (
    HEAD
    + """
company,,revenue,2024-04-01,2024-04-30,4400
company,,orders,2024-04-01,2024-04-30,44
company,,margin_rate,2024-04-01,2024-04-30,0.5
company,,pipeline,2024-04-01,2024-04-30,10
seller,ana,revenue,2024-01-01,2024-01-31,2300
seller,ana,revenue,2024-03-01,2024-03-31,2100
seller,ben,revenue,2024-01-08,2024-01-31,1800
unit,a,revenue,2024-04-01,2024-04-30,1
""".lstrip()
)


def codes(answer: Answer) -> list[str]:
    return [p.code for p in answer.problems]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    tables = {
        "sale_lines": LINES.replace("amount\n", "amount,cost\n", 1).replace(",100\n", ",100,40\n"),
        "goals": GOALS,
        "units": "unit\na\n",
        "assignments": "person,unit\nben,a\n",
        "deals": "deal,created,status,amount\nD1,2024-04-02,open,5\n",
    }
    return make(tmp_path_factory.mktemp("in-part"), tables)


class TestDaysThatNoGoalCovers:
    def test_a_year_with_a_goal_for_april(self, made: Made) -> None:
        """8,500 in the year, 2,000 of it in April: 2,000 of 4,400, where 20 of 22 days ask 4,000.
        Held against the whole year it would be 212.5 %."""
        answer = made.ask("revenue", period="2024", compare="goal")
        (row,) = answer.rows
        assert (row["revenue"], row["revenue_goal"]) == (8_500 * SCALE, 4_400 * SCALE)
        assert row["revenue_toward_goal"] == 2_000 * SCALE
        assert row["revenue_attainment"] == Fraction(2_000, 4_400)
        assert row["revenue_pace"] == Fraction(2_000, 4_000)
        assert codes(answer) == ["goals-cover-part"]

    def test_orders_too_and_a_rate_not(self, made: Made) -> None:
        (row,) = made.ask("orders", "margin_rate", period="2024", compare="goal").rows
        assert row["orders_attainment"] == Fraction(20, 44)
        assert row["margin_rate_goal"] == Fraction(1, 2)
        assert (row["margin_rate_attainment"], row["margin_rate_pace"]) == (None, None)

    def test_a_stock_is_of_its_last_day_which_the_goal_covers(self, made: Made) -> None:
        window = Window(date(2024, 1, 1), date(2024, 4, 30))
        answer = made.ask("pipeline", period=window, compare="goal", as_of=date(2024, 4, 30))
        assert answer.rows[0]["pipeline_attainment"] == Fraction(1, 2)
        assert codes(answer) == ["deals-end-earlier"]  # the goal is covered, and nothing else told

    def test_days_that_are_no_one_stretch_have_no_attainment(self, made: Made) -> None:
        """January and March have goals, February none."""
        answer = made.ask("revenue", by=("seller",), period="2024-Q1", compare="goal")
        rows = {row["seller"]: row for row in answer.rows}
        assert rows["ana"]["revenue_goal"] == 4_400 * SCALE
        assert (rows["ana"]["revenue_attainment"], rows["ana"]["revenue_pace"]) == (None, None)
        assert rows["ben"]["revenue_attainment"] == 0
        assert codes(answer) == ["goals-cover-part"]
        assert answer.total["revenue_goal"] == 1_800 * SCALE, "only what can be held against sales"

    @pytest.mark.parametrize(
        ("starts", "toward"),
        [("2023-12-30", 1_800), ("2024-01-06", 1_800), ("2024-01-05", 1_800), ("2024-01-08", 1_800),
         ("2024-01-09", 1_700)],
    )  # fmt: skip
    def test_the_goal_starts_on_the_8th(self, made: Made, starts: str, toward: int) -> None:
        """Ben's goal is for the 18 weekdays from 8 to 31 January: the 5th before is a Friday."""
        window = Window(date.fromisoformat(starts), date(2024, 1, 31))
        answer = made.ask(
            "revenue", by=("seller",), period=window, compare="goal", where="seller = 'ben'"
        )
        (row,) = answer.rows
        assert row["revenue_goal"] == toward * SCALE
        open_days = starts in ("2023-12-30", "2024-01-05")
        assert ("goals-cover-part" in codes(answer)) is open_days

    def test_by_month_a_month_half_covered(self, made: Made) -> None:
        answer = made.ask(
            "revenue", by=("month",), period=Window(date(2024, 3, 1), date(2024, 4, 30)),
            compare="goal",
        )  # fmt: skip
        march, april = answer.rows
        assert march["revenue_goal"] is None
        assert april["revenue_attainment"] == Fraction(2_000, 4_400)
        assert codes(answer) == []


class TestWhoAConditionLeavesOut:
    """Somebody of whom nothing was asked has no row that says they sold nothing."""

    @pytest.mark.parametrize(
        ("where", "sellers"),
        [("seller = 'ben'", {"ben"}), ("seller IN ('ana', 'ben')", {"ana", "ben"}),
         ("seller <> 'ben'", {"ana"}), ("unit = 'a'", set()), ("unit IS NULL", {"ana"})],
    )  # fmt: skip
    def test_by_seller(self, made: Made, where: str, sellers: set[str]) -> None:
        for by in (("seller",), ("seller", "month"), ("seller", "goal_window")):
            answer = made.ask("revenue", by=by, period="2024-01", compare="goal", where=where)
            assert {row["seller"] for row in answer.rows} == sellers


def small(folder: Any, lines: str, goals: str, **more: str) -> Made:
    return make(folder, {"sale_lines": lines, "goals": goals, **more})


TWO = "sale,line,date,seller,amount\n1,1,2024-01-10,ana,100\n2,1,2024-12-31,ben,100\n"


class TestTotals:
    def test_a_goal_of_nothing_asks_for_nothing(self, tmp_path: Any) -> None:
        """Ana's goal is 0, ben's 100; both sold 100. Ben reached all; ana makes up for nobody."""
        goals = HEAD + "seller,ana,revenue,2024-01-01,2024-12-31,0\n" + (
            "seller,ben,revenue,2024-01-01,2024-12-31,100\n"
        )  # fmt: skip
        answer = small(tmp_path, TWO, goals).ask(
            "revenue", by=("seller",), period="2024", compare="goal"
        )
        assert {row["seller"]: row["revenue_attainment"] for row in answer.rows} == {
            "ana": None, "ben": 1,
        }  # fmt: skip
        assert answer.total["revenue_toward_goal"] == answer.total["revenue_goal"] == 100 * SCALE
        assert answer.total["revenue_attainment"] == 1

    def test_a_managers_goal_beside_the_teams_is_told(self, tmp_path: Any) -> None:
        goals = HEAD + "seller,boss,revenue,2024-01-01,2024-12-31,200\n" + (
            "seller,ana,revenue,2024-01-01,2024-12-31,100\n"
        )  # fmt: skip
        people = "person,unit,manager\nana,a,boss\nben,a,boss\nboss,a,\n"
        made = small(tmp_path, TWO, goals, assignments=people, units="unit\na\n")
        answer = made.ask("revenue", by=("seller",), period="2024", compare="goal")
        assert [(p.code, p.value) for p in answer.problems] == [("goals-of-managers", "boss")]
        alone = made.ask("revenue", by=("seller",), period="2023", compare="goal")
        assert "goals-of-managers" not in codes(alone)


class TestTopOfGoalWindows:
    GOALS = HEAD + "".join(
        f"seller,{who},revenue,2024-01-01,2024-12-31,1000\n" for who in ("ana", "ben", "cy")
    )

    @pytest.mark.parametrize(("words", "sellers"), [
        ({}, ["ana", "ben", "cy"]), ({"top": 1}, ["ana"]), ({"top": 3}, ["ana", "ben", "cy"]),
        ({"bottom": 1}, ["cy"]),
    ])  # fmt: skip
    def test_as_many_rows_as_asked(self, tmp_path: Any, words: Any, sellers: list[str]) -> None:
        made = small(tmp_path, TWO.replace("ben,100", "ben,50"), self.GOALS)
        answer = made.ask(
            "revenue", by=("seller", "goal_window"), period="2024", compare="goal", **words
        )
        assert [row["seller"] for row in answer.rows] == sellers


class TestGoalsThatDisagree:
    def told(self, made: Made, **words: Any) -> list[tuple[str, str | None]]:
        answer = made.ask("revenue", period="2024", compare="goal", **words)
        return [(p.code, p.value) for p in answer.problems if p.code == "goals-disagree"]

    def test_a_year_and_one_month_of_another_size(self, tmp_path: Any) -> None:
        """262 weekdays at 10 and a January (23 of them) of 10: the months ask 2,400 together."""
        goals = HEAD + "seller,ana,revenue,2024-01-01,2024-12-31,2620\n" + (
            "seller,ana,revenue,2024-01-01,2024-01-31,10\n"
        )  # fmt: skip
        made = small(tmp_path, TWO, goals)
        months = made.ask("revenue", by=("seller", "month"), period="2024", compare="goal")
        asked = sum(r["revenue_goal"] for r in months.rows if r["seller"] == "ana")  # type: ignore[misc]
        assert asked == 2_400 * SCALE
        assert self.told(made, by=("seller", "month")) == [("goals-disagree", "ana")]
        assert self.told(made, by=("seller",)) == [], "the year asks for its own goal alone"

    @pytest.mark.parametrize(("january", "told"), [(229, 1), (230, 0), (231, 1)])
    def test_a_month_of_its_parts_size_agrees(self, tmp_path: Any, january: int, told: int) -> None:
        goals = HEAD + "seller,ana,revenue,2024-01-01,2024-12-31,2620\n" + (
            f"seller,ana,revenue,2024-01-01,2024-01-31,{january}\n"
        )  # fmt: skip
        assert len(self.told(small(tmp_path, TWO, goals), by=("seller", "month"))) == told

    def test_the_company_is_one_whatever_item_its_goal_names(self, tmp_path: Any) -> None:
        goals = HEAD + "company,Bayan,revenue,2024-01-01,2024-12-31,400\n"
        answer = small(tmp_path / "one", TWO, goals).ask("revenue", period="2024", compare="goal")
        assert [row["revenue_attainment"] for row in answer.rows] == [Fraction(1, 2)]


class TestPartOfTheCurrencies:
    """1,000 pesos and 10 dollars at 56; the goal is 1,560 pesos: all of it is reached together."""

    LINES = (
        "sale,line,date,seller,amount,currency\n"
        "1,1,2024-01-10,ana,1000,PHP\n2,1,2024-01-31,ana,10,USD\n"
    )
    GOALS = HEAD.replace("value", "value,currency") + (
        "seller,ana,revenue,2024-01-01,2024-01-31,1560,PHP\n"
        "seller,ana,orders,2024-01-01,2024-01-31,2,\n"
    )
    RATES = "from_currency,to_currency,date,rate\nUSD,PHP,2024-01-01,56\n"

    @pytest.fixture(scope="class")
    @staticmethod
    def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
        own = TestPartOfTheCurrencies
        return small(tmp_path_factory.mktemp("part"), own.LINES, own.GOALS, rates=own.RATES)

    def ask(self, made: Made, *measures: str, **words: Any) -> Answer:
        return made.ask(*measures, by=("seller",), period="2024-01", compare="goal", **words)

    def test_converted_and_whole(self, made: Made) -> None:
        (row,) = self.ask(made, "revenue", currency="PHP").rows
        assert row["revenue_attainment"] == 1

    def test_converted_and_a_part(self, made: Made) -> None:
        answer = self.ask(made, "revenue", currency="PHP", where="currency = 'USD'")
        assert codes(answer)[-1] == "no-goals-where"
        assert "revenue_goal" not in answer.rows[0]

    def test_apart_in_the_goals_own(self, made: Made) -> None:
        answer = self.ask(made, "revenue", where="currency = 'PHP'")
        assert {row["currency"]: row["revenue_attainment"] for row in answer.rows} == {
            "PHP": Fraction(1000, 1560)
        }

    def test_apart_in_another_has_no_row_of_nothing(self, made: Made) -> None:
        answer = self.ask(made, "revenue", where="currency = 'USD'")
        assert {row["currency"]: row["revenue_goal"] for row in answer.rows} == {"USD": None}
        assert codes(answer)[-1] == "no-goals-where"

    def test_counts_never(self, made: Made) -> None:
        assert "no-goals-where" in codes(self.ask(made, "orders", where="currency = 'USD'"))
        both = self.ask(made, "revenue", "orders", where="currency = 'PHP'")
        assert both.rows[0]["revenue_goal"] == 1_560 * SCALE
        assert both.rows[0]["orders_goal"] is None

    def test_a_condition_that_ties_the_currency_to_something_else(self, made: Made) -> None:
        where = "currency = 'PHP' OR seller = 'ben'"
        assert "no-goals-where" in codes(self.ask(made, "revenue", where=where))
