"""The story that `husay.loop` tells, over the real functions; and what fails is told."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

import husay.loop
from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window, YearRule
from husay.basics.problem import Problem, mistake
from husay.coaching.attention import PersonFacts
from husay.loop import STEPS, STORY, PlanInForce, Run, Step, is_to_be_worked_out, month
from husay.pay.document.read_plan import read_plan
from tests.house.project import SOURCE

if TYPE_CHECKING:
    from husay.pay.document.settings import Period
    from husay.pay.runs.states import State

MAY = Window(date(2026, 5, 1), date(2026, 5, 31))


class Reader:
    """A book with nothing in it but a number of goals."""

    number = 7

    def run(self, sql: str, most: int | None = None) -> Sequence[Sequence[object]]:
        return [[3]] if "COUNT" in sql else []


class Plain:
    """A house that is a few values: no book, no records."""

    month = MAY
    until: date | None = None
    calendar = BusinessCalendar(YearRule(), frozenset(range(5)), frozenset())

    def __init__(self, **parts: Any) -> None:
        self.plans: list[PlanInForce] = []
        self.runs: dict[tuple[int, date], Run] = {}
        self.worked: list[tuple[int, Window]] = []
        self.kept: list[object] = []
        self.over = date(2026, 5, 31)
        self.closed_to: set[Step] = set()
        self.people: Mapping[str, Sequence[PersonFacts]] = {}
        self.__dict__.update(parts)

    def may(self, step: Step) -> bool:
        return step not in self.closed_to

    def waits(self, step: Step) -> tuple[()]:
        return ()

    def failed(self, step: Step, error: Exception) -> Problem:
        return Problem(code="month-step-failed", value=str(error))

    def bring_in(self) -> tuple[tuple[()], tuple[()]]:
        return (), ()

    def book(self) -> Any:
        return Reader()

    def own(self) -> None:
        return None

    def tell_of_goals(self) -> None:
        return None

    def unswept(self) -> None:
        return None

    def keep(self, swept: object) -> None:
        self.kept.append(swept)

    def caught(self) -> None:
        return None

    def teams(self) -> Mapping[str, Sequence[PersonFacts]]:
        return self.people

    def pay_plans(self) -> Sequence[PlanInForce]:
        return self.plans

    def is_over(self, period: Window) -> bool:
        return period.end <= self.over

    def run(self, plan: PlanInForce, period: Window) -> Run | None:
        return self.runs.get((plan.number, period.start))

    def work_out(self, plan: PlanInForce, period: Window) -> Run:
        self.worked.append((plan.number, period))
        return Run(len(self.worked), "p", period, "calculated", False, 1)

    def next_bars(self) -> tuple[()]:
        return ()


def told(house: Plain) -> dict[Step, husay.loop.Told]:
    return {one.step: one for one in month(house)}


def plan(number: int, period: Period) -> PlanInForce:
    document, problems = read_plan(
        f"name: P{number}\ncurrency: PHP\nperiod: {period}\ntrigger: booked\nfrom: 2026-01-01\n"
        "measures:\n  revenue: {of: amount}\n"
        "terms:\n  commission: {kind: rate, of: revenue, rate: 1 %}\n"
    )
    assert document is not None, problems
    return PlanInForce(number, document)


def test_the_steps_are_those_of_the_design_in_their_order() -> None:
    assert tuple(STORY) == STEPS == (
        "bring-in", "set", "track", "catch", "coach", "pay", "raise"
    )  # fmt: skip
    assert [one.step for one in month(Plain())] == list(STEPS)


def test_what_it_calls_are_the_real_functions() -> None:
    """The rules that pages and commands go by, and no others of the same name."""
    from husay.coaching.attention import attention
    from husay.goals.listing import list_goals
    from husay.pay.interpret.windows import windows_in
    from husay.pay.runs.states import refused
    from husay.tracking.signals.sweep import sweep
    from husay.tracking.standing import standing

    for real in (attention, list_goals, windows_in, refused, sweep, standing):
        assert getattr(husay.loop, real.__name__) is real
        assert f"{real.__name__}(" in inspect.getsource(husay.loop)


@pytest.mark.parametrize("face", ["cli/loop.py", "web/month/views.py", "api/month.py"])
def test_every_face_runs_this_story(face: str) -> None:
    tree = ast.parse((SOURCE / face).read_text(encoding="utf-8"))
    imported = {
        (node.module, name.name, name.asname)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }
    (called,) = {alias for module, name, alias in imported
                 if (module, name) == ("husay.loop", "month")}  # fmt: skip
    calls = {n.func.id for n in ast.walk(tree)
             if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}  # fmt: skip
    assert called in calls


def test_it_can_be_read_at_one_go() -> None:
    """The steps themselves: about a hundred lines, docstrings counted."""
    told_by = [inspect.getsource(husay.loop).split("def bring_in(house")[1]]
    assert sum(len(text.splitlines()) for text in told_by) <= 110


def test_a_step_that_is_not_ones_business_is_left_out() -> None:
    assert list(told(Plain(closed_to={"pay", "bring-in"}))) == [
        "set", "track", "catch", "coach", "raise"
    ]  # fmt: skip


def test_what_one_step_cannot_do_is_told_and_the_others_go_on() -> None:
    def refused() -> None:
        raise mistake("book-is-being-written", folder="x")

    def broken() -> None:
        raise ZeroDivisionError("by nothing")

    found = told(Plain(bring_in=refused, caught=broken))
    assert list(found) == list(STEPS)
    assert [p.code for p in found["bring-in"].problems] == ["book-is-being-written"]
    assert [(p.code, p.value) for p in found["catch"].problems] == [
        ("month-step-failed", "by nothing")
    ]
    others = set(STEPS) - {"bring-in", "catch"}
    assert all(found[step].problems == () for step in others)


def test_it_is_not_swept_twice() -> None:
    house = Plain()
    told(house)
    assert house.kept == []


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("month", [MAY]),
        ("half_month", [Window(date(2026, 5, 1), date(2026, 5, 15)),
                        Window(date(2026, 5, 16), date(2026, 5, 31))]),
        ("quarter", []),  # April to June goes on
        ("week", [Window(date(2026, 4, 27), date(2026, 5, 3)),
                  Window(date(2026, 5, 4), date(2026, 5, 10)),
                  Window(date(2026, 5, 11), date(2026, 5, 17)),
                  Window(date(2026, 5, 18), date(2026, 5, 24)),
                  Window(date(2026, 5, 25), date(2026, 5, 31))]),
    ],
)  # fmt: skip
def test_the_periods_that_end_in_the_month_are_worked_out(
    period: Period, expected: list[Window]
) -> None:
    house = Plain(plans=[plan(1, period)])
    assert len(told(house)["pay"].found) == len(expected)  # type: ignore[arg-type]
    assert house.worked == [(1, window) for window in expected]


def test_a_quarter_is_worked_out_in_its_last_month() -> None:
    june = Window(date(2026, 6, 1), date(2026, 6, 30))
    house = Plain(plans=[plan(1, "quarter")], month=june, over=june.end)
    told(house)
    assert house.worked == [(1, Window(date(2026, 4, 1), date(2026, 6, 30)))]


@pytest.mark.parametrize(("last", "times"), [(30, 0), (31, 1)])
def test_a_period_that_the_book_does_not_know_to_its_end_is_not(last: int, times: int) -> None:
    house = Plain(plans=[plan(1, "month")], over=date(2026, 5, last))
    told(house)
    assert len(house.worked) == times


@pytest.mark.parametrize(
    ("state", "stale", "again"),
    [
        ("draft", True, True), ("calculated", True, True), ("calculated", False, False),
        ("reviewed", True, False), ("approved", True, False), ("released", True, False),
        ("paid", True, False),
    ],
)  # fmt: skip
def test_a_draft_is_worked_out_again_when_facts_are_newer_and_nobody_has_looked(
    state: State, stale: bool, again: bool
) -> None:
    run = Run(5, "P1", MAY, state, stale, 3)
    assert is_to_be_worked_out(run) is again
    house = Plain(plans=[plan(1, "month")], runs={(1, MAY.start): run})
    found = _only(told(house))
    assert len(house.worked) == again
    assert found.number == (1 if again else 5)


def _only(steps: dict[Step, husay.loop.Told]) -> Run:
    """The one run of which a month tells."""
    found = steps["pay"].found
    assert isinstance(found, tuple)
    assert len(found) == 1
    assert isinstance(found[0], Run)
    return found[0]


def test_a_plan_that_cannot_be_worked_out_keeps_no_other_from_it() -> None:
    class Gap(Plain):
        def work_out(self, plan: PlanInForce, period: Window) -> Run:
            if plan.number == 1:
                raise mistake("pay-run-gap", value="P1", start=date(2026, 4, 1))
            return super().work_out(plan, period)

    house = Gap(plans=[plan(1, "month"), plan(2, "month")])
    found = told(house)["pay"]
    assert [p.code for p in found.problems] == ["pay-run-gap"]
    assert [number for number, _ in house.worked] == [2]
    assert len(found.found) == 1  # type: ignore[arg-type]


def test_each_leader_is_told_of_those_of_theirs_who_need_time() -> None:
    seen = PersonFacts(person="a", since_visit=3)
    facts = {"m1": [seen, PersonFacts(person="b", since_visit=200)], "m2": [replace(seen)]}
    turns = told(Plain(people=facts))["coach"].found
    assert {leader: [one.person for one in some] for leader, some in turns.items()} == {  # type: ignore[attr-defined]
        "m1": ["b"], "m2": [],
    }  # fmt: skip
