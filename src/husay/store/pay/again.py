"""What of a run's last calculation still holds when it is worked out again.

The statement of whoever nothing touched is the same by the newest snapshot: it is kept, with its
row, its digest and its lines. Not so where anything of it is about closed periods or by hand, or
where anything was wrong.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from husay.basics.problem import Mistake
from husay.pay.runs.summary import Summary
from husay.store.moment import everything
from husay.store.pay.facts import PayFacts
from husay.store.pay.files import Before, adjusted_in, check_file
from husay.store.pay.keeping import summary_of
from husay.store.pay.said import heard_by
from husay.store.pay.touched import Known, touched
from husay.store.records.models import PayRun

if TYPE_CHECKING:
    from husay.store.company import Company

_TOGETHER = 1_000


def still_good(
    company: Company, run: PayRun, now: Known, facts: PayFacts, late: Collection[str]
) -> Before | None:
    """The lines that are kept of the last calculation of a run; None where there is none, it was by
    another version or of other days, or its file or snapshot is not there.

    `late` are those with lines about closed periods, or by hand, now.
    """
    last = PayRun.objects.get(pk=run.pk)
    if not last.lines or last.snapshot_id is None:
        return None
    if (last.version_id, last.ends) != (run.version_id, run.ends):
        return None
    if last.statements.filter(digest="").exists():
        return None  # it was kept before statements had digests
    try:
        check_file(company.home, last.lines)
        then = Known(everything(company, last.snapshot_id), heard_by(last))
        adjusted = adjusted_in(company.home, last.lines)
    except Mistake:
        return None
    wrong = last.statements.exclude(problems=[]).values_list("person", flat=True)
    changed = touched(company.home, run.plan, then, now, facts)
    gone = set(last.statements.values_list("person", flat=True)) - facts.people
    return Before(last.lines, frozenset({*changed, *late, *adjusted, *wrong, *gone}))


def summaries(run: PayRun, before: Before) -> dict[str, Summary]:
    """The kept statements in short."""
    return {
        row.person: summary_of(row)
        for row in run.statements.all()
        if row.person not in before.but_for
    }


def forget(run: PayRun, before: Before | None) -> None:
    """Take away the statements that are made anew; all where nothing is kept."""
    if before is None:
        run.statements.all().delete()
        return
    for some in _batches(sorted(before.but_for)):
        run.statements.filter(person__in=some).delete()


def _batches(people: list[str]) -> list[list[str]]:
    return [people[first : first + _TOGETHER] for first in range(0, len(people), _TOGETHER)]
