"""Amounts by hand: proposed by one, approved by another, paid once, and never taken back by what
is worked out again."""

from __future__ import annotations

from pathlib import Path

import pytest

from husay.basics.problem import Mistake
from tests.measures.making import Made
from tests.store_pay.paying import (
    AT,
    FEBRUARY,
    MARCH,
    ONE,
    bring_in,
    by,
    calculated,
    paid,
    planned,
    released,
    taken,
)


def refused(wrong: pytest.ExceptionInfo[Mistake]) -> list[str]:
    return [problem.code for problem in wrong.value.problems]


def test_it_is_paid_once_by_the_first_run_after_its_approval(made: Made, tmp_path: Path) -> None:
    """500 for Ana: approved before February is worked out, so February pays 28 and 500. A sale of
    February that comes late adjusts March by its 7 and leaves the 500 alone."""
    from husay.store.pay.manual import approve, propose

    company = made.company
    row = planned(company)
    released(company, row)
    one = propose(company, row, "ana", 500 * ONE, "Contest in January", "mail of 3 Feb", AT)
    assert paid(calculated(company, row, FEBRUARY))["ana"] == 28
    with pytest.raises(Mistake) as wrong:
        approve(company, one.pk, AT)
    assert refused(wrong) == ["pay-manual-maker"]
    approve(by(company, "second"), one.pk, AT)
    run = calculated(company, row, FEBRUARY)
    assert paid(run)["ana"] == 528
    taken(company, run, "review", "approve", "release")
    one.refresh_from_db()
    assert one.run == run
    late = "sale, line, date, seller, amount\nL1, 1, 2024-02-20, ana, 100"
    bring_in(company, tmp_path, "late", sale_lines=late)
    after = calculated(company, row, MARCH).statements.get(person="ana")
    assert (after.earned, after.adjusted) == (28 * ONE, 7 * ONE)


def test_what_is_approved_after_a_run_waits_for_the_next(made: Made) -> None:
    from husay.store.pay.manual import approve, propose

    company = made.company
    row = planned(company)
    run = calculated(company, row)
    one = propose(company, row, "ben", -3 * ONE, "Paid twice", "", AT)
    approve(by(company, "second"), one.pk, AT)
    taken(company, run, "review", "approve", "release")
    one.refresh_from_db()
    assert (one.run, paid(run)["ben"]) == (None, 10)
    assert paid(calculated(company, row, FEBRUARY))["ben"] == 7


def test_a_second_yes_and_what_is_no_amount_are_refused(made: Made) -> None:
    from husay.store.pay.manual import approve, propose

    company = made.company
    row = planned(company)
    for amount, person, reason, codes in (
        (0, "ana", "x", ["pay-manual-amount"]),
        (99, "ana", "x", ["pay-manual-amount"]),
        (100, "ana", "", ["act-without-words"]),
        (100, "dan", "x", ["pay-plan-not-theirs"]),
    ):
        with pytest.raises(Mistake) as wrong:
            propose(company, row, person, amount, reason, "", AT)
        assert refused(wrong) == codes
    one = propose(company, row, "ana", 100, "A centavo", "", AT)
    approve(by(company, "second"), one.pk, AT)
    with pytest.raises(Mistake) as wrong:
        approve(by(company, "third"), one.pk, AT)
    assert refused(wrong) == ["pay-manual-approved"]
    with pytest.raises(Mistake) as wrong:
        approve(company, 99, AT)
    assert refused(wrong) == ["pay-manual-unknown"]


def test_a_second_run_with_the_same_amount_is_told_to_be_worked_out_again(made: Made) -> None:
    """January and February were both worked out while Ana's 10 waited: January pays 28 and 10."""
    from husay.store.pay.manual import approve, note_paid, propose

    company = made.company
    row = planned(company)
    one = propose(company, row, "ana", 10 * ONE, "A prize", "", AT)
    approve(by(company, "second"), one.pk, AT)
    january, february = calculated(company, row), calculated(company, row, FEBRUARY)
    assert (paid(january)["ana"], paid(february)["ana"]) == (38, 38)
    taken(company, january, "review", "approve", "release")
    with pytest.raises(Mistake) as wrong:
        taken(company, february, "review", "approve")
    assert refused(wrong) == ["pay-run-older"]
    with pytest.raises(Mistake) as wrong:
        note_paid(company, february)
    (problem,) = wrong.value.problems
    assert (problem.code, dict(problem.values)) == ("pay-run-by-hand", {"value": str(one.pk)})
    one.refresh_from_db()
    assert one.run == january
    assert paid(released(company, row, FEBRUARY))["ana"] == 28
