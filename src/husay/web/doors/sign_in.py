"""Signing in and out."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from husay.access.role import Role
from husay.store.records.demo_users import demo_user, is_demo
from husay.store.records.users import anybody
from husay.web.environment import SINGLE_SIGN_ON
from husay.words.roles import ROLE_MEANINGS, ROLE_NAMES

_SHOWN = (Role.EXECUTIVE, Role.MANAGER, Role.SELLER, Role.OPERATIONS, Role.COMPENSATION,
          Role.ADMINISTRATOR)  # fmt: skip
"""The roles of a demo: who sees the whole first."""


class SignIn(LoginView):  # type: ignore[misc]  # allauth has no types
    """allauth's sign-in, with what else may be done there."""

    template_name = "husay/doors/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`demo` roles to look around as, the name of the `other` server that signs people in,
        whether a link can be `sent`, and whether there is `anybody` to sign in."""
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        others = settings.SINGLE_SIGN_ON_APPS
        return shown | {
            "demo": [(r.value, ROLE_NAMES[r], ROLE_MEANINGS[r]) for r in _SHOWN if is_demo()],
            "other": others[0]["name"] if others else "",
            "other_id": SINGLE_SIGN_ON,
            "sent": settings.SENDS_EMAIL,
            "anybody": anybody(),
            "next": self.request.GET.get("next") or self.request.POST.get("next") or "",
        }


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session. What pages kept in the browser goes with it: the form of a visit, and what
    was typed into it."""
    get_adapter(request).logout(request)
    answer = HttpResponseRedirect(reverse("account_login"))
    answer.headers["Clear-Site-Data"] = '"storage"'
    return answer


@require_POST
def sign_in_as(request: HttpRequest, role: str) -> HttpResponse:
    """Look around a demo company in a role; in any other company there is no such page."""
    user = demo_user(Role(role)) if role in set(Role) else None
    if user is None:
        raise Http404
    get_adapter(request).login(request, user)
    return HttpResponseRedirect(reverse("standing"))


@never_cache
@require_POST
def other_server(request: HttpRequest, provider_id: str) -> HttpResponse:
    """On to the server that signs people in.

    A page between: browsers hold a form to our own addresses (Content-Security-Policy), wherever
    it is answered to go.
    """
    answer = oidc.login(request, provider_id)
    if not isinstance(answer, HttpResponseRedirect):
        return answer  # type: ignore[no-any-return]
    return render(request, "husay/doors/onward.html", {"url": answer.url})


@never_cache
@require_safe
def other_server_stopped(request: HttpRequest) -> HttpResponse:
    """Signing in elsewhere was stopped, or failed there."""
    return render(request, "husay/doors/other_stopped.html", status=403)
