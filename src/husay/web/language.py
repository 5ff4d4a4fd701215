"""In which language a page speaks: as its reader chose, else as the browser asks, else as the
server's settings say, else the company's own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from husay.basics.problem import Mistake
from husay.store.home import Home

_ASKED = {"en": "en", "fil": "fil", "tl": "fil"}
"""What a browser may ask for, by its first part: some call Filipino by its other name, Tagalog."""


class LanguageMiddleware(LocaleMiddleware):
    """Django's, but for what decides."""

    def process_request(self, request: HttpRequest) -> None:
        """Speak the request's language from here on."""
        translation.activate(language_of(request))
        request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE


def language_of(request: HttpRequest) -> str:
    """The language that a request is answered in."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in dict(settings.LANGUAGES):
        return chosen
    asked = _asked(request.headers.get("Accept-Language", ""))
    return asked or settings.HUSAY_LANGUAGE or _company_language(Home(Path(settings.HUSAY_HOME)))


def _asked(header: str) -> str:
    """The first of the browser's languages that there is; '' where it asks for none of them."""
    words = (word.partition("-")[0] for word, _weight in parse_accept_lang_header(header))
    return next((_ASKED[word] for word in words if word in _ASKED), "")


def _company_language(home: Home) -> str:
    try:
        return _read_language(home, home.settings_file.stat().st_mtime_ns)
    except (OSError, Mistake):  # told where the company is opened
        return settings.LANGUAGE_CODE


@lru_cache(maxsize=8)
def _read_language(home: Home, changed: int) -> str:
    """The language in company.yaml, read again whenever that has changed."""
    return home.read_settings().language
