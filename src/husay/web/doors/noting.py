"""Sign-ins and second factors in the audit log: what allauth signals, written down."""

from __future__ import annotations

from typing import Any

from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.core.cache import cache
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from husay.store.records import audit
from husay.store.records.models import User, UserSession
from husay.web.doors.addresses import client_address

_HOUR_SECONDS = 60 * 60
MOST_FAILURES_OF_ONE, MOST_FAILURES = 20, 500
"""Failed sign-ins that are written down in an hour, of one address and of all."""


@receiver(user_logged_in)
def _signed_in(request: HttpRequest, user: Any, **_rest: Any) -> None:
    _note(user, "sign-in")
    UserSession.objects.filter(expire_date__lt=timezone.now()).delete()  # who left without a word


@receiver(user_logged_out)
def _signed_out(request: HttpRequest, user: Any, **_rest: Any) -> None:
    if isinstance(user, User):
        _note(user, "sign-out")


@receiver(user_login_failed)
def _failed(credentials: Any, request: HttpRequest | None = None, **_rest: Any) -> None:
    """Whose address was tried, where it is a user's; the address itself is not kept."""
    email = str(credentials.get("email", "")).lower()
    user = User.objects.filter(email=email).first()
    note_failure("sign-in-failed", user, request)


@receiver(mfa.authentication_failed)
def _second_factor_failed(request: HttpRequest, user: Any, **_rest: Any) -> None:
    note_failure("second-factor-failed", user, request)


@receiver(mfa.authenticator_added)
def _factor_added(user: Any, authenticator: Any, **_rest: Any) -> None:
    _note(user, "second-factor-added", {"type": str(authenticator.type)})


@receiver(mfa.authenticator_removed)
def _factor_removed(user: Any, authenticator: Any, **_rest: Any) -> None:
    _note(user, "second-factor-removed", {"type": str(authenticator.type)})


@receiver(mfa.authenticator_reset)
def _factor_reset(user: Any, authenticator: Any, **_rest: Any) -> None:
    _note(user, "second-factor-reset", {"type": str(authenticator.type)})


def note_failure(action: str, user: User | None, request: HttpRequest | None) -> None:
    """Note a failed try, unless so many were noted in this hour that they would drown the rest."""
    at = timezone.now()
    hour = f"{at:%Y%m%d%H}"
    address = client_address(request) if request is not None else ""
    if not _counts(f"noted:{hour}:{address}", MOST_FAILURES_OF_ONE):
        return
    if not _counts(f"noted:{hour}", MOST_FAILURES):
        return
    item = "" if user is None else str(user.pk)
    kind = "" if user is None else "user"
    audit.note(audit.NOBODY, action, at=at, place="web", kind=kind, item=item)


def _counts(key: str, most: int) -> bool:
    """Whether something may be done once more in this hour, which is counted."""
    done = cache.get(key, 0)
    if done >= most:
        return False
    cache.set(key, done + 1, _HOUR_SECONDS)
    return True


def _note(user: User, action: str, after: audit.State = None) -> None:
    audit.note(
        user, action, at=timezone.now(), place="web", kind="user", item=str(user.pk), after=after
    )
