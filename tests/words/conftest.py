"""Words need Django's translations, and nothing else of it: no company, no database."""

from collections.abc import Iterator

import pytest

from husay.cli.language import speak


@pytest.fixture
def english() -> Iterator[None]:
    """English, whatever was spoken before."""
    from django.utils import translation

    speak("en")
    yield
    translation.deactivate()


@pytest.fixture
def filipino() -> Iterator[None]:
    """Filipino, whatever was spoken before."""
    from django.utils import translation

    speak("fil")
    yield
    translation.deactivate()
