"""Coaching in a real browser: a visit is written down without a network, from a visit to a plan
to what the seller ticks, and every page can be read by everybody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from husay.access.role import Role
from tests.coaching.team import of, plan, team, visit
from tests.web.browsing import LOOKS, PHONE, answering, looks_well
from tests.web.exploring import served
from tests.web.signing import let_in, signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Route, ViewportSize

KEYS: dict[str, str] = {}
"""The sessions of a manager, their seller, and a seller of another team."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The team's company behind its pages, with a visit, a plan, an action and notes of Ana's."""
    from django.test import Client

    from husay.store.coaching.notes import write
    from husay.store.coaching.plans import add_action, create
    from husay.store.coaching.visits import keep

    made = team(tmp_path_factory.mktemp("coaching"))
    now = datetime.now(UTC)
    today = now.date()
    with served(made):
        nia = of(made, "nia", today)
        for ago, score in ((9, 1), (6, 2), (3, 2)):
            day = today - timedelta(days=ago)
            keep(nia, visit("ana", day, (score, 1, None), work_on="Wait."), now)
        starts = today - timedelta(days=2)
        given = plan("ana", starts, ends=today + timedelta(days=30), practice="next-step",
                     shower="cel", follow_up=today, agenda="What went well?")  # fmt: skip
        number = create(nia, given, now).number
        add_action(nia, number, "Ask five times.", "seller", today - timedelta(days=1), now)
        write(nia, "ana", "NIA PRIVATE", now, plan=number)
        write(nia, "ana", "Well listened.", now, shared=True, plan=number)
        for who, role in (("nia", Role.MANAGER), ("ana", Role.SELLER), ("dan", Role.SELLER)):
            client = signed_in(Client(), role, email=f"{who}@husay.test", person=who)
            KEYS[who] = client.cookies["sessionid"].value
        with answering() as address:
            yield address


@contextmanager
def looking(browser: Browser, who: str, **options: Any) -> Iterator[tuple[BrowserContext, Page]]:
    """A browser in which somebody is signed in; no script of ours may fail in it."""
    context = browser.new_context(**({"locale": "en", "reduced_motion": "reduce"} | options))
    let_in(context, KEYS[who])
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda m: faults.append(m.text) if "Content Security" in m.text else None)
    yield context, page
    context.close()
    assert faults == []


def written_down(page: Page, who: str) -> None:
    """A visit as a thumb writes it down."""
    page.get_by_label("With whom").fill(who)
    _scored(page, "She asked.")


def ready_without_network(page: Page, address: str) -> None:
    """Open the form once with a network, until the browser has its copy."""
    page.goto(address)
    page.wait_for_function(
        "async () => { await navigator.serviceWorker.ready;"
        " const kept = await caches.match('/visits/offline');"
        " return Boolean(kept && navigator.serviceWorker.controller); }"
    )


def visits_of(work: str) -> int:
    from husay.store.records.models import CoachingVisit

    return CoachingVisit.objects.filter(strength=work).count()


def test_a_visit_is_written_down_without_a_network_and_sent_once_when_there_is_one(
    browser: Browser, site: str
) -> None:
    with looking(browser, "nia", viewport=PHONE) as (context, page):
        ready_without_network(page, f"{site}/visits/new")
        context.set_offline(True)
        page.goto(f"{site}/visits/new")
        assert "Ben Diaz" not in page.content()
        written_down(page, "ana cruz")
        page.reload()
        expect(page.get_by_label("With whom")).to_have_value("ana cruz")
        expect(page.locator(".behaviour :checked")).to_have_count(2)
        expect(page.get_by_text("What you typed before is back.")).to_be_visible()
        page.get_by_role("button", name="Save").click()
        expect(page.locator("#visit-status")).to_contain_text("No network.")
        assert visits_of("She asked.") == 0
        context.set_offline(False)
        page.wait_for_url(f"{site}/visits/*-*")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Ana Cruz")
        assert visits_of("She asked.") == 1
        assert page.evaluate("Object.keys(localStorage)") == []


def test_what_is_refused_is_said_and_not_lost_and_leaving_takes_all_of_it(
    browser: Browser, site: str
) -> None:
    with looking(browser, "nia", viewport=PHONE) as (context, page):
        ready_without_network(page, f"{site}/visits/new")
        context.set_offline(True)
        page.goto(f"{site}/visits/new")
        written_down(page, "Nobody Known")
        page.get_by_role("button", name="Save").click()
        expect(page.locator("#visit-status")).to_contain_text("No network.")
        context.set_offline(False)
        expect(page.get_by_role("alert")).to_contain_text("Nobody in your team is called")
        page.reload()
        expect(page.get_by_label("One thing that went well")).to_have_value("She asked.")
        asked: list[str] = []

        def leave(dialog: Dialog) -> None:
            asked.append(dialog.message)
            dialog.accept()

        page.on("dialog", leave)
        page.goto(f"{site}/coaching/week")
        page.get_by_role("button", name="Menu").click()
        page.locator(".settings-button").click()
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url(f"{site}/sign-in*")
        assert len(asked) == 1
        assert page.evaluate("Object.keys(localStorage)") == []
        assert page.evaluate("caches.keys()") == []


def test_a_full_browser_says_that_it_keeps_nothing_and_sends_while_the_page_is_open(
    browser: Browser, site: str
) -> None:
    """It said that the visit waits to be sent, and nothing was kept."""
    full = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }"
    _sent_though_unkept(browser, site, full, "A full phone.")


def test_a_browser_that_forbids_to_keep_anything_has_a_form_that_works(
    browser: Browser, site: str
) -> None:
    forbidden = (
        "Object.defineProperty(window, 'localStorage',"
        " { get() { throw new DOMException('', 'SecurityError'); } })"
    )
    _sent_though_unkept(browser, site, forbidden, "A closed phone.")


def _sent_though_unkept(browser: Browser, site: str, script: str, words: str) -> None:
    with signed_anew(browser) as (context, page):
        context.add_init_script(script)
        page.goto(f"{site}/visits/new")
        page.get_by_label("With whom").select_option("ana")
        _scored(page, words)
        expect(page.locator("#visit-status")).to_contain_text("this browser keeps nothing")
        context.set_offline(True)
        page.get_by_role("button", name="Save").click()
        expect(page.locator("#visit-status")).to_contain_text("this browser keeps nothing")
        assert visits_of(words) == 0
        context.set_offline(False)
        page.wait_for_url(f"{site}/visits/*-*")
        assert visits_of(words) == 1


def test_what_is_typed_while_a_visit_is_sent_is_not_forgotten(browser: Browser, site: str) -> None:
    with signed_anew(browser) as (_context, page):
        page.goto(f"{site}/visits/new")
        page.get_by_label("With whom").select_option("ana")
        _scored(page, "Sent so.")
        went_well = page.get_by_label("One thing that went well")

        def slowly(route: Route) -> None:
            if route.request.method == "POST":
                went_well.fill("Typed since.")
            route.continue_()

        page.route("**/visits/new", slowly)
        page.get_by_role("button", name="Save").click()
        page.wait_for_url(f"{site}/visits/*-*")
        assert visits_of("Sent so.") == 1
        page.unroute("**/visits/new")
        page.goto(f"{site}/visits/new")
        expect(went_well).to_have_value("Typed since.")
        page.get_by_role("button", name="Save").click()
        page.wait_for_url(f"{site}/visits/*-*")
        assert (visits_of("Sent so."), visits_of("Typed since.")) == (0, 1)
        assert page.evaluate("Object.keys(localStorage)") == []


@contextmanager
def signed_anew(browser: Browser) -> Iterator[tuple[BrowserContext, Page]]:
    """A phone of Nia's without a worker between it and the site."""
    from django.test import Client

    KEYS["nia"] = signed_in(Client(), email="nia@husay.test").cookies["sessionid"].value
    with looking(browser, "nia", viewport=PHONE, service_workers="block") as found:
        yield found


def _scored(page: Page, words: str) -> None:
    page.get_by_text("Closing", exact=True).click()
    for behaviour, word in ((0, "Began"), (1, "Not seen")):
        page.locator("details[open] .behaviour").nth(behaviour).get_by_text(word).click()
    page.get_by_label("One thing that went well").fill(words)


def test_a_kept_visit_is_changed_and_what_was_typed_for_it_begins_no_other(
    browser: Browser, site: str
) -> None:
    from django.test import Client

    from husay.store.records.models import CoachingVisit

    KEYS["nia"] = signed_in(Client(), email="nia@husay.test").cookies["sessionid"].value
    first = CoachingVisit.objects.filter(seller="ana", work_on="Wait.").latest("day")
    with looking(browser, "nia", viewport=PHONE) as (_, page):
        page.goto(f"{site}/visits/{first.key}")
        page.get_by_role("link", name="Change what was written down").click()
        went_well = page.get_by_label("One thing that went well")
        expect(page.get_by_label("One thing to work on")).to_have_value("Wait.")
        went_well.fill("She waited.")
        page.goto(f"{site}/visits/new")
        expect(went_well).to_have_value("")
        page.goto(f"{site}/visits/{first.key}/edit")
        expect(went_well).to_have_value("She waited.")
        page.get_by_role("button", name="Save").click()
        page.wait_for_url(f"{site}/visits/{first.key}")
        expect(page.locator("main")).to_contain_text("She waited.")
        assert page.evaluate("Object.keys(localStorage)") == []
    assert CoachingVisit.objects.filter(strength="She waited.").count() == 1


def test_from_a_visit_to_a_plan_to_what_the_seller_ticks(browser: Browser, site: str) -> None:
    from django.test import Client

    KEYS["nia"] = signed_in(Client(), email="nia@husay.test").cookies["sessionid"].value
    with looking(browser, "nia") as (_, page):
        page.goto(f"{site}/visits")
        page.locator("tbody a").first.click()
        page.get_by_role("link", name="Start a plan from it").click()
        assert page.get_by_label("Works on").input_value() == "closing"
        page.get_by_label("Practice").select_option("ask-for-the-order")
        page.get_by_role("button", name="Make the plan").click()
        page.get_by_label("What is to be done").fill("Write the sentence down.")
        page.get_by_role("button", name="Add").click()
        page.get_by_label("A note").fill("SECRET OF NIA")
        page.get_by_role("button", name="Write it down").click()
        page.get_by_role("button", name="Start it").click()
        expect(page.locator(".plan-head .state")).to_have_text("running")
        address = page.url
    with looking(browser, "ana", viewport=PHONE) as (_, page):
        page.goto(f"{site}/me/plan")
        assert "SECRET" not in page.content()
        page.get_by_role("button", name="Done: Write the sentence down.").click()
        done = page.get_by_role("button", name="Done: Write the sentence down.")
        expect(done).to_have_attribute("aria-pressed", "true")
        page.get_by_label("A note").fill("Tried it twice.")
        page.get_by_label("Share it with my manager").check()
        page.get_by_role("button", name="Write it down").click()
        expect(page.locator(".note-list")).to_contain_text("Tried it twice.")
    with looking(browser, "nia") as (_, page):
        page.goto(address)
        expect(page.locator(".note-list")).to_contain_text("Tried it twice.")
        expect(page.get_by_role("heading", level=1)).to_contain_text("1 of 1")


def test_another_seller_finds_none_of_it(browser: Browser, site: str) -> None:
    from husay.store.records.models import CoachingPlanRow, CoachingVisit

    number, key = CoachingPlanRow.objects.first(), CoachingVisit.objects.first()
    assert number is not None
    assert key is not None
    with looking(browser, "dan") as (_, page):
        for address, status in (
            (f"/coaching/plans/{number.pk}", 403), (f"/visits/{key.key}", 403),
            (f"/me/plan/visit/{key.key}", 404), ("/coaching/week", 403), ("/me/plan", 200),
        ):  # fmt: skip
            answer = page.goto(site + address)
            assert answer is not None
            assert answer.status == status
            assert "Well listened." not in page.content()
            assert "Ask five times." not in page.content()


@pytest.mark.parametrize(("language", "viewport", "scheme"), LOOKS)
def test_every_page_is_accessible_and_fits(
    browser: Browser, site: str, language: str, viewport: ViewportSize, scheme: str
) -> None:
    from husay.store.records.models import CoachingPlanRow, CoachingVisit

    number, key = CoachingPlanRow.objects.last(), CoachingVisit.objects.first()
    assert number is not None
    assert key is not None
    pages = {
        "nia": (
            "/coaching/week", "/coaching/plans", f"/coaching/plans/{number.pk}",
            "/coaching/plans/new?seller=ana&stage=price", "/visits", "/visits/new?seller=ana",
            "/visits/offline", f"/visits/{key.key}", f"/visits/{key.key}/edit", "/playbook",
            "/playbook/next-step",
            "/playbook/next-step/edit",
        ),
        "ana": ("/me/plan", f"/me/plan/visit/{key.key}"),
        "dan": ("/me/plan",),
    }  # fmt: skip
    for who, addresses in pages.items():
        look = {"locale": language, "viewport": viewport, "color_scheme": scheme}
        with looking(browser, who, **look) as (_, page):
            for address in addresses:
                answer = page.goto(site + address)
                assert answer is not None
                assert answer.status == 200, address
                looks_well(page, language)
