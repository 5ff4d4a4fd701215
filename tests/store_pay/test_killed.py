"""Killed at any moment of a run, records and files are as before or as after, never between; and
doing it again makes it whole."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.project import ROOT
from tests.measures.making import Made, opened
from tests.store_pay.paying import AT, JANUARY, by, calculated, paid, planned, taken

CALCULATED = {
    "draft made": ("draft", 0),
    "lines written aside": ("draft", 0),
    "lines written": ("draft", 0),
    "statements kept, not committed": ("draft", 0),
    "step kept, not committed": ("draft", 0),
    "after": ("calculated", 3),
}
"""By when a calculation is killed: what the run is then, and how many statements it has."""

RELEASED = {
    "state saved, not committed": ("approved", 0),
    "ledger written, not committed": ("approved", 0),
    "after": ("released", 3),
}
"""By when a release is killed: what the run is then, and how many are paid."""

PAID_OUT = {
    "entry written, not committed": 2,
    "noted, not committed": 2,
    "after": 3,
}
"""By when paying out a statement that was on hold is killed: how many are in the ledger."""

KILLER = """
import os, signal, sys
from husay.store.opening import open_company
company = open_company(sys.argv[1])

from husay.store.pay import files, holds, runs, steps
from husay.store.records.models import PayEntry, PayRun, PayStatement, PayStep
from tests.store_pay.paying import AT, JANUARY, by

what, moment = sys.argv[2:]

def at(now):
    if now == moment:
        os.kill(os.getpid(), signal.SIGKILL)

def around(owner, name, before="", after=""):
    real = getattr(owner, name)
    def instead(*args, **kwargs):
        at(before)
        done = real(*args, **kwargs)
        at(after)
        return done
    setattr(owner, name, instead)

around(runs, "work_out", "draft made")
around(files, "sealed", "lines written aside")
around(runs, "write_lines", after="lines written")
around(PayStatement.objects, "bulk_create", after="statements kept, not committed")
around(runs, "note", "step kept, not committed")
around(PayStep.objects, "create", "state saved, not committed")
around(PayEntry.objects, "bulk_create", after="ledger written, not committed")
around(PayEntry.objects, "create", after="entry written, not committed")
around(holds, "note", after="noted, not committed")
if what == "pay-out":
    holds.pay_out(company, PayRun.objects.get().pk, "ana", AT)
elif what == "calculate":
    from husay.store.pay.plans import plan_called
    runs.calculate(company, plan_called("Sellers"), JANUARY, AT)
else:
    run = PayRun.objects.get()
    steps.take_step(by(company, "second"), run.pk, "release", run.digest, AT)
at("after")
"""


def killed(home: Path, what: str, moment: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", KILLER, str(home), what, moment], cwd=ROOT, check=False
    )
    return done.returncode


@pytest.mark.parametrize("moment", CALCULATED)
def test_a_calculation_killed_and_done_again(made: Made, moment: str) -> None:
    from husay.store.records.models import PayRun

    row = planned(made.company)
    assert killed(made.folder, "calculate", moment) == -signal.SIGKILL
    again = opened(made.folder)
    run = PayRun.objects.get()
    assert (run.state, run.statements.count()) == CALCULATED[moment]
    assert again.company.verify().problems == ()
    run = calculated(again.company, row)
    assert paid(run) == {"ana": 28, "ben": 10, "cel": 15}
    left = {path.name for path in again.company.home.pay.glob("*.*") if path.suffix}
    assert left == {run.lines}


@pytest.mark.parametrize("moment", RELEASED)
def test_a_release_killed_and_done_again_pays_once(made: Made, moment: str) -> None:
    from husay.basics.problem import Mistake
    from husay.store.pay.steps import take_step
    from husay.store.records.models import PayEntry, PayRun

    taken(made.company, calculated(made.company, planned(made.company)), "review", "approve")
    assert killed(made.folder, "release", moment) == -signal.SIGKILL
    again = opened(made.folder)
    run = PayRun.objects.get()
    assert (run.state, PayEntry.objects.count()) == RELEASED[moment]
    if run.state == "approved":
        run = take_step(by(again.company, "second"), run.pk, "release", run.digest, AT)
    else:
        with pytest.raises(Mistake):
            take_step(by(again.company, "second"), run.pk, "release", run.digest, AT)
    assert (run.state, PayEntry.objects.count()) == ("released", 3)
    assert JANUARY.contains(run.starts)


@pytest.mark.parametrize("moment", PAID_OUT)
def test_paying_out_what_was_held_is_killed_and_done_again_pays_once(
    made: Made, moment: str
) -> None:
    from husay.basics.problem import Mistake
    from husay.store.pay.holds import hold, lift, pay_out
    from husay.store.records.models import PayEntry

    company = made.company
    run = calculated(company, planned(company))
    one = hold(company, "statement", "ana", "Papers", AT, run.pk)
    taken(company, run, "review", "approve", "release")
    lift(company, one.pk, "They came", AT)
    assert killed(made.folder, "pay-out", moment) == -signal.SIGKILL
    again = opened(made.folder).company
    assert PayEntry.objects.count() == PAID_OUT[moment]
    if moment == "after":
        with pytest.raises(Mistake):
            pay_out(again, run.pk, "ana", AT)
    else:
        pay_out(again, run.pk, "ana", AT)
    assert PayEntry.objects.filter(person="ana").count() == 1
    assert PayEntry.objects.count() == 3
