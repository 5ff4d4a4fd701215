"""A person: everything that is known of them, handed out or forgotten."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from husay.basics.problem import Mistake, Problem
from husay.store.person_rows import rows_of_person
from husay.store.records import forgetting
from husay.store.records.manifests import names
from husay.store.records.models import User
from husay.store.records.theirs import whose
from husay.web.company import company
from husay.web.doors.naming import user_name
from husay.web.doors.typed import person_of, reason_problems, text
from husay.web.doors.viewing import viewer
from husay.words.problems import describe

Who = tuple[User | None, str]
"""A user and an identifier of the book: one of them at least."""


@never_cache
@require_http_methods(["GET", "HEAD"])
def person(request: HttpRequest) -> HttpResponse:
    """What is known of a user (`?user=7`) or of a person of the book (`?person=E-009`)."""
    written = " ".join(request.GET.get("person", "").split())[:255]
    found, problems = person_of(written)
    if problems:
        wrong = [describe(problem) for problem in problems]
        return render(request, "husay/doors/person_unknown.html", {"wrong": wrong}, status=404)
    return _page(request, _who(request.GET.get("user", ""), found))


@never_cache
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """A JSON file of everything known of somebody, the book's rows included."""
    user, item = _who(request.POST.get("user", ""), text(request, "person", 255))
    book = company(request).snapshot()
    found = forgetting.export_person(
        user, item, viewer(request), timezone.now(), lambda one: rows_of_person(book, one),
        place="web",
    )  # fmt: skip
    answer = JsonResponse(found, json_dumps_params={"indent": 2, "ensure_ascii": False})
    named = item or f"user-{user.pk if user else ''}"
    safe = "".join(c if c.isalnum() or c in "-_" else "_" for c in named)
    answer.headers["Content-Disposition"] = f'attachment; filename="person-{safe}.json"'
    return answer


@never_cache
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Forget somebody, once it is confirmed: the identifier is typed again, and a reason given."""
    who = _who(request.POST.get("user", ""), text(request, "person", 255))
    reason = text(request, "reason", 500)
    problems = reason_problems(reason)
    if text(request, "again", 255) != _typed_again(who):
        problems.append(Problem(code="not-typed-again", value=_typed_again(who)))
    if not problems:
        try:
            forgetting.forget(*who, viewer(request), timezone.now(), reason, place="web")
        except Mistake as wrong:
            problems = list(wrong.problems)
        else:
            messages.success(request, _("They are forgotten: no name of theirs is left."))
            return HttpResponseRedirect(reverse("people"))
    return _page(request, who, problems)


def _who(number: str, item: str) -> Who:
    """The user asked for, else the one who is the person of the book; raises Http404 for nobody."""
    user = None
    if number.isdecimal() and len(number) < 10:
        user = User.objects.filter(pk=int(number), forgotten=None).first()
    users, item = whose(user, item)
    if not users and not item:
        raise Http404
    return next(iter(users), None), item


def _typed_again(who: Who) -> str:
    user, item = who
    return item or (user.email if user else "")


def _page(request: HttpRequest, who: Who, problems: list[Problem] | None = None) -> HttpResponse:
    user, item = who
    called = names("person", [item]).get(item, "") if item else ""
    shown = {
        "user": user,
        "person": item,
        "called": called or (user_name(user) if user else item),
        "named": bool(called),
        "again": _typed_again(who),
        "forgotten": bool(item) and forgetting.is_forgotten("person", item),
        "wrong": [describe(problem) for problem in problems or ()],
    }
    return render(request, "husay/doors/person.html", shown, status=422 if problems else 200)
