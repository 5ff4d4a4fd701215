"""The company of this process, as whoever calls has it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

if TYPE_CHECKING:
    from django.http import HttpRequest

    from husay.store.company import Company


def company(request: HttpRequest) -> Company:
    """The company for one call, of the viewer that the caller's token stands for."""
    from husay.store.company import Company
    from husay.store.home import Home

    viewer = request.auth  # type: ignore[attr-defined]  # ninja puts there what the door gave
    home, today = Home(Path(settings.HUSAY_HOME)), timezone.localdate()
    return Company(home, viewer, today, "api").of_one_moment()
