"""The language of the commands: chosen, else the company's, else English."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

LANGUAGES = ("en", "fil")
_scratch: list[tempfile.TemporaryDirectory[str]] = []


def speak(language: str) -> None:
    """Say everything in this language from now on, even where there is no company."""
    from django.apps import apps
    from django.utils import translation

    if not apps.ready:
        _start_without_company()
    translation.activate(language)


def _start_without_company() -> None:
    """Django's translations want settings, and those want a folder: an empty one will do."""
    from husay.store.home import Home
    from husay.store.records.connect import connect

    named = os.environ.get("HUSAY_HOME")
    _scratch.append(tempfile.TemporaryDirectory(prefix="husay-"))
    connect(Home(Path(_scratch[0].name)))
    if named is None:
        del os.environ["HUSAY_HOME"]
    else:
        os.environ["HUSAY_HOME"] = named
