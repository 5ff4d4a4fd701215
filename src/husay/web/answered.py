"""A page that answers a form: itself, with what was wrong with what was sent."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from husay.basics.problem import Mistake, Problem
from husay.store.company import Company
from husay.web.views import shell_context
from husay.words.problems import describe

CONFLICT, UNPROCESSABLE, NOT_FOUND = 409, 422, 404
View = Callable[..., HttpResponse]


def answered(
    request: HttpRequest,
    home: Company,
    template: str,
    context: dict[str, object],
    problems: Iterable[Problem],
    changed: Collection[str],
) -> HttpResponse:
    """A page, with what was wrong. The codes in `changed` say that somebody else was faster: no
    mistake of whoever sent it."""
    wrong = tuple(problems)
    faster = any(problem.code in changed for problem in wrong)
    status = CONFLICT if faster else UNPROCESSABLE if wrong else 200
    said = {"wrong": [describe(problem) for problem in wrong]}
    full = shell_context(home.head()) | context | said
    return render(request, f"husay/{template}.html", full, status=status)


def unless(unknown: Collection[str]) -> Callable[[View], View]:
    """Makes a view of one thing of a view that raises a Mistake: who has no part in the thing is
    told that there is no such thing. `unknown`: the codes that say so."""

    def of_one(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, **given: object) -> HttpResponse:
            try:
                return view(request, **given)
            except Mistake as wrong:
                if any(problem.code not in unknown for problem in wrong.problems):
                    raise
                told = {"wrong": [describe(problem) for problem in wrong.problems]}
                return render(request, "husay/coaching/unknown.html", told, status=NOT_FOUND)

        return opened

    return of_one
