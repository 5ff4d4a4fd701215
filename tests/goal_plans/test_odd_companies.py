"""Plans where much is missing or odd: no sales, nobody, week-pattern years, days across years, a
unit that closes. Everywhere the published goals sum to the company's."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from husay.basics.period import Window, YearRule, parse_period
from husay.goals.cascade import cascade
from husay.org.company import CompanySettings
from tests.goal_plans.small import ASSIGNMENTS, AT, ONE, UNITS, YEAR, lines
from tests.measures.making import NO_HOLIDAYS, make

WEEKS = CompanySettings(name="T", currency="PHP", country="", year=YearRule(7, "4-4-5"))
IN_WEEKS = parse_period("2025", WEEKS.year)
assert isinstance(IN_WEEKS, Window)
ACROSS = Window(date(2024, 12, 16), date(2025, 2, 10))
LAST_DAYS = {"unit": "valid_to", "N2": "2025-03-31"}
CLOSING = "\n".join(
    f"{row}, {LAST_DAYS.get(row.split(',')[0], '')}" for row in UNITS.strip().splitlines()
)

CASES = {
    "no sales": ({"units": UNITS, "assignments": ASSIGNMENTS}, NO_HOLIDAYS, YEAR, 12),
    "nobody": ({"units": UNITS}, NO_HOLIDAYS, YEAR, 12),
    "nothing but a product": ({"products": "product\ntea"}, NO_HOLIDAYS, YEAR, 12),
    "weeks": ({"sale_lines": lines(), "units": UNITS, "assignments": ASSIGNMENTS}, WEEKS, IN_WEEKS,
              12),
    "days across years": ({"sale_lines": lines(), "units": UNITS, "assignments": ASSIGNMENTS},
                          NO_HOLIDAYS, ACROSS, 3),
    "a unit that closes": ({"sale_lines": lines(), "units": CLOSING, "assignments": ASSIGNMENTS},
                           NO_HOLIDAYS, YEAR, 12),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_published_goals_sum_to_the_companys_and_lie_in_its_days(case: str, tmp_path: Path) -> None:
    tables, settings, window, months = CASES[case]
    made = make(tmp_path, tables, settings)
    from husay.store.goal_plans import change, create, publish

    plan = create(made.company, "odd", "revenue", window, at=AT, total=10_001 * ONE, step=ONE)
    dealt = change(made.company, plan.row.number, 1, "dealt", "", AT, cascade)
    result = publish(made.company, plan.row.number, dealt.version, "go", AT)
    assert result.manifest is not None
    rows = made.snapshot.run(
        "SELECT SUM(value), COUNT(*), MIN(starts), MAX(ends) FROM goals WHERE scope = 'company'"
    )
    assert list(rows) == [(10_001 * ONE, months, window.start, window.end)]
    divisions = made.snapshot.run("SELECT SUM(value) FROM goals WHERE item IN ('N', 'S')")[0][0]
    assert divisions == (10_001 * ONE if "units" in tables else None)
    if case == "a unit that closes":
        (last,) = made.snapshot.run("SELECT MAX(ends) FROM goals WHERE item = 'N2'")
        assert last == (date(2025, 3, 31),)
        assert [p.code for p in result.problems] == ["spread-margins"]


def test_of_somebody_in_two_units_each_has_a_part_and_nothing_is_lost(tmp_path: Path) -> None:
    """401.0101 a month of Ana's, in N1 and S: halves of 200.50505, to the last unit."""
    from husay.store.goal_plans import create
    from husay.store.goal_plans.worth import series
    from tests.goal_plans.small import ASSIGNMENTS, AT, YEAR, lines, small

    both = ASSIGNMENTS + "ana, S, 2020-01-01, , seller\n"
    sold = lines().replace(", ana, 400", ", ana, 401.0101")
    made = small(tmp_path, both, sale_lines=sold)
    plan = create(made.company, "p", "revenue", YEAR, at=AT, total=0).plan
    known = series(made.company, plan, 24)
    both_parts = zip(known["N1/ana"], known["S/ana"], strict=True)
    assert [sorted(parts) for parts in both_parts] == [[2_005_050, 2_005_051]] * 23
