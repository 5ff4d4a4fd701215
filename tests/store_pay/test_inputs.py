"""Inputs by hand: scores, opening balances, advances. Entered by one, approved by another, and late
ones become adjustments. Figures are worked out by hand from the small company's round amounts."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from husay.basics.problem import Mistake
from husay.pay.inputs.table import Row
from tests.measures.making import Made
from tests.store_pay.paying import (
    AT,
    CASES,
    FEBRUARY,
    ONE,
    by,
    calculated,
    paid,
    planned,
    released,
)
from tests.store_pay.test_door import as_

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.records.models import PayPlanRow

SCORED = """
name: Sellers
currency: PHP
measures:
  revenue: {of: amount}
  care: {entered: rate}
terms:
  commission: {kind: rate, of: revenue, rate: 5 %}
  service:
    kind: scorecard
    target: 100
    objectives:
      - {of: care, weight: 100 %}
"""
ADVANCED = """
name: Sellers
currency: PHP
measures:
  revenue: {of: amount}
terms:
  commission: {kind: rate, of: revenue, rate: 5 %}
  ahead: {kind: draw, style: advance, recover_most: 50 %}
"""
SCORES = CASES.replace(
    "    sales:",
    "    scores: [{measure: care, from: 2024-01-01, to: 2024-01-31, value: 0 %}]\n    sales:",
)
HEAD = "person, measure, period, value, evidence"


def codes(wrong: pytest.ExceptionInfo[Mistake]) -> list[str]:
    return [problem.code for problem in wrong.value.problems]


def planned_scored(company: Company, people: tuple[str, ...] = ("ana", "ben", "cel")) -> PayPlanRow:
    """The plan with a score, in force and assigned."""
    return planned(company, SCORED, people, SCORES)


def row_of(person: str, value: str, period: str = "2024-01", measure: str = "care") -> Row:
    cells = {"person": person, "measure": measure, "period": period, "value": value}
    return Row(None, cells | {"evidence": "survey"})


def scored(made: Made, *given: tuple[str, str], period: str = "2024-01") -> list[int]:
    """Scores, entered by the operator and approved by a second person."""
    from husay.store.pay.inputs import approve
    from husay.store.pay.plans import plan_called
    from husay.store.pay.scores import enter_scores

    rows = [row_of(person, value, period) for person, value in given]
    kept = enter_scores(made.company, plan_called("Sellers"), rows, AT)
    numbers = [one.pk for one in kept]
    approve(by(made.company, "second"), numbers, AT)
    return numbers


def test_a_score_counts_once_somebody_else_approved_it(made: Made) -> None:
    """90 % of 100 for Ana beside 5 % of 400; everybody else has the 50 % of all."""
    from husay.store.pay.inputs import approve
    from husay.store.pay.scores import enter_scores

    company, row = made.company, planned_scored(made.company)
    run = calculated(company, row)
    wrong = {s.person: [p["code"] for p in s.problems] for s in run.statements.all()}
    assert set(map(tuple, wrong.values())) == {("pay-no-score",)}
    (one,) = enter_scores(company, row, [row_of("ana", "90 %")], AT)
    (all_,) = enter_scores(company, row, [row_of("*", "50 %")], AT)
    run = calculated(company, row)
    assert {p["code"] for s in run.statements.all() for p in s.problems} == {"pay-score-unapproved"}
    with pytest.raises(Mistake) as refused:
        approve(company, [one.pk, all_.pk, 99], AT)
    assert codes(refused) == ["pay-input-maker", "pay-input-maker", "pay-input-unknown"]
    approve(by(company, "second"), [one.pk, all_.pk], AT)
    with pytest.raises(Mistake) as refused:
        approve(by(company, "third"), [one.pk], AT)
    assert codes(refused) == ["pay-input-approved"]
    assert paid(calculated(company, row)) == {"ana": 110, "ben": 60, "cel": 65}


def test_what_was_approved_last_counts_and_a_waiting_correction_does_not(made: Made) -> None:
    from husay.store.pay.scores import enter_scores

    row = planned_scored(made.company)
    scored(made, ("*", "50 %"), ("ana", "90 %"))
    scored(made, ("ana", "80 %"))
    enter_scores(made.company, row, [row_of("ana", "10 %"), row_of("ben", "10 %")], AT)
    assert paid(calculated(made.company, row)) == {"ana": 100, "ben": 60, "cel": 65}


def test_a_late_score_of_a_closed_period_is_an_adjustment(made: Made) -> None:
    """January closed with 90 %, and 80 % came out later: February takes the 10 back."""
    company, row = made.company, planned_scored(made.company)
    scored(made, ("*", "50 %"), ("ana", "90 %"))
    assert paid(released(company, row)) == {"ana": 110, "ben": 60, "cel": 65}
    scored(made, ("ana", "80 %"))
    scored(made, ("*", "0 %"), period="2024-02")
    run = calculated(company, row, FEBRUARY)
    ana = run.statements.get(person="ana")
    assert (ana.earned, ana.adjusted, ana.paid) == (20 * ONE, -10 * ONE, 10 * ONE)
    assert run.statements.get(person="ben").adjusted == 0
    from husay.store.pay.files import read_lines

    (late,) = [x for _, x in read_lines(company.home, run.lines, "ana") if x.cause]
    assert late.cause is not None
    assert (late.cause.kind, late.cause.change, late.cause.arrived) == ("score", "changed", 0)


def test_all_that_is_wrong_with_a_table_is_told_at_once(made: Made) -> None:
    from husay.store.pay.scores import table_of_scores
    from husay.store.records.models import PayInput

    row = planned_scored(made.company)
    table = f"""{HEAD}
ana, care, 2024-01, 90, survey
dan, care, 2024-01, 90 %, survey
ana, caer, 2024-01, 90 %, survey
ana, care, 2024-Q1, 90 %, survey
ana, care, soon, 90 %, survey
ben, care, 2024-01, 50 %, survey
ben, care, 2024-01, 60 %, survey
"""
    with pytest.raises(Mistake) as wrong:
        table_of_scores(made.company, row, table, AT)
    assert [(p.row, p.column, p.code) for p in wrong.value.problems] == [
        (2, "value", "pay-score-rate"),
        (3, "person", "pay-score-not-theirs"),
        (4, "measure", "pay-score-measure"),
        (5, "period", "pay-score-window"),
        (6, "period", "period-unreadable"),
        (8, "person", "pay-score-twice"),
    ]
    assert PayInput.objects.count() == 0
    for text, found in (
        ("", ["pay-table-empty"]),
        ("who, measure, period, value\nana, care, 2024-01, 90 %",
         ["pay-table-column", "pay-table-lacks"]),
        (f"{HEAD}\nana, care, 2024-01, 90 %, a, b", ["pay-table-wide"]),
        (f'{HEAD}\nana,care,2024-01,"90 %', ["grid-quote-open"]),
    ):  # fmt: skip
        with pytest.raises(Mistake) as wrong:
            table_of_scores(made.company, row, text, AT)
        assert codes(wrong) == found, text
    table_of_scores(made.company, row, f"{HEAD}\nana, care, 2024-01, 90 %, survey\n", AT)
    assert PayInput.objects.get().person == "ana"


def test_who_leads_enters_scores_of_their_people_and_approves_none(made: Made) -> None:
    from husay.access.role import Right, Role
    from husay.store.pay.inputs import approve
    from husay.store.pay.scores import enter_scores, scores, wanted
    from tests.store_pay.paying import JANUARY

    company, row = made.company, planned_scored(made.company, ("ana", "ben", "dan"))
    mia, sam = (as_(company, Role.MANAGER, person) for person in ("mia", "sam"))
    (one,) = enter_scores(mia, row, [row_of("ana", "90 %")], AT)
    for typed in ("dan", "*"):
        with pytest.raises(Mistake) as wrong:
            enter_scores(mia, row, [row_of(typed, "90 %")], AT)
        assert codes(wrong) == ["pay-score-not-led"]
    with pytest.raises(Mistake) as wrong:
        approve(mia, [one.pk], AT)
    assert codes(wrong) == ["not-allowed"]
    token = replace(mia, viewer=replace(mia.viewer, limit=frozenset({Right.LEAD_PAY})))
    assert [w.person for w in wanted(token, row, JANUARY)] == ["ana", "ben"]
    assert (len(scores(token)), len(scores(mia))) == (1, 1)
    assert [w.person for w in wanted(mia, row, JANUARY)] == ["ana", "ben"]
    assert [w.person for w in wanted(sam, row, JANUARY)] == ["dan"]
    assert [w.person for w in wanted(company, row, JANUARY)] == ["ana", "ben", "dan"]
    assert (len(scores(mia)), len(scores(sam)), len(scores(company))) == (1, 0, 1)
    for role in (Role.SELLER, Role.EXECUTIVE, Role.OPERATIONS, Role.ADMINISTRATOR):
        for attempt in (
            lambda: enter_scores(as_(company, role, "ana"), row, [row_of("ana", "9 %")], AT),  # noqa: B023
            lambda: scores(as_(company, role, "ana")),  # noqa: B023
            lambda: wanted(as_(company, role, "ana"), row, JANUARY),  # noqa: B023
        ):
            with pytest.raises(Mistake) as wrong:
                attempt()
            assert codes(wrong) == ["not-allowed"]


def test_two_who_approve_at_once_approve_once(made: Made) -> None:
    from django.db import connections

    from husay.store.pay.inputs import approve
    from husay.store.pay.scores import enter_scores
    from husay.store.records.models import PayInputApproval

    row = planned_scored(made.company)
    (one,) = enter_scores(made.company, row, [row_of("ana", "90 %")], AT)
    barrier, told = threading.Barrier(2), list[str]()

    def yes(name: str) -> None:
        barrier.wait()
        try:
            approve(by(made.company, name), [one.pk], AT)
            told.append("")
        except Mistake as wrong:
            told.append(wrong.problems[0].code)
        connections.close_all()

    threads = [threading.Thread(target=yes, args=(name,)) for name in ("second", "third")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["", "pay-input-approved"]
    assert PayInputApproval.objects.count() == 1


def test_an_advance_is_paid_and_taken_back(made: Made) -> None:
    """Ana takes 30 in January beside 20 earned: 50. February earns 20 and gives 10 of it back."""
    from husay.store.pay.inputs import approve
    from husay.store.pay.openings import enter_advance

    company, row = made.company, planned(made.company, ADVANCED)
    for person, amount, found in (
        ("ana", 0, ["pay-advance-amount"]),
        ("ana", 1, ["pay-advance-amount"]),
        ("dan", 30 * ONE, ["pay-plan-not-theirs"]),
    ):
        with pytest.raises(Mistake) as wrong:
            enter_advance(company, row, person, date(2024, 1, 9), amount, "", AT)
        assert codes(wrong) == found
    one = enter_advance(company, row, "ana", date(2024, 1, 9), 30 * ONE, "receipt 7", AT)
    assert paid(calculated(company, row))["ana"] == 20
    approve(by(company, "second"), [one.pk], AT)
    assert paid(released(company, row))["ana"] == 50
    assert paid(calculated(company, row, FEBRUARY))["ana"] == 10


def test_a_plan_without_an_advance_draw_gives_none(made: Made) -> None:
    from husay.store.pay.openings import enter_advance

    row = planned(made.company)
    with pytest.raises(Mistake) as wrong:
        enter_advance(made.company, row, "ana", date(2024, 1, 9), 30 * ONE, "", AT)
    assert codes(wrong) == ["pay-advance-none"]


def test_what_was_said_is_never_changed(made: Made) -> None:
    """The database refuses; of a person who is forgotten the words go."""
    from django.db import DatabaseError, transaction
    from django.db.models import Model, QuerySet

    from husay.store.pay.holds import hold
    from husay.store.records.models import PayHold, PayInput, PayInputApproval, PayRun

    company, row = made.company, planned_scored(made.company)
    scored(made, ("*", "50 %"))
    hold(company, "seller", "ana", "Papers", AT)
    released(company, row)
    changes: tuple[tuple[type[Model], dict[str, object]], ...] = (
        (PayInput, {"value": {"value": "1"}}),
        (PayInput, {"by": "operator:second"}),
        (PayInput, {"person": "ben"}),
        (PayInputApproval, {"by": "operator:x"}),
        (PayHold, {"item": "ben"}),
        (PayHold, {"by": "operator:x"}),
        (PayRun, {"inputs": 0}),
        (PayRun, {"holds": 9}),
    )
    for model, change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            model._base_manager.update(**change)
    for model in (PayInputApproval, PayInput, PayHold):
        rows: QuerySet[Model] = model._base_manager.all()
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete("default")
    assert PayInput.objects.get().value == {"value": "1/2"}
    PayInput.objects.update(evidence="–")
    PayHold.objects.update(reason="–")
