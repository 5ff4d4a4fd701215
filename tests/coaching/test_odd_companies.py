"""Companies that say little of themselves: coaching is empty there, and never in the way."""

from __future__ import annotations

from pathlib import Path

from husay.store.opening import create_company
from tests.coaching.team import TODAY, of
from tests.measures.making import AT, NO_HOLIDAYS, Made, make

LINES = """
sale, line, date, seller, amount
S1, 1, 2024-03-01, ana, 100
S2, 1, 2024-03-02, ben, 200
"""


def test_a_company_without_an_organisation_has_nobody_to_coach(tmp_path: Path) -> None:
    made = make(tmp_path, {"sale_lines": LINES})
    from husay.store.coaching.counts import counts
    from husay.store.coaching.people import Leading
    from husay.store.coaching.plans import plans
    from husay.store.coaching.week import week

    nia = of(made, "nia")
    assert Leading(nia).today == frozenset()
    found = week(nia)
    assert (found.team, found.people, found.unseen) == ((), (), ())
    assert plans(of(made, "ana")) == ()
    assert counts(of(made, "exe")).sellers == 0


def test_an_empty_book_has_nobody_to_coach(tmp_path: Path) -> None:
    create_company(tmp_path / "home", NO_HOLIDAYS, AT)
    from husay.store.coaching.week import week

    made = Made(tmp_path / "home", TODAY, TODAY)
    assert week(of(made, "nia")).team == ()
