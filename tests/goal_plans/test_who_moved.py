"""Who has left for another unit is seen by their old manager as a goal of the unit, no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from husay.basics.problem import Mistake
from tests.goal_plans.small import ASSIGNMENTS, AT, ONE, UNITS, act, planned, viewed
from tests.goal_plans.small import small as small_company
from tests.goal_plans.test_bars import YEAR, quarters, sales
from tests.goals.trees import set_by_hand
from tests.measures.making import make

if TYPE_CHECKING:
    from husay.store.company import Company
    from tests.measures.making import Made

LATER = AT + timedelta(hours=1)
BEN_MOVES = ASSIGNMENTS.replace(
    "ben, N1, 2020-01-01, , seller",
    "ben, N1, 2020-01-01, 2025-01-31, seller\nben, S, 2025-02-01, , seller",
)


@pytest.fixture
def moved(tmp_path: Path) -> Made:
    """Ben is in N1 in January of 2025, and in South from February on."""
    return small_company(tmp_path / "home", BEN_MOVES)


def february(made: Made, role: Role, person: str) -> Company:
    """The company as somebody has it after Ben has moved."""
    return replace(viewed(made.company, role, person), today=date(2025, 2, 3))


@pytest.fixture
def number(moved: Made) -> int:
    from husay.store.goal_plans import offer

    number = planned(moved.company).row.number
    offer(moved.company, number, AT)
    return number


def test_the_old_manager_sees_the_goal_and_nothing_more(moved: Made, number: int) -> None:
    from husay.store.goal_plans import acts, change, entries, history, opened, prospect, talks

    mia, ben = february(moved, Role.MANAGER, "mia"), february(moved, Role.SELLER, "ben")
    act(ben, number, "N1/ben", "counter", "Mia was unkind", 2_400 * ONE, AT)
    found = opened(mia, number)
    assert found.plan.by_key["N1/ben"].value == 2_500 * ONE
    assert found.plan.by_key["N1/ben"].proposed is None
    assert opened(ben, number).plan.by_key["N1/ben"].proposed == 2_400 * ONE
    assert sorted(prospect(mia, found).last) == ["N", "N1", "N1/ana", "N2", "N2/cel"]
    talk = entries(mia, number, "N1/ben")
    assert (talk.state, talk.counter, talk.entries) == ("proposed", None, ())
    assert talks(mia, number)["N1/ben"] == talk
    assert acts(mia, number, "N1/ben") == ()
    for what, value in (("revise", ONE), ("accept", None), ("comment", None)):
        with pytest.raises(Mistake) as refused:
            act(mia, number, "N1/ben", what, "words", value, AT)  # type: ignore[arg-type]
        assert [p.code for p in refused.value.problems] == ["act-not-theirs"]
    change(
        moved.company, number, 2, "set", "Ben is ill", AT,
        lambda p, w: set_by_hand(p, "N1/ben", 2_300 * ONE, w),
    )  # fmt: skip
    newest = history(mia, number)[0]
    # What Ben's new goal leaves is dealt to Ana, who is Mia's.
    assert [c.key for c in newest.changed] == ["N1/ana"]


def test_the_new_manager_sees_the_person_and_has_no_say_in_the_old_units_goal(
    moved: Made, number: int
) -> None:
    from husay.store.goal_plans import acts, entries, opened, prospect

    sam = february(moved, Role.MANAGER, "sam")
    assert sorted(prospect(sam, opened(sam, number)).last) == ["N1/ben", "S", "S/dan", "S/eve"]
    assert acts(sam, number, "N1/ben") == ()
    assert entries(sam, number, "N1/ben").entries == ()


def test_who_has_left_a_unit_is_not_moved_there(moved: Made, number: int) -> None:
    from husay.store.goal_plans import bounds_of, move

    mia = february(moved, Role.MANAGER, "mia")
    assert bounds_of(mia, number, "N1") == {"N1/ana": (4_500 * ONE, 5_500 * ONE)}
    with pytest.raises(Mistake) as refused:
        move(mia, number, 2, "N1", {"N1/ana": 4_900 * ONE, "N1/ben": 2_600 * ONE}, "x", AT)
    assert "move-not-theirs" in [p.code for p in refused.value.problems]


def test_bars_are_of_those_who_are_there_now(tmp_path: Path) -> None:
    """Ben's bar of 2024 is Sam's to see since he is in South; Mia's are Ana and Cel."""
    from husay.store.goal_plans import bars, create, offer
    from husay.store.records.models import GoalPlanRow

    made = make(tmp_path, {"sale_lines": sales(), "units": UNITS, "assignments": BEN_MOVES,
                           "goals": quarters()})  # fmt: skip
    create(made.company, "2024", "revenue", YEAR, at=AT, total=0)
    offer(made.company, 1, AT)
    GoalPlanRow.objects.filter(pk=1).update(published=1)
    for who, theirs in (("mia", {"N1/ana", "N2/cel"}), ("sam", {"N1/ben", "S/dan"})):
        found = bars(february(made, Role.MANAGER, who), 1, decided=date(2025, 2, 3))
        assert {bar.item for bar in found.bars} == theirs
