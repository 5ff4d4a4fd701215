"""What changed about closed periods since they were last worked out, person by person.

Both states are read: by the snapshot that the last closed run pins and what it had heard, and by
the newest. Only of those whom a change in between may have touched facts are read, and only whose
facts differ is worked out again, each closed period by the plan version that it was paid by; what
was paid of it so far is read from the runs' files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from husay.pay.earned import EarningLine
from husay.pay.facts import Facts
from husay.pay.runs.adjusting import Closed, adjustments, drawn_line
from husay.pay.runs.by_hand import is_by_hand
from husay.pay.runs.plain import read_settled
from husay.pay.runs.statement import Adjusted
from husay.pay.runs.states import CLOSED
from husay.store.moment import everything
from husay.store.pay.facts import PayFacts
from husay.store.pay.files import read_lines
from husay.store.pay.keeping import period_of
from husay.store.pay.plans import document_of
from husay.store.pay.said import Heard, heard_by, said_of
from husay.store.pay.touched import Known, touched
from husay.store.records.models import PayPlanRow, PayPlanVersion, PayRun, PayStatement
from husay.store.warehouse.reading import Snapshot

if TYPE_CHECKING:
    from husay.store.company import Company


def closed_runs(row: PayPlanRow) -> list[PayRun]:
    """The runs of a plan that closed their period, oldest first."""
    found = PayRun.objects.filter(plan=row, state__in=CLOSED).order_by("starts")
    return list(found.select_related("version"))


def last_closed(row: PayPlanRow) -> PayRun | None:
    """The last run of a plan that closed its period."""
    return next(reversed(closed_runs(row)), None)


def late_lines(
    company: Company, row: PayPlanRow, snapshot: Snapshot, heard: Heard
) -> dict[str, Adjusted]:
    """The adjustment lines of everybody about whom a closed period is otherwise by now."""
    closed = closed_runs(row)
    if not closed:
        return {}
    last = closed[-1]
    if (last.snapshot_id, heard_by(last)) == (snapshot.number, heard):
        return {}
    then = everything(company, last.snapshot_id)
    found: dict[str, Adjusted] = {}
    by_version: dict[PayPlanVersion, list[PayRun]] = defaultdict(list)
    for run in closed:
        by_version[run.version].append(run)
    for runs in by_version.values():
        states = Known(then, heard_by(last)), Known(snapshot, heard)
        for person, adjusted in _of_version(company, closed, runs, states).items():
            known = found.get(person, Adjusted())
            found[person] = Adjusted(
                (*known.lines, *adjusted.lines), (*known.problems, *adjusted.problems)
            )
    return found


def _of_version(
    company: Company,
    closed: Sequence[PayRun],
    runs: Sequence[PayRun],
    states: tuple[Known, Known],
) -> dict[str, Adjusted]:
    """The adjustments about the periods that one plan version paid."""
    plan, until = document_of(runs[0].version), runs[-1].ends
    said = [said_of(runs[0].plan, one.heard) for one in states]
    people = frozenset(h.person for one in said for h in one.held if h.days.start <= until)
    whole = PayFacts(plan, states[1].snapshot, said[1].held, people, until, said=said[1])
    people = frozenset(touched(company.home, runs[0].plan, *states, whole))
    before, after = (
        PayFacts(plan, one.snapshot, its.held, people, until, said=its)
        for one, its in zip(states, said, strict=True)
    )
    changed: dict[str, tuple[Facts, Facts]] = {}
    for person in sorted(people):
        was, now = before.of(person), after.of(person)
        if was != now:
            changed[person] = was, now
    paid = _paid(company, closed, runs, tuple(changed))
    found: dict[str, Adjusted] = {}
    for person, (was, now) in changed.items():
        periods = [Closed(plan, period_of(run), tuple(paid[run.starts, person])) for run in runs]
        adjusted = adjustments(periods, was, now, after.arrived, states[1].snapshot.number)
        if adjusted.lines or adjusted.problems:
            found[person] = adjusted
    return found


def _paid(
    company: Company, closed: Sequence[PayRun], runs: Sequence[PayRun], people: Sequence[str]
) -> Mapping[tuple[date, str], list[EarningLine]]:
    """What people were paid of closed periods, by a period's first day: by its own run, and by
    adjustments since. Each run's file is read once."""
    found: dict[tuple[date, str], list[EarningLine]] = defaultdict(list)
    if not people:
        return found
    asked = {run.starts for run in runs}
    for one in closed:
        for _number, line in read_lines(company.home, one.lines, *people):
            if line.counts and line.about.start in asked and not is_by_hand(line):
                found[line.about.start, line.earning.person].append(line.earning)
    rows = PayStatement.objects.filter(run__in=[run.pk for run in runs])
    for row in rows.select_related("run"):
        found[row.run.starts, row.person] += drawn_line(row.person, read_settled(row.settled))
    return found
