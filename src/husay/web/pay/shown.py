"""How the pages of pay answer."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from husay.basics.problem import Problem
from husay.store.company import Company
from husay.web.answered import answered

CHANGED = frozenset({
    "pay-run-changed", "pay-run-by-hand", "pay-plan-changed", "pay-plan-newer", "pay-run-step",
    "pay-run-closed", "pay-question-changed", "pay-question-step", "pay-question-already",
})  # fmt: skip
"""Codes that say that somebody else was faster."""


def shown(
    request: HttpRequest,
    home: Company,
    template: str,
    context: dict[str, object],
    problems: Iterable[Problem] = (),
) -> HttpResponse:
    """A page of pay, with what was wrong with what was sent."""
    return answered(request, home, f"pay/{template}", context, problems, CHANGED)


def statement_url(run: int, person: str) -> str:
    """The address of a person's statement."""
    return f"{reverse('pay-statement', args=[run])}?{urlencode({'person': person})}"
