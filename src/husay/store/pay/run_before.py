"""With which run a run is compared: that of the period right before, and no other."""

from __future__ import annotations

from husay.basics.period import DAY
from husay.pay.runs.states import CLOSED
from husay.store.records.models import PayRun


def run_before(run: PayRun) -> PayRun | None:
    """The run of the same plan whose period ends the day before a run's begins.

    None where there is none that is worked out; of a released run, none that is released: whoever
    reads it may not know of more.
    """
    found = PayRun.objects.filter(plan=run.plan, ends=run.starts - DAY)
    found = found.filter(state__in=CLOSED) if run.state in CLOSED else found.exclude(state="draft")
    return found.select_related("plan", "version").first()


def paid_before(run: PayRun) -> dict[str, int] | None:
    """What each was paid by that run; None where there is none."""
    last = run_before(run)
    return None if last is None else dict(last.statements.values_list("person", "paid"))
