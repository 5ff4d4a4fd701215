"""Getting the assets ready to be served: copied, named by their content, compressed."""

from __future__ import annotations

from django.conf import settings
from django.core.management import call_command


def prepare() -> None:
    """Collect the assets into STATIC_ROOT. Call it once, before the workers start.

    With HUSAY_DEBUG they are served from where they are, and this does nothing.
    """
    if not settings.DEBUG:
        call_command("collectstatic", interactive=False, verbosity=0)
