"""Asking in place and answering, in a real browser: both languages, both widths, and axe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from tests.goal_plans.small import small
from tests.measures.making import Made
from tests.store_pay.paying import AT, JANUARY, by, planned, released
from tests.web.browsing import LOOKS, answering, looks_well, opened
from tests.web.exploring import served
from tests.web.test_pay_browser import key

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """January is released; Ben has two questions, one of them answered."""
    found = small(tmp_path_factory.mktemp("questions"))
    released(found.company, planned(found.company), JANUARY)
    from husay.store.pay import questions as q

    one = q.ask(found.company, 1, "ben", 2, "split", "Half of it is mine.", AT)
    q.ask(found.company, 1, "ben", None, "other", "Why so little?", AT)
    second = by(found.company, "second")
    q.answer(second, one.pk, 1, q.Answer("declined", "split"), "It is Cel’s.", AT)
    return found


@pytest.fixture(scope="module")
def address(made: Made) -> Iterator[str]:
    with served(made), answering() as found:
        yield found


@pytest.mark.parametrize(("language", "size", "scheme"), LOOKS)
def test_questions_look_well(
    browser: Browser, made: Made, address: str, language: str, size: ViewportSize, scheme: str
) -> None:
    both = tuple(f"/pay/questions/{number}" for number in (1, 2))
    seen = (
        (key(Role.COMPENSATION), ("/pay/runs", "/pay/questions", *both)),
        (key(Role.SELLER, "ben"), ("/me/pay", "/pay/runs/1/ask?person=ben&line=2", *both)),
        (key(Role.MANAGER, "mia"), ("/pay/questions", both[0])),
    )
    for whose, paths in seen:
        with opened(
            browser, key=whose, viewport=size, color_scheme=scheme, locale=language
        ) as page:
            for path in paths:
                page.goto(address + path)
                for summary in page.query_selector_all(".pay section > details > summary"):
                    summary.click()
                looks_well(page, language)


def test_a_seller_asks_in_place_and_compensation_answers(
    browser: Browser, made: Made, address: str
) -> None:
    seller, pay = key(Role.SELLER, "ben"), key(Role.COMPENSATION)
    with opened(browser, f"{address}/pay/runs/1/statement?person=ben", seller) as page:
        page.locator(".pay-line > summary").first.click()
        assert "question 1: answered" in page.inner_text(".pay-line")
        page.get_by_role("link", name="Ask about this line").click()
        form = page.locator(".pay-ask-form")
        form.get_by_label("What is it about?").select_option("rate")
        form.get_by_label("Your question").fill("Is it not 6 %?")
        looks_well(page)
        form.get_by_role("button", name="Ask").click()
        page.wait_for_url("**/pay/questions/3")
        assert "Is it not 6 %?" in page.inner_text(".pay-said")
    with opened(browser, f"{address}/pay/questions/3", pay) as page:
        page.get_by_label("Outcome").select_option("explained")
        page.get_by_label("Your answer").fill("It is 5 % for everybody.")
        page.get_by_role("button", name="Answer").click()
        page.wait_for_load_state()
        assert "has not said yet that it is settled" in page.inner_text("h1")
    with opened(browser, f"{address}/me/pay", seller) as page:
        page.get_by_role("link", name="A wrong rate").click()
        page.get_by_role("button", name="That settles it").click()
        page.wait_for_load_state()
        assert page.inner_text("h1") == "This question is settled."
