"""API tokens: made with what one may oneself, shown once, ended by their owner only."""

import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from husay.access.role import Role
from tests.web.signing import signed_in, user_with

if TYPE_CHECKING:
    from husay.store.company import Company

PAGE = "/me/tokens"
FORM = {"name": "Nightly report", "right": ["see-figures", "see-goals"], "days": "30"}


@pytest.fixture
def seller(company: "Company") -> Client:
    return signed_in(Client(), Role.SELLER, email="ana@husay.test", person="E-009")


def made(client: Client, **more: object) -> str:
    """The secret of a token that was just made, as the page shows it."""
    answer = client.post(PAGE, {**FORM, **more})
    assert answer.status_code == 200
    (secret,) = re.findall(r'id="secret" value="(husay_[\w-]{43})"', answer.content.decode())
    return str(secret)


def call(secret: str) -> int:
    headers = {"Authorization": f"Bearer {secret}"}
    return int(Client().get("/api/v1/measures", headers=headers).status_code)


def test_my_account_leads_there(seller: Client) -> None:
    assert f'href="{PAGE}"' in seller.get("/me").content.decode()
    assert "You have none." in seller.get(PAGE).content.decode()


def test_a_token_is_shown_once_listed_by_its_beginning_and_opens_the_api(seller: Client) -> None:
    secret = made(seller)
    assert call(secret) == 200
    page = seller.get(PAGE)
    text = page.content.decode()
    assert secret not in text
    assert f"{secret[:12]}…" in text
    assert "Nightly report" in text
    assert "see figures, see goals" in text
    assert "no-store" in page.headers["Cache-Control"]


def test_what_is_offered_is_what_one_may_oneself(seller: Client, boss: Client) -> None:
    def offered(client: Client) -> set[str]:
        return set(re.findall(r'name="right" value="([\w-]+)"', client.get(PAGE).content.decode()))

    own = {
        "see-figures", "see-milestones", "take-part", "see-goals", "see-signals", "compare",
    }  # fmt: skip
    assert offered(seller) == own | {"own-pay"}
    executive = signed_in(Client(), Role.EXECUTIVE, email="eva@husay.test")
    assert offered(executive) == own | {
        "set-goals", "lead-goals", "see-coaching", "see-price-actions",
    }  # fmt: skip
    assert "manage-people" not in offered(boss)
    nobody = signed_in(Client(), Role.SELLER, email="ana2@husay.test")
    user_with(email="ana2@husay.test").grants.all().delete()
    assert offered(nobody) == set()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"name": "  "}, "The token has no name."),
        ({"right": []}, "The token may do nothing."),
        ({"right": ["set-goals"]}, "A token cannot be given this by you: set goals."),
        ({"right": ["manage-people"]}, "A token cannot be given this by you"),
        ({"days": "0"}, "A token cannot last"),
        ({"days": "367"}, "A token cannot last"),
        ({"days": "a year"}, "A token cannot last"),
        ({"days": ""}, "A token cannot last"),
    ],
)
def test_mistakes_are_told_and_nothing_is_made(
    seller: Client, more: dict[str, object], told: str
) -> None:
    from husay.store.records.models import Token

    answer = seller.post(PAGE, {**FORM, **more})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Token.objects.exists()


def test_a_right_that_there_is_not_is_refused(seller: Client) -> None:
    assert seller.post(PAGE, {**FORM, "right": ["everything"]}).status_code == 400


def test_all_mistakes_are_told_at_once_and_what_was_typed_stays(seller: Client) -> None:
    text = seller.post(PAGE, {"name": "", "days": "999"}).content.decode()
    for told in ("The token has no name.", "The token may do nothing.", "A token cannot last"):
        assert told in text
    assert 'value="999"' in text


def test_revoked_it_opens_nothing_and_is_listed_no_more(seller: Client) -> None:
    from husay.store.records.models import Token

    secret = made(seller)
    number = Token.objects.get().pk
    other = signed_in(Client(), Role.EXECUTIVE, email="eva@husay.test")
    assert other.post(f"{PAGE}/{number}/revoke").status_code == 302
    assert call(secret) == 200, "it is not theirs"
    assert seller.get(f"{PAGE}/{number}/revoke").status_code == 405
    assert seller.post(f"{PAGE}/{number}/revoke").headers["Location"] == PAGE
    assert call(secret) == 401
    assert "Nightly report" not in seller.get(PAGE).content.decode()


def test_a_demo_user_whom_all_share_makes_none(company: "Company") -> None:
    user = user_with(Role.EXECUTIVE, email="executive@demo.invalid")
    user.demo = True
    user.save()
    client = Client()
    client.force_login(user)
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, FORM).status_code == 404
    assert PAGE not in client.get("/me").content.decode()
