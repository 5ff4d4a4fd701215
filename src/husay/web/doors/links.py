"""Coming in by a link: taking up an invitation, setting a new password, asking for such a link."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from allauth.account.adapter import get_adapter
from allauth.mfa.webauthn.forms import SignupWebAuthnForm
from allauth.mfa.webauthn.internal import auth, flows
from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from husay.basics.problem import Mistake, Problem
from husay.store.records.invitations import asked_reset_link, open_link, take_up
from husay.store.records.models import Link, User
from husay.web.company import company_name
from husay.web.doors.limits import too_often
from husay.web.doors.mailing import beside, send_now
from husay.web.doors.typed import email_problems, name_problems, password_problems, text
from husay.words.problems import describe

_ASKED = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(_ASKED)
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Take up an invitation with a name and a password."""
    return _come_in(request, secret, Link.Purpose.JOIN)


@never_cache
@require_http_methods(_ASKED)
def new_password(request: HttpRequest, secret: str) -> HttpResponse:
    """Set a new password."""
    return _come_in(request, secret, Link.Purpose.RESET)


def _come_in(request: HttpRequest, secret: str, purpose: str) -> HttpResponse:
    now = timezone.now()
    if answer := too_often(request, "link"):
        return answer
    link = open_link(secret, purpose, now)
    if link is None:
        return render(request, "husay/doors/link_closed.html", status=404)
    joining = purpose == Link.Purpose.JOIN
    shown: dict[str, object] = {
        "email": link.user.email,
        "name": text(request, "name") or link.user.name,
        "joining": joining,
        "passkey_url": reverse("join-passkey", args=[secret]) if joining else "",
    }
    if request.method == "POST":
        problems = _problems(request, link.user, joining)
        if not problems:
            try:
                return _enter(request, link, now, request.POST.get("password", ""))
            except Mistake as wrong:
                problems = list(wrong.problems)
        shown["wrong"] = [describe(problem) for problem in problems]
    status = 422 if "wrong" in shown else 200
    return render(request, "husay/doors/join.html", shown, status=status)


@never_cache
@require_http_methods(_ASKED)
def join_passkey(request: HttpRequest, secret: str) -> HttpResponse:
    """Take up an invitation with a passkey, and no password at all."""
    now = timezone.now()
    if answer := too_often(request, "link"):
        return answer
    link = open_link(secret, Link.Purpose.JOIN, now)
    if link is None:
        return render(request, "husay/doors/link_closed.html", status=404)
    form = SignupWebAuthnForm(request.POST or None, user=link.user)
    name = text(request, "person_name")
    wrong: list[Problem] = []
    if request.method == "POST":
        wrong = name_problems(name, _("Your name"))
        if not form.is_valid():
            wrong.append(Problem(code="passkey-not-taken"))
        if not wrong:
            try:
                return _enter_with_passkey(request, link, now, form.cleaned_data)
            except Mistake as mistaken:
                wrong = list(mistaken.problems)
    shown = {
        "email": link.user.email,
        "name": name or link.user.name,
        "options_data": {"creation_options": auth.begin_registration(link.user, True)},
        "password_url": reverse("join", args=[secret]),
        "wrong": [describe(problem) for problem in wrong],
    }
    return render(request, "husay/doors/join_passkey.html", shown, status=422 if wrong else 200)


def _enter_with_passkey(
    request: HttpRequest, link: Link, now: datetime, made: Mapping[str, Any]
) -> HttpResponse:
    """Keep the passkey and use the link: both, or neither where somebody else used it meanwhile."""
    with transaction.atomic():
        flows.signup_authenticator(request, link.user, made["name"], made["credential"])
        return _enter(request, link, now, "")


def _problems(request: HttpRequest, user: User, joining: bool) -> list[Problem]:
    name = text(request, "name")
    return [
        *(name_problems(name, _("Your name")) if joining else ()),
        *password_problems(
            request.POST.get("password", ""),
            request.POST.get("again", ""),
            User(email=user.email, name=name or user.name),
        ),
    ]


def _enter(request: HttpRequest, link: Link, now: datetime, password: str) -> HttpResponse:
    """Use the link. An invitation signs in; a new password is signed in with, second factor too."""
    name = text(request, "name") or text(request, "person_name")
    user = take_up(link, now, name=name, password=password, place="web")
    if link.purpose == Link.Purpose.RESET:
        return render(request, "husay/doors/password_set.html")
    get_adapter(request).login(request, user)
    return HttpResponseRedirect(reverse("standing"))


@never_cache
@require_http_methods(_ASKED)
def forgot_password(request: HttpRequest) -> HttpResponse:
    """Ask for a link by e-mail; where none can be sent there is no such page.

    The answer is the same whether or not the address is a user's.
    """
    if not settings.SENDS_EMAIL:
        raise Http404
    if request.method != "POST":
        return render(request, "husay/doors/forgot.html")
    email = text(request, "email").lower()
    if wrong := email_problems(email):
        shown = {"email": email, "wrong": [describe(problem) for problem in wrong]}
        return render(request, "husay/doors/forgot.html", shown, status=422)
    if answer := too_often(request, "forgot", email):
        return answer
    beside(_send_link, email, request.build_absolute_uri("/"), get_language())
    return render(request, "husay/doors/forgot.html", {"email": email, "done": True})


def _send_link(email: str, root: str, language: str) -> None:
    """Make the link and send it, where there is such a user: beside the request, so that how long
    the answer takes tells nobody whether there is."""
    with override(language):
        secret = asked_reset_link(email, timezone.now(), place="web")
        if secret is not None:
            send_now(email, *reset_message(root, secret))


def reset_message(root: str, secret: str) -> tuple[str, str]:
    """Subject and text of the message with a link to a new password; `root` is our address."""
    url = urljoin(root, reverse("new-password", args=[secret]))
    said = _("Set a new password for Husay at %(company)s. The link works once, for a day.")
    return _("A new password for Husay"), f"{said % {'company': company_name()}}\n\n{url}\n"


def invitation_message(root: str, secret: str) -> tuple[str, str]:
    """Subject and text of the message with an invitation; `root` is our address."""
    url = urljoin(root, reverse("join", args=[secret]))
    said = _("You are invited to Husay at %(company)s. The link works once, for seven days.")
    return _("You are invited to Husay"), f"{said % {'company': company_name()}}\n\n{url}\n"
