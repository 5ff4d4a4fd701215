"""Looking around a demo without a password, and nowhere else."""

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from husay.access.role import Role
from husay.basics.problem import Mistake
from tests.web.signing import AT, user_with

if TYPE_CHECKING:
    from husay.store.company import Company


def demo(company: "Company") -> None:
    from husay.store.records.demo_users import make_demo_users, mark_demo

    mark_demo(AT)
    make_demo_users(AT, seller="s1", manager="m1", unit="north")
    make_demo_users(AT, seller="s1", manager="m1", unit="north")


@pytest.mark.parametrize("role", Role)
def test_each_role_has_a_button_that_signs_in(
    client: Client, company: "Company", role: Role
) -> None:
    from husay.store.records.models import User
    from husay.store.records.users import viewer_of

    demo(company)
    assert f'action="/sign-in/as/{role.value}"' in client.get("/sign-in").content.decode()
    assert client.get(f"/sign-in/as/{role.value}").status_code == 405
    assert client.post(f"/sign-in/as/{role.value}").headers["Location"] == "/"
    said = client.get("/me").content.decode()
    assert "everybody who looks around shares it" in said
    user = User.objects.get(pk=client.session["_auth_user_id"])
    viewer = viewer_of(user)
    assert viewer.roles == {role}
    assert viewer.person == {Role.SELLER: "s1", Role.MANAGER: "m1"}.get(role)
    assert viewer.units == ({"north"} if role is Role.MANAGER else set())
    for where in ("/me/password", "/me/app", "/me/passkeys/add", "/me/codes/new"):
        assert client.get(where).status_code == 404
    assert User.objects.count() == len(Role)


@pytest.mark.parametrize("role", [*Role, "king", ""])
def test_in_any_other_company_there_is_no_such_door(
    client: Client, company: "Company", role: str
) -> None:
    from husay.store.records.demo_users import make_demo_users, mark_demo
    from husay.store.records.models import User

    user_with(Role.ADMINISTRATOR, email="boss@example.com")
    assert client.post(f"/sign-in/as/{role}").status_code in (302, 404)
    assert "_auth_user_id" not in client.session
    assert "/sign-in/as" not in client.get("/sign-in").content.decode()
    with pytest.raises(Mistake, match="not-a-demo"):
        make_demo_users(AT, seller="s1", manager="m1")
    with pytest.raises(Mistake, match="not-a-demo"):
        mark_demo(AT)
    assert User.objects.count() == 1


def test_a_user_who_only_calls_themselves_demo_is_not_let_in(
    client: Client, company: "Company"
) -> None:
    from husay.store.records.demo_users import mark_demo

    mark_demo(AT)
    user_with(Role.ADMINISTRATOR, email="administrator@demo.invalid")
    assert client.post("/sign-in/as/administrator").status_code == 404


def test_nobody_signs_in_as_a_demo_user_by_password(client: Client, company: "Company") -> None:
    demo(company)
    for password in ("", "demo", "!"):
        typed = {"login": "seller@demo.invalid", "password": password}
        assert client.post("/sign-in", typed).status_code == 200
