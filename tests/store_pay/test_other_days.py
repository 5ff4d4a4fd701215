"""A run that is not closed is of the days that the version in force pays for."""

from __future__ import annotations

from datetime import date

import pytest

from husay.basics.period import Window
from husay.basics.problem import Mistake
from husay.pay.texts import Texts
from tests.measures.making import Made
from tests.store_pay.paying import AT, CASES, PLAN, calculated, paid, planned, taken

QUARTER = Window(date(2024, 1, 1), date(2024, 3, 31))
A_QUARTER = PLAN.replace("currency: PHP", "currency: PHP\nperiod: quarter")
CASES_OF_IT = CASES.replace("to: 2024-01-31", "to: 2024-03-31")


def test_a_month_becomes_the_quarter_of_a_version_that_is_in_force_since(made: Made) -> None:
    """Three months of 28, 10 and 15 are 84, 30 and 45; January's run is the quarter's."""
    from husay.store.pay.plans import activate, add

    company = made.company
    row = planned(company)
    month = calculated(company, row)
    assert paid(month) == {"ana": 28, "ben": 10, "cel": 15}
    version = add(company, Texts(A_QUARTER.strip(), CASES_OF_IT.strip()), "", AT)
    activate(company, version, date(2024, 1, 1), "", AT)
    run = calculated(company, row, QUARTER)
    run.refresh_from_db()
    assert (run.pk, run.starts, run.ends) == (month.pk, QUARTER.start, QUARTER.end)
    assert run.version == version
    assert paid(run) == {"ana": 84, "ben": 30, "cel": 45}
    assert taken(company, run, "review", "approve", "release").state == "released"


def test_a_run_that_is_approved_keeps_its_days(made: Made) -> None:
    from husay.store.pay.plans import activate, add

    company = made.company
    row = planned(company)
    month = taken(company, calculated(company, row), "review", "approve")
    version = add(company, Texts(A_QUARTER.strip(), CASES_OF_IT.strip()), "", AT)
    activate(company, version, date(2024, 1, 1), "", AT)
    with pytest.raises(Mistake) as wrong:
        calculated(company, row, QUARTER)
    assert [problem.code for problem in wrong.value.problems] == ["pay-run-step"]
    month.refresh_from_db()
    assert (month.ends, paid(month)["ana"]) == (date(2024, 1, 31), 28)
    assert taken(company, month, "release").state == "released"


def test_days_that_a_calculation_ends_midway_with_are_not_kept(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store.pay import runs
    from husay.store.pay.plans import activate, add

    company = made.company
    row = planned(company)
    month = calculated(company, row)
    version = add(company, Texts(A_QUARTER.strip(), CASES_OF_IT.strip()), "", AT)
    activate(company, version, date(2024, 1, 1), "", AT)

    def broken(*_: object) -> None:
        raise OSError("the disk is away")

    monkeypatch.setattr(runs, "write_lines", broken)
    with pytest.raises(OSError, match="away"):
        calculated(company, row, QUARTER)
    month.refresh_from_db()
    assert (month.ends, paid(month)["ana"]) == (date(2024, 1, 31), 28)
    assert taken(company, month, "review", "approve", "release").state == "released"
