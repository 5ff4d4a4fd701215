"""What people enter of pay, and holds, in a real browser: both languages, both widths, and axe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from tests.goal_plans.small import small
from tests.measures.making import Made
from tests.store_pay.paying import AT, ONE, by, calculated
from tests.store_pay.test_inputs import planned_scored, row_of, scored
from tests.web.browsing import LOOKS, answering, looks_well, opened
from tests.web.exploring import served
from tests.web.test_pay_browser import key

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """January waits for scores; a seller and a statement are on hold; an amount waits."""
    from husay.store.pay.holds import hold, lift
    from husay.store.pay.manual import propose
    from husay.store.pay.openings import table_of_openings
    from husay.store.pay.scores import enter_scores
    from tests.store_pay.paying import JANUARY

    found = small(tmp_path_factory.mktemp("inputs"))
    company = found.company
    row = planned_scored(company)
    scored(found, ("ana", "90 %"))
    enter_scores(company, row, [row_of("ben", "50 %")], AT)
    run = calculated(company, row)
    hold(company, "statement", "ana", "Papers are missing", AT, run.pk)
    over = hold(company, "seller", "ben", "Under inquiry", AT)
    lift(by(company, "second"), over.pk, "Cleared", AT)
    propose(company, row, "cel", 500 * ONE, "Contest", "mail of 3 Feb", AT)
    table = "person, kind, name, amount\nana, owed, , 5"
    table_of_openings(company, row, table, JANUARY.start, AT)
    return found


@pytest.fixture(scope="module")
def address(made: Made) -> Iterator[str]:
    with served(made), answering() as found:
        yield found


@pytest.mark.parametrize(("language", "size", "scheme"), LOOKS)
def test_the_pages_of_inputs_and_holds_look_well(
    browser: Browser, made: Made, address: str, language: str, size: ViewportSize, scheme: str
) -> None:
    beside = ("scores", "openings", "advances", "holds", "adjustments")
    seen = (
        (key(Role.COMPENSATION), (*(f"/pay/{page}" for page in beside), "/pay/runs/1",
                                  "/pay/runs/1/statement?person=ana")),
        (key(Role.MANAGER, "mia"), ("/pay/scores",)),
    )  # fmt: skip
    for whose, paths in seen:
        with opened(
            browser, key=whose, viewport=size, color_scheme=scheme, locale=language
        ) as page:
            for path in paths:
                page.goto(address + path)
                looks_well(page, language)


def test_a_second_person_ticks_a_score_and_the_grid_has_it(
    browser: Browser, made: Made, address: str
) -> None:
    with opened(browser, f"{address}/pay/scores", key(Role.COMPENSATION)) as page:
        assert "2 of 3 scores" in page.inner_text("h1")
        page.get_by_label("Ben Diaz · care").check()
        page.get_by_role("button", name="Approve what is ticked").click()
        page.wait_for_load_state()
        assert "1 of 3 scores" in page.inner_text("h1").replace("\xa0", " ")
