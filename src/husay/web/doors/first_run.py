"""The first page of a company without users: it makes the administrator."""

from __future__ import annotations

from pathlib import Path

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from husay.basics.problem import Mistake, Problem
from husay.store.first_run import forget_key, is_key
from husay.store.home import Home
from husay.store.records.models import User
from husay.store.records.users import anybody, first_administrator
from husay.web.doors.limits import too_often
from husay.web.doors.typed import email_problems, name_problems, password_problems, text
from husay.words.problems import describe

_PAGE = "husay/doors/first_run.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def first_run(request: HttpRequest) -> HttpResponse:
    """Make the administrator, for who has the link that `husay serve` prints."""
    if anybody():
        return HttpResponseRedirect(reverse("account_login"))
    if request.method == "POST" and (answer := too_often(request, "first-run")):
        return answer
    home = Home(Path(settings.HUSAY_HOME))
    token = request.POST.get("token", "") or request.GET.get("token", "")
    if not is_key(home, token):
        return render(request, _PAGE, {"open": False}, status=403 if token else 200)
    typed = {name: text(request, name) for name in ("name", "email")}
    shown = {"open": True, "token": token, **typed}
    if request.method != "POST":
        return render(request, _PAGE, shown)
    password = request.POST.get("password", "")
    problems = _problems(request, typed, password)
    if not problems:
        try:
            user = first_administrator(
                typed["email"], typed["name"], password, timezone.now(), place="web"
            )
        except Mistake as wrong:
            problems = list(wrong.problems)
        else:
            forget_key(home)
            get_adapter(request).login(request, user)
            return HttpResponseRedirect(reverse("standing"))
    shown["wrong"] = [describe(problem) for problem in problems]
    return render(request, _PAGE, shown, status=422)


def _problems(request: HttpRequest, typed: dict[str, str], password: str) -> list[Problem]:
    user = User(email=typed["email"].lower(), name=typed["name"])
    return [
        *name_problems(typed["name"], _("Your name")),
        *email_problems(typed["email"]),
        *password_problems(password, request.POST.get("again", ""), user),
    ]
