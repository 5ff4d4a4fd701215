"""What every page has around it: headers, theme, language, errors."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

from husay.web.security import CONTENT_SECURITY_POLICY, POLICY
from husay.web.urls import urlpatterns as shell
from tests.web.conftest import without_door
from tests.web.guide import views
from tests.web.guide.urls import broken

urlpatterns = [
    *(pattern for pattern in shell if pattern.name in ("set_language", "set_theme")),
    path("explore/rows", views.bring_in, name="explore-rows"),
    path("explore", views.bring_in, name="explore"),
    path("broken", broken),
]


pytestmark = pytest.mark.usefixtures("plain_static")


@pytest.fixture
def client() -> Iterator[Client]:
    (engine,) = settings.TEMPLATES
    templates = [{**engine, "DIRS": [f"{__file__.rpartition('/')[0]}/guide/templates"]}]
    with override_settings(
        ROOT_URLCONF=__name__,
        MIDDLEWARE=[*without_door(), "tests.web.looking.looked_at"],
        TEMPLATES=templates,
        ALLOWED_HOSTS=["testserver"],
    ):
        yield Client(raise_request_exception=False)


def said(response: object) -> str:
    assert isinstance(response, HttpResponse)
    return response.content.decode()


@pytest.mark.parametrize(("address", "status"), [("/explore", 200), ("/no", 404), ("/broken", 500)])
def test_every_answer_carries_the_headers_and_speaks_plainly(
    client: Client, address: str, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "<h1" in said(response)


def test_the_policy_makes_no_exception() -> None:
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "*" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY
    assert POLICY["default-src"] == "'self'"
    assert POLICY["frame-ancestors"] == "'none'"


def test_the_menu_has_only_pages_that_exist_and_knows_where_one_is(client: Client) -> None:
    html = said(client.get("/explore/rows"))
    assert '<a href="/explore" aria-current="page">Explore</a>' in html
    assert "Bring in data</a>" not in html


def test_the_theme_is_kept_and_given_to_the_page(client: Client) -> None:
    response = client.post("/theme", {"theme": "dark", "next": "/explore?a=1"})
    assert response.headers["Location"] == "/explore?a=1"
    assert '<html lang="en" data-bs-theme="dark">' in said(client.get("/explore"))
    client.post("/theme", {"theme": "auto"})
    assert "data-bs-theme" not in said(client.get("/explore"))


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_the_theme_leads_nowhere_else(client: Client, target: str) -> None:
    response = client.post("/theme", {"theme": "dark", "next": target})
    assert response.headers["Location"] == "/"


def test_an_unknown_theme_is_refused_and_looking_changes_nothing(client: Client) -> None:
    assert client.post("/theme", {"theme": "pink"}).status_code == 400
    assert client.get("/theme").status_code == 405


def test_a_form_without_its_token_is_refused_in_plain_words() -> None:
    with override_settings(
        ROOT_URLCONF=__name__, MIDDLEWARE=without_door(), ALLOWED_HOSTS=["testserver"]
    ):
        response = Client(enforce_csrf_checks=True).post("/theme", {"theme": "dark"})
    assert response.status_code == 403
