"""Whether this process has all of Django's applications, or only those that commands need.

Signing in takes libraries that a command does not use and would wait for: a third of a second,
each time. A process that only reads and imports may say so before Django starts. What carries
all records, or serves pages, needs the whole.
"""

from __future__ import annotations

_light = False


def lighten() -> None:
    """Leave out the applications of sign-in, if Django has not been started yet."""
    global _light
    from django.conf import settings

    if not settings.configured:
        _light = True


def is_light() -> bool:
    """Whether the applications of sign-in are left out of this process."""
    return _light
