"""Whose pay is on hold: of which statements nothing goes to the ledger for now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Q

from husay.store.records.models import PayEntry, PayHold, PayRun, PayStatement

SALE, SELLER, STATEMENT = "sale", "seller", "statement"
KINDS = (SALE, SELLER, STATEMENT)
"""What can be on hold."""


def standing() -> Mapping[tuple[str, str, int | None], PayHold]:
    """The holds that stand, by kind, item, and the run of a statement."""
    rows = PayHold.objects.filter(lifts=None, lifted=None).select_related("run__plan")
    return {(one.kind, one.item, one.run_id): one for one in rows}


def holds_on(run: PayRun) -> dict[str, PayHold]:
    """The holds that stand on statements of a run, by person: on the statement itself, or on its
    seller."""
    rows = PayHold.objects.filter(lifts=None, lifted=None)
    found = rows.filter(Q(kind=SELLER) | Q(kind=STATEMENT, run=run)).order_by("-kind", "pk")
    return {one.item: one for one in reversed(list(found))}


def people_held(run: PayRun) -> frozenset[str]:
    """Whose statements of a run are on hold."""
    return frozenset(holds_on(run))


def paid_out(run: PayRun) -> frozenset[str]:
    """Whom a run has paid, by the ledger."""
    return frozenset(PayEntry.objects.filter(run=run).values_list("person", flat=True))


def unpaid_statements(rows: Sequence[PayStatement]) -> dict[int, bool]:
    """Those of released statements that are not in the ledger, each with whether it is on hold."""
    paid = set(
        PayEntry.objects.filter(run__in={row.run_id for row in rows}).values_list("run", "person")
    )
    holds = standing()
    return {
        row.pk: (SELLER, row.person, None) in holds or (STATEMENT, row.person, row.run_id) in holds
        for row in rows
        if (row.run_id, row.person) not in paid
    }
