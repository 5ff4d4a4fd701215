"""What a page or a command asks of the records does not grow with the plans and their versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.goal_plans.small import AT, ONE, planned, small
from tests.measures.making import Made

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


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


def test_plans_and_versions_are_read_at_once(made: Made) -> None:
    from husay.goals.cascade import set_all_by_hand
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
        change(
            made.company, number, 2 + n, "set", "", AT,
            lambda p, w, n=n: set_all_by_hand(p, {"N": (9_000 + n) * ONE}, w),
        )  # fmt: skip
    assert counted() == before
    assert [row.name for row in plans(made.company)][-1] == "first"
    assert number_of(made.company, str(number)) == number
    assert len(history(made.company, number)) == 6


def test_goals_are_worked_out_before_the_lock_is_taken(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    from contextlib import contextmanager

    from husay.store.goal_plans import publish, publishing

    held, worked_out = [False], list[bool]()
    goals_of, lock = publishing.goals_of, publishing.writer_lock

    @contextmanager
    def watched(path: Path) -> object:
        with lock(path):
            held[0] = True
            yield
        held[0] = False

    def noting(*args: object) -> object:
        worked_out.append(held[0])
        return goals_of(*args)

    monkeypatch.setattr(publishing, "writer_lock", watched)
    monkeypatch.setattr(publishing, "goals_of", noting)
    number = planned(made.company, "published").row.number
    assert publish(made.company, number, 2, "go", AT).manifest is not None
    assert worked_out == [False]
