"""A person, handed out and forgotten: names go, facts and the log stay."""

import json
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from husay.access.role import Role
from husay.access.viewer import operator
from tests.web.doors.test_people import told
from tests.web.signing import AT, user_with

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.records.models import User

OPERATOR = operator("test")
WHO = {"person": "E-009"}
SURE = {**WHO, "again": "E-009", "reason": "asked for it"}


@pytest.fixture
def ana(company: "Company") -> "User":
    from husay.store.records.models import Name

    Name.objects.create(kind="person", item="E-009", name="Ana Reyes")
    Name.objects.create(kind="person", item="E-010", name="Ben Cruz")
    Name.objects.create(kind="unit", item="E-009", name="A unit with the same identifier")
    return user_with(Role.SELLER, email="ana@example.com", name="Ana Reyes", person="E-009")


def test_everything_known_is_handed_out(boss: Client, client: Client, ana: "User") -> None:
    client.force_login(ana)
    client.get("/me", headers={"User-Agent": "Firefox/1 Windows"})
    assert "Ana Reyes" in boss.get("/people/person", WHO).content.decode()
    response = boss.post("/people/person/export", WHO)
    assert response.headers["Content-Disposition"] == 'attachment; filename="person-E-009.json"'
    found = json.loads(response.content)
    assert found["names"] == ["Ana Reyes"]
    assert [user["email"] for user in found["users"]] == ["ana@example.com"]
    assert [grant["role"] for grant in found["roles"]] == ["seller"]
    assert [session["device"] for session in found["sessions"]] == ["Firefox/1 Windows"]
    assert [entry["action"] for entry in found["audit_log"]] == [
        "role-given", "sign-in", "person-exported",
    ]  # fmt: skip
    assert found["rows"] == {}


def test_the_rows_are_those_that_a_face_hands_in(ana: "User") -> None:
    from husay.store.records.forgetting import export_person

    found = export_person(
        ana, "E-009", OPERATOR, AT, lambda person: [["SI-1", person, 20_600_000]], place="cli"
    )
    assert found["rows"] == [["SI-1", "E-009", 20_600_000]]


def test_forgetting_takes_every_name_and_leaves_the_log_whole(
    boss: Client, client: Client, ana: "User"
) -> None:
    from django.db import connection

    from husay.store.records.audit import verify_log
    from husay.store.records.models import AuditEntry, Name, RoleGrant

    ana.set_password("apat na pulang bangka")
    ana.save()
    client.force_login(ana)
    assert client.get("/me").status_code == 200
    before = AuditEntry.objects.count()
    assert boss.post("/people/person/forget", SURE).headers["Location"] == "/people"
    assert client.get("/me").status_code == 302
    kept = list(Name.objects.order_by("kind", "item").values_list("kind", "item"))
    assert kept == [("person", "E-010"), ("unit", "E-009")]
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = [row[0] for row in cursor.fetchall()]
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")
            everything = str(cursor.fetchall())
            assert "Ana Reyes" not in everything, table
            assert "ana@example" not in everything, table
    ana.refresh_from_db()
    assert (ana.is_active, ana.person, ana.has_usable_password()) == (False, "", False)
    assert RoleGrant.objects.filter(user=ana).count() == 1
    assert AuditEntry.objects.count() > before
    assert verify_log(OPERATOR).whole
    assert f"forgotten (user {ana.pk})" in boss.get("/audit").content.decode()
    assert told(boss.post(f"/people/{ana.pk}/let-in", {"reason": "back"})) == [
        "This user was forgotten, and cannot come back."
    ]


def test_the_next_import_does_not_bring_the_name_back(boss: Client, ana: "User") -> None:
    from husay.store.records.manifests import _keep_names, names

    boss.post("/people/person/forget", SURE)
    _keep_names([("person", "E-009", "Ana Reyes"), ("person", "E-011", "Carl Dy")])
    assert names("person", ["E-009", "E-010", "E-011"]) == {"E-010": "Ben Cruz", "E-011": "Carl Dy"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({**WHO, "again": "E-009"}, ["No reason was given."]),
        (
            {**WHO, "again": "E-010", "reason": "x"},
            ["It was not confirmed: “E-009” was not typed."],
        ),
        (
            WHO,
            ["No reason was given.", "It was not confirmed: “E-009” was not typed."],
        ),
    ],
)
def test_nobody_is_forgotten_by_mistake(
    boss: Client, ana: "User", typed: dict[str, str], said: list[str]
) -> None:
    from husay.store.records.manifests import names

    assert told(boss.post("/people/person/forget", typed)) == said
    assert names("person", ["E-009"]) == {"E-009": "Ana Reyes"}


def test_a_person_without_a_user_is_forgotten_too(boss: Client, ana: "User") -> None:
    from husay.store.records.manifests import names

    done = boss.post(
        "/people/person/forget", {"person": "E-010", "again": "E-010", "reason": "asked"}
    )
    assert done.status_code == 302
    assert names("person", ["E-009", "E-010"]) == {"E-009": "Ana Reyes"}
    ana.refresh_from_db()
    assert ana.is_active


@pytest.mark.parametrize("query", ["person=Nobody", "person=", "user=999", "user=x", ""])
def test_of_nobody_nothing_is_known(boss: Client, ana: "User", query: str) -> None:
    assert boss.get(f"/people/person?{query}").status_code == 404


def test_nobody_is_handed_out_by_an_identifier_that_means_nobody(boss: Client, ana: "User") -> None:
    for what in ("export", "forget"):
        sent = {"person": "E-999", "again": "E-999", "reason": "x"}
        answer = boss.post(f"/people/person/{what}", sent)
        assert answer.status_code in (404, 422)
        assert "Nothing is known of “E-999”." in answer.content.decode()


def test_a_person_is_one_user_and_a_second_one_is_not_invited(boss: Client, ana: "User") -> None:
    form = {"email": "second@example.com", "role": "seller", "person": "E-009"}
    refused = boss.post("/people/invite", form)
    assert refused.status_code == 422
    assert told(refused) == ["Somebody may come in as “E-009” already: ana@example.com."]


def test_every_user_of_a_person_is_handed_out_and_forgotten(boss: Client, ana: "User") -> None:
    """Two users of one person, from before invitations looked: both go, whichever is named."""
    from husay.store.records.models import Name, User

    second = User.objects.create(
        email="ana.too@example.com", name="Ana Too", person="E-009", created=AT, joined=AT
    )
    for who in (WHO, {"user": str(second.pk)}):
        found = json.loads(boss.post("/people/person/export", who).content)
        assert [user["email"] for user in found["users"]] == [ana.email, second.email]
    sure = {"user": str(second.pk), "again": "E-009", "reason": "asked for it"}
    assert boss.post("/people/person/forget", sure).status_code == 302
    for user in User.objects.filter(pk__in=[ana.pk, second.pk]):
        assert (user.is_active, user.name, user.person) == (False, "", "")
        assert user.email == f"user-{user.pk}@forgotten.invalid"
    assert not Name.objects.filter(kind="person", item="E-009").exists()


def test_whoever_was_shut_out_meanwhile_is_not_let_in_by_forgetting(ana: "User") -> None:
    """The user was read before an administrator shut them out: what was read is not written."""
    from husay.store.records.forgetting import forget
    from husay.store.records.models import User

    read_before = User.objects.get(pk=ana.pk)
    User.objects.filter(pk=ana.pk).update(is_active=False, joined=None)
    forget(read_before, "", OPERATOR, AT, "asked", place="cli")
    ana.refresh_from_db()
    assert (ana.is_active, ana.joined) == (False, None)
    assert ana.forgotten == AT
