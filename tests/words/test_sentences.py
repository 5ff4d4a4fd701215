"""The sentence that answers a question, from answers made by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from husay.basics.calendar import BusinessCalendar
from husay.basics.comparison import Comparison
from husay.basics.period import Window, YearRule
from husay.basics.problem import Problem
from husay.measures.answer import Answer, AnswerColumn
from husay.measures.question import Compare, Question
from husay.words.sentences import Background, sentence

CALENDAR = BusinessCalendar(YearRule(), frozenset(range(5)), frozenset())
YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))
SO_FAR = Window(date(2026, 1, 1), date(2026, 11, 18))
BEFORE = Window(date(2025, 1, 1), date(2025, 11, 18))
NAMES = {"seller": {"s1": "Ana Cruz"}}
MILLION = 10_000_000_000


@pytest.fixture(autouse=True)
def _english(english: None) -> None:
    """The sentences below are the English ones."""


def said(answer: Answer) -> str:
    return sentence(answer, Background("PHP", CALENDAR, NAMES)).replace("\u00a0", " ")


def answer(
    measures: Sequence[str],
    rows: Sequence[Mapping[str, object]],
    *,
    by: Sequence[str] = (),
    grain: str | None = None,
    compare: Compare | None = None,
    window: Window = SO_FAR,
    **more: object,
) -> Answer:
    question = Question(tuple(measures), YEAR, tuple(by), compare=compare)
    columns = [AnswerColumn(name, "dimension", None, name) for name in by]
    columns += [AnswerColumn(grain, "period", None, grain)] if grain else []
    return Answer(question, 7, tuple(columns), tuple(rows), window, (), **more)  # type: ignore[arg-type]


def compared(partial: bool, days: int = 220) -> Comparison:
    return Comparison(SO_FAR, BEFORE, 220, days, partial)


def test_one_figure() -> None:
    found = answer(["revenue"], [{"revenue": 7_426 * MILLION // 10}])
    assert said(found) == "Revenue from 1 Jan to 18 Nov 2026 is ₱742.6 M."


def test_the_same_working_days_of_last_year() -> None:
    row = {"revenue": 7_426 * MILLION // 10, "revenue_last_year": 6_908 * MILLION // 10,
           "revenue_change": Fraction(75, 1000)}  # fmt: skip
    found = answer(["revenue"], [row], compare="last-year", comparison=compared(partial=True))
    assert said(found) == (
        "Revenue from 1 Jan to 18 Nov 2026 is ₱742.6 M, "
        "up 7.5 % on the same working days of last year."
    )
    down = [{**row, "revenue_change": Fraction(-31, 1000)}]
    assert ", down 3.1 % on the same" in said(replace(found, rows=tuple(down)))
    level = [{**row, "revenue_change": Fraction(1, 100_000)}]
    assert ", level with the same working days of last year." in said(
        replace(found, rows=tuple(level))
    )


def test_whole_periods_with_other_working_days_are_compared_per_working_day() -> None:
    row = {"revenue": 10_000, "revenue_last_year": 10_000, "revenue_change": Fraction(1, 10)}
    found = answer(
        ["revenue"], [row], compare="last-year", window=YEAR,
        comparison=Comparison(YEAR, Window(date(2025, 1, 1), date(2025, 12, 31)), 261, 250, False),
    )  # fmt: skip
    assert said(found) == "Revenue in 2026 is ₱1.00, up 10.0 % per working day on 2025."


@pytest.mark.parametrize(
    ("before", "words"),
    [(0, "with no comparison: there was nothing in"), (-5, "with no comparison to")],
)
def test_no_comparison_is_said_so(before: int, words: str) -> None:
    row = {"revenue": 10_000, "revenue_last_year": before, "revenue_change": None}
    found = answer(["revenue"], [row], compare="last-year", comparison=compared(partial=True))
    assert words in said(found)
    assert "100" not in said(found)


def test_a_share_is_told_with_what_it_was() -> None:
    row = {"margin_rate": Fraction(33, 100), "margin_rate_last_year": Fraction(3, 10),
           "margin_rate_change": Fraction(1, 10)}  # fmt: skip
    found = answer(["margin_rate"], [row], compare="last-year", comparison=compared(partial=True))
    assert said(found).endswith("is 33.0 %, after 30.0 % in the same working days of last year.")


def test_a_share_of_nothing_cannot_be_told() -> None:
    found = answer(["return_rate"], [{"return_rate": None}])
    assert "cannot be told: there is nothing to divide by" in said(found)


def test_a_state_is_of_the_last_day() -> None:
    found = answer(["pipeline"], [{"pipeline": 20_000}])
    assert said(found) == "Pipeline at the end of 18 Nov 2026 is ₱2.00."


def test_plural_measures_are() -> None:
    found = answer(["orders", "average_order"], [{"orders": 31_465, "average_order": 123_400}])
    assert said(found) == ("Orders from 1 Jan to 18 Nov 2026 are 31,465; average order: ₱12.34.")


def test_by_a_dimension_the_first_is_named_with_its_share() -> None:
    rows: list[dict[str, object]] = [
        {"seller": "s1", "revenue": 30_000}, {"seller": None, "revenue": 10_000},
    ]  # fmt: skip
    found = answer(["revenue"], rows, by=["seller"], total={"revenue": 40_000})
    assert said(found) == (
        "Revenue from 1 Jan to 18 Nov 2026 is ₱4.00; highest: Ana Cruz with ₱3.00 (75.0 %)."
    )


def test_top_and_bottom_name_up_to_three() -> None:
    rows = [{"seller": f"s{n}", "revenue": 10_000 * (9 - n)} for n in range(1, 6)]
    found = answer(["revenue"], rows, by=["seller"], total={"revenue": 400_000})
    best = replace(found, question=replace(found.question, top=5))
    assert "; highest: Ana Cruz with ₱8.00 (20.0 %), s2 with" in said(best)
    assert said(best).endswith("and s3 with ₱6.00 (15.0 %).")
    least = replace(found, question=replace(found.question, bottom=1), rows=tuple(rows[4:]))
    assert said(least).endswith("; lowest: s5 with ₱4.00 (10.0 %).")


def test_no_item_is_said_in_words() -> None:
    rows = [{"seller": None, "revenue": 10_000}]
    found = answer(["revenue"], rows, by=["seller"], total={"revenue": 10_000})
    assert "highest: no seller with" in said(found)


def test_currencies_stand_apart() -> None:
    rows: list[dict[str, object]] = [
        {"currency": "PHP", "revenue": 20_000}, {"currency": "USD", "revenue": 10_000},
    ]  # fmt: skip
    assert said(answer(["revenue"], rows, by=["currency"])) == (
        "Revenue from 1 Jan to 18 Nov 2026 is ₱2.00 and $1.00."
    )
    sellers: list[Mapping[str, object]] = [{"seller": "s1", **row} for row in rows]
    assert said(answer(["revenue"], sellers, by=["seller", "currency"])) == (
        "Revenue from 1 Jan to 18 Nov 2026 stands apart by currency, never added; "
        "highest in PHP: Ana Cruz with ₱2.00; highest in USD: Ana Cruz with $1.00."
    )


def test_no_highest_is_named_across_currencies() -> None:
    """1,000 pesos are less than 500 dollars: neither seller is "the highest"."""
    rows: list[dict[str, object]] = [
        {"seller": "s1", "currency": "PHP", "revenue": 10_000_000},
        {"seller": "s2", "currency": "USD", "revenue": 5_000_000},
    ]
    told = said(answer(["revenue"], rows, by=["seller", "currency"]))
    assert "highest:" not in told
    assert told.endswith("; highest in PHP: Ana Cruz with ₱1,000; highest in USD: s2 with $500.00.")
    months = [{**row, "month": "2026-10"} for row in rows]
    told = said(answer(["revenue"], months, by=["seller", "currency"], grain="month"))
    assert "highest in USD: s2, October 2026 with $500.00" in told
    # Where there are but pesos in it, there is a highest.
    assert said(answer(["revenue"], rows[:1], by=["seller", "currency"])).endswith(
        "highest: Ana Cruz with ₱1,000."
    )


def test_no_month_of_young_deals_is_the_lowest() -> None:
    rows = [{"month": f"2026-{n:02d}", "win_rate_created": Fraction(n, 20)} for n in (8, 9, 10)]
    assert "lowest" not in said(answer(["win_rate_created"], rows, grain="month"))
    closed = [{"month": r["month"], "win_rate_closed": r["win_rate_created"]} for r in rows]
    assert "lowest in August 2026" in said(answer(["win_rate_closed"], closed, grain="month"))


@pytest.mark.parametrize(("measure", "family"), [("deals_won", "deals"), ("visits", "activities")])
def test_days_after_the_last_deal_are_not_days_without_any(measure: str, family: str) -> None:
    outside = Problem(code=f"window-without-{family}",
                      values=(("first", "2024-01-02"), ("last", "2026-01-10")))  # fmt: skip
    found = answer([measure], [{measure: 0}], window=YEAR, problems=(outside,))
    assert said(found) == f"There are no {family} in 2026: they run from 2 Jan 2024 to 10 Jan 2026."


def test_the_best_and_the_worst_period_are_of_those_that_are_over() -> None:
    rows = [{"month": "2026-09", "revenue": 20_000}, {"month": "2026-10", "revenue": 30_000},
            {"month": "2026-11", "revenue": 10_000}]  # fmt: skip
    found = answer(["revenue"], rows, grain="month")
    assert said(found) == (
        "Revenue from 1 Jan to 18 Nov 2026 is ₱6.00; highest in October 2026: ₱3.00; "
        "lowest in September 2026: ₱2.00."
    )


def test_what_is_counted_once_has_no_sum_over_periods() -> None:
    rows = [{"month": "2026-09", "customers": 5}]
    found = answer(["customers"], rows, grain="month")
    assert said(found) == "Buying customers from 1 Jan to 18 Nov 2026 by month."


def test_a_goal_and_its_pace() -> None:
    row = {"revenue": 500_000, "revenue_goal": 1_000_000, "revenue_goal_to_date": 400_000}
    found = answer(["revenue"], [row], compare="goal")
    assert said(found).endswith(
        "is ₱50.00, 50.0 % of the goal of ₱100.00 and 125.0 % of what it asks by then."
    )
    over = replace(found, window=YEAR)
    assert said(over).endswith("is ₱50.00, 50.0 % of the goal of ₱100.00.")
    none = replace(found, rows=({"revenue": 500_000, "revenue_goal": None},))
    assert said(none).endswith(", with no goal to compare with.")


def test_a_goal_for_a_part_of_the_days_claims_no_more() -> None:
    row = {"revenue": 850_000, "revenue_goal": 440_000, "revenue_goal_to_date": 400_000}
    april = answer(["revenue"], [{**row, "revenue_toward_goal": 200_000}], compare="goal")
    assert said(april).endswith(
        "is ₱85.00, and on the days with a goal ₱20.00 of ₱44.00, 45.5 % of it."
    )
    here_and_there = replace(april, rows=({**row, "revenue_toward_goal": None},))
    assert said(here_and_there).endswith(
        "is ₱85.00, with a goal of ₱44.00 for only some of these days."
    )


def test_goals_in_their_own_windows() -> None:
    rows = [{"goal_window": "x", "seller": "s1", "revenue": 1, "revenue_attainment": Fraction(n, 4)}
            for n in (3, 4, 5)]  # fmt: skip
    found = answer(["revenue"], rows, by=["seller", "goal_window"], compare="goal")
    assert said(found) == "Revenue from 1 Jan to 18 Nov 2026: 2 of 3 goals were reached."


def test_days_to_come_are_not_zero_sales() -> None:
    start = date(2027, 1, 1)
    found = answer(["visits"], [], window=Window(start, date(2026, 12, 31)))
    assert said(found) == "Nothing to count yet: these days begin on 1 Jan 2027."
    outside = Problem(code="window-without-sales",
                      values=(("first", "2024-01-02"), ("last", "2026-11-18")))  # fmt: skip
    found = answer(["revenue"], [], window=YEAR, problems=(outside,))
    assert said(found) == "There are no sales in 2026: they run from 2 Jan 2024 to 18 Nov 2026."


def test_a_condition_is_part_of_what_is_said() -> None:
    found = answer(["revenue"], [{"revenue": 10_000}])
    narrowed = replace(found, question=replace(found.question, where="territory =\n 'NCR'"))
    assert said(narrowed).startswith("Revenue (territory = 'NCR') from 1 Jan")


def test_in_filipino_the_month_comes_first(filipino: None) -> None:
    found = answer(["revenue"], [{"revenue": 10_000}])
    assert "Nob 18, 2026" in said(found)
