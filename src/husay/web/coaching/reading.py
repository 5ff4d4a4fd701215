"""What was typed into a form of coaching, and how its pages answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from husay.basics.period import Window
from husay.basics.problem import Mistake, Problem, mistake
from husay.coaching.opened_from import read_opened
from husay.store.company import Company
from husay.store.records.manifests import names
from husay.store.records.users import number_signed, users_signed
from husay.web.answered import answered, unless
from husay.web.doors.naming import user_name
from husay.words.problems import describe

_UNKNOWN = frozenset(
    {"coaching-unknown", "visit-unknown", "practice-unknown", "price-action-unknown"}
)
_CHANGED = frozenset({"coaching-changed", "practice-changed", "price-action-changed"})


def text(request: HttpRequest, name: str, longest: int = 500) -> str:
    """A field in one line, without blanks around it. What is too long is kept by one character, so
    that it is refused and not cut."""
    return " ".join(_typed(request, name).split())[: longest + 1]


def lines(request: HttpRequest, name: str, longest: int) -> str:
    """A field of several lines, likewise."""
    return _typed(request, name).replace("\r\n", "\n").strip()[: longest + 1]


def _typed(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\0", "")  # PostgreSQL takes none


def day(request: HttpRequest, name: str, code: str = "coaching-day") -> date:
    """A day; raises Mistake with the code for what is none."""
    typed = request.POST.get(name, "").strip()
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise Mistake(Problem(code=code, value=typed[:20])) from error


def day_or_none(request: HttpRequest, name: str, code: str = "coaching-day") -> date | None:
    """A day, or None where the field is empty."""
    return day(request, name, code) if request.POST.get(name, "").strip() else None


def selected(request: HttpRequest, code: str = "coaching-day") -> Window | None:
    """The days that led to what is made, None where none did; raises Mistake for half of them, and
    for days that end before they begin."""
    start, until = (day_or_none(request, f"selected_{end}", code) for end in ("from", "until"))
    if start is None and until is None:
        return None
    if start is None or until is None or start > until:
        raise mistake("selected-days")
    return Window(start, until)


def whole(request: HttpRequest, name: str) -> int:
    """A number of a form that the page itself put there; -1 for anything else."""
    typed = request.POST.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else -1


def led_by(typed: str) -> str:
    """What an address or a form says that led here; '' for what no page of ours says. It is told to
    a seller in our words, so it is nobody's to word."""
    found = read_opened(typed)
    return str(found) if found else ""


def shown(
    request: HttpRequest,
    home: Company,
    template: str,
    context: dict[str, object],
    problems: Iterable[Problem] = (),
) -> HttpResponse:
    """A page of coaching, with what was wrong with what was sent."""
    return answered(request, home, f"coaching/{template}", context, problems, _CHANGED)


if_there = unless(_UNKNOWN)
"""A view of one thing; who has no part in it is told that there is no such thing."""


def tell(request: HttpRequest, wrong: Mistake) -> None:
    """Say on the next page what was wrong."""
    for problem in wrong.problems:
        told = describe(problem)
        messages.error(request, f"{told.what} {told.remedy}")


def author_name(by: str) -> str:
    """What somebody is called who did something: by the book where they are in it."""
    return author_names([by])[by]


def author_names(keys: Iterable[str]) -> dict[str, str]:
    """What each of some authors is called, in as many queries for all as for one."""
    wanted = dict.fromkeys(keys)
    users = {user.pk: user for user in users_signed(wanted).prefetch_related("grants")}
    known = names("person", {user.person for user in users.values() if user.person})
    found = dict[str, str]()
    for key in wanted:
        user = users.get(number_signed(key))
        found[key] = key if user is None else known.get(user.person) or user_name(user)
    return found


def checked(value: str, known: Iterable[str], code: str) -> str:
    """A choice of a form; raises Mistake with the code for what was not offered."""
    if value not in set(known):
        raise mistake(code, value=value[:40])
    return value
