"""What django-allauth is told to do otherwise: no open door, our words, our addresses."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from husay.store.records.invitations import open_invitation, take_up
from husay.store.records.models import User
from husay.web.company import company_name
from husay.web.doors.addresses import client_address
from husay.web.doors.noting import note_failure
from husay.web.doors.remembered import remember_language


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody signs up; messages that a page says anyway are not said twice."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "too_many_login_attempts": _("Too many tries. Wait a few minutes, then try again."),
        "incorrect_password": _("The password is not right."),
        "enter_current_password": _("The current password is not right."),
        "rate_limited": _("Too many tries. Wait a few minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: people are invited."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that limits are kept by."""
        return client_address(request)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Only who had the right password learns it."""
        return render(request, "husay/doors/inactive.html", status=403)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Messages of our own only: allauth's are not translated and say what the page says."""
        message = kwargs.get("message")
        if message:
            super().add_message(request, level, message=message)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own page."""
        return reverse("account")

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """As allauth does it, in the user's language from here on."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        remember_language(response, user.language)
        return response


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The company's name, where an authenticator app or a passkey shows whose it is."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("The code is not right."),
    }

    def get_totp_issuer(self) -> str:
        """What an app shows beside the code."""
        return f"Husay {company_name()}".strip()

    def _get_site_name(self) -> str:
        return self.get_totp_issuer()


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Signing in at another server never makes an account: it opens one that was made here."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: people are invited."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Let in who is known already, or who was invited by the address that the server proved.

        Everybody else is told that nobody invited them, and nothing is made.
        """
        now = timezone.now()
        if sociallogin.is_existing:
            return
        user = _invited(sociallogin.email_addresses)
        if user is None or not user.is_active or user.demo:
            raise _refused(request, None)
        if user.joined is None:
            link = open_invitation(user, now)
            if link is None:
                raise _refused(request, user)
            user = take_up(link, now, place="web")
        sociallogin.connect(request, user)


def _refused(request: HttpRequest, user: User | None) -> ImmediateHttpResponse:
    """The end of a sign-in to which nobody was invited, which is noted as one that failed."""
    note_failure("sign-in-refused", user, request)
    return ImmediateHttpResponse(render(request, "husay/doors/not_invited.html", status=403))


def _invited(addresses: list[Any]) -> User | None:
    proved = [a.email.lower() for a in addresses if a.verified]
    return User.objects.filter(email__in=proved, forgotten=None).first() if proved else None
