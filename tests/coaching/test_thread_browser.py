"""One thread in a real browser: a signal leads to the gap, the gap to a plan, the seller writes in
it, months pass, and what it did is measured without the months that chose the seller."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from husay.access.role import Role
from husay.basics.period import Window
from tests.coaching.floor import FIRST, LAST, floor, later
from tests.measures.making import Made
from tests.web.browsing import LOOKS, PHONE, answering, looks_well
from tests.web.exploring import served
from tests.web.signing import let_in, signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

    from husay.store.company import Company

pytestmark = pytest.mark.xdist_group("thread")

KEYS: dict[str, str] = {}
FOLDER: dict[str, Path] = {}
BEGINS, ENDS = date(2024, 7, 1), date(2024, 8, 31)
CAST = (("mia", Role.MANAGER), ("sam", Role.MANAGER), ("ben", Role.SELLER), ("ana", Role.SELLER))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The floor behind its pages; Cel and Dan are coached in closing already."""
    from django.test import Client

    folder = tmp_path_factory.mktemp("thread")
    company = floor(folder)
    FOLDER["at"] = folder
    with served(Made(folder / "company", FIRST, LAST)):
        for who, role in CAST:
            client = signed_in(Client(), role, email=f"{who}@husay.test", person=who)
            KEYS[who] = client.cookies["sessionid"].value
        _coached(company, ("cel", "dan"))
        with answering() as address:
            yield address


def _coached(company: Company, people: tuple[str, ...]) -> None:
    from husay.coaching.plan import CoachingPlan
    from husay.store.coaching.plans import create, take_on

    at = datetime(2024, 7, 1, tzinfo=UTC)
    for person in people:
        plan = CoachingPlan(seller=person, stage="closing", starts=BEGINS, ends=ENDS)
        made = create(company, plan, at)
        take_on(company, made.number, made.version, "running", "", at)


@contextmanager
def looking(browser: Browser, who: str, **options: Any) -> Iterator[Page]:
    """A browser in which somebody is signed in; no script of ours may fail in it."""
    context = browser.new_context(**({"locale": "en", "reduced_motion": "reduce"} | options))
    let_in(context, KEYS[who])
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert faults == []


def _fall() -> int:
    """The number of the open signal of Ben's revenue."""
    from husay.store.records.models import SignalEpisode

    episode = SignalEpisode.objects.get(item="ben", measure="revenue", closed=None)
    return int(episode.pk)


def _number() -> int:
    """The number of Ben's plan."""
    from husay.store.records.models import CoachingPlanRow

    return int(CoachingPlanRow.objects.get(seller="ben").pk)


def _planned(page: Page, site: str) -> None:
    """As the manager: from the signals to the plan, which is begun."""
    fall = _fall()
    page.goto(f"{site}/signals")
    page.locator(f"main a[href$='/signals/{fall}']").first.click()
    page.get_by_role("link", name="See the gap").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What is missing is closing")
    page.get_by_role("link", name="Plan coaching on this").click()
    expect(page.locator("form")).to_contain_text([f"Opened from signal {fall}."])
    assert page.locator("#stage").input_value() == "closing"
    # Ana wins three of four meetings: she is the one who could show it.
    expect(page.locator("#matches li").first).to_contain_text("Ana Cruz")
    page.locator("#stage").select_option("price")
    expect(page.locator("#matches li")).to_have_count(0)
    page.locator("#stage").select_option("closing")
    expect(page.locator("#matches li").first).to_contain_text("Ana Cruz")
    page.locator("#shower").select_option("ana")
    for field, day in (("starts", BEGINS), ("ends", ENDS), ("follow_up", date(2024, 7, 15))):
        page.locator(f"#{field}").fill(day.isoformat())
    page.get_by_role("button", name="Make the plan").click()
    page.get_by_label("What is to be done").fill("Ask for the order.")
    page.get_by_role("button", name="Add").click()
    page.get_by_label("A note").fill("SECRET OF MIA")
    page.get_by_role("button", name="Write it down").click()
    page.get_by_role("button", name="Start it").click()
    expect(page.locator(".plan-head .state")).to_have_text("running")


def _kept() -> None:
    """What led to the plan is kept with it, and the year that chose Ben is no part of “before”."""
    from husay.coaching.effects import chosen_by
    from husay.store.coaching.effects import _coached as as_coached
    from husay.store.records.models import CoachingPlanRow

    row = CoachingPlanRow.objects.get(pk=_number())
    assert (row.opened_from, row.shower) == (f"signal:{_fall()}", "ana")
    assert (row.selected_from, row.selected_until) == (date(2023, 7, 1), LAST)
    # Twelve months chose him, and six is the most that are left out; the usual are three.
    assert chosen_by([as_coached(row)], [Window(date(2024, 6, 1), LAST)]) == 6


def _written(page: Page, site: str) -> None:
    """As the seller, on a phone and in Filipino: what is agreed is ticked and written about."""
    page.goto(f"{site}/me/plan")
    assert page.get_attribute("html", "lang") == "fil"
    assert "SECRET" not in page.content()
    assert "Ask for the order." in page.content()
    page.locator(".tick").first.click()
    expect(page.locator(".tick").first).to_have_attribute("aria-pressed", "true")
    page.locator("[name=words]").fill("Lima ang tinanong ko.")
    page.locator("[name=shared]").check()
    page.locator("button[value=note]").click()
    expect(page.locator(".note-list")).to_contain_text("Lima ang tinanong ko.")


def _closed_to_others(browser: Browser, site: str) -> None:
    number = _number()
    for who, address, status in (
        ("ana", f"/coaching/plans/{number}", 403), ("ana", "/coaching/week", 403),
        ("ana", "/me/plan", 200), ("sam", f"/coaching/plans/{number}", 404),
        ("sam", "/coaching/plans/new?seller=ben&stage=closing", 200),
    ):  # fmt: skip
        with looking(browser, who) as page:
            answer = page.goto(site + address)
            assert answer is not None
            assert answer.status == status, (who, address)
            for secret in ("Lima", "SECRET", "Ask for the order.", "Ana Cruz:"):
                assert secret not in page.content(), (who, address)


def test_from_a_signal_to_its_measured_effect(browser: Browser, site: str) -> None:
    from husay.store.opening import open_company

    with looking(browser, "mia") as page:
        _planned(page, site)
    _kept()
    with looking(browser, "ben", locale="fil", viewport=PHONE) as page:
        _written(page, site)
    _closed_to_others(browser, site)
    with looking(browser, "mia") as page:
        page.goto(f"{site}/coaching/plans/{_number()}")
        expect(page.locator(".note-list")).to_contain_text("Lima ang tinanong ko.")
        page.goto(f"{site}/coaching/effects")
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_contain_text("It is too early to say")
        later(open_company(FOLDER["at"] / "company"), FOLDER["at"])
        page.reload()
        expect(page.locator(".sentence")).to_contain_text("It lies between")
        expect(page.locator(".sentence")).to_contain_text("3 coached and 6 others")
        expect(page.locator(".sentence")).to_contain_text("left out of “before”")


@pytest.mark.parametrize(("language", "viewport", "scheme"), LOOKS)
def test_every_page_of_the_thread_is_accessible_and_fits(
    browser: Browser, site: str, language: str, viewport: ViewportSize, scheme: str
) -> None:
    new = "/coaching/plans/new?seller=ben&stage=closing&opened_from=signal:1"
    pages = {
        "mia": ("/coaching/week", "/gap?of=seller:ben&opened_from=signal:1", new,
                f"/coaching/plans/{_number()}", f"/playbook/new?plan={_number()}",
                "/coaching/effects"),
        "ben": ("/me/plan",),
    }  # fmt: skip
    for who, addresses in pages.items():
        look = {"locale": language, "viewport": viewport, "color_scheme": scheme}
        with looking(browser, who, **look) as page:
            for address in addresses:
                answer = page.goto(site + address)
                assert answer is not None
                assert answer.status == 200, address
                looks_well(page, language)
