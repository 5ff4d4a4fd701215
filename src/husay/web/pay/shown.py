"""How the pages of pay answer."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from husay.basics.problem import Problem
from husay.store.company import Company
from husay.web.views import shell_context
from husay.words.problems import describe

CONFLICT, UNPROCESSABLE = 409, 422
_CHANGED = frozenset({"pay-run-changed", "pay-plan-changed", "pay-run-step", "pay-run-closed"})


def shown(
    request: HttpRequest,
    home: Company,
    template: str,
    context: dict[str, object],
    problems: Iterable[Problem] = (),
) -> HttpResponse:
    """A page of pay, with what was wrong with what was sent."""
    wrong = tuple(problems)
    changed = any(problem.code in _CHANGED for problem in wrong)
    status = CONFLICT if changed else UNPROCESSABLE if wrong else 200
    said = {"wrong": [describe(problem) for problem in wrong]}
    full = shell_context(home.head()) | context | said
    return render(request, f"husay/pay/{template}.html", full, status=status)


def statement_url(run: int, person: str) -> str:
    """The address of a person's statement."""
    return f"{reverse('pay-statement', args=[run])}?{urlencode({'person': person})}"
