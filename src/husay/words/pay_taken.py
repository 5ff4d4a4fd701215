"""Every statement of a run in words, for whoever takes all of them along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from husay.store.coaching.people import names_of
from husay.store.pay.plans import document_of
from husay.store.pay.seen import statements_taken
from husay.store.pay.statements import StatementSeen, read_statements
from husay.store.pay.steps import run_numbered
from husay.words.pay_statement import ToldStatement, told_statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from husay.store.company import Company
    from husay.store.records.models import PayRun


def told_statements(
    company: Company, number: int, form: str, at: datetime
) -> Iterator[ToldStatement]:
    """Every statement of a run, by person, taken along as files of some form; a part of them is in
    memory at a time. Raises Mistake `not-allowed`, `pay-run-unknown`."""
    taken, run = statements_taken(company, number, form, at), run_numbered(number)
    return _in_words(run, taken, run.statements.values_list("person", flat=True))


def told_part(company: Company, run: PayRun, people: Sequence[str]) -> Iterator[ToldStatement]:
    """The statements of some people of a run, for whoever packs them: who may have them is asked
    where they are taken."""
    rows = run.statements.filter(person__in=people).select_related("run__plan", "run__version")
    ordered = sorted(rows, key=lambda row: row.person)
    return _in_words(run, read_statements(company, run, ordered), people)


def _in_words(
    run: PayRun, seen: Iterable[StatementSeen], people: Iterable[str]
) -> Iterator[ToldStatement]:
    plan, names = document_of(run.version), names_of(people)
    return (told_statement(one, plan, names[one.statement.person], own=False) for one in seen)
