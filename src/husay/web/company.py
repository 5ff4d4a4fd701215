"""The company whose pages this process serves."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from husay.store.company import Company
from husay.store.home import Home


@cache
def _company(folder: Path) -> Company:
    return Company(Home(folder))


def company() -> Company:
    """The company of the folder that the settings name."""
    return _company(Path(settings.HUSAY_HOME))
