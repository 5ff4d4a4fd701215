"""The doors in a real browser: from the first run to somebody who is shut out, and passkeys."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

from husay.access.role import Role
from husay.access.viewer import operator
from tests.web.browsing import looks_well
from tests.web.signing import let_in, signed_in, user_with

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

    from husay.store.company import Company

DESKTOP: "ViewportSize" = {"width": 1280, "height": 900}
PHONE: "ViewportSize" = {"width": 390, "height": 844}
PASSWORD = "apat na pulang bangka"


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: pytest's output is read by people."""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@pytest.fixture
def site(company: "Company") -> Iterator[str]:
    """The address of a server with the company's pages; passkeys want it called localhost."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.handlers.wsgi import WSGIHandler

    server = make_server("127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), _Server, _Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def opened(browser: "Browser", key: str = "", **options: Any) -> Iterator["Page"]:
    """A page; what the browser complains about fails the test, but for answers of 4xx."""
    settings: dict[str, Any] = {"viewport": DESKTOP, "reduced_motion": "reduce", "locale": "en"}
    context = browser.new_context(**(settings | options))
    if key:
        let_in(context, key)
    page = context.new_page()
    complaints: list[str] = []
    page.on(
        "console",
        lambda m: None if "Clear-Site-Data" in m.text else complaints.append(m.text),
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert [said for said in complaints if "status of 4" not in said] == []


def sign_in(page: "Page", email: str, password: str = PASSWORD) -> None:
    page.fill("#login", email)
    page.fill("#password", password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state()


def sign_out(page: "Page") -> None:
    page.locator(".settings-button").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")


def test_from_the_first_run_to_who_is_shut_out(
    browser: "Browser", company: "Company", site: str
) -> None:
    from husay.store.first_run import first_run_link

    link = first_run_link(company.home, site)
    assert link is not None
    with opened(browser) as page, opened(browser) as other:
        page.goto(f"{site}/explore")
        assert "Nobody may sign in yet" in page.content()
        looks_well(page)
        page.goto(link)
        looks_well(page)
        for field, typed in (
            *(("#name", "Bea Santos"), ("#email", "bea@example.com")),
            *(("#password", PASSWORD), ("#again", PASSWORD)),
        ):
            page.fill(field, typed)
        page.get_by_role("button", name="Begin").click()
        page.wait_for_url(f"{site}/")
        sign_out(page)
        looks_well(page)
        sign_in(page, "bea@example.com", "not the password")
        assert page.get_by_role("alert").count() == 1
        looks_well(page)
        sign_in(page, "bea@example.com")
        page.wait_for_url(f"{site}/")

        page.goto(f"{site}/people/invite")
        page.fill("#email", "ana@example.com")
        page.check("#role-executive")
        page.get_by_role("button", name="Make the invitation").click()
        invitation = page.input_value("#link")
        looks_well(page)

        other.goto(invitation)
        looks_well(other)
        other.fill("#name", "Ana Reyes")
        other.fill("#password", PASSWORD)
        other.fill("#again", PASSWORD)
        other.get_by_role("button", name="Come in").click()
        other.wait_for_url(f"{site}/")

        page.get_by_role("link", name="Done").click()
        page.wait_for_url("**/people/2")
        looks_well(page)
        page.fill("#reason-shut", "left the company")
        page.get_by_role("button", name="Shut out").click()
        page.locator(".notice-success").wait_for()
        looks_well(page)
        other.goto(f"{site}/explore")
        assert other.url.startswith(f"{site}/sign-in")


def test_a_passkey_signs_in_without_a_password(
    browser: "Browser", company: "Company", site: str
) -> None:
    ana = user_with(Role.EXECUTIVE, email="ana@example.com", name="Ana Reyes")
    ana.set_password(PASSWORD)
    ana.save()
    with opened(browser) as page:
        device = page.context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        abilities = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
            "hasUserVerification": True, "isUserVerified": True,
        }  # fmt: skip
        device.send("WebAuthn.addVirtualAuthenticator", {"options": abilities})
        page.goto(f"{site}/sign-in?next=/me")
        sign_in(page, "ana@example.com")
        page.get_by_role("link", name="Add a passkey").click()
        looks_well(page)
        page.fill("#password", PASSWORD)
        page.get_by_role("button", name="Confirm").click()
        looks_well(page)
        page.fill("#name", "Ana's phone")
        page.get_by_role("button", name="Make the passkey").click()
        page.wait_for_url("**/me/codes")
        looks_well(page)
        page.get_by_role("link", name="I have kept them").click()
        assert "Ana's phone" in page.locator("main").inner_text()
        looks_well(page)
        page.get_by_role("link", name="Rename").click()
        looks_well(page)
        page.fill("#name", "Ana's new phone")
        page.get_by_role("button", name="Rename").click()
        page.wait_for_url("**/me")
        assert "Ana's new phone" in page.locator("main").inner_text()
        sign_out(page)
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.wait_for_url(f"{site}/")
        sign_out(page)
        # The password alone is no longer enough; the passkey is the second step, too.
        sign_in(page, "ana@example.com")
        page.wait_for_url("**/sign-in/code")
        looks_well(page)
        page.get_by_role("button", name="Use a passkey").click()
        page.wait_for_url(f"{site}/")


def test_a_token_is_made_shown_once_and_revoked(
    browser: "Browser", company: "Company", site: str
) -> None:
    from django.test import Client

    key = signed_in(Client(), Role.SELLER, email="ana@example.com").cookies["sessionid"].value
    with opened(browser, key, viewport=PHONE) as page:
        page.goto(f"{site}/me")
        page.get_by_role("link", name="See and make tokens").click()
        looks_well(page)
        page.fill("#name", "Nightly report")
        page.get_by_role("button", name="Make a token").click()
        secret = page.input_value("#secret")
        assert secret.startswith("husay_")
        looks_well(page)
        page.goto(f"{site}/me/tokens")
        assert secret not in page.content()
        page.get_by_role("button", name="Revoke").click()
        page.locator(".notice-success").wait_for()
        assert "You have none." in page.locator("main").inner_text()


def test_an_invitation_is_taken_up_with_a_passkey_alone(
    browser: "Browser", company: "Company", site: str
) -> None:
    from django.utils import timezone

    from husay.store.records.invitations import invite
    from husay.store.records.models import User
    from tests.web.signing import AT

    _user, secret = invite(
        "ana@example.com", "Ana", "", [(Role.EXECUTIVE, "")], operator("test"), timezone.now(),
        place="cli",
    )  # fmt: skip
    assert timezone.now() > AT
    with opened(browser) as page:
        device = page.context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        abilities = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
            "hasUserVerification": True, "isUserVerified": True,
        }  # fmt: skip
        device.send("WebAuthn.addVirtualAuthenticator", {"options": abilities})
        page.goto(f"{site}/join/{secret}")
        page.get_by_role("link", name="Use a passkey instead of a password").click()
        looks_well(page)
        page.get_by_role("button", name="Make a passkey and come in").click()
        page.wait_for_url(f"{site}/")
        sign_out(page)
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.wait_for_url(f"{site}/")
    user = User.objects.get(email="ana@example.com")
    assert user.joined is not None
    assert not user.has_usable_password()


@pytest.mark.parametrize(
    ("viewport", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop", "phone"]
)
def test_every_page_is_accessible_and_fits(
    browser: "Browser", company: "Company", site: str, viewport: "ViewportSize", scheme: str
) -> None:
    from django.test import Client
    from django.utils import timezone

    from husay.store.records.demo_users import make_demo_users, mark_demo
    from husay.store.records.invitations import invite
    from husay.store.records.models import Name

    now = timezone.now()
    mark_demo(now)
    make_demo_users(now, seller="E-009", manager="E-010")
    Name.objects.create(kind="person", item="E-009", name="Ana Reyes")
    key = signed_in(Client(), Role.ADMINISTRATOR, email="bea.santos@example.com", name="Bea")
    chief = user_with(email="bea.santos@example.com")
    waiting, _secret = invite(
        "a.very.long.address.of.somebody@a-long-domain-name.example.com", "", "E-009",
        [(Role.MANAGER, "north"), (Role.OPERATIONS, "")], operator("test"), now, place="cli",
    )  # fmt: skip
    with opened(browser, viewport=viewport, color_scheme=scheme) as page:
        page.goto(f"{site}/sign-in")
        looks_well(page)
    session = key.cookies["sessionid"].value
    with opened(browser, session, viewport=viewport, color_scheme=scheme) as page:
        for where in (
            "/me", "/me/password", "/me/codes", "/people", "/people/invite",
            f"/people/{waiting.pk}", f"/people/{chief.pk}", "/people/person?person=E-009",
            "/people/person?person=Nobody", "/audit", "/audit?who=nobody",
        ):  # fmt: skip
            page.goto(site + where)
            looks_well(page)
        page.goto(f"{site}/me")
        if viewport == PHONE:
            page.locator(".menu-button").click()
        page.locator(".settings-button").click()
        looks_well(page)
