"""Which refused import may come in all the same, once its page is told that it is meant."""

from __future__ import annotations

from pathlib import Path

from husay.store.jobs import problems_of
from husay.store.records.models import ImportRun

_MEANT = frozenset(
    {
        "withdraws-most",
        "corrects-most",
        "moves-most",
        "loses-lines",
        "more-lose-lines",
        "of-another-source",
    }
)
"""What an import is refused for until it is meant (husay.store.warehouse.doubts)."""


def is_confirmable(run: ImportRun) -> bool:
    """Whether nothing but doubts keep it out, its data is still there, and nobody asked since.

    What was asked for since may have another file or another outcome: that one is to be confirmed.
    """
    errors = {p.code for p in problems_of(run) if p.severity == "error"}
    if run.state != ImportRun.State.REFUSED or not errors or not errors <= _MEANT:
        return False
    later = ImportRun.objects.filter(source=run.source, pk__gt=run.pk)
    return not later.exists() and Path(run.data).exists()
