"""The playbook: what works here, how one sees that it is done, and what of it is edited."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from husay.basics.problem import Mistake, Problem, mistake
from husay.coaching.areas import AREA_OF, AREAS
from husay.coaching.practice import (
    LONGEST,
    LONGEST_TITLE,
    MOST,
    Practice,
    Said,
    with_behaviours,
)
from husay.store.coaching import playbook as store
from husay.store.coaching.plans import PlanSeen, one_plan
from husay.store.company import Company
from husay.web.clock import now
from husay.web.coaching.playbook_page import EditPage, PracticePage, playbook_page
from husay.web.coaching.reading import checked, if_there, lines, shown, tell, text, whole
from husay.web.company import company


@require_safe
def playbook(request: HttpRequest) -> HttpResponse:
    """All practices, by area; `?retired=1` those that are not offered any more."""
    home = company(request)
    retired = request.GET.get("retired") == "1"
    return shown(request, home, "playbook", playbook_page(home, retired=retired))


@require_safe
@if_there
def practice(request: HttpRequest, practice: str) -> HttpResponse:
    """One practice with its history."""
    home = company(request)
    page = PracticePage(home, practice, request.GET.get("seller", "")[:255])
    return shown(request, home, "practice", page.context())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@if_there
def new(request: HttpRequest) -> HttpResponse:
    """A practice of the company's own; with `plan` one that was learned from the plan's seller."""
    home = company(request)
    learned = _learned(home, request.GET.get("plan", ""))
    area = AREA_OF[learned.plan.stage] if learned else request.GET.get("area", "")
    empty = Practice("", area if area in AREAS else AREAS[0], Said(), Said(), ())
    return _edited(request, home, store.Kept(empty), learned)


def _learned(home: Company, number: str) -> PlanSeen | None:
    """The plan of somebody whom the reader leads, from which a practice is learned; None where the
    address names none. Raises Mistake for one that is none of the reader's."""
    if not number:
        return None
    seen = one_plan(home, int(number) if number.isdecimal() and len(number) < 10 else 0)
    if seen.mine:
        raise mistake("coaching-unknown", value=seen.number)
    return seen


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@if_there
def edit(request: HttpRequest, practice: str) -> HttpResponse:
    """Edit a practice; every mistake at once, with what was typed."""
    home = company(request)
    return _edited(request, home, store.practice(home, practice))


def _edited(
    request: HttpRequest, home: Company, kept: store.Kept, learned: PlanSeen | None = None
) -> HttpResponse:
    if request.method != "POST":
        page = EditPage(home, kept, learned=learned)
        return shown(request, home, "practice_edit", page.context())
    given = _given(request, home, kept.practice)
    try:
        area = checked(text(request, "area"), AREAS, "practice-area")
        given = replace(given, area=area)  # type: ignore[arg-type]
        revision = max(0, whole(request, "seen"))
        if learned:
            what = lines(request, "seen_there", store.LONGEST_SEEN)
            done = store.write_learned(home, given, revision, learned.plan.seller, what, now())
        else:
            done = store.write(home, given, revision, now())
    except Mistake as wrong:
        return _again(request, home, kept, given, wrong.problems, learned)
    messages.success(request, _("The practice was kept."))
    return HttpResponseRedirect(reverse("playbook-practice", args=[done.key]))


def _again(
    request: HttpRequest, home: Company, kept: store.Kept, given: Practice,
    problems: tuple[Problem, ...], learned: PlanSeen | None,
) -> HttpResponse:  # fmt: skip
    """The form with what was typed; what is sent next is an answer to what stands now."""
    typed = replace(kept, practice=given)
    theirs = kept if any(p.code == "practice-changed" for p in problems) else None
    seen_there = request.POST.get("seen_there", "")
    page = EditPage(home, typed, theirs, learned=learned, seen_there=seen_there)
    return shown(request, home, "practice_edit", page.context(), problems)


def _given(request: HttpRequest, home: Company, before: Practice) -> Practice:
    known = before.by_key
    written = []
    for n in range(MOST):
        key = request.POST.get(f"key{n}", "")
        said = Said(text(request, f"en{n}", LONGEST), text(request, f"fil{n}", LONGEST))
        written.append((key if key in known else "", said))
    made = replace(
        before,
        title=Said(*(text(request, f"title_{code}", LONGEST_TITLE) for code in ("en", "fil"))),
        what=Said(*(lines(request, f"what_{code}", LONGEST) for code in ("en", "fil"))),
    )  # fmt: skip
    return with_behaviours(made, written, store.used_keys(home, before.key))


@require_POST
@if_there
def retire(request: HttpRequest, practice: str) -> HttpResponse:
    """Offer a practice no more, or again."""
    back = request.POST.get("back") == "1"
    store.retire(company(request), practice, now(), back=back)
    messages.success(
        request, _("The practice is offered again.") if back else _("The practice was retired.")
    )
    return HttpResponseRedirect(reverse("playbook-practice", args=[practice]))


@require_POST
@if_there
def promote(request: HttpRequest, practice: str) -> HttpResponse:
    """Say from which seller a practice was learned."""
    try:
        seen = lines(request, "seen", store.LONGEST_SEEN)
        store.promote(company(request), practice, text(request, "seller", 255), seen, now())
    except Mistake as wrong:
        tell(request, wrong)
    else:
        messages.success(
            request, _("Kept. They are named as soon as they agree to it on their own page.")
        )
    return HttpResponseRedirect(reverse("playbook-practice", args=[practice]))
