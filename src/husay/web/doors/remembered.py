"""The language that a user chose, kept where pages look for it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.i18n import set_language as django_set_language

from husay.store.records.models import User


def remember_language(response: HttpResponseBase, language: str) -> None:
    """Have pages speak a language on this device; does nothing for ''."""
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )


def set_language(request: HttpRequest) -> HttpResponse:
    """Django's, which also remembers the choice for the user's other devices."""
    response = django_set_language(request)
    language = request.POST.get("language", "")
    if isinstance(request.user, User) and language in dict(settings.LANGUAGES):
        User.objects.filter(pk=request.user.pk).update(language=language)
    return response
