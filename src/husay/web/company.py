"""The company whose pages this process serves."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings

from husay.basics.problem import Mistake
from husay.store.company import Company
from husay.store.home import Home


@cache
def _company(folder: Path) -> Company:
    return Company(Home(folder))


def company() -> Company:
    """The company of the folder that the settings name."""
    return _company(Path(settings.HUSAY_HOME))


def company_name() -> str:
    """What the company is called; '' where its settings cannot be read, as a page says."""
    file = Home(Path(settings.HUSAY_HOME)).settings_file
    try:
        return _name(file.parent, file.stat().st_mtime_ns)
    except (Mistake, OSError):
        return ""


@lru_cache(maxsize=4)
def _name(folder: Path, _changed_ns: int) -> str:
    """Read again once the settings change: every page says it."""
    return Home(folder).read_settings().name
