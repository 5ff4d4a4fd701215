"""Nothing of somebody is left out when they are handed out, or left behind when forgotten."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection

from husay.access.role import Role
from husay.access.viewer import operator
from tests.web.signing import AT, user_with

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.records.models import User

OPERATOR = operator("test")
SIGNED = {"by", "until_by", "created_by", "author", "who", "rebased_by", "hidden_by"}
"""What columns are called that say who did something, as the audit log writes it."""
COACHED = ("visit", "agenda", "action", "note")
PAID = ("pay-version", "pay-activated", "pay-assigned", "pay-step", "by-hand",
        "pay-difference", "asked", "pay-evidence", "pay-hold")  # fmt: skip
SIDE_OF_AN_ACTION = ("records.CoachingAction", "who")
"""The seller or the manager, not somebody."""


def test_every_column_that_says_whose_a_row_is_is_on_the_list(company: "Company") -> None:
    from husay.store.records.models import User
    from husay.store.records.theirs import KEPT

    found = set()
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if not getattr(field, "concrete", False):
                continue
            if field.related_model is User or (
                field.name in SIGNED
                and model._meta.app_label == "records"
                and (model._meta.label, field.name) != SIDE_OF_AN_ACTION
            ):
                found.add((model._meta.label, field.name))
    assert found == {(kept.model, column) for kept in KEPT for column in kept.columns}
    assert {kept.name for kept in KEPT} >= {"tokens", "accounts_elsewhere", "links", "snapshots"}


def _words() -> dict[str, str]:
    """A secret word for each place in which something of Ana's stands."""
    places = (
        "name", "token", "given", "taken", "own-role", "plan", "version", "words", "manifest",
        "pin", "uid", "passkey", "device", "email", "level", "price", "address", *COACHED, *PAID,
        "circle-ended", "thanks", "thanks-hidden",
    )  # fmt: skip
    return {place: f"zz-{place}-zz" for place in places}


@pytest.fixture
def ana(company: "Company") -> "User":
    """Ana, with a row of everything that there can be of somebody."""
    from husay.store.records import models as m

    words = _words()
    ana = user_with(Role.SELLER, email=f"{words['email']}@example.com", name=words["name"])
    ben = user_with(Role.SELLER, email="ben@example.com")
    me = f"user:{ana.pk}"
    m.RoleGrant.objects.filter(user=ana).update(reason=words["own-role"])
    m.RoleGrant.objects.filter(user=ben).update(
        by=me, reason=words["given"], until=AT, until_by=me, until_reason=words["taken"]
    )
    for user, by in ((ana, "operator:x"), (ben, me)):
        m.Link.objects.create(
            user=user, purpose="join", secret=str(user.pk), made=AT, by=by, expires=AT
        )
    m.Token.objects.create(
        user=ana, name=words["token"], prefix="husay_abc", secret="s", rights=["see-goals"],
        made=AT, expires=AT,
    )  # fmt: skip
    m.UserSession.objects.create(
        session_key="k", session_data="", expire_date=AT, user=ana, device=words["device"]
    )
    m.GoalNotice.objects.create(
        user=ana, reason="odds", scope="seller", item="x", measure="revenue", kind="month",
        starts=AT.date(), ends=AT.date(), goal=10_000, so_far=0, currency="PHP", manifest=1,
        until=AT.date(), made=AT,
    )  # fmt: skip
    _told(ana, words)
    plan = m.GoalPlanRow.objects.create(name="2027", created=AT, created_by=me)
    m.GoalPlanVersion.objects.create(
        plan=plan, number=1, document={}, kind="made", reason=words["version"], by=me, at=AT
    )
    m.GoalEntry.objects.create(
        plan=plan, node="N", act="comment", role="owner", by=me, at=AT, words=words["words"]
    )
    _of_the_book(me, words)
    _coached(me, words)
    _paid(me, words)
    _as_a_team(me, words)
    _elsewhere(ana, words)
    return ana


def _told(ana: "User", words: dict[str, str]) -> None:
    """What Ana was told, and where it is sent: the address is a secret of hers."""
    from husay.store.records import models as m

    told = m.Message.objects.create(user=ana, kind="milestone", key="k", what={}, made=AT)
    m.MessageChoice.objects.create(user=ana, kind="milestone", when="now", channels=["email"])
    m.MessageSettings.objects.create(user=ana, hour=7, weekday=0)
    address = m.MessageAddress.objects.create(
        user=ana, name=words["address"], service="slack", secret="zz-sealed-zz", made=AT
    )
    sent = m.MessageDelivery.objects.create(
        uid=UUID(int=3), user=ana, address=address, form="now", due=AT, since=AT
    )
    m.MessagePart.objects.create(delivery=sent, message=told, channel=str(address.pk))


def _of_the_book(me: str, words: dict[str, str]) -> None:
    from husay.store.records import models as m

    made = m.ManifestRecord.objects.create(
        number=77, mark="m", created=AT, author=me, reason=words["manifest"], versions={},
        company={},
    )  # fmt: skip
    m.Pin.objects.create(label="kept", manifest=made, reason=words["pin"], author=me, created=AT)
    m.ImportRun.objects.create(source="sales", data="", author=me, asked=AT)


def _coached(me: str, words: dict[str, str]) -> None:
    """What Ana wrote of a seller called x, whom she coached."""
    from husay.store.records import models as m

    day = AT.date()
    row = m.PracticeRow.objects.create(key="own", area="closing")
    m.PracticeRevision.objects.create(practice=row, number=1, behaviours=[], by=me, at=AT)
    m.CoachingVisit.objects.create(
        key=UUID(int=1), seller="x", by=me, day=day, kind="visit", scores=[],
        strength=words["visit"], made=AT,
    )  # fmt: skip
    plan = m.CoachingPlanRow.objects.create(
        seller="x", stage="closing", starts=day, ends=day, agenda=words["agenda"], by=me, made=AT
    )
    m.CoachingAction.objects.create(
        plan=plan, text=words["action"], who="seller", due=day, by=me, at=AT
    )
    m.CoachingNote.objects.create(seller="x", by=me, words=words["note"], at=AT)
    m.CoachingDate.objects.create(seller="x", by=me, kind="visit", day=day, at=AT)
    m.PriceActionRow.objects.create(
        scope="product_line", item="x", kind="bundle", decision="d", reason=words["price"],
        starts=day, by=me, made=AT, owner_id=int(me.removeprefix("user:")),
    )  # fmt: skip
    m.SignalEpisode.objects.create(
        measure="revenue", scope="company", direction="fall", opened=day, since=day, earliest=day,
        latest=day, ratio=1, low=1, high=1, chance=1, missed=1, a_month=1, evidence=1, grain="day",
        detail={}, manifest=1, as_of=day, found=AT, rebased_by=me, reason=words["level"],
    )  # fmt: skip


def _paid(me: str, words: dict[str, str]) -> None:
    """What Ana did for the pay of somebody called x."""
    from husay.store.records import models as m

    day = AT.date()
    plan = m.PayPlanRow.objects.create(name="Sellers", made=AT, by=me)
    version = m.PayPlanVersion.objects.create(
        plan=plan, number=1, document="", cases="", digest="d", usable=True,
        reason=words["pay-version"], by=me, at=AT,
    )  # fmt: skip
    m.PayActivation.objects.create(
        version=version, starts=day, reason=words["pay-activated"], by=me, at=AT
    )
    m.PayAssignment.objects.create(
        plan=plan, person="x", starts=day, reason=words["pay-assigned"], by=me, at=AT
    )
    m.PayAcceptance.objects.create(version=version, person="x", digest="d", by=me, at=AT)
    run = m.PayRun.objects.create(
        plan=plan, version=version, starts=day, ends=day, made=AT, by=me, state="released"
    )
    m.PayStep.objects.create(
        run=run, revision=1, step="review", reason=words["pay-step"], by=me, at=AT
    )
    manual = m.PayManual.objects.create(
        plan=plan, person="x", amount=1, reason=words["by-hand"], by=me, at=AT
    )
    m.PayManualApproval.objects.create(manual=manual, by=me, at=AT)
    m.PayParallelFile.objects.create(run=run, name="x", rows=[], parts=[], by=me, at=AT)
    m.PayParallelNote.objects.create(
        run=run, person="x", reason=words["pay-difference"], by=me, at=AT
    )
    question = m.PayQuestion.objects.create(
        run=run,
        person="x",
        cause="other",
        due=AT.date(),
        owner_id=int(me.partition(":")[2]),
        by=me,
        at=AT,
    )
    m.PayQuestionEntry.objects.create(
        question=question, number=1, act="ask", words=words["asked"], by=me, at=AT
    )
    entered = m.PayInput.objects.create(
        plan=plan, kind="score", person="x", measure="care", starts=day, ends=day,
        value={"value": "1"}, evidence=words["pay-evidence"], by=me, at=AT,
    )  # fmt: skip
    m.PayInputApproval.objects.create(input=entered, by=me, at=AT)
    m.PayHold.objects.create(kind="seller", item="x", reason=words["pay-hold"], by=me, at=AT)
    m.PayEntry.objects.create(run=run, person="x", amount=1, currency="PHP", by=me, at=AT)
    m.PayHandOut.objects.create(run=run, batch=1, negative="show", by=me, at=AT)


def _as_a_team(me: str, words: dict[str, str]) -> None:
    """A pair that they brought together, and thanks that they gave and hid."""
    from husay.store.records import models as m

    m.TeamCircle.objects.create(
        stage="closing", shower="x", starts=AT.date(), weeks=4, by=me, made=AT,
        ended=AT.date(), why_ended=words["circle-ended"],
    )  # fmt: skip
    m.WallLink.objects.create(name="hall", secret="x", language="en", by=me, made=AT, expires=AT)
    m.TeamThanks.objects.create(
        by=me, to="x", words=words["thanks"], at=AT, hidden=AT, hidden_by=me,
        hidden_why=words["thanks-hidden"],
    )  # fmt: skip


def _elsewhere(ana: "User", words: dict[str, str]) -> None:
    from allauth.account.models import EmailAddress
    from allauth.mfa.models import Authenticator
    from allauth.socialaccount.models import SocialAccount

    EmailAddress.objects.create(user=ana, email=ana.email)
    SocialAccount.objects.create(user=ana, provider="single", uid=words["uid"])
    passkey: Any = {"name": words["passkey"], "credential": {}}
    Authenticator.objects.create(user=ana, type="webauthn", data=passkey)


def test_everything_of_somebody_is_handed_out(ana: "User") -> None:
    from husay.store.records.forgetting import export_person
    from husay.store.records.theirs import KEPT

    found = export_person(ana, "", OPERATOR, AT, place="cli")
    assert [kept.name for kept in KEPT if not found[kept.name]] == []
    said = str(found)
    # An administrator hands it out, and coaching and pay are none of theirs.
    held = {"plan", "asked", "circle-ended", *COACHED}
    missing = {word for place, word in _words().items() if word not in said and place not in held}
    assert missing == set()
    assert "husay_abc" in said
    assert "zz-sealed-zz" not in said, "where messages are sent is a secret"


def test_nothing_of_somebody_names_them_once_they_are_forgotten(ana: "User") -> None:
    from husay.store.records.forgetting import forget
    from husay.store.records.models import AuditEntry, Token

    rows = AuditEntry.objects.count()
    forget(ana, "", OPERATOR, AT, "asked for it", place="cli")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT * FROM {table}")
            left = str(cursor.fetchall())
            assert [word for word in _words().values() if word in left] == [], table
    token = Token.objects.get()
    assert (token.name, token.revoked) == ("–", AT)
    assert AuditEntry.objects.count() > rows, "the log is kept"
