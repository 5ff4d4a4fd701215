"""How the pages of the team answer."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse

from husay.basics.problem import Problem
from husay.store.company import Company
from husay.web.answered import answered, unless

_UNKNOWN = frozenset({"circle-unknown", "thanks-unknown"})


def shown(
    request: HttpRequest,
    home: Company,
    template: str,
    context: dict[str, object],
    problems: Iterable[Problem] = (),
) -> HttpResponse:
    """A page of the team, with what was wrong with what was sent."""
    return answered(request, home, f"team/{template}", context, problems, ())


if_there = unless(_UNKNOWN)
"""A view of one thing; who has no part in it is told that there is no such thing."""
