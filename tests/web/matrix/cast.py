"""The six roles, an outsider and nobody, as users of one small company."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from husay.access.role import Right, Role

if TYPE_CHECKING:
    from husay.store.records.models import User

LETTERS = {
    "S": Role.SELLER, "M": Role.MANAGER, "E": Role.EXECUTIVE, "C": Role.COMPENSATION,
    "O": Role.OPERATIONS, "A": Role.ADMINISTRATOR,
}  # fmt: skip
PERSONS = {"S": "s1"}
UNITS = {"M": "north"}
OUTSIDER = "N"


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
        give(made, LETTERS[letter], made, AT, "", UNITS.get(letter, ""))
    return made


def token(letter: str) -> str:
    """A token of the role's user with every right that it may have; for the outsider, one of a
    user whose roles were taken since."""
    from husay.store.records.tokens import GIVEN, make_token
    from husay.store.records.users import give, take, viewer_of

    now, owner = datetime.now(UTC), user(letter)
    if letter == OUTSIDER:
        grant = give(owner, Role.SELLER, owner, now, "")
        secret = make_token(owner, "t", [Right.SEE_FIGURES], 7, now)[1]
        if grant is not None:
            take(grant, owner, now + timedelta(seconds=1), "")
        return secret
    rights = [right for right in GIVEN if right in viewer_of(owner).rights]
    return make_token(owner, "t", rights, 7, now)[1]
