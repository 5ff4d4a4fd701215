"""What is said of proposals, checks and days, with figures worked out by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from types import SimpleNamespace

import pytest

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window, YearRule
from husay.goals.fairness import Check
from husay.goals.plan import GoalPlan, Node
from husay.goals.proposal import Dealt, Proposal, ProposedGoal
from husay.measures.question import Whole
from husay.words.goal_checks import advice
from husay.words.goal_plans import how_text
from husay.words.milestones import news_words
from husay.words.next_bars import bar_heads
from husay.words.proposals import odds_text, reason_text
from husay.words.values import months_text

ONE = 10_000
PLAN = GoalPlan(
    "revenue", Window(date(2027, 1, 1), date(2027, 12, 31)),
    (Node("company", "company", "", "company"),), "PHP",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _english(english: None) -> None:
    """The sentences below are the English ones."""


def checked(share: float, extremes: int = 0) -> tuple[Check, ...]:
    return (
        Check("share-reaching", share, 0.6 <= share <= 0.7),
        Check("attainment-by-potential", None, None),
        Check("surplus-asked-again", None, None),
        Check("extremes", extremes, extremes == 0),
    )


def proposal(chance: float = 0.67, stretch: Fraction = Fraction(1), extremes: int = 0) -> Proposal:
    """Ana, expected to bring 1,900, is proposed 1,800; 54 % of what sets her apart is her own."""
    goals = (ProposedGoal("ana", 1_800 * ONE, 0.64, 1_900 * ONE, 0.54),)
    dealt = Dealt(goals, checked(0.64, extremes))
    return Proposal(1_800 * ONE, 0, "history", dealt, dealt, 1_850 * ONE, 1_900 * ONE, stretch,
                    chance, False, (), None)  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2025, 11, 1), date(2026, 10, 31), "Nov 2025–Oct 2026"),
        (date(2026, 1, 1), date(2026, 12, 31), "2026"),
        (date(2026, 11, 1), date(2026, 12, 31), "Nov–Dec 2026"),
        (date(2026, 11, 1), date(2026, 11, 30), "November 2026"),
    ],
)
def test_months_are_said_briefly(first: date, last: date, said: str) -> None:
    assert months_text(Window(first, last)).replace("\u00a0", " ") == said


def test_a_chance_above_a_half_of_what_is_expected_is_explained_and_no_other() -> None:
    assert "one very good year" in odds_text(proposal())
    assert odds_text(proposal(chance=0.54)) == ""
    assert "one very good year" in odds_text(proposal(stretch=Fraction(97, 100)))
    assert odds_text(proposal(stretch=Fraction(96, 100))) == ""


def test_the_fair_rule_says_why_it_asks_the_best_for_less() -> None:
    """2,300 came in: 1,900 are 17 % less. Where 1,900 or 1,950 came in there is nothing to say."""
    text = reason_text(proposal(), "ana", 2_300 * ONE, PLAN).replace("\u00a0", " ")
    assert text.startswith("The fair rule would ask ₱1,800: ₱1,900 is expected, not ₱2,300 again.")
    assert "54 % is taken to last; the rest is chance." in text
    for last in (0, 1_900 * ONE, 1_950 * ONE):
        assert reason_text(proposal(), "ana", last, PLAN).endswith("₱1,900 is expected.")
    assert reason_text(proposal(), "nobody", ONE, PLAN) == ""


@pytest.mark.parametrize(
    ("share", "extremes", "fair_extremes", "said"),
    [
        (0.64, 0, 0, ()),
        (0.59, 0, 0, ("lower the total toward ₱5.83 M",)),
        (0.71, 0, 0, ("raised toward ₱5.83 M",)),
        (0.64, 2, 0, ("Dealt by the fair rule",)),
        (0.59, 2, 1, ("lower the total", "change the total first")),
    ],
)
def test_what_would_help_is_said_where_a_check_fails(
    share: float, extremes: int, fair_extremes: int, said: tuple[str, ...]
) -> None:
    standing = Dealt((), checked(share, extremes))
    found = advice(standing, proposal(extremes=fair_extremes), "₱5.83 M")
    assert len(found) == len(said)
    assert all(part in line for part, line in zip(said, found, strict=True))


def test_how_a_goal_was_set_and_that_none_was() -> None:
    def how(value: int, way: str) -> str:
        return how_text(Node("a", "seller", "a", "seller", None, value, way))  # type: ignore[arg-type]

    assert (how(5, "fair"), how(5, "equal")) == ("by the fair rule", "equally")
    assert (how(0, "equal"), how(0, "by-hand")) == ("not dealt yet", "by hand")


def test_bars_and_what_came_in_are_of_one_period_and_say_which() -> None:
    heads = bar_heads("quarter")
    assert heads["bar"] == "Bar for a quarter"
    assert heads["came"] == "Came in a quarter, on the mean"
    assert "90\u00a0%" in heads["odds"]


def test_of_milestones_that_were_reached_the_whole_goal_is_told_first() -> None:
    """Reached in this order: 50 %, 75 %, all, 25 %."""
    calendar = BusinessCalendar(YearRule(), frozenset(range(5)), frozenset())
    ladder = SimpleNamespace(
        whole=Whole(), window=Window(date(2026, 1, 1), date(2026, 12, 31)), kind="year"
    )
    parts = (Fraction(1, 2), Fraction(3, 4), Fraction(1), Fraction(1, 4))
    steps = [SimpleNamespace(share=part, reached=date(2026, 5, 2)) for part in parts]
    found = SimpleNamespace(news=[(ladder, step) for step in steps])
    said = news_words(found, SimpleNamespace(), calendar)  # type: ignore[arg-type]
    starts = [words.replace("\u00a0", " ").partition(" of ")[0] for words in said]
    assert starts[0].startswith("The goal")
    assert starts[1:] == ["75 %", "50 %", "25 %"]
