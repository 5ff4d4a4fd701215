"""Whether the lines of pay runs are still what was written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from husay.basics.problem import Mistake, Problem
from husay.store.pay.steps import check_run
from husay.store.records.models import PayRun

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.warehouse.verifying import Verified


def with_pay(company: Company, verified: Verified) -> Verified:
    """What was found of the book, with what is wrong with the kept pay runs."""
    problems = list[Problem]()
    for run in PayRun.objects.exclude(lines="").select_related("version").order_by("pk"):
        try:
            check_run(company, run)
        except Mistake as wrong:
            problems += wrong.problems
    return replace(verified, problems=(*verified.problems, *problems))
