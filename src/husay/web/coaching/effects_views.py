"""Did it work: the page, and starts drawn by lot, which are nothing but an address."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from husay.basics.problem import Mistake, Problem
from husay.store.coaching import effects as store
from husay.web.coaching.effects_page import EffectsPage
from husay.web.coaching.reading import shown
from husay.web.company import company

_LONGEST = 200
_MOST_DIGITS = 12


@require_safe
def effects(request: HttpRequest) -> HttpResponse:
    """What coaching did; with `people`, `starts` and `seed`, who starts when."""
    home, problems = company(request).of_one_moment(), tuple[Problem, ...]()
    people = store.eligible(home)
    asked: dict[str, object] = {
        "people": request.GET.getlist("people")[:_LONGEST],
        "starts": request.GET.get("starts", "")[:_LONGEST] or _next_months(home.today),
        "seed": request.GET.get("seed", "")[:_LONGEST] or str(home.today.toordinal()),
    }
    drawn = None
    if asked["people"]:
        try:
            seed, starts = _seed(str(asked["seed"])), _starts(str(asked["starts"]))
            drawn = store.lot(home, request.GET.getlist("people")[:_LONGEST], starts, seed)
        except Mistake as wrong:
            problems = wrong.problems
    found, circles = store.effects(home), store.circle_effects(home)
    page = EffectsPage(home, found, people, asked, drawn, circles)
    return shown(request, home, "effects", page.context(), problems)


def _next_months(today: date) -> str:
    """The first days of the next three months."""
    found, day = list[date](), today
    while len(found) < 3:
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        found.append(day)
    return ", ".join(one.isoformat() for one in found)


def _seed(text: str) -> int:
    if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS:
        return int(text)
    raise Mistake(Problem(code="lot-seed", value=text))


def _starts(text: str) -> list[str]:
    found = []
    for part in text.split(","):
        try:
            found.append(date.fromisoformat(part.strip()).isoformat())
        except ValueError as error:
            raise Mistake(Problem(code="coaching-day", value=part.strip()[:20])) from error
    return found
