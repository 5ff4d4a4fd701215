"""What if: a seller's own, and anybody's for compensation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from husay.basics.problem import Mistake, Problem
from husay.store.coaching.people import names_of
from husay.store.company import Company
from husay.store.pay.what_if import WhatIfSeen, what_if_seen, with_plans
from husay.web.clock import now
from husay.web.company import company
from husay.web.pay.shown import shown
from husay.web.pay.what_if_page import Asked, WhatIfPage, read_asked
from husay.words.figure import Sentence
from husay.words.problems import describe


@never_cache
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """What oneself would be paid."""
    home = company(request)
    return _answered(request, home, home.viewer.person or "", {})


@never_cache
@require_safe
def anybodys(request: HttpRequest) -> HttpResponse:
    """What anybody with a plan would be paid, for compensation."""
    home = company(request)
    people = with_plans(home)
    names = names_of(people)
    asked = request.GET.get("person", "")
    person = asked if asked in people else None
    chooser: dict[str, object] = {
        "people": sorted(
            ((one, names.get(one, one), one == person) for one in people), key=lambda x: x[1]
        )
    }
    if person is None:
        said = _("Choose whose deals are to be supposed sold.")
        return shown(request, home, "what_if", chooser | {"sentence": Sentence((said,))})
    return _answered(request, home, person, chooser)


def _answered(
    request: HttpRequest, home: Company, person: str, more: dict[str, object]
) -> HttpResponse:
    """What is asked of a person; where that is wrong, what is wrong, and the page without it."""
    seen, problems = _seen(home, person, read_asked(request.GET))
    is_own = person in ("", home.viewer.person)
    items = {part for one in seen.deals for part in (one.customer, one.product, one.person)}
    names = names_of([person, *(one.person for one in seen.deals)])
    for kind in ("customer", "product"):
        names |= home.names(kind, sorted(items))
    page = WhatIfPage(seen, request.GET, names, "" if is_own else names.get(person, person))
    context = page.context()
    context["unpaid"] = [describe(problem) for problem in context["unpaid"]]  # type: ignore[attr-defined]
    return shown(request, home, "what_if", context | more, problems)


def _seen(home: Company, person: str, asked: Asked) -> tuple[WhatIfSeen, tuple[Problem, ...]]:
    """What is asked, or, where it is wrong, the page without deals and all that is wrong."""
    if not asked.problems:
        try:
            return what_if_seen(home, person, asked.deals, asked.added, now()), ()
        except Mistake as wrong:
            return what_if_seen(home, person, (), (), now()), wrong.problems
    return what_if_seen(home, person, (), (), now()), asked.problems
