"""Closed by default: every address but a few leads who is not signed in to the sign-in."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from husay.access.role import Role
from husay.web.doors.closed import OPEN
from husay.web.urls import urlpatterns
from tests.web.doors.conftest import serving
from tests.web.signing import signed_in

if TYPE_CHECKING:
    from husay.store.company import Company

ARGUMENTS: dict[str, object] = {
    "form": "csv", "which": "accruals", "name": "sales", "number": 1, "role": "seller",
    "provider_id": "single", "secret": "x", "pk": 1, "token": 1, "practice": "next-step",
}  # fmt: skip
UUID = "00000000-0000-4000-8000-000000000000"
ARGUMENTS["visit"] = UUID
NAMED = [(p.name, tuple(p.pattern.converters)) for p in urlpatterns]


def address(name: str, takes: tuple[str, ...]) -> str:
    given = {key: ARGUMENTS[key] for key in takes}
    if name == "bring-in-mapping":
        given["number"] = UUID
    return reverse(name, kwargs=given)


def test_every_address_has_a_name_and_every_open_one_exists() -> None:
    names = [name for name, _takes in NAMED]
    assert None not in names
    assert len(names) == len(set(names))
    assert set(names) | {"openapi-json"} >= OPEN


@pytest.fixture(scope="module")
def unused(new: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator["Company"]:
    """A company that these tests only look at, from outside."""
    folder = tmp_path_factory.mktemp("unused") / "company"
    with serving(shutil.copytree(new, folder)) as made:
        yield made


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("named", NAMED, ids=lambda named: str(named[0]))
def test_nobody_gets_in_who_is_not_signed_in(
    unused: "Company", named: tuple[str, tuple[str, ...]], method: str
) -> None:
    where = address(*named)
    response = getattr(Client(), method)(where)
    sent_away = response.status_code == 302 and response.headers["Location"].startswith("/sign-in")
    if named[0] in OPEN:
        assert response.status_code in (200, 204, 302, 400, 403, 404, 405) or (
            named[0] == "board-wall-link" and response.status_code == 410
        )
        assert "?next=" not in response.headers.get("Location", "")
    else:
        assert sent_away
        back = "?next=" + where.replace("/", "%2F") if method == "get" and where != "/" else ""
        assert response.headers["Location"] == "/sign-in" + back


@pytest.mark.parametrize("where", ["/no/such/page", "/people/7/nothing", "/admin/"])
def test_what_does_not_exist_is_not_told_either(client: Client, where: str) -> None:
    assert client.get(where).headers["Location"].startswith("/sign-in?next=")


@pytest.mark.parametrize("where", ["/api/", "/api/v1/answer", "/api/no"])
def test_the_api_answers_with_a_problem(client: Client, where: str) -> None:
    response = client.get(where)
    assert response.status_code == 401
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert [problem["code"] for problem in response.json()["problems"]] == ["not-signed-in"]


def test_a_part_of_a_page_sends_the_whole_page_to_the_sign_in(client: Client) -> None:
    response = client.get("/explore", headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Redirect"]) == (204, "/sign-in")


def test_health_needs_nobody(client: Client) -> None:
    assert client.get("/health").json() == {"ok": True, "snapshot": 0}


CLOSED_TO = {
    "/people": Role.EXECUTIVE,
    "/people/invite": Role.COMPENSATION,
    "/people/person?person=x": Role.MANAGER,
    "/people/1": Role.SELLER,
    "/audit": Role.OPERATIONS,
}


@pytest.mark.parametrize("where", CLOSED_TO)
def test_a_role_without_the_right_is_told_which_one_it_has_not(
    company: "Company", where: str
) -> None:
    response = signed_in(Client(), CLOSED_TO[where]).get(where)
    assert response.status_code == 403
    said = response.content.decode()
    assert "Your role does not let you do this" in said
    assert ("read the audit log" if where == "/audit" else "manage people and roles") in said


def test_the_menu_has_what_the_role_may_open(company: "Company") -> None:
    seller = signed_in(Client(), Role.SELLER).get("/me").content.decode()
    assert 'href="/people"' not in seller
    assert 'href="/audit"' not in seller
    assert 'href="/data"' not in seller
    boss = signed_in(Client(), Role.ADMINISTRATOR, email="a@husay.test").get("/me")
    for place in ("/people", "/audit", "/data", "/explore"):
        assert f'href="{place}"' in boss.content.decode()
