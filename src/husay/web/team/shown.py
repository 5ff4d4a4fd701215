"""How the pages of the team answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from husay.basics.problem import Mistake, Problem
from husay.store.company import Company
from husay.web.answered import answered
from husay.web.coaching.reading import NOT_FOUND
from husay.words.problems import describe

_UNKNOWN = frozenset({"circle-unknown", "thanks-unknown"})
View = Callable[..., HttpResponse]


def shown(
    request: HttpRequest,
    home: Company,
    template: str,
    context: dict[str, object],
    problems: Iterable[Problem] = (),
) -> HttpResponse:
    """A page of the team, with what was wrong with what was sent."""
    return answered(request, home, f"team/{template}", context, problems, ())


def if_there(view: View) -> View:
    """A view of one thing; who has no part in it is told that there is no such thing."""

    @wraps(view)
    def opened(request: HttpRequest, **given: object) -> HttpResponse:
        try:
            return view(request, **given)
        except Mistake as wrong:
            if any(problem.code not in _UNKNOWN for problem in wrong.problems):
                raise
            told = {"wrong": [describe(problem) for problem in wrong.problems]}
            return render(request, "husay/coaching/unknown.html", told, status=NOT_FOUND)

    return opened
