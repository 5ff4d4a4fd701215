"""Some tests say how a problem is told."""

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
