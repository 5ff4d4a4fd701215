"""Opening balances: a firm that starts in mid-year pays what it would have paid from the start."""

from __future__ import annotations

from datetime import date

import pytest

from husay.basics.problem import Mistake
from tests.measures.making import Made
from tests.store_pay.paying import (
    AT,
    FEBRUARY,
    MARCH,
    ONE,
    by,
    calculated,
    paid,
    planned,
    released,
)

YEARLY = """
name: Sellers
currency: PHP
measures:
  revenue: {of: amount}
terms:
  commission:
    kind: tiers
    of: revenue
    window: year
    pays: marginal
    tiers:
      - {from: 0, rate: 5 %}
      - {from: 1000, rate: 10 %}
  most: {kind: cap, on: [commission], most: 90, per: plan}
"""
HEAD = "person, kind, name, amount"


def codes(wrong: pytest.ExceptionInfo[Mistake]) -> list[str]:
    return [problem.code for problem in wrong.value.problems]


def opened(made: Made, table: str, day: date = FEBRUARY.start) -> None:
    """Openings of a day, entered and approved."""
    from husay.store.pay.inputs import approve
    from husay.store.pay.openings import table_of_openings
    from husay.store.pay.plans import plan_called

    kept = table_of_openings(made.company, plan_called("Sellers"), table, day, AT)
    approve(by(made.company, "second"), [one.pk for one in kept], AT)


def test_it_goes_on_where_the_old_spreadsheet_stopped(made: Made) -> None:
    """Ana sold 400 a month. By the end of February 800 of 1,000: March pays 200 at 5 % and 200 at
    10 %, so 30; under a cap of 90 of which 60 are used."""
    company, row = made.company, planned(made.company, YEARLY)
    opened(made, f"{HEAD}\nana, attained, revenue, 800\nana, paid, most, 60", MARCH.start)
    assert paid(calculated(company, row, MARCH))["ana"] == 30
    opened(made, f"{HEAD}\nana, attained, revenue, 800\nana, paid, most, 70", MARCH.start)
    assert paid(calculated(company, row, MARCH))["ana"] == 20


def test_a_corrected_opening_of_a_closed_period_is_adjusted_and_its_day_stands(made: Made) -> None:
    """February was paid 20 of 400 from 400 on; it was 800: 30. March is paid by what it is now."""
    company, row = made.company, planned(made.company, YEARLY)
    opened(made, f"{HEAD}\nana, attained, revenue, 400")
    assert paid(released(company, row, FEBRUARY))["ana"] == 20
    for day in (MARCH.start, date(2024, 1, 1)):
        with pytest.raises(Mistake) as wrong:
            opened(made, f"{HEAD}\nana, owed, , 5", day)
        assert codes(wrong) == ["pay-opening-locked"]
    with pytest.raises(Mistake) as wrong:
        opened(made, f"{HEAD}\nben, owed, , 5", MARCH.start)
    assert codes(wrong) == ["pay-opening-locked"]
    opened(made, f"{HEAD}\nana, attained, revenue, 800")
    ana = calculated(company, row, MARCH).statements.get(person="ana")
    assert (ana.adjusted, ana.earned) == (10 * ONE, 40 * ONE)


def test_what_waits_is_held_against_what_was_closed_in_between(made: Made) -> None:
    """Entered while nothing was closed; by the time of its approval February is."""
    from husay.store.pay.inputs import approve
    from husay.store.pay.openings import table_of_openings
    from husay.store.records.models import PayInputApproval

    company, row = made.company, planned(made.company, YEARLY)
    table = f"{HEAD}\nana, attained, revenue, 800\nben, owed, , 5"
    kept = table_of_openings(company, row, table, MARCH.start, AT)
    released(company, row, FEBRUARY)
    with pytest.raises(Mistake) as wrong:
        approve(by(company, "second"), [one.pk for one in kept], AT)
    assert codes(wrong) == ["pay-opening-locked", "pay-opening-locked"]
    assert not PayInputApproval.objects.exists()


def test_what_waits_is_held_against_the_plan_and_the_people_of_today(made: Made) -> None:
    """In between the cap was renamed, and Ben was taken off the plan."""
    from husay.store.pay.assignments import assign
    from husay.store.pay.inputs import approve
    from husay.store.pay.openings import table_of_openings

    company, row = made.company, planned(made.company, YEARLY)
    table = f"{HEAD}\nana, paid, most, 60\nben, owed, , 5"
    kept = table_of_openings(company, row, table, MARCH.start, AT)
    assign(company, row, "ben", date(2024, 1, 1), {}, "", AT, out=True)
    planned(company, YEARLY.replace("most: {", "top: {"), people=())
    with pytest.raises(Mistake) as wrong:
        approve(by(company, "second"), [one.pk for one in kept], AT)
    assert codes(wrong) == ["pay-opening-name", "pay-plan-not-theirs"]


def test_all_that_is_wrong_with_a_table_is_told_at_once(made: Made) -> None:
    row = planned(made.company, YEARLY)
    assert row.name == "Sellers"
    with pytest.raises(Mistake) as wrong:
        opened(
            made,
            """person, kind, name, amount, from, sale, line, value
ana, attaned, revenue, 800, , , ,
ana, attained, revenu, 800, , , ,
ana, attained, revenue, x, , , ,
ana, attained, revenue, 800, 2024-02-01, , ,
ana, owed, , -1, , , ,
ana, paid, mst, 70, , , ,
ana, earned, commission, 5, 2024-01-09, , ,
ana, earned, commission, 5, soon, S1, 1, 100
dan, owed, , 5, , , ,
ben, owed, , 5, , , ,
ben, owed, , 6, , , ,
""",
            date(2024, 2, 10),
        )
    assert [(p.row, p.column, p.code) for p in wrong.value.problems] == [
        (None, None, "pay-opening-day"),
        (2, "kind", "pay-opening-kind"),
        (3, "name", "pay-opening-name"),
        (4, "amount", "pay-input-amount"),
        (5, "from", "pay-opening-window"),
        (6, "amount", "pay-opening-owed"),
        (7, "name", "pay-opening-name"),
        (8, "value", "pay-input-amount"),
        (8, "sale", "pay-opening-line"),
        (9, "from", "pay-input-day"),
        (12, "kind", "pay-opening-twice"),
        (10, "person", "pay-plan-not-theirs"),
    ]
