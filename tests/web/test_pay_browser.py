"""Runs, a statement and one's own pay in a real browser: both languages, both widths, and axe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from tests.goal_plans.small import small
from tests.measures.making import Made
from tests.store_pay.paying import FEBRUARY, JANUARY, bring_in, calculated, planned, released
from tests.web.browsing import LOOKS, answering, looks_well, opened
from tests.web.exploring import served
from tests.web.signing import signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize

    from husay.store.records.models import PayPlanRow

LATE = "sale, line, date, seller, amount\nL1, 1, 2024-01-20, ana, 100"


CAPITALISED = "capitalised: [{plan: Sellers, benefit: 24}]"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """January and February are released, March is worked out."""
    folder = tmp_path_factory.mktemp("pay")
    found = small(folder)
    row = planned(found.company)
    released(found.company, row, JANUARY)
    bring_in(found.company, folder, "late", sale_lines=LATE)
    released(found.company, row, FEBRUARY)
    found.company.home.accounting_file.write_text(CAPITALISED, encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def address(made: Made) -> Iterator[str]:
    with served(made), answering() as found:
        yield found


def key(role: Role, person: str = "") -> str:
    from django.test import Client

    client = signed_in(Client(), role, email=f"{role.value}@example.com", person=person)
    return str(client.cookies["sessionid"].value)


@pytest.mark.parametrize(("language", "size", "scheme"), LOOKS)
def test_the_pages_of_pay_look_well(
    browser: Browser, made: Made, address: str, language: str, size: ViewportSize, scheme: str
) -> None:
    from tests.store_pay.paying import MARCH

    run = calculated(made.company, planned_row(made), MARCH).pk
    old_file_beside(made, run)
    seen = (
        (
            key(Role.COMPENSATION),
            (
                *("/pay/runs", f"/pay/runs/{run}", f"/pay/runs/{run}/parallel"),
                f"/pay/runs/{run}/statements",
                *("/pay/accruals", "/pay/amortisation"),
            ),
        ),
        (key(Role.SELLER, "ana"), ("/me/pay", "/pay/runs/2/statement?person=ana")),
        (key(Role.MANAGER, "mia"), ("/pay/team",)),
    )
    for whose, paths in seen:
        with opened(
            browser, key=whose, viewport=size, color_scheme=scheme, locale=language
        ) as page:
            for path in paths:
                page.goto(address + path)
                for summary in page.query_selector_all(".pay-line > summary"):
                    summary.click()
                looks_well(page, language)


def old_file_beside(made: Made, run: int) -> None:
    from husay.store.pay.parallel import bring_beside
    from tests.store_pay.paying import AT

    file = made.folder / "old.csv"
    file.write_text("Seller,Commission\nana,28\nben,9.50\nZoe,5\n", encoding="utf-8")
    bring_beside(made.company, run, file, {}, AT)


def planned_row(made: Made) -> PayPlanRow:
    from husay.store.pay.plans import plan_called

    return plan_called("Sellers")


def test_a_seller_opens_a_line_and_reads_why(browser: Browser, made: Made, address: str) -> None:
    with opened(browser, f"{address}/me/pay", key(Role.SELLER, "ana")) as page:
        page.get_by_role("link", name="1–29 Feb 2024").click()
        assert "You are paid ₱35.00" in page.inner_text("h1").replace("\xa0", " ")
        why = page.get_by_text("and is ₱7.00 now.")
        assert not why.is_visible()
        page.locator(".pay-line > summary").first.click()
        assert why.is_visible()


@pytest.mark.parametrize("language", ["en", "fil"])
@pytest.mark.parametrize("width", [390, 1280])
def test_on_a_phone_the_checklist_of_a_run_stands_before_its_table(
    browser: Browser, made: Made, address: str, language: str, width: int
) -> None:
    """Wide, they stand side by side, the table first from the left."""
    whose = key(Role.COMPENSATION)
    size: ViewportSize = {"width": width, "height": 800}
    with opened(browser, key=whose, viewport=size, locale=language) as page:
        page.goto(f"{address}/pay/runs/2")
        sentence, checks, table = (
            page.locator(one).bounding_box()
            for one in ("h1", "section:has(#checks)", ".pay-run-table")
        )
        assert sentence is not None
        assert checks is not None
        assert table is not None
        if width == 390:
            assert sentence["y"] < checks["y"]
            assert checks["y"] + checks["height"] <= table["y"]
        else:
            assert checks["y"] == table["y"]
            assert table["x"] + table["width"] <= checks["x"]
