"""A page that answers a form: itself, with what was wrong with what was sent."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from husay.basics.problem import Problem
from husay.store.company import Company
from husay.web.views import shell_context
from husay.words.problems import describe

CONFLICT, UNPROCESSABLE = 409, 422


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
