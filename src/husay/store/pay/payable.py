"""Which statements of a released run are paid out: the one place that payroll asks."""

from __future__ import annotations

from collections.abc import Iterable

from husay.store.records.models import PayEntry, PayRun


def payable(runs: Iterable[PayRun]) -> tuple[PayEntry, ...]:
    """The entries of the ledger that some runs pay out, by run and person; a statement that is not
    in the ledger is not paid out."""
    found = PayEntry.objects.filter(run__in=list(runs)).select_related("run")
    return tuple(found.order_by("run__starts", "person"))
