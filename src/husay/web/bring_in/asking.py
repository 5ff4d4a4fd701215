"""Asking for an import once, however often a button is pressed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import transaction

from husay.store.company import Company
from husay.store.jobs import ask_for_import
from husay.store.records.models import ImportRun

_GOING_ON = ("waiting", "running")


def on_its_way(data: Path, **more: str) -> int | None:
    """The number of an import of this data that waits or runs; None where there is none."""
    found = ImportRun.objects.filter(data=str(data.resolve()), state__in=_GOING_ON, **more).first()
    return None if found is None else int(found.pk)


def on_their_way() -> set[str]:
    """The sources whose import waits or runs."""
    waiting = ImportRun.objects.filter(state__in=_GOING_ON)
    return set(waiting.values_list("source", flat=True))


def ask_once(
    company: Company, source: str, data: Path, at: datetime, *, replace: bool = False
) -> int:
    """The number of an import of this data; one that is already on its way is not asked twice.

    Raises Mistake when there is no such source or no such data.
    """
    with transaction.atomic():  # writers come one by one, so a second one sees the first
        known = on_its_way(data, source=source)
        if known is not None:
            return known
        return ask_for_import(company, source, data, company.author, at, replace=replace)
