"""What of a period's sales no plan pays: lines credited to nobody, sellers without a plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from husay.basics.period import Window
from husay.pay.runs.checklist import Unmatched
from husay.store.pay.assignments import assigned
from husay.store.pay.rows import CREDITED
from husay.store.records.models import PayPlanRow
from husay.store.warehouse.reading import Snapshot


def unmatched(snapshot: Snapshot, period: Window) -> Unmatched:
    """What of a period's sales no plan pays."""
    rows: Iterable[Any] = snapshot.run(
        f"{CREDITED}\nSELECT person, COUNT(*), SUM(CAST(amount AS HUGEINT)) FROM (\n"
        "  SELECT amount, UNNEST(COALESCE(persons, [NULL])) AS person FROM credited\n"
        f"  WHERE role = 'direct' AND date BETWEEN DATE '{period.start}' AND DATE '{period.end}')\n"
        "GROUP BY person ORDER BY person NULLS FIRST"
    )
    lines = amount = 0
    sold = set[str]()
    for person, count, total in rows:
        if person is None:
            lines, amount = int(count), int(total)
        else:
            sold.add(person)
    having = {
        one.person
        for row in PayPlanRow.objects.all()
        for one in assigned(row)
        if one.days.overlap(period)
    }
    return Unmatched(lines, amount, tuple(sorted(sold - having)))
