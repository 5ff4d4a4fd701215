"""What a page or a command asks of the records does not grow with the plans and their versions."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.goal_plans.small import AT, ONE, planned, small
from tests.goals.trees import set_by_hand
from tests.measures.making import Made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from husay.goals.cascade import Cascaded, Weights
    from husay.goals.plan import GoalPlan
    from husay.store.company import Company


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder: Path = tmp_path_factory.mktemp("queries")
    return small(folder)


def asked(what: Callable[[], object]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        what()
    return len(seen)


def north_at(value: int, plan: GoalPlan, weights: Weights) -> Cascaded:
    return set_by_hand(plan, "N", value * ONE, weights)


def test_plans_and_versions_are_read_at_once(made: Made) -> None:
    from husay.store.goal_plans import change, history, number_of, plans

    number = planned(made.company, "first").row.number

    def counted() -> list[int]:
        return [
            asked(lambda: plans(made.company)),
            asked(lambda: number_of(made.company, "first")),
            asked(lambda: history(made.company, number)),
        ]

    before = counted()
    for n in range(4):
        planned(made.company, f"another {n}")
        how = partial(north_at, 9_000 + n)
        change(made.company, number, 2 + n, "set", "", AT, how)
    assert counted() == before
    assert [row.name for row in plans(made.company)][-1] == "first"
    assert number_of(made.company, str(number)) == number
    assert len(history(made.company, number)) == 6


def test_goals_are_worked_out_before_the_lock_is_taken(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store.goal_plans import publish
    from husay.store.goal_plans.publishing import goals_of
    from husay.store.lock import writer_lock

    steps = list[str]()

    @contextmanager
    def watched(path: Path) -> Iterator[None]:
        with writer_lock(path):
            steps.append("locked")
            yield

    def noting(company: Company, plan: GoalPlan) -> object:
        steps.append("worked out")
        return goals_of(company, plan)

    monkeypatch.setattr("husay.store.goal_plans.publishing.writer_lock", watched)
    monkeypatch.setattr("husay.store.goal_plans.publishing.goals_of", noting)
    number = planned(made.company, "published").row.number
    assert publish(made.company, number, 2, "go", AT).manifest is not None
    assert steps == ["worked out", "locked"]
