"""Who sees which pay: compensation all, a seller their own, a manager those they led then, and
nobody else that there is any."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Right, Role
from husay.access.viewer import Viewer
from husay.basics.problem import Mistake
from husay.pay.texts import Texts
from tests.goal_plans.small import ASSIGNMENTS, small
from tests.measures.making import Made
from tests.store_pay.paying import AT, FEBRUARY, JANUARY, calculated, planned, released

if TYPE_CHECKING:
    from husay.store.company import Company

MOVED = ASSIGNMENTS.replace(
    "ben, N1, 2020-01-01, , seller",
    "ben, N1, 2020-01-01, 2024-01-31, seller\nben, S, 2024-02-01, , seller",
)
"""Ben goes from Mia's North to Sam's South on the first of February."""


def as_(company: Company, role: Role, person: str | None = None) -> Company:
    who = Viewer(f"{role.value}@example.com", frozenset({role}), person)
    return replace(company, viewer=who, today=date(2024, 12, 31))


def seen(company: Company) -> list[tuple[str, date]]:
    from husay.store.pay.seen import statements_seen

    return sorted((row.person, row.run.starts) for row in statements_seen(company))


@pytest.fixture
def paid_out(tmp_path: Path) -> Made:
    made = small(tmp_path, assignments=MOVED)
    row = planned(made.company)
    released(made.company, row)
    released(made.company, row, FEBRUARY)
    return made


def test_each_sees_what_is_theirs_to_see(paid_out: Made) -> None:
    company = paid_out.company
    jan, feb = JANUARY.start, FEBRUARY.start
    everything = sorted((p, day) for p in ("ana", "ben", "cel") for day in (jan, feb))
    assert seen(as_(company, Role.COMPENSATION)) == everything
    assert seen(as_(company, Role.SELLER, "ben")) == [("ben", jan), ("ben", feb)]
    assert seen(as_(company, Role.SELLER, "dan")) == []
    north = [("ana", jan), ("ana", feb), ("ben", jan), ("cel", jan), ("cel", feb)]
    assert seen(as_(company, Role.MANAGER, "mia")) == sorted(north)
    assert seen(as_(company, Role.MANAGER, "sam")) == [("ben", feb)]


def limited(company: Company, *rights: Right) -> Company:
    """Mia, by a token that was given some of her rights."""
    mia = as_(company, Role.MANAGER, "mia")
    return replace(mia, viewer=replace(mia.viewer, limit=frozenset(rights)))


def test_a_token_sees_the_pay_of_ones_people_with_the_right_to_it_alone(paid_out: Made) -> None:
    """It needs no right to coach for it, and coaches nobody with it."""
    from husay.store.coaching.people import Leading
    from husay.store.pay.questions_seen import questions_seen
    from husay.store.pay.seen import statement_seen

    company = limited(paid_out.company, Right.LEAD_PAY)
    jan, feb = JANUARY.start, FEBRUARY.start
    north = sorted([("ana", jan), ("ana", feb), ("ben", jan), ("cel", jan), ("cel", feb)])
    assert seen(company) == north == seen(as_(paid_out.company, Role.MANAGER, "mia"))
    assert statement_seen(company, 1, "ben", AT).statement.person == "ben"
    with pytest.raises(Mistake) as wrong:
        statement_seen(company, 2, "ben", AT)
    assert [p.code for p in wrong.value.problems] == ["pay-statement-unknown"]
    assert questions_seen(company) == ()
    assert Leading(company).today == frozenset()
    assert Leading(company, Right.LEAD_PAY).today == {"ana", "cel"}


def test_a_token_to_coach_sees_no_pay(paid_out: Made) -> None:
    company = limited(paid_out.company, Right.COACH, Right.SEE_FIGURES)
    with pytest.raises(Mistake) as wrong:
        seen(company)
    assert [p.code for p in wrong.value.problems] == ["not-allowed"]
    assert seen(limited(paid_out.company, Right.COACH, Right.OWN_PAY)) == []


@pytest.mark.parametrize("role", [Role.OPERATIONS, Role.EXECUTIVE, Role.ADMINISTRATOR])
def test_others_see_no_pay_at_all(paid_out: Made, role: Role) -> None:
    from husay.store.pay.seen import line_seen, run_seen, runs, statement_seen, statements_seen

    company = as_(paid_out.company, role, "ana")
    for attempt in (
        lambda: statements_seen(company),
        lambda: statement_seen(company, 1, "ana", AT),
        lambda: line_seen(company, 1, 1, AT),
        lambda: run_seen(company, 1, AT),
        lambda: runs(company),
    ):
        with pytest.raises(Mistake) as wrong:
            attempt()
        assert [p.code for p in wrong.value.problems] == ["not-allowed"]


def test_what_is_anothers_is_answered_as_what_is_not_there(paid_out: Made) -> None:
    from husay.store.pay.seen import line_seen, statement_seen

    company = as_(paid_out.company, Role.SELLER, "ben")
    said = set()
    for number, person in ((1, "ana"), (1, "nobody"), (99, "ben")):
        with pytest.raises(Mistake) as wrong:
            statement_seen(company, number, person, AT)
        said.add(wrong.value.problems[0].code)
    assert said == {"pay-statement-unknown"}
    found = {}
    for line in (1, 2, 3, 99):  # ana, ben and cel have one each
        try:
            found[line] = line_seen(company, 1, line, AT)[1].earning.person
        except Mistake as wrong_line:
            found[line] = wrong_line.problems[0].code
    unknown = "pay-line-unknown"
    assert found == {1: unknown, 2: "ben", 3: unknown, 99: unknown}


def test_a_seller_sees_nothing_before_it_is_released(made: Made) -> None:
    from husay.store.pay.seen import statement_seen

    run = calculated(made.company, planned(made.company))
    own = as_(made.company, Role.SELLER, "ana")
    assert seen(own) == []
    with pytest.raises(Mistake):
        statement_seen(own, run.pk, "ana", AT)
    assert statement_seen(made.company, run.pk, "ana", AT).statement.paid == 280_000


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.COMPENSATION])
def test_nobody_else_makes_runs_or_plans(made: Made, role: Role) -> None:
    from husay.store.pay.assignments import assign
    from husay.store.pay.plans import activate, add
    from husay.store.pay.plans_seen import plan_states
    from husay.store.pay.runs import calculate
    from husay.store.pay.steps import take_step

    row = planned(made.company)
    run = calculated(made.company, row)
    company = as_(made.company, role, "ana")
    version = run.version
    for attempt in (
        lambda: add(company, Texts("", ""), "", AT),
        lambda: activate(company, version, JANUARY.start, "", AT),
        lambda: assign(company, row, "ana", JANUARY.start, {}, "", AT),
        lambda: plan_states(company),
        lambda: calculate(company, row, JANUARY, AT),
        lambda: take_step(company, run.pk, "review", run.digest, AT),
    ):
        with pytest.raises(Mistake) as wrong:
            attempt()
        assert [p.code for p in wrong.value.problems] == ["not-allowed"]


def test_the_log_says_who_saw_whose_pay(paid_out: Made) -> None:
    from husay.store.pay.seen import run_seen, statement_seen
    from husay.store.records.models import AuditEntry

    company = paid_out.company
    statement_seen(as_(company, Role.SELLER, "ben"), 1, "ben", AT)
    statement_seen(as_(company, Role.MANAGER, "mia"), 1, "ben", AT)
    run_seen(as_(company, Role.COMPENSATION), 1, AT)
    found = AuditEntry.objects.filter(action="pay-seen").values_list("kind", "item")
    assert list(found) == [("person", "ben"), ("pay-run", "1")]


def test_the_seller_accepts_the_version_that_they_read(paid_out: Made) -> None:
    from husay.store.pay.assignments import accept, own_plans

    own = as_(paid_out.company, Role.SELLER, "ana")
    (plan,) = own_plans(own)
    assert plan.accepted is None
    with pytest.raises(Mistake) as wrong:
        accept(own, plan.row, "0" * 64, AT)
    assert wrong.value.problems[0].code == "pay-plan-changed"
    made = accept(own, plan.row, plan.version.digest, AT)
    assert (made.person, made.digest) == ("ana", plan.version.digest)
    assert (
        accept(own, plan.row, plan.version.digest, datetime(2025, 1, 1, tzinfo=AT.tzinfo)) == made
    )
    with pytest.raises(Mistake) as wrong:
        accept(as_(paid_out.company, Role.SELLER, "dan"), plan.row, plan.version.digest, AT)
    assert wrong.value.problems[0].code == "pay-plan-not-yours"
