"""Goals with days of their own, goals for a part of the days, and the names of odd periods."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from husay.basics.amount import SCALE
from husay.basics.period import Window, YearRule
from husay.measures.question import Question
from husay.tracking.explore import explore
from husay.tracking.goal_windows import _year_before
from husay.tracking.trend import item_trends
from husay.words.standing import problem_words, standing_sentence
from husay.words.values import period_text
from tests.measures.making import NO_HOLIDAYS, Made, make

if TYPE_CHECKING:
    from pathlib import Path

    from husay.tracking.standing import Standing

HEAD = "scope,item,measure,starts,ends,value,currency\n"


pytestmark = pytest.mark.usefixtures("english")
"""The sentences below are the English ones."""


def weekdays(first: str, last: str, amount: int = 100, seller: str = "ana") -> str:
    """One sale of `amount` on every weekday."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    days = (start + timedelta(n) for n in range((end - start).days + 1))
    return "".join(f"{seller}{d},1,{d},{seller},{amount}\n" for d in days if d.weekday() < 5)


def company(folder: Path, lines: str, goals: str = "", rule: YearRule | None = None) -> Made:
    tables = {"sale_lines": "sale,line,date,seller,amount\n" + lines}
    if goals:
        tables["goals"] = HEAD + goals
    return make(folder, tables, replace(NO_HOLIDAYS, year=rule or YearRule()))


def stood(made: Made, day: str | None = None) -> Standing:
    found = made.company.standing(date.fromisoformat(day) if day else None)
    assert found is not None
    return found


def said(standing: Standing) -> str:
    sentence = standing_sentence(standing)
    details = "".join(
        part if isinstance(part, str) else str(part.text)
        for detail in sentence.details for part in detail
    )  # fmt: skip
    return f"{sentence.text} {details}".replace("\u00a0", " ")


class TestAWindowInProgress:
    """13 weeks from 9 January 2023 and from 8 January 2024, seen on 15 February 2024: 29 working
    days at 100 each are 2,900, as in the first 29 of a year before; all 65 of those were 6,500."""

    GOALS = (
        "seller,ana,revenue,2023-01-09,2023-04-07,6500,\n"
        "seller,ana,revenue,2024-01-08,2024-04-05,6500,\n"
    )

    def test_is_compared_with_as_many_working_days(self, tmp_path: Path) -> None:
        made = company(tmp_path, weekdays("2023-01-02", "2024-02-15"), self.GOALS)
        windows = stood(made).goal_windows
        assert windows is not None
        latest = windows.latest
        assert (latest.days_gone, latest.value) == (29, 2_900 * SCALE)
        assert latest.compared == Window(date(2023, 1, 9), date(2023, 2, 16))
        assert (latest.last_year, latest.change) == (2_900 * SCALE, Fraction(0))

    def test_windows_of_unlike_length_are_compared_per_day(self, tmp_path: Path) -> None:
        """Five days fewer a year before, at the same 100 a day: no change, for two sellers too."""
        goals = self.GOALS.replace("2023-04-07", "2023-03-31")
        goals += goals.replace("ana", "ben")
        lines = weekdays("2023-01-02", "2024-04-08") + weekdays(
            "2023-01-02", "2024-04-08", 50, "ben"
        )
        windows = stood(company(tmp_path, lines, goals)).goal_windows
        assert windows is not None
        assert windows.holders == 2
        assert windows.latest.value == 65 * 150 * SCALE
        assert windows.latest.last_year == 60 * 150 * SCALE
        assert windows.latest.change == 0

    def test_a_year_is_not_compared_with_a_month(self, tmp_path: Path) -> None:
        """The goals of 2023 are for January alone; 2024's year has last year's days all the
        same: 34 working days up to 15 February, of which 2023 has as many."""
        goals = (
            "seller,ana,revenue,2023-01-01,2023-01-31,2200,\n"
            "seller,ana,revenue,2024-01-01,2024-12-31,26000,\n"
        )
        made = company(tmp_path, weekdays("2023-01-02", "2024-02-15"), goals)
        windows = stood(made).goal_windows
        assert windows is not None
        assert windows.latest.compared == Window(date(2023, 1, 1), date(2023, 2, 16))
        assert windows.latest.change == 0

    @pytest.mark.parametrize(("days", "alike"), [(22, False), (23, True), (35, True), (36, False)])
    def test_windows_are_alike_up_to_a_quarter_longer(self, days: int, alike: bool) -> None:
        """28 days: 23 x 5 / 4 is 28.75 and 22 x 5 / 4 is 27.5; 28 x 5 / 4 is 35."""
        window = Window(date(2024, 2, 5), date(2024, 3, 3))
        before = Window(date(2023, 2, 6), date(2023, 2, 6) + timedelta(days - 1))
        assert _year_before(window, [before, window]) == (before if alike else None)


class TestAGoalForAPartOfTheDays:
    """100 every weekday from 1 January to 26 April; a goal of 4,400 for April, 20 of 22 days in."""

    LINES = weekdays("2024-01-01", "2024-04-26")

    def test_the_year_is_held_against_it_on_its_own_days(self, tmp_path: Path) -> None:
        made = company(tmp_path, self.LINES, "company,,revenue,2024-04-01,2024-04-30,4400,\n")
        standing = stood(made)
        year = standing.year
        assert (year.value, year.toward) == (8_500 * SCALE, 2_000 * SCALE)
        assert (year.attainment, year.pace) == (Fraction(2_000, 4_400), Fraction(1, 2))
        assert year.ahead is False
        assert [p.code for p in standing.problems] == ["goals-cover-part"]
        assert len(problem_words(standing)) == 1
        assert said(standing).endswith(
            "Year to date ₱8,500; on the days with a goal 50.0 % of goal to date."
        )

    def test_a_month_too_and_its_pace_has_no_line(self, tmp_path: Path) -> None:
        """The goal is for 15 to 30 April: 12 working days, 10 of them gone, at 200 each."""
        made = company(tmp_path, self.LINES, "company,,revenue,2024-04-15,2024-04-30,2400,\n")
        standing = stood(made)
        assert standing.month.pace == Fraction(1, 2)
        assert said(standing).startswith(
            "April stands at ₱2,000; on the days with a goal ₱1,000 of ₱2,400, 50.0 % behind the "
            "pace for it."
        )
        assert standing.pace.goal == ()

    def test_days_here_and_there_claim_nothing(self, tmp_path: Path) -> None:
        goals = (
            "company,,revenue,2024-02-01,2024-02-29,2100,\n"
            "company,,revenue,2024-04-01,2024-04-30,4400,\n"
        )
        standing = stood(company(tmp_path, self.LINES, goals))
        assert (standing.year.attainment, standing.year.pace) == (None, None)
        assert [p.code for p in standing.problems] == ["goals-cover-part"]
        assert said(standing).endswith("Year to date ₱8,500.")


class TestTheBookBeginsWithinTheDaysComparedWith:
    @pytest.mark.parametrize(
        ("first", "codes"), [("2023-04-03", ["baseline-before-book"]), ("2024-01-01", [])]
    )
    def test_it_is_told(self, tmp_path: Path, first: str, codes: list[str]) -> None:
        """Where the book does not reach back at all there is no comparison to warn of."""
        made = company(tmp_path, weekdays(first, "2024-04-26"))
        assert [p.code for p in stood(made).problems] == codes


class TestThePaceReadsGoalsAsTheRestDoes:
    LINES = weekdays("2024-02-01", "2024-02-15")

    @pytest.mark.parametrize(
        ("goal", "asked"),
        [("company,,revenue,2024-02-01,2024-02-29,50,USD\n", None),
         ("company,Bayan,revenue,2024-02-01,2024-02-29,5000,PHP\n", 5_000 * SCALE)],
    )  # fmt: skip
    def test_currency_and_item(self, tmp_path: Path, goal: str, asked: int | None) -> None:
        standing = stood(company(tmp_path, self.LINES, goal))
        assert standing.month.goal == asked
        assert standing.pace.goal[-1:] == (() if asked is None else (asked,))


def test_who_sold_in_the_goal_window_but_not_this_year_is_there(tmp_path: Path) -> None:
    """The last goals are for November and December; ben sold in these, and nothing since."""
    lines = "".join(
        f"f{y}{m}{n},1,{y}-{m:02d}-27,{who},10\n"
        for y, m in [(2023, m) for m in range(1, 13)] + [(2024, 1)] for n in range(10)
        for who in ("ana", *(["ben"] if (y, m) == (2023, 12) else []))
    )  # fmt: skip
    lines = "".join(f"{i}{line}\n" for i, line in enumerate(lines.splitlines()))
    goals = (
        "seller,ana,revenue,2023-11-01,2023-12-31,1,\nseller,ben,revenue,2023-11-01,2023-12-31,1,\n"
    )
    standing = stood(company(tmp_path, lines, goals))
    assert standing.lead == "goal-window"
    (sellers,) = [b for b in standing.breakdowns if b.dimension == "seller"]
    assert {row.item: (row.lead.value, row.year.value) for row in sellers.rows} == {
        "ana": (200 * SCALE, 100 * SCALE), "ben": (100 * SCALE, 0),
    }  # fmt: skip


def test_moving_totals_end_with_a_whole_month_wherever_they_stand(tmp_path: Path) -> None:
    """Ten sales of 10 on each month's 27th to February 2024, one sale of 1 in March: the last
    total is the year to February, 1,200, and not 1,101 with March's first days."""
    months = [(y, m) for y in (2022, 2023) for m in range(1, 13)] + [(2024, 1), (2024, 2)]
    lines = "".join(f"{y}{m}-{n},1,{y}-{m:02d}-27,p,10\n" for y, m in months for n in range(10))
    tables = {
        "sale_lines": f"sale,line,date,product,amount\n{lines}last,1,2024-03-05,p,1\n",
        "products": "product,product_line\np,l\n",
    }
    made = make(tmp_path, tables)
    question = Question(
        ("revenue",), Window(date(2024, 1, 1), date(2024, 12, 31)), ("product_line",)
    )
    found = explore(question, made.snapshot)
    assert found.rolling
    own = item_trends(made.snapshot, "product_line", date(2024, 3, 5), rolling=True)
    assert found.trends["l",] == own["l"] == (1_200 * SCALE,) * 13


class TestNamesOfPeriods:
    WEEKS = YearRule(pattern="4-4-5")

    @pytest.mark.parametrize(
        ("key", "rule", "text"),
        [("2024-02", YearRule(), "February 2024"),
         ("2024-02", YearRule(start_month=7), "February 2024"),
         ("2024-02", WEEKS, "month 2 of 2024"),
         ("2024-01", YearRule(start_month=2, pattern="4-4-5"), "month 1 of 2024"),
         ("2024", YearRule(start_month=7), "2024"), ("2024-Q1", WEEKS, "Q1 2024")],
    )  # fmt: skip
    def test_a_month_that_is_no_calendar_month_has_its_number(
        self, key: str, rule: YearRule, text: str
    ) -> None:
        assert period_text(key, rule).replace("\u00a0", " ") == text

    def test_where_we_stand_in_a_month_of_weeks(self, tmp_path: Path) -> None:
        """Month 2 of 2024 is 29 January to 25 February."""
        made = company(tmp_path, weekdays("2024-01-01", "2024-04-26"), rule=self.WEEKS)
        standing = stood(made, "2024-02-20")
        assert standing.month_key == "2024-02"
        assert said(standing).startswith("Month 2 of 2024 stands at ₱1,700.")

    def test_a_year_is_named_by_its_key(self, tmp_path: Path) -> None:
        """Under 4-4-5 the year 2015 ends on 3 January 2016."""
        lines = "".join(
            f"{m}-{n},1,2015-{m:02d}-20,ana,10\n" for m in range(1, 13) for n in range(10)
        )
        standing = stood(company(tmp_path, lines, rule=self.WEEKS))
        assert standing.year.window.end == date(2016, 1, 3)
        assert (standing.lead, standing.year_key) == ("year", "2015")
        assert said(standing).startswith("2015 stands at ₱1,200.")
