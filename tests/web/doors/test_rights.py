"""What is done to people, and the log, want their rights beneath every face."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from husay.access.role import RIGHTS, Right, Role
from husay.access.viewer import Viewer
from husay.basics.problem import Mistake
from tests.web.signing import AT, user_with

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.records.models import User

Call = Callable[["User", Viewer], object]


def _calls() -> dict[str, Call]:
    from husay.store.records import audit, forgetting, invitations, tokens, users
    from husay.store.records.models import RoleGrant

    def invite(_user: "User", by: Viewer) -> object:
        roles = [(Role.SELLER, "")]
        return invitations.invite("new@husay.test", "", "", roles, by, AT, place="cli")

    return {
        "everybody": lambda _user, by: users.everybody(by),
        "give": lambda user, by: users.give(user, Role.EXECUTIVE, by, AT, "x", place="cli"),
        "take": lambda user, by: users.take(
            RoleGrant.objects.get(user=user), by, AT, "x", place="cli"
        ),
        "deactivate": lambda user, by: users.deactivate(user, by, AT, "x", place="cli"),
        "activate": lambda user, by: users.activate(user, by, AT, "x", place="cli"),
        "sign out": lambda user, by: users.sign_out_everywhere(user, by, AT, place="cli"),
        "invite": invite,
        "send again": lambda user, by: invitations.send_again(user, by, AT, place="cli"),
        "revoke": lambda user, by: invitations.revoke_invitation(user, by, AT, place="cli"),
        "reset": lambda user, by: invitations.reset_link(user, by, AT, place="cli"),
        "tokens": lambda user, by: tokens.open_tokens(user, by, AT),
        "end token": lambda user, by: tokens.revoke_token(user, 1, by, AT, place="cli"),
        "export": lambda user, by: forgetting.export_person(user, "", by, AT, place="cli"),
        "forget": lambda user, by: forgetting.forget(user, "", by, AT, "x", place="cli"),
        "log": lambda _user, by: audit.log(by),
        "verify": lambda _user, by: audit.verify_log(by),
    }


def test_each_step_is_for_those_with_its_right_alone(company: "Company") -> None:
    from husay.store.records.models import AuditEntry, User

    user = user_with(Role.SELLER, email="ana@husay.test")
    before = (AuditEntry.objects.count(), User.objects.count())
    for role in Role:
        by, refused = Viewer("somebody@husay.test", frozenset({role})), {}
        for name, call in _calls().items():
            wants = Right.AUDIT if name in ("log", "verify") else Right.MANAGE_PEOPLE
            if wants in RIGHTS[role]:
                continue
            with pytest.raises(Mistake) as wrong:
                call(user, by)
            refused[name] = [(p.code, dict(p.values)["right"]) for p in wrong.value.problems]
            assert refused[name] == [("not-allowed", wants.value)]
        assert refused.keys() in (set(), _calls().keys())
    assert (AuditEntry.objects.count(), User.objects.count()) == before


def test_a_program_with_a_token_manages_nobody(company: "Company") -> None:
    """A token limits its owner: not even an administrator's is given the right."""
    user = user_with(Role.SELLER, email="ana@husay.test")
    by = Viewer("boss@husay.test", frozenset({Role.ADMINISTRATOR}), limit=frozenset())
    for call in _calls().values():
        with pytest.raises(Mistake):
            call(user, by)


def test_the_log_says_where_a_step_was_done(company: "Company") -> None:
    from husay.access.viewer import operator
    from husay.store.records import users
    from husay.store.records.models import AuditEntry

    user = user_with(Role.SELLER, email="ana@husay.test")
    for place in ("web", "cli", "api"):
        users.sign_out_everywhere(user, operator("juan"), AT, place=place)
    found = AuditEntry.objects.filter(action="signed-out-everywhere").order_by("number")
    assert [(e.who, e.place) for e in found] == [
        ("operator:juan", "web"), ("operator:juan", "cli"), ("operator:juan", "api"),
    ]  # fmt: skip
