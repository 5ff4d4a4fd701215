"""The company whose pages this process serves, as its viewers have it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

from husay.basics.problem import Mistake
from husay.store.company import Company
from husay.store.home import Home
from husay.store.moment import newest_manifest
from husay.store.opening import served_company
from husay.web.doors.viewing import viewer


def company(request: HttpRequest) -> Company:
    """The company of the folder that the settings name, as whoever asks has it, for one page.

    There is no company without a viewer: a page that nobody let anybody into fails.
    """
    return served_company(viewer(request), "web").of_one_moment()


def newest_snapshot() -> int:
    """The number of the newest snapshot, for whoever watches the server."""
    return newest_manifest(Home(Path(settings.HUSAY_HOME))).number


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
