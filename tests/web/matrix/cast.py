"""The six roles and an outsider, each as a user who is signed in, with a token, in one company; and
something of everything that an address can name."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from husay.access.role import Right, Role
from husay.access.viewer import operator

if TYPE_CHECKING:
    from django.test import Client

    from husay.store.company import Company
    from husay.store.records.models import User

LETTERS = {
    "S": Role.SELLER, "M": Role.MANAGER, "E": Role.EXECUTIVE, "C": Role.COMPENSATION,
    "O": Role.OPERATIONS, "A": Role.ADMINISTRATOR,
}  # fmt: skip
PERSONS = {"S": "s1"}
UNITS = {"M": "north"}
OUTSIDER = "N"
_BOSS = operator("test")


def user(letter: str) -> User:
    """The user of a role, made if need be; the outsider has none."""
    from husay.store.records.models import User
    from husay.store.records.users import give, new_user
    from tests.web.signing import AT

    email = f"{letter.lower()}@husay.test"
    found = User.objects.filter(email=email).first()
    if found is not None:
        return found
    made = new_user(email, "", PERSONS.get(letter, ""), at=AT)
    made.joined = AT
    made.set_password("a long enough password")
    made.save()
    if letter != OUTSIDER:
        give(made, LETTERS[letter], _BOSS, AT, "", UNITS.get(letter, ""), place="cli")
    return made


def signed_in(letter: str) -> Client:
    """A browser that the role's user is signed in with; nobody for ''."""
    from django.test import Client

    client = Client()
    if letter:
        client.force_login(user(letter))
    return client


def token(letter: str) -> str:
    """A token of the role's user with every right that it may have; for the outsider, one of a
    user whose roles were taken since."""
    from husay.store.records.tokens import GIVEN, make_token
    from husay.store.records.users import give, take, viewer_of

    now, owner = datetime.now(UTC), user(letter)
    outside = letter == OUTSIDER
    grant = give(owner, Role.SELLER, _BOSS, now, "", place="cli") if outside else None
    rights = [right for right in GIVEN if right in viewer_of(owner).rights]
    secret = make_token(owner, "t", rights, 7, now, place="web")[1]
    if grant is not None:
        take(grant, _BOSS, now, "", place="cli")
        assert Right.SEE_FIGURES not in viewer_of(owner).rights
    return secret


@dataclass(frozen=True)
class Things:
    """Something of everything that an address names, by number."""

    plan: int
    run: int
    guest: int
    guests_role: int
    guests_token: int
    upload: str
    visit: str
    coaching: int
    price_action: int
    signal: int
    pay_run: int
    pay_question: int
    circle: int
    thanks: int
    passkeys: dict[str, int]

    def of(self, name: str, letter: str) -> dict[str, object]:
        """The parts of an address, by its name; what is one's own is the reader's."""
        number: object = self.guest
        if name.startswith("goals-"):
            number = self.plan
        elif name.startswith("bring-in-"):
            number = self.upload if name == "bring-in-mapping" else self.run
        elif name == "coaching-plan":
            number = self.coaching
        elif name.startswith("price-action"):
            number = self.price_action
        elif name.startswith("pay-plans-"):
            number = 1
        elif name.startswith("pay-questions"):
            number = self.pay_question
        elif name.startswith("pay-"):
            number = self.pay_run
        elif name.startswith("signal"):
            number = self.signal
        elif name.startswith("team-"):
            number = self.thanks if name == "team-thanks-one" else self.circle
        elif name.startswith("account-"):
            number = self.guests_token
        return {
            "which": "accruals",
            "number": number, "form": "pdf" if name == "pay-statement-file" else "csv",
            "name": "shop", "token": self.guests_token, "pk": self.passkeys.get(letter, 0),
            "practice": "next-step", "visit": self.visit,
        }  # fmt: skip


def things(company: Company) -> Things:
    """A plan that is open to those in it, an import, an upload, somebody invited with a token of
    their own, and a passkey of each."""
    from husay.store.records.models import ImportRun, Token
    from husay.store.records.users import give, new_user
    from husay.web.bring_in import uploads

    now = datetime.now(UTC)
    guest = new_user("guest@husay.test", at=now)
    role = give(guest, Role.SELLER, _BOSS, now, "", place="cli")
    assert role is not None
    opened = Token.objects.create(
        user=guest, name="t", prefix="husay_x", secret="x", rights=[], made=now, expires=now
    )
    run = ImportRun.objects.create(
        source="shop",
        data="",
        author="operator:test",
        state="refused",
        asked=now,
        ended=now,
        problems=[{"code": "required", "column": "seller", "row": 2}],
    )
    upload = uploads.take(company.home, "more.csv", [b"date,seller,amount\n2026-03-02,s1,5\n"], now)
    return Things(
        _plan(company, now), run.pk, guest.pk, role.pk, opened.pk, str(upload.id),
        *_coached(company, now), _decided(now), _fallen(now), *_paid(company, now),
        *_as_a_team(now),
        {letter: _factors(user(letter)) for letter in (*LETTERS, OUTSIDER)},
    )  # fmt: skip


def _plan(company: Company, now: datetime) -> int:
    from husay.basics.period import Window
    from husay.store import goal_plans

    days = Window(date(2026, 4, 1), date(2026, 6, 30))
    made = goal_plans.create(company, "Second quarter", "revenue", days, at=now, total=10**7)
    goal_plans.offer(company, made.row.number, now)
    return made.row.number


def _coached(company: Company, now: datetime) -> tuple[str, int]:
    """A joint visit of the manager with the seller, and a plan of theirs."""
    from husay.coaching.plan import CoachingPlan
    from husay.coaching.visit import Scored, Visit
    from husay.store.coaching import plans, visits
    from husay.store.records.users import viewer_of

    manager = replace(company, viewer=viewer_of(user("M")), today=now.date())
    key = str(UUID(int=7))
    scored = tuple(Scored("ask-for-the-order", 0, name, "closing", 2) for name in ("b1", "b2"))
    seen = Visit(key=key, seller="s1", by="", day=now.date(), kind="visit", scores=scored)
    visits.keep(manager, seen, now)
    until = now.date() + timedelta(days=30)
    plan = CoachingPlan(seller="s1", stage="closing", starts=now.date(), ends=until)
    return key, plans.create(manager, plan, now).number


def _decided(now: datetime) -> int:
    """A decision on a price."""
    from husay.store.records.models import PriceActionRow

    row = PriceActionRow.objects.create(
        scope="product_line", item="x", kind="bundle", decision="d", reason="r",
        starts=now.date(), by="operator:test", made=now,
    )  # fmt: skip
    return int(row.pk)


_PAY = """
name: A draw
currency: PHP
measures:
  revenue: {of: amount}
terms:
  commission: {kind: rate, of: revenue, rate: 5 %}
  start: {kind: draw, amount: 100}
"""
_PAY_CASES = """
cases:
  - case: a draw is paid to whom it is assigned
    from: 2026-01-01
    to: 2026-01-31
    members: [{seller: ana, from: 2026-01-01}]
    seller: ana
    expect: {paid: [100]}
"""


def _paid(company: Company, now: datetime) -> tuple[int, int]:
    """A released run that pays the seller for the month in which they are led, and a question of
    theirs about it."""
    from husay.basics.period import Window
    from husay.pay.texts import Texts
    from husay.store.pay.assignments import assign
    from husay.store.pay.plans import activate, add
    from husay.store.pay.questions import ask
    from husay.store.pay.runs import calculate
    from husay.store.pay.steps import take_step

    version = add(company, Texts(_PAY, _PAY_CASES), "", now)
    month = Window(now.date().replace(day=1), now.date())
    month = Window(month.start, (month.start + timedelta(days=31)).replace(day=1) - timedelta(1))
    activate(company, version, month.start, "", now)
    assign(company, version.plan, "s1", month.start, {}, "", now)
    run = calculate(company, version.plan, month, now)
    second = replace(company, viewer=operator("second"))
    for step in ("review", "approve", "release"):
        take_step(second, run.pk, step, run.digest, now)
    asked = ask(company, run.pk, "s1", None, "other", "Why?", now)
    return int(run.pk), int(asked.pk)


def _as_a_team(now: datetime) -> tuple[int, int]:
    """A pair of the seller and a colleague, and thanks from the seller to them."""
    from husay.store.records.audit import actor
    from husay.store.records.models import TeamCircle, TeamMeeting, TeamMember, TeamThanks

    day, manager = now.date(), actor(user("M"))
    row = TeamCircle.objects.create(
        stage="closing", shower="s2", starts=day, weeks=4, by=manager, made=now
    )
    for person in ("s1", "s2"):
        TeamMember.objects.create(circle=row, person=person, shows=person == "s2", part="joined")
    for n in range(4):
        TeamMeeting.objects.create(circle=row, number=n + 1, day=day + timedelta(weeks=n))
    thanks = TeamThanks.objects.create(by=actor(user("S")), to="s2", words="Thank you.", at=now)
    return int(row.pk), int(thanks.pk)


def _fallen(now: datetime) -> int:
    """A signal of the seller, as an import would have kept it."""
    from husay.store.records.models import SignalEpisode, SignalSweep

    day = now.date()
    curve = {"seen": [1], "expected": [1], "low": [1], "high": [1], "starts": [day.isoformat()]}
    told: dict[str, Any] = {"watched": {}, "learning": {}, "grains": {}, "rates": [], "flat": []}
    SignalSweep.objects.get_or_create(
        manifest=1, defaults={"as_of": day, "made": now, "told": told}
    )
    row = SignalEpisode.objects.create(
        measure="revenue", scope="seller", item="s1", direction="fall", opened=day, since=day,
        earliest=day, latest=day, ratio=8_000, low=7_000, high=9_000, chance=9_900, missed=10_000,
        a_month=10_000, evidence=5_000, grain="day", detail={"curve": curve, "where": {}},
        manifest=1, as_of=day, found=now,
    )  # fmt: skip
    return int(row.pk)


def _factors(owner: User) -> int:
    """An authenticator app, recovery codes and a passkey of a user: the passkey's number."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(owner, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(owner)
    data: Any = {"name": "Phone", "credential": _credential(owner.pk)}
    return int(Authenticator.objects.create(user=owner, type="webauthn", data=data).pk)


def _credential(number: int) -> dict[str, object]:
    """What a device answers when it makes a passkey, as it is kept."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from fido2.cose import ES256
    from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    name = number.to_bytes(16, "big")
    about = AttestedCredentialData.create(bytes(16), name, key)
    made = AuthenticatorData.create(bytes(32), flags, 0, bytes(about))
    client = {"type": "webauthn.create", "challenge": "eA", "origin": "http://testserver"}
    answer = {
        "clientDataJSON": _text(json.dumps(client).encode()),
        "attestationObject": _text(bytes(AttestationObject.create("none", made, {}))),
    }
    return {"id": _text(name), "rawId": _text(name), "type": "public-key", "response": answer}


def _text(given: bytes) -> str:
    return base64.urlsafe_b64encode(given).rstrip(b"=").decode()
