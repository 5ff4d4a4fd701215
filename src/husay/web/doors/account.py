"""One's own page: language, password, second factor, passkeys, sessions."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from husay.access.role import Role
from husay.basics.problem import Problem
from husay.store.records import audit
from husay.store.records.models import User, UserSession
from husay.store.records.users import open_grants
from husay.web.doors.limits import too_often
from husay.web.doors.typed import password_problems
from husay.web.doors.viewing import user_of
from husay.web.doorway import View
from husay.words import dates
from husay.words.problems import describe
from husay.words.roles import ROLE_MEANINGS, ROLE_NAMES


def real_only(view: Any) -> View:
    """A view that a demo user has not got: everybody shares them."""

    def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if isinstance(request.user, User) and request.user.demo:
            raise Http404
        answer: HttpResponse = view(request, *args, **kwargs)
        return answer

    return checked


@never_cache
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """What one may see and change of oneself."""
    user = user_of(request)
    factors = list(Authenticator.objects.filter(user=user).order_by("created_at"))
    keys = [a for a in factors if a.type == Authenticator.Type.WEBAUTHN]
    codes = [a for a in factors if a.type == Authenticator.Type.RECOVERY_CODES]
    return render(
        request,
        "husay/doors/account.html",
        {
            "user": user,
            "roles": [(ROLE_NAMES[r], ROLE_MEANINGS[r]) for r in _roles(user)],
            "real": not user.demo,
            "password": user.has_usable_password(),
            "app": any(a.type == Authenticator.Type.TOTP for a in factors),
            "passkeys": [_passkey(a) for a in keys],
            "codes": len(codes[0].wrap().get_unused_codes()) if codes else None,
            "sessions": [_session(s, request) for s in _sessions(user)],
        },
    )


def _roles(user: User) -> list[Role]:
    return list(dict.fromkeys(Role(grant.role) for grant in open_grants(user)))


def _passkey(found: Authenticator) -> dict[str, object]:
    used = found.last_used_at
    return {
        "pk": found.pk,
        "name": found.wrap().name,
        "added": dates.day(timezone.localtime(found.created_at).date()),
        "used": dates.day(timezone.localtime(used).date()) if used else "",
    }


def _sessions(user: User) -> list[UserSession]:
    found = user.sessions.filter(expire_date__gt=timezone.now())
    return sorted(found, key=lambda s: (s.seen is not None, s.seen), reverse=True)


def _session(found: UserSession, request: HttpRequest) -> dict[str, object]:
    return {
        "device": device_name(found.device),
        "seen": dates.moment(found.seen) if found.seen else "",
        "begun": dates.moment(found.begun) if found.begun else "",
        "here": found.session_key == request.session.session_key,
    }


_BROWSERS = (
    *(("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome")),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    *(("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows")),
    *(("Mac OS X", "macOS"), ("Linux", "Linux")),
)


def device_name(agent: str) -> str:
    """“Firefox, Windows” of what a browser says of itself; its own words where we know neither."""
    browser = next((name for sign, name in _BROWSERS if sign in agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    known = ", ".join(word for word in (browser, system) if word)
    return known or agent[:40] or _("unknown device")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change one's password, or set one where there is none; other sessions end."""
    user = user_of(request)
    if user.demo or not user.has_usable_password():
        raise Http404
    wrong: list[Problem] = []
    if request.method == "POST":
        if answer := too_often(request, "password"):
            return answer
        new = request.POST.get("password", "")
        if not user.check_password(request.POST.get("current", "")):
            wrong.append(Problem(code="password-not-right"))
        wrong += password_problems(new, request.POST.get("again", ""), user)
        if not wrong:
            _change(request, user, new)
            messages.success(request, _("Your password was changed; other sessions were ended."))
            return HttpResponseRedirect(reverse("account"))
    shown = {"email": user.email, "wrong": [describe(problem) for problem in wrong]}
    return render(request, "husay/doors/password.html", shown, status=422 if wrong else 200)


def _change(request: HttpRequest, user: User, new: str) -> None:
    user.set_password(new)
    user.save(update_fields=["password"])
    update_session_auth_hash(request, user)
    user.sessions.exclude(session_key=request.session.session_key).delete()
    audit.note(
        user, "password-changed", at=timezone.now(), place="web", kind="user", item=str(user.pk)
    )


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End all sessions but this one."""
    user = user_of(request)
    user.sessions.exclude(session_key=request.session.session_key).delete()
    audit.note(
        user, "signed-out-everywhere", at=timezone.now(), place="web", kind="user",
        item=str(user.pk),
    )  # fmt: skip
    messages.success(request, _("All other sessions were ended."))
    return HttpResponseRedirect(reverse("account"))
