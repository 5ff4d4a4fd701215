"""The pages that explore, in a real browser: chosen with mouse, keyboard and thumb, and sent on."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.measures.making import Made
from tests.web.bringing import AT, MISTAKES, SALES
from tests.web.browsing import LOOKS, PHONE, accessible, looks_well, opened, serving
from tests.web.exploring import bayan_company

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize

    from husay.store.company import Company

QUARTER = "from=2024-01-01&to=2024-03-31"
PAGES = (
    "/",
    "/?on=1999-01-01",
    "/explore",
    f"/explore?m=revenue,orders&by=seller&{QUARTER}&compare=previous&where=territory+%3D+%27t1%27",
    f"/explore?m=revenue&by=product_line&grain=month&{QUARTER}&compare=previous",
    f"/explore?m=revenue&by=-&grain=month&{QUARTER}&compare=goal",
    f"/explore?m=revenue,orders,margin_rate&by=-&{QUARTER}",
    "/explore?m=nothing&from=never",
    f"/explore/rows?m=revenue&{QUARTER}",
    "/explore/line?source=test&sale=S1&line=1",
    "/measures",
    "/data",
    "/data/history",
    "/data/history?before=0&after=1",
    "/no-such-page",
)


def _with_rejects(company: "Company") -> tuple[str, str]:
    """The addresses of a file whose rows cannot all be read, and of an import refused for them."""
    from husay.store.files import guess_file
    from husay.store.jobs import ask_for_import, run_next
    from husay.store.sources import keep_source, plain_source
    from husay.web.bring_in import uploads

    kept = company.home.path / "sales.csv"
    kept.write_text(SALES, encoding="utf-8")
    keep_source(
        company.home, plain_source(company.home, guess_file(kept), kept.name, "sales", "PHP")
    )
    rows = "".join(f"SI-{i},2026-11-02,Ana Reyes,COLA-15,Drinks,1,n/a,\n" for i in range(9, 90))
    kept.write_text(SALES + rows, encoding="utf-8")
    run = ask_for_import(company, "sales", kept, "tester", AT)
    assert run_next(company, lambda: AT)
    upload = uploads.take(company.home, "mga benta.csv", [MISTAKES.encode()], AT)
    return f"/data/file/{upload.id}", f"/data/run/{run}"


@pytest.fixture(scope="module")
def bayan(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return bayan_company(tmp_path_factory.mktemp("browsed"))


@pytest.fixture(scope="module")
def rejecting(bayan: Made) -> tuple[str, str]:
    return _with_rejects(bayan.company)


@pytest.fixture(scope="module")
def site(bayan: Made) -> Iterator[str]:
    """The address of a server with Bayan Trading's pages."""
    with serving(bayan) as address:
        yield address


@pytest.mark.parametrize(("language", "viewport", "scheme"), LOOKS)
def test_every_page_is_accessible_and_fits(
    browser: "Browser",
    site: str,
    rejecting: tuple[str, str],
    language: str,
    viewport: "ViewportSize",
    scheme: str,
) -> None:
    look: dict[str, Any] = {"viewport": viewport, "color_scheme": scheme, "locale": language}
    with opened(browser, **look) as page:
        for address in (*PAGES, *rejecting):
            page.goto(site + address)
            page.locator("summary").evaluate_all("all => all.map(s => s.click())")
            looks_well(page, language)


def test_what_is_opened_is_accessible_too(browser: "Browser", site: str) -> None:
    with opened(browser, f"{site}/explore") as page:
        for opener in ("ask-also", "ask-more", "why-head-revenue", "why-said"):
            page.locator(f'[popovertarget="{opener}"]').first.click()
            assert page.locator(f"#{opener}").is_visible()
            accessible(page)
            page.keyboard.press("Escape")
    with opened(browser, f"{site}/explore", viewport=PHONE) as page:
        page.get_by_role("button", name="Change the question").click()
        accessible(page)


def test_a_choice_is_answered_at_once_and_its_address_can_be_sent(
    browser: "Browser", site: str
) -> None:
    with opened(browser, f"{site}/explore") as page:
        page.select_option("#ask-m", "orders")
        page.wait_for_url("**/explore?m=orders&**")
        page.locator("h1", has_text="Orders").wait_for()
        page.select_option("#ask-by-1", "seller")
        page.wait_for_url("**by=seller**")
        page.get_by_role("link", name="Ana Reyes").first.wait_for()
        sent, said = page.url, page.locator("h1").inner_text()
        page.go_back()
        page.wait_for_url("**by=division**")
        page.locator("[data-chart] svg").first.wait_for()
        page.locator("#answer .table-panel th", has_text="North").wait_for()
    with opened(browser, sent) as page:
        assert page.locator("h1").inner_text() == said


def test_the_list_stays_open_and_the_focus_stays_where_it_is(browser: "Browser", site: str) -> None:
    with opened(browser, f"{site}/explore") as page:
        page.locator('[popovertarget="ask-also"]').focus()
        page.keyboard.press("Enter")
        box = page.locator("#ask-also input[value=orders]")
        box.focus()
        page.keyboard.press("Space")
        page.wait_for_url("**m=revenue,orders&**")
        page.locator("th", has_text="Orders").first.wait_for()
        assert page.locator("#ask-also").is_visible()
        assert box.evaluate("e => e === document.activeElement && e.checked")
        page.locator("#ask-also input[value=lines]").click()
        page.wait_for_url("**m=revenue,orders,lines&**")


def test_days_can_be_typed(browser: "Browser", site: str) -> None:
    with opened(browser, f"{site}/explore") as page:
        assert not page.locator("#ask-from").is_visible()
        page.select_option("#ask-during", "days")
        page.locator("#ask-from").wait_for()
        page.wait_for_url("**during=days**")
        page.fill("#ask-to", "2024-02-29")
        page.locator("#ask-to").blur()
        page.wait_for_url("**to=2024-02-29**")
        page.locator("h1", has_text="1 Jan to 29 Feb 2024").wait_for()
        assert page.locator("#ask-from").is_visible()


def test_narrowing_makes_a_chip_that_can_be_taken_off(browser: "Browser", site: str) -> None:
    with opened(browser, f"{site}/explore?m=revenue&by=seller&{QUARTER}") as page:
        page.locator('[popovertarget="ask-more"]').click()
        page.select_option("#ask-only", "division:north")
        page.locator(".chip", has_text="North").wait_for()
        assert page.input_value("#ask-where") == "division = 'north'"
        assert page.input_value("#ask-only") == ""
        page.keyboard.press("Escape")
        page.get_by_role("link", name="No longer only North").click()
        page.locator(".chip").wait_for(state="detached")


def test_a_bar_leads_to_what_is_beneath_it(browser: "Browser", site: str) -> None:
    with opened(browser, f"{site}/explore?m=revenue&by=product_line&{QUARTER}") as page:
        bar = page.locator("[data-chart] svg path[fill*=accent]").first
        bar.wait_for()
        with page.expect_navigation():
            bar.click()
        assert "by=product&" in page.url
        assert "l1" in page.locator(".chip").inner_text()
        page.locator("a.figure").first.click()
        page.wait_for_url("**/explore/rows?**")
        assert "sale line" in page.locator("h1").inner_text()


def test_what_changed_is_told_in_a_place_that_stays(browser: "Browser", site: str) -> None:
    """Many screen readers read only what changes within a place that was there before."""
    with opened(browser, f"{site}/explore") as page:
        told = page.locator("[role=status]:not(#notices)")
        assert told.inner_text() == ""
        told.evaluate("e => { e.stays = true }")
        page.select_option("#ask-m", "orders")
        page.wait_for_url("**/explore?m=orders&**")
        page.locator("#told", has_text="Orders").wait_for(state="attached")
        assert told.evaluate("e => e.stays")
        assert told.text_content() == page.locator("h1").text_content()


def test_on_a_phone_the_question_comes_from_below(browser: "Browser", site: str) -> None:
    with opened(browser, f"{site}/explore", viewport=PHONE) as page:
        assert not page.locator("#question").is_visible()
        page.get_by_role("button", name="Change the question").click()
        page.select_option("#ask-grain", "month")
        page.wait_for_url("**grain=month**")
        assert page.locator("#question").is_visible()
        page.get_by_role("button", name="Done").click()
        assert not page.locator("#question").is_visible()
        page.locator(".run").first.wait_for()


def test_on_a_phone_the_history_shows_what_came_in(browser: "Browser", site: str) -> None:
    with opened(browser, f"{site}/data/history", viewport=PHONE) as page:
        for cell in page.locator(".history td:nth-child(3)").all():
            box = cell.bounding_box()
            assert box
            assert box["x"] + box["width"] < PHONE["width"]


def test_without_scripts_a_button_asks(browser: "Browser", site: str) -> None:
    with opened(browser, f"{site}/explore", java_script_enabled=False) as page:
        page.select_option("#ask-m", "orders")
        page.locator('[popovertarget="ask-also"]').click()
        page.locator("#ask-also input[value=lines]").check()
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Show", exact=True).click()
        page.wait_for_url("**/explore?m=orders,lines&**")
        assert page.locator("th", has_text="Sale lines").first.is_visible()
