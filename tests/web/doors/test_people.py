"""Inviting people, giving and taking roles: who may come in, as what, since when and why."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from husay.access.role import Role
from tests.web.signing import AT, user_with

Counted = Callable[[Callable[[], object]], int]

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.records.models import User

PASSWORD = {"password": "apat na pulang bangka", "again": "apat na pulang bangka"}


@pytest.fixture
def names(company: "Company") -> None:
    from husay.store.records.models import Name

    for kind, item, name in (
        ("person", "E-009", "Ana Reyes"),
        ("person", "E-010", "Ben Cruz"),
        ("person", "E-011", "Ben Cruz"),
        ("unit", "north", "North Luzon"),
    ):
        Name.objects.create(kind=kind, item=item, name=name)


@pytest.fixture
def django_queries() -> Counted:
    """How many statements something runs."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def counted(do: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as queries:
            do()
        return len(queries)

    return counted


def link_in(response: object) -> str:
    found = re.search(r'value="http://testserver(/[^"]+)"', response.content.decode())  # type: ignore[attr-defined]
    assert found is not None, response.content.decode()  # type: ignore[attr-defined]
    return found.group(1)


def invited(boss: Client, email: str = "ana@example.com", **more: object) -> str:
    return link_in(boss.post("/people/invite", {"email": email, "role": "seller", **more}))


def told(response: object) -> list[str]:
    return re.findall(r"<strong>(.*?)</strong>", response.content.decode())  # type: ignore[attr-defined]


def one(email: str) -> "User":
    from husay.store.records.models import User

    return User.objects.get(email=email)


@pytest.mark.usefixtures("names")
def test_whoever_is_invited_comes_in_by_the_link_once(boss: Client, client: Client) -> None:
    from husay.store.records.models import Link
    from husay.store.records.users import viewer_of

    more = {"person": "Ana Reyes (E-009)", "role": ["seller", "manager"], "unit": "north luzon"}
    link = invited(boss, "Ana@Example.com", **more)
    secret = link.rsplit("/", 1)[1]
    assert len(secret) >= 43
    kept = Link.objects.get()
    assert secret not in str(kept.__dict__)
    assert timedelta(days=6, hours=23) < kept.expires - timezone.now() <= timedelta(days=7)
    user = one("ana@example.com")
    assert (user.joined, user.has_usable_password()) == (None, False)
    assert "Welcome to Maharlika" in client.get(link).content.decode()
    assert client.post(link, {"name": "Ana R.", **PASSWORD}).headers["Location"] == "/"
    assert client.get("/me").status_code == 200
    viewer = viewer_of(one("ana@example.com"))
    assert (viewer.name, viewer.person) == ("ana@example.com", "E-009")
    assert viewer.roles == {Role.SELLER, Role.MANAGER}
    assert viewer.units == {"north"}
    again = Client().post(link, {"name": "Eve", **PASSWORD})
    assert again.status_code == 404
    assert one("ana@example.com").name == "Ana R."


@pytest.mark.usefixtures("names")
def test_all_mistakes_of_an_invitation_are_told_at_once(boss: Client) -> None:
    from husay.store.records.models import User

    typed = {"email": "ana", "person": "Anna Reyes", "unit": "South"}
    response = boss.post("/people/invite", typed)
    assert response.status_code == 422
    assert told(response) == [
        "“ana” is not an e-mail address.",
        "No role was chosen.",
        "The book knows nobody called “Anna Reyes”.",
        "The book has no unit called “South”.",
    ]
    assert "Did you mean “Ana Reyes”?" in response.content.decode()
    twice = boss.post(
        "/people/invite", {"email": "a@example.com", "person": "Ben Cruz", "role": "king"}
    )
    assert told(twice) == [
        "“king” is not a role.",
        "More than one person is called “Ben Cruz”: E-010, E-011.",
    ]
    taken = boss.post("/people/invite", {"email": "BOSS@husay.test", "role": "seller"})
    assert told(taken) == ["Somebody has the address boss@husay.test already."]
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("left", "opens"),
    [(timedelta(minutes=1), True), (timedelta(0), False), (timedelta(days=-1), False)],
)
def test_an_invitation_ends_after_seven_days(
    boss: Client, client: Client, left: timedelta, opens: bool
) -> None:
    from husay.store.records.models import Link

    link = invited(boss)
    Link.objects.update(expires=timezone.now() + left)
    assert (client.get(link).status_code == 200) is opens
    assert (client.post(link, {"name": "Ana", **PASSWORD}).status_code == 302) is opens


def test_a_new_link_makes_the_old_one_worthless_and_so_does_taking_it_back(
    boss: Client, client: Client
) -> None:
    first = invited(boss)
    number = one("ana@example.com").pk
    second = link_in(boss.post(f"/people/{number}/invite-again"))
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    boss.post(f"/people/{number}/revoke")
    assert client.get(second).status_code == 404
    assert "invitation no longer open" in boss.get("/people").content.decode()


def test_a_reset_link_is_no_invitation_and_the_other_way_round(
    boss: Client, client: Client
) -> None:
    joining = invited(boss)
    assert client.get(joining.replace("/join/", "/new-password/")).status_code == 404
    number = one("ana@example.com").pk
    said = told(boss.post(f"/people/{number}/reset"))
    assert said == [
        "ana@example.com cannot be given a new password: they have not come in yet, or may not."
    ]
    client.post(joining, {"name": "Ana", **PASSWORD})
    assert client.get("/me").status_code == 200
    reset = link_in(boss.post(f"/people/{number}/reset"))
    new = {"password": "limang dilaw na payong", "again": "limang dilaw na payong"}
    assert "is set" in Client().post(reset, new).content.decode()
    assert client.get("/me").status_code == 302
    assert told(boss.post(f"/people/{number}/invite-again")) == [
        "ana@example.com has come in already."
    ]


def test_roles_are_given_and_taken_for_a_reason_and_every_row_is_kept(boss: Client) -> None:
    from husay.store.records.models import AuditEntry, RoleGrant
    from husay.store.records.users import viewer_of

    user = user_with(Role.SELLER, email="ana@example.com")
    where = f"/people/{user.pk}"
    assert told(boss.post(f"{where}/give", {"role": "executive"})) == ["No reason was given."]
    boss.post(f"{where}/give", {"role": "executive", "reason": "promoted"})
    boss.post(f"{where}/give", {"role": "executive", "reason": "twice"})
    assert viewer_of(user).roles == {Role.SELLER, Role.EXECUTIVE}
    grant = RoleGrant.objects.get(role="executive")
    assert told(boss.post(f"{where}/take", {"grant": grant.pk})) == ["No reason was given."]
    boss.post(f"{where}/take", {"grant": grant.pk, "reason": "moved to Cebu"})
    boss.post(f"{where}/take", {"grant": grant.pk, "reason": "again"})
    assert viewer_of(user).roles == {Role.SELLER}
    grant.refresh_from_db()
    chief = one("boss@husay.test").pk
    assert (grant.reason, grant.until_reason) == ("promoted", "moved to Cebu")
    assert grant.by == grant.until_by == f"user:{chief}"
    boss.post(f"{where}/give", {"role": "executive", "reason": "back"})
    assert RoleGrant.objects.filter(user=user, role="executive").count() == 2
    found = AuditEntry.objects.filter(item=str(user.pk), who=f"user:{chief}")
    assert list(found.values_list("action", "before", "after", "reason")) == [
        ("role-given", None, {"role": "executive"}, "promoted"),
        ("role-taken", {"role": "executive"}, None, "moved to Cebu"),
        ("role-given", None, {"role": "executive"}, "back"),
    ]


def test_a_role_of_somebody_else_cannot_be_taken_by_a_forged_form(boss: Client) -> None:
    from husay.store.records.models import RoleGrant

    ana = user_with(Role.SELLER, email="ana@example.com")
    ben = user_with(Role.SELLER, email="ben@example.com")
    grant = RoleGrant.objects.get(user=ben)
    wrong = boss.post(f"/people/{ana.pk}/take", {"grant": grant.pk, "reason": "x"})
    assert wrong.status_code == 404
    grant.refresh_from_db()
    assert grant.until is None


def test_the_last_administrator_stays_one(boss: Client) -> None:
    from husay.store.records.models import RoleGrant
    from husay.store.records.users import viewer_of

    chief = one("boss@husay.test")
    grant = RoleGrant.objects.get(user=chief)
    take = {"grant": grant.pk, "reason": "retires"}
    only = ["This is the only administrator who can come in."]
    assert told(boss.post(f"/people/{chief.pk}/take", take)) == only
    assert told(boss.post(f"/people/{chief.pk}/shut-out", {"reason": "retires"})) == only
    forget = {"user": chief.pk, "again": chief.email, "reason": "retires"}
    assert told(boss.post("/people/person/forget", forget)) == only
    # One who was only invited, or who was shut out, is none who can come in.
    link = invited(boss, "new@example.com", role="administrator")
    assert told(boss.post(f"/people/{chief.pk}/take", take)) == only
    Client().post(link, {"name": "Nena", **PASSWORD})
    new = one("new@example.com")
    boss.post(f"/people/{new.pk}/shut-out", {"reason": "on leave"})
    assert told(boss.post(f"/people/{chief.pk}/take", take)) == only
    boss.post(f"/people/{new.pk}/let-in", {"reason": "back"})
    assert boss.post(f"/people/{chief.pk}/take", take).status_code == 302
    assert viewer_of(chief).roles == frozenset()
    assert boss.get("/people").status_code == 403


def test_who_is_shut_out_has_no_roles_until_let_in(boss: Client) -> None:
    from husay.store.records.users import viewer_of

    ana = user_with(Role.EXECUTIVE, email="ana@example.com")
    boss.post(f"/people/{ana.pk}/shut-out", {"reason": "left"})
    ana.refresh_from_db()
    assert viewer_of(ana).roles == frozenset()
    boss.post(f"/people/{ana.pk}/let-in", {"reason": "back"})
    ana.refresh_from_db()
    assert viewer_of(ana).roles == {Role.EXECUTIVE}


def test_ending_sessions_ends_them_all_now(boss: Client, client: Client) -> None:
    ana = user_with(Role.SELLER, email="ana@example.com")
    client.force_login(ana)
    assert client.get("/me").status_code == 200
    boss.post(f"/people/{ana.pk}/sign-out")
    assert client.get("/me").status_code == 302


def test_the_list_tells_how_everybody_stands(boss: Client) -> None:
    invited(boss)
    user_with(Role.MANAGER, email="ben@example.com", name="Ben Cruz")
    said = boss.get("/people").content.decode()
    assert "people may sign in" in said
    assert "1 is invited and has not come in yet." in said
    for word in ("Ben Cruz", "ben@example.com", "Sales manager", "may sign in", "invited"):
        assert word in said


def test_a_name_cannot_bring_markup_into_the_page(boss: Client) -> None:
    user_with(Role.SELLER, email="x@example.com", name="<script>alert(1)</script>")
    for where in ("/people", "/audit"):
        assert "<script>alert" not in boss.get(where).content.decode()


def test_nothing_in_the_log_names_anybody(boss: Client, client: Client) -> None:
    from husay.store.records.models import AuditEntry

    client.post(invited(boss, name="Ana Reyes"), {"name": "Ana Reyes", **PASSWORD})
    number = one("ana@example.com").pk
    boss.post(f"/people/{number}/give", {"role": "executive", "reason": "promoted"})
    assert AuditEntry.objects.count() > 5
    written = " ".join(str(row) for row in AuditEntry.objects.values_list())
    for secret in ("ana@example", "Ana Reyes", "boss@", "Bea"):
        assert secret not in written
    said = boss.get("/audit").content.decode()
    assert "Ana Reyes" in said  # looked up when it is read
    assert "each as it was written" in said


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", 5),
        ("what=invited", 1),
        ("who=operator:", 2),
        ("who=nobody", 0),
        ("first=2026-11-24&last=2026-11-24", 2),
        ("last=2026-11-23", 0),
        ("first=nonsense", 5),
        ("last=9999-12-31", 5),
        ("first=0001-01-01", 5),
        ("first=9999-12-31", 0),
        ("last=0001-01-01", 0),
    ],
)
def test_the_log_is_read_by_who_what_and_days(boss: Client, query: str, expected: int) -> None:
    from husay.store.records.audit import note

    note("operator:juan", "imported", at=AT, place="cli", kind="snapshot", item="1")
    invited(boss, role="seller")
    said = boss.get(f"/audit?{query}").content.decode()
    rows = re.findall(r'<tr><th scope="row">', said)
    assert len(rows) == expected


def test_everybody_is_listed_with_as_many_queries_for_a_hundred_as_for_two(
    boss: Client, django_queries: Counted
) -> None:
    invited(boss, "a@example.com")
    few = django_queries(lambda: boss.get("/people"))
    for number in range(20):
        invited(boss, f"a{number}@example.com")
    assert django_queries(lambda: boss.get("/people")) == few


def test_a_form_offers_the_first_names_of_its_kind_and_reads_no_others(
    boss: Client, names: None
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from husay.web.doors.typed import offered

    with CaptureQueriesContext(connection) as queries:
        assert offered("person", 2) == ["Ana Reyes (E-009)", "Ben Cruz (E-010)"]
    (query,) = queries
    assert "LIMIT 2" in query["sql"]
    assert "'person'" in query["sql"]
    assert offered("unit", 9) == ["North Luzon (north)"]


def test_the_tokens_of_a_user_are_listed_and_ended_by_an_administrator(boss: Client) -> None:
    from husay.access.role import Right
    from husay.store.records.models import AuditEntry, Token
    from husay.store.records.tokens import make_token

    ana = user_with(Role.SELLER, email="ana@example.com")
    ben = user_with(Role.SELLER, email="ben@example.com")
    for owner in (ana, ben):
        make_token(owner, f"of {owner.email}", [Right.SEE_GOALS], 7, timezone.now(), place="web")
    hers, his = Token.objects.order_by("pk")
    page = boss.get(f"/people/{ana.pk}").content.decode()
    assert "API token of ana@example.com" in page
    assert "of ben@example.com" not in page
    boss.post(f"/people/{ana.pk}/tokens/{his.pk}/revoke")
    boss.post(f"/people/{ana.pk}/tokens/{hers.pk}/revoke")
    assert [t.revoked is None for t in Token.objects.order_by("pk")] == [False, True]
    assert "API token of" not in boss.get(f"/people/{ana.pk}").content.decode()
    chief = one("boss@husay.test").pk
    found = AuditEntry.objects.filter(action="token-revoked")
    assert [(e.who, e.item) for e in found] == [(f"user:{chief}", str(hers.pk))]


def test_a_new_password_by_a_link_ends_tokens_and_sessions(boss: Client, client: Client) -> None:
    from husay.access.role import Right
    from husay.store.records.models import Token
    from husay.store.records.tokens import make_token

    ana = user_with(Role.SELLER, email="ana@example.com")
    make_token(ana, "t", [Right.SEE_GOALS], 7, timezone.now(), place="web")
    assert client.post(link_in(boss.post(f"/people/{ana.pk}/reset")), PASSWORD).status_code == 200
    assert Token.objects.get().revoked is not None


def test_a_slow_hash_is_made_before_the_lock_is_taken(
    boss: Client, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every sign-in waits for the one lock: nobody hashes a password while they hold it."""
    from django.contrib.auth import hashers
    from django.db import connection

    held, encode = list[bool](), hashers.Argon2PasswordHasher.encode

    def watched(self: hashers.BasePasswordHasher, password: str, salt: str) -> str:
        held.append(connection.in_atomic_block)
        return str(encode(self, password, salt))

    monkeypatch.setattr(hashers.Argon2PasswordHasher, "encode", watched)
    link = invited(boss)
    assert client.post(link, {"name": "Ana", **PASSWORD}).status_code == 302
    assert held == [False]
    assert one("ana@example.com").check_password(PASSWORD["password"])


def test_an_invitation_that_is_used_meanwhile_is_told_to_who_comes_with_a_passkey(
    boss: Client, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The link was open when the page looked; somebody else was quicker."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.webauthn.internal import auth, flows

    from husay.store.records.models import Link
    from husay.web.doors import links

    class Filled:
        """A form that a device has filled in."""

        def __init__(self, *_given: object, **_named: object) -> None:
            """Whatever was sent."""
            self.cleaned_data = {"name": "Phone", "credential": "{}"}

        def is_valid(self) -> bool:
            """It is."""
            Link.objects.update(used=timezone.now())
            return True

    link = invited(boss)
    kept = {"type": "webauthn", "data": {"name": "Phone"}}
    monkeypatch.setattr(links, "SignupWebAuthnForm", Filled)
    monkeypatch.setattr(
        flows, "signup_authenticator",
        lambda _request, user, *_rest: Authenticator.objects.create(user=user, **kept),
    )  # fmt: skip
    monkeypatch.setattr(auth, "begin_registration", lambda *_given: {})
    answer = client.post(f"{link}/passkey", {"person_name": "Ana"})
    assert answer.status_code == 422
    assert told(answer) == ["This link has been used, or is too old."]
    assert not Authenticator.objects.exists(), "both are kept, or neither"
