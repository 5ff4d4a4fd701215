"""Asking for an import once, however often a button is pressed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction

from husay.store.company import Company
from husay.store.jobs import ask_for_import
from husay.store.records.models import ImportRun
from husay.web.bring_in.runs import WEB


def now() -> datetime:
    """The moment of a request: the faces are where the clock is read."""
    return datetime.now(UTC)


def ask_once(company: Company, source: str, data: Path, at: datetime) -> int:
    """The number of an import of this data; one that is already on its way is not asked twice.

    Raises Mistake when there is no such source or no such data.
    """
    with transaction.atomic():  # writers come one by one, so a second one sees the first
        on_its_way = ImportRun.objects.filter(
            source=source, data=str(data.resolve()), state__in=("waiting", "running")
        ).first()
        if on_its_way is not None:
            return int(on_its_way.pk)
        return ask_for_import(company, source, data, WEB, at)
