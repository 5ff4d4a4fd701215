"""A token stands for its owner as they are now, and for no longer than it was made for."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from husay.access.role import Right, Role
from husay.access.viewer import Viewer
from husay.basics.problem import Mistake
from tests.api.asking import get, token_of
from tests.web.signing import user_with

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.records.models import User

EXECUTIVE, SELLER, BOSS = "executive@husay.test", "seller@husay.test", "administrator@husay.test"
COMPENSATION = "compensation@husay.test"


def user(email: str) -> "User":
    return user_with(email=email)


def viewer(email: str) -> Viewer:
    from husay.store.records.users import viewer_of

    return viewer_of(user(email))


def status(secret: str, path: str = "show") -> int:
    return int(get(secret, path).status_code)


@pytest.mark.parametrize(("age", "opens"), [(timedelta(days=29, hours=23, minutes=59), True),
                                            (timedelta(days=30), False)])  # fmt: skip
def test_it_ends_by_itself(own: "Company", age: timedelta, opens: bool) -> None:
    secret = token_of(user(EXECUTIVE), days=30, at=timezone.now() - age)
    assert status(secret) == (200 if opens else 401)


def test_revoked_it_opens_nothing_and_only_its_owner_can(own: "Company") -> None:
    from husay.store.records.models import Token
    from husay.store.records.tokens import revoke_token

    secret = token_of(user(EXECUTIVE))
    number = Token.objects.latest("pk").pk
    revoke_token(user(SELLER), number, viewer(SELLER), timezone.now(), place="web")
    assert status(secret) == 200, "another's token is left alone"
    revoke_token(user(EXECUTIVE), number, viewer(EXECUTIVE), timezone.now(), place="web")
    assert status(secret) == 401


def test_who_is_shut_out_calls_nothing_and_let_in_again_makes_tokens_anew(own: "Company") -> None:
    from husay.store.records.users import activate, deactivate

    secret = token_of(user(EXECUTIVE))
    deactivate(user(EXECUTIVE), viewer(BOSS), timezone.now(), "left", place="web")
    assert status(secret) == 401
    activate(user(EXECUTIVE), viewer(BOSS), timezone.now(), "is back", place="web")
    assert status(secret) == 401
    assert status(token_of(user(EXECUTIVE))) == 200


def test_a_role_that_is_taken_is_taken_from_the_token_too(own: "Company") -> None:
    from husay.store.records.users import give, open_grants, take

    person = user(EXECUTIVE)
    secret = token_of(person)
    assert status(secret, "goals") == 200
    give(person, Role.OPERATIONS, viewer(BOSS), timezone.now(), "moves", place="web")
    (grant,) = [g for g in open_grants(person) if g.role == Role.EXECUTIVE]
    take(grant, viewer(BOSS), timezone.now(), "moves", place="web")
    assert status(secret, "goals") == 403
    assert status(secret, "show?measures=revenue") == 403, "amounts are not open to operations"


def test_it_may_only_what_it_was_given(own: "Company") -> None:
    goals = token_of(user(EXECUTIVE), [Right.SEE_GOALS])
    assert status(goals, "goals") == 200
    for path in ("show", "rows", "standing", "measures", "dimensions", "organisation/people"):
        assert status(goals, path) == 403
    figures = token_of(user(EXECUTIVE), [Right.SEE_FIGURES])
    assert status(figures, "show") == 200
    assert status(figures, "goals") == 403


@pytest.mark.parametrize(("email", "items"), [
    (EXECUTIVE, ["", "north", "s1", "s2", "s4"]), (SELLER, ["s1"]),
])  # fmt: skip
def test_goals_alone_are_all_of_the_owners_goals(
    own: "Company", email: str, items: list[str]
) -> None:
    """What goals come to is told of figures as well: refused with the right that it wants."""
    secret = token_of(user(email), [Right.SEE_GOALS])
    page = get(secret, "goals").json()
    assert (sorted(row["item"] for row in page["rows"]), page["count"]) == (items, len(items))
    refused = get(secret, "goals/outlook")
    assert refused.status_code == 403
    assert "see figures" in refused.content.decode().lower()


@pytest.mark.parametrize("email", [EXECUTIVE, SELLER, COMPENSATION, BOSS])
def test_it_is_never_given_what_its_owner_may_not(own: "Company", email: str) -> None:
    from husay.store.records.users import viewer_of

    owner = user(email)
    for right in Right:
        open_to_tokens = right.value in (
            "see-figures", "see-milestones", "take-part", "see-goals", "compare", "see-signals",
            "set-goals", "lead-goals", "see-price-actions", "coach", "see-coaching", "see-pay",
            "answer-pay", "lead-pay", "own-pay",
        )  # fmt: skip
        if open_to_tokens and viewer_of(owner).may(right):
            assert token_of(owner, [right])
            continue
        with pytest.raises(Mistake) as told:
            token_of(owner, [right])
        assert [p.code for p in told.value.problems] == ["token-beyond"]


def test_no_token_makes_approves_or_releases_a_pay_run(own: "Company") -> None:
    """Nor does one that was given that right while it could be."""
    from husay.store.pay.steps import take_step
    from husay.store.records.models import Token
    from husay.store.records.tokens import viewer_of_token

    secret = token_of(user(COMPENSATION))
    token = Token.objects.latest("pk")
    token.rights = [*token.rights, "run-pay"]
    token.save()
    found = viewer_of_token(secret, timezone.now())
    assert found is not None
    assert viewer(COMPENSATION).may(Right.RUN_PAY)
    assert not found.may(Right.RUN_PAY)
    assert found.may(Right.SEE_PAY)
    assert found.may(Right.ANSWER_PAY)
    for step in ("review", "approve", "release", "pay", "send-back"):
        with pytest.raises(Mistake) as told:
            take_step(replace(own, viewer=found), 1, step, "", timezone.now())
        assert [p.code for p in told.value.problems] == ["not-allowed"]


@pytest.mark.parametrize(("days", "lasts"), [(0, False), (1, True), (366, True), (367, False)])
def test_it_lasts_a_year_at_most(own: "Company", days: int, lasts: bool) -> None:
    if lasts:
        assert status(token_of(user(EXECUTIVE), days=days)) == 200
        return
    with pytest.raises(Mistake) as told:
        token_of(user(EXECUTIVE), days=days)
    assert [p.code for p in told.value.problems] == ["token-days"]


def test_another_companys_token_is_none(own: "Company") -> None:
    from husay.store.records.models import Token

    secret = token_of(user(EXECUTIVE))
    assert status(secret) == 200
    Token.objects.all().delete()
    assert status(secret) == 401


def test_the_records_hold_no_secret(own: "Company") -> None:
    from django.db import connection

    secret = token_of(user(EXECUTIVE))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM records_token ORDER BY id DESC LIMIT 1")
        row = cursor.fetchone()
    kept = " ".join(map(str, row))
    assert secret not in kept
    assert secret[12:] not in kept


def test_a_session_opens_no_call_and_a_token_no_page(own: "Company") -> None:
    from django.test import Client

    browser = Client()
    browser.force_login(user(EXECUTIVE))
    assert browser.get("/api/v1/show").status_code == 401
    secret = token_of(user(EXECUTIVE))
    page = Client().get("/measures", headers={"Authorization": f"Bearer {secret}"})
    assert page.status_code == 302
    assert page.headers["Location"].startswith("/sign-in")


@pytest.mark.parametrize("scheme", ["Basic", "Token", "", "bearer", "BEARER"])
def test_a_token_comes_as_a_bearer(own: "Company", scheme: str) -> None:
    from django.test import Client

    secret = token_of(user(EXECUTIVE))
    answer = Client().get("/api/v1/show", headers={"Authorization": f"{scheme} {secret}".strip()})
    assert answer.status_code == (200 if scheme.lower() == "bearer" else 401)


def test_making_and_revoking_are_in_the_log(own: "Company") -> None:
    from husay.store.records.audit import verify_log
    from husay.store.records.models import AuditEntry, Token
    from husay.store.records.tokens import revoke_token

    person = user(SELLER)
    token_of(person, [Right.SEE_GOALS])
    number = Token.objects.latest("pk").pk
    revoke_token(person, number, viewer(SELLER), timezone.now(), place="web")
    revoke_token(person, number, viewer(SELLER), timezone.now(), place="web")
    about = AuditEntry.objects.filter(kind="token", item=str(number))
    assert [(e.who, e.action) for e in about] == [
        (f"user:{person.pk}", "token-made"), (f"user:{person.pk}", "token-revoked"),
    ]  # fmt: skip
    assert (about[0].after or {})["rights"] == ["see-goals"]
    assert verify_log(viewer(BOSS)).whole
