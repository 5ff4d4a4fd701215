"""What the board says of a goal that is open, reached, ended or far away; nobody is shamed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from husay.team.climb import Climb, Takes
from husay.words.board import (
    board_sentence,
    brief_takes,
    next_words,
    stands_words,
    takes_words,
)
from tests.goals.calendars import OFFICE
from tests.team.test_climb import board, climb

pytestmark = pytest.mark.usefixtures("english")

SHAME = re.compile(r"behind|short|missing|lag|worst|fail|only|still need|below", re.IGNORECASE)


def text(of: Climb) -> str:
    return board_sentence(board(of), OFFICE).text.replace("\u00a0", " ")


def test_an_open_goal_says_how_far_and_how_long() -> None:
    assert text(climb()) == (
        "Together we are at 50 % of the goal of Q4 2026, with 30 working days left."
    )
    assert text(replace(climb(), days=1)).endswith("with 1 working day left.")


def test_a_reached_goal_is_a_reason_to_be_glad() -> None:
    done = replace(climb(held=4), so_far=11_200)
    assert text(done) == "Together we have reached the goal of Q4 2026: 112 % of it."
    assert stands_words(done).startswith("goal reached on")


def test_a_goal_that_ends_unreached_is_followed_by_the_next() -> None:
    over = replace(climb(held=3), days=0)
    assert text(over) == "Q4 2026 ends at 75 % of the goal; the next one begins."
    assert stands_words(over) == "a new goal begins"
    assert next_words(over) == ""


def test_without_any_goal_it_says_so() -> None:
    assert "no goal yet" in board_sentence(board(), OFFICE).text
    unit = board_sentence(board(climb("north", "division")), OFFICE).text
    assert "units have" in unit


@pytest.mark.parametrize(("takes", "said", "brief"), [
    (Takes(Fraction(1), 598, 31), "It takes about 20 orders a working day from all of us to reach "
     "the goal.", "20 orders a day to the goal"),
    (Takes(Fraction(3, 4), 10, 31), "It takes about 2 orders a week from all of us to reach 75 %.",
     "2 orders a week to 75 %"),
    (Takes(Fraction(1, 2), 1, 4), "It takes about 1 more order from all of us to reach 50 %.",
     "1 more order to 50 %"),
    (Takes(Fraction(1), 12_500, 1), "It takes about 12,500 orders a working day from all of us to "
     "reach the goal.", "12,500 orders a day to the goal"),
])  # fmt: skip
def test_what_it_takes_is_said_of_all_together(takes: Takes, said: str, brief: str) -> None:
    assert takes_words(takes).replace("\u00a0", " ") == said
    assert brief_takes(takes).replace("\u00a0", " ") == brief


@pytest.mark.parametrize("held", [0, 1, 2, 3, 4])
@pytest.mark.parametrize("days", [0, 1, 30])
def test_no_climb_is_told_in_words_that_shame(held: int, days: int) -> None:
    one = replace(climb(held=held, on=date(2026, 11, 18)), days=days)
    told = " ".join((text(one), stands_words(one), next_words(one)))
    assert not SHAME.search(told), told
