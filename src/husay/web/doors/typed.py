"""What was typed into a form, read in one way: its values, and every mistake at once."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest

from husay.access.role import Role
from husay.basics.problem import Problem
from husay.store.records.manifests import called, first_names, names, nearest_name
from husay.store.records.models import User

LONGEST = 200


def text(request: HttpRequest, name: str, longest: int = LONGEST) -> str:
    """A field of the form, without blanks around it, cut to what the records hold."""
    typed = request.POST.get(name, "").replace("\0", "")  # PostgreSQL takes none
    return " ".join(typed.split())[:longest]


def email_problems(email: str) -> list[Problem]:
    """What is wrong with an e-mail address."""
    try:
        validate_email(email)
    except ValidationError:
        return [Problem(code="email-unreadable", value=email)]
    return []


def name_problems(name: str, field: str) -> list[Problem]:
    """What is wrong with a name; `field` is what the form calls it."""
    return [] if name else [Problem(code="field-missing", values=(("field", field),))]


def reason_problems(reason: str) -> list[Problem]:
    """What is wrong with a reason."""
    return [] if reason else [Problem(code="reason-missing")]


_WEAK = {
    "password_too_short": "password-too-short",
    "password_too_common": "password-too-common",
    "password_entirely_numeric": "password-only-digits",
    "password_too_similar": "password-too-similar",
}


def password_problems(first: str, second: str, user: User) -> list[Problem]:
    """What is wrong with a new password, typed twice."""
    found = []
    try:
        validate_password(first, user)
    except ValidationError as error:
        found = [Problem(code=_WEAK[str(one.code)]) for one in error.error_list]
    if first != second:
        found.append(Problem(code="passwords-differ"))
    return found


def roles_of(request: HttpRequest) -> tuple[list[Role], list[Problem]]:
    """The roles that were ticked."""
    given = request.POST.getlist("role")
    unknown = [Problem(code="role-unknown", value=g[:40]) for g in given if g not in set(Role)]
    roles = [Role(g) for g in given if g in set(Role)]
    return roles, unknown if given else [Problem(code="role-missing")]


def person_of(written: str) -> tuple[str, list[Problem]]:
    """The identifier of a person of the book, by identifier or by name; '' for nobody."""
    return _item("person", written)


def unit_of(written: str) -> tuple[str, list[Problem]]:
    """The identifier of a unit of the book, by identifier or by name; '' for none."""
    return _item("unit", written)


def _item(kind: str, written: str) -> tuple[str, list[Problem]]:
    if not written:
        return "", []
    # A list offers “Ana Reyes (E-009)”: what stands in its last brackets is the identifier.
    bare = written.rpartition("(")[2].removesuffix(")").strip()
    for item in (written, bare):
        if names(kind, [item]):
            return item, []
    found = called(kind, written)
    if len(found) == 1:
        return found[0], []
    return "", _item_problems(kind, written, found)


def _item_problems(kind: str, written: str, found: Iterable[str]) -> list[Problem]:
    several = tuple(found)
    if several:
        code = "person-ambiguous" if kind == "person" else "unit-ambiguous"
        return [Problem(code=code, value=written, values=(("items", ", ".join(several[:5])),))]
    code = "person-unknown" if kind == "person" else "unit-unknown"
    return [Problem(code=code, value=written, values=(("nearest", nearest_name(kind, written)),))]


def offered(kind: str, most: int) -> list[str]:
    """“Ana Reyes (E-009)” for each of a kind, by name: what a form offers while one types."""
    return [f"{name} ({item})" for item, name in first_names(kind, most)]
