"""The ledger in batches, each a payroll file of its own: what a run's release paid, and each
statement that was paid out later.

Every entry of the ledger is in exactly one batch, and none is added to a batch once it is there. So
what a batch pays never changes; what it carries over is worked out of the batches before it, in the
order of the ledger. How it was told is kept when payroll is handed its file first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from husay.basics.problem import mistake
from husay.pay.out.payroll import Key, left_over, told_by
from husay.pay.out.payroll_document import CARRY
from husay.store.pay.payable import payable
from husay.store.records.models import PayEntry, PayHandOut, PayRun

if TYPE_CHECKING:
    from husay.pay.out.payroll_document import PayrollDocument

RELEASE = 1
"""The number of the batch that a release pays."""


@dataclass(frozen=True)
class Batch:
    """A part of the ledger that payroll is told at once, by person; `handed` is when it was handed
    out first."""

    number: int
    entries: tuple[PayEntry, ...]
    handed: datetime | None

    @property
    def is_late(self) -> bool:
        """Whether it was paid out after its run was released."""
        return self.number > RELEASE


def batches(run: PayRun) -> tuple[Batch, ...]:
    """The batches of a released run, by number; a release that paid nobody is one where there is no
    other."""
    handed = dict(PayHandOut.objects.filter(run=run).values_list("batch", "at"))
    found: dict[int, list[PayEntry]] = defaultdict(list)
    for entry in payable([run]):
        found[entry.batch].append(entry)
    return tuple(
        Batch(number, tuple(found[number]), handed.get(number))
        for number in sorted(found) or [RELEASE]
    )


def next_batch(run: PayRun) -> int:
    """The number of what a released run pays out next."""
    numbers = PayEntry.objects.filter(run=run).values_list("batch", flat=True)
    return max((RELEASE, *numbers)) + 1


def batch_of(run: PayRun, number: int | None) -> Batch:
    """A batch by its number; without one the only one, or the only one that was not handed out.

    Raises Mistake `payroll-no-batch`, and `payroll-which` where a number is needed.
    """
    found = batches(run)
    listed = ", ".join(str(one.number) for one in found)
    if number is not None:
        chosen = [one for one in found if one.number == number]
        if not chosen:
            raise mistake("payroll-no-batch", value=number, run=run.pk, batches=listed)
        return chosen[0]
    waiting = [one for one in found if one.handed is None]
    if len(found) > 1 and len(waiting) != 1:
        raise mistake("payroll-which", value=run.pk, batches=listed)
    return found[0] if len(found) == 1 else waiting[0]


@dataclass(frozen=True)
class Carried:
    """How a batch tells what is below zero, and what earlier ones of its plan left so, by
    person."""

    negative: str
    left: Mapping[str, int]


def carried(run: PayRun, batch: Batch, document: PayrollDocument) -> Carried:
    """What a batch is told by: as it was handed out, else as the next that was, else by a
    document."""
    rows = PayEntry.objects.filter(run__plan=run.plan).order_by("pk")
    told = list(rows.values_list("run", "batch", "person", "amount", "currency"))
    own: Key = (run.pk, batch.number)
    order = {key: place for place, key in enumerate(dict.fromkeys((*(r[:2] for r in told), own)))}
    handed = PayHandOut.objects.filter(run__plan=run.plan)
    kept = {(r, b): negative for r, b, negative in handed.values_list("run", "batch", "negative")}
    negative = told_by(tuple(order), kept, document.negative)
    people = {(one.person, one.currency) for one in batch.entries}
    before: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for number, of, person, amount, currency in told:
        if (person, currency) in people and order[number, of] < order[own]:
            before[person].append((amount, negative[number, of] == CARRY))
    return Carried(negative[own], {person: left_over(each) for person, each in before.items()})
