"""The way in: open a company or make one.

Django's models can only be imported once Django knows whose records to read, so this module
connects first and imports `Company` after.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from husay.access.viewer import operator
from husay.org.company import CompanySettings
from husay.store.home import Home
from husay.store.records.connect import connect, migrate

if TYPE_CHECKING:
    from husay.access.viewer import Viewer
    from husay.store.company import Company
    from husay.store.records.audit import Place


def open_company(folder: Path | str, today: date | None = None) -> Company:
    """Open an existing company for its operator, by the organisation of a day (that of its newest
    snapshot where none is named); raises Mistake when there is none in the folder."""
    home = Home(Path(folder).resolve())
    home.read_settings()
    connect(home)
    with _telling_of_the_disk(home):
        migrate()
    return _company(home, today)


def create_company(folder: Path | str, settings: CompanySettings, at: datetime) -> Company:
    """Make a new company with an empty book, opened for its operator; raises Mistake when the
    folder holds something."""
    home = Home(Path(folder).resolve())
    with _telling_of_the_disk(home):
        home.create(settings)
        connect(home)
        migrate()
    company = _company(home, at.date())
    company.publish_settings("husay", at, reason="created")
    return company


def served_company(viewer: Viewer, place: Place) -> Company:
    """The company that this process serves, as whoever asks has it today: there is none without a
    viewer, so that what nobody let anybody into fails."""
    from django.conf import settings
    from django.utils import timezone

    from husay.store.company import Company

    return Company(Home(Path(settings.HUSAY_HOME)), viewer, timezone.localdate(), place)


def _telling_of_the_disk(home: Home) -> AbstractContextManager[None]:
    from husay.store.disk import telling_of_the_disk

    return telling_of_the_disk(home.path)


def _company(home: Home, today: date | None) -> Company:
    from husay.store.company import Company

    return Company(home, operator("husay"), today or _newest_day(home), "cli")


def _newest_day(home: Home) -> date:
    from husay.store.moment import newest_manifest

    return newest_manifest(home).created.date()
