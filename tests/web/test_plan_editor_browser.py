"""The pages and the editor of pay plans in a real browser: both languages, both widths, and axe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from tests.goal_plans.small import small
from tests.measures.making import Made
from tests.store_pay.paying import AT, CASES, PLAN, planned
from tests.web.browsing import LOOKS, answering, looks_well, opened
from tests.web.exploring import served
from tests.web.signing import signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, ViewportSize

    from husay.store.records.models import PayPlanRow

READY = "() => !document.querySelector('.checked.is-old')"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return small(tmp_path_factory.mktemp("plans"))


@pytest.fixture(scope="module")
def address(made: Made) -> Iterator[str]:
    planned(made.company)
    with served(made), answering() as found:
        yield found


@pytest.fixture
def plan(made: Made, address: str) -> PayPlanRow:
    """A plan of the test's own, with one version."""
    from husay.pay.texts import Texts
    from husay.store.pay.plans import add
    from husay.store.records.models import PayPlanRow

    name = f"Plan {PayPlanRow.objects.count()}"
    document = PLAN.strip().replace("Sellers", name)
    return add(made.company, Texts(document, CASES.strip(), "Notes"), "", AT).plan


def newer(made: Made, plan: PayPlanRow) -> None:
    """Another version of a plan, whose case does not come out."""
    from husay.pay.texts import Texts
    from husay.store.pay.plans import add

    document = plan.versions.get(number=1).document.replace(
        "revenue, rate: own", "revenue, rate: 6 %"
    )
    add(made.company, Texts(document, CASES.strip()), "More", AT)


def key() -> str:
    from django.test import Client

    client = signed_in(Client(), Role.COMPENSATION, email="comp@example.com")
    return str(client.cookies["sessionid"].value)


def checked(page: Page, words: str) -> None:
    """Wait until the check says something."""
    page.locator("#check .verdict", has_text=words).wait_for()


@pytest.mark.parametrize(("language", "size", "scheme"), LOOKS)
def test_the_pages_of_plans_look_well(
    browser: Browser, made: Made, address: str, plan: PayPlanRow, language: str,
    size: ViewportSize, scheme: str,
) -> None:  # fmt: skip
    newer(made, plan)
    compared = f"/{plan.pk}?before=1&after=2"
    with opened(browser, key=key(), viewport=size, color_scheme=scheme, locale=language) as page:
        for path in ("", "/1", "/1?words=fil", "/new", compared, f"/{plan.pk}/edit"):
            page.goto(f"{address}/pay/plans{path}")
            looks_well(page, language)
        text = page.input_value("#document")
        page.fill("#document", text.replace("kind: rate", "kind: rat") + "\nfrom: soon\n")
        page.locator(".fault").first.wait_for()
        looks_well(page, language)


def test_a_mistake_is_told_while_it_is_typed_and_the_cursor_goes_there(
    browser: Browser, address: str, plan: PayPlanRow
) -> None:
    with opened(browser, f"{address}/pay/plans/{plan.pk}/edit", key()) as page:
        text = page.input_value("#document")
        page.fill("#document", text.replace("kind: rate", "kind: rat"))
        checked(page, "there is 1 mistake")
        assert page.inner_text(".gutter i.is-error") == "8"
        page.click("[data-sheet='cases.yaml']")
        assert not page.is_visible("#document")
        page.click(".fault-at")
        assert page.is_visible("#document")
        start = page.evaluate("document.activeElement.selectionStart")
        assert page.input_value("#document")[start:].startswith("rat,")
        page.fill("#document", text)
        checked(page, "its 1 case comes out")
        assert page.locator(".gutter i").count() == 0
        page.click("[data-sheet='cases.yaml']")
        page.fill("#cases", page.input_value("#cases").replace("total: 5", "total: 6"))
        checked(page, "1 case does not come out")
        assert "6.00" in page.inner_text(".cases")
        assert page.locator(".sheet[data-file='cases.yaml'] .gutter i").count() == 1


def test_tab_moves_lines_and_after_escape_leaves_the_text(
    browser: Browser, address: str, plan: PayPlanRow
) -> None:
    with opened(browser, f"{address}/pay/plans/{plan.pk}/edit", key()) as page:
        page.fill("#document", "terms:\nbonus:")
        page.evaluate("document.getElementById('document').setSelectionRange(7, 13)")
        page.keyboard.press("Tab")
        assert page.input_value("#document") == "terms:\n  bonus:"
        page.keyboard.press("Shift+Tab")
        assert page.input_value("#document") == "terms:\nbonus:"
        page.keyboard.press("Control+End")
        page.keyboard.press("Enter")
        page.keyboard.type("kind: rate")
        assert page.input_value("#document") == "terms:\nbonus:\n  kind: rate"
        page.keyboard.press("Control+z")
        assert page.input_value("#document") != "terms:\nbonus:\n  kind: rate"
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "reason"


def test_saving_by_key_makes_a_version_and_leaves_nothing_behind(
    browser: Browser, address: str, plan: PayPlanRow
) -> None:
    with opened(browser, f"{address}/pay/plans/{plan.pk}/edit", key()) as page:
        page.fill("#document", page.input_value("#document") + "\n# more\n")
        page.keyboard.press("Control+s")
        page.get_by_text("Nothing says why.").wait_for()
        assert page.evaluate("document.activeElement.id") == "reason"
        page.keyboard.type("A note")
        page.keyboard.press("Control+s")
        page.wait_for_url(f"{address}/pay/plans/{plan.pk}")
        assert "is kept as version 2" in page.inner_text("#notices")
        assert page.evaluate("Object.keys(localStorage)") == []


def test_what_was_not_saved_is_back_after_the_page_was_left_and_gone_after_signing_out(
    browser: Browser, address: str, plan: PayPlanRow
) -> None:
    edit = f"{address}/pay/plans/{plan.pk}/edit"
    with opened(browser, edit, key()) as page:
        text = page.input_value("#document")
        page.fill("#document", text + "\n# unsaved\n")
        page.goto(f"{address}/pay/plans")
        page.goto(edit)
        assert page.input_value("#document").endswith("# unsaved\n")
        page.get_by_role("button", name="Start afresh").click()
        page.wait_for_function("() => !document.getElementById('document').value.includes('#')")
        page.fill("#document", text + "\n# unsaved\n")
        asked: list[str] = []

        def sign_out_all_the_same(dialog: Dialog) -> None:
            asked.append(dialog.message)
            dialog.accept()

        page.on("dialog", sign_out_all_the_same)
        page.click(".settings-button")
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url(lambda url: "/edit" not in url)
        assert asked == ["A pay plan on this device was not saved yet. Sign out and lose it?"]
        assert page.evaluate("Object.keys(localStorage)") == []


def test_the_second_of_two_editors_is_told_and_saves_after_all(
    browser: Browser, address: str, plan: PayPlanRow
) -> None:
    edit = f"{address}/pay/plans/{plan.pk}/edit"
    with opened(browser, edit, key()) as one, opened(browser, edit, key()) as two:
        for page, words in ((one, "first"), (two, "second")):
            page.fill("#document", page.input_value("#document") + f"\n# {words}\n")
            page.fill("#reason", words)
        one.click("button[value=save]")
        one.wait_for_url(f"{address}/pay/plans/{plan.pk}")
        two.click("button[value=save]")
        two.get_by_text("was kept while you were writing").wait_for()
        assert "+# first" in two.inner_text("#not-saved .diff")
        assert two.input_value("#document").endswith("# second\n")
        two.click("button[value=save]")
        two.wait_for_url(f"{address}/pay/plans/{plan.pk}")
    assert [v.reason for v in plan.versions.all()] == ["", "first", "second"]


def test_without_scripts_the_editor_is_a_form(
    browser: Browser, address: str, plan: PayPlanRow
) -> None:
    edit = f"{address}/pay/plans/{plan.pk}/edit"
    with opened(browser, edit, key(), java_script_enabled=False) as page:
        text = page.input_value("#document")
        page.fill("#document", text.replace("kind: rate", "kind: rat"))
        page.click("button[value=check]")
        assert "there is 1 mistake" in page.inner_text("#check")
        page.fill("#document", text + "\n# plain\n")
        page.fill("#reason", "plain")
        page.click("button[value=save]")
        assert page.url == f"{address}/pay/plans/{plan.pk}"
    assert plan.versions.get(number=2).document.endswith("# plain\n")
