"""Every statement of a run in words, for whoever takes all of them along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from husay.store.coaching.people import names_of
from husay.store.pay.plans import document_of
from husay.store.pay.seen import statements_taken
from husay.store.pay.steps import run_numbered
from husay.words.pay_statement import ToldStatement, told_statement

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from husay.store.company import Company


def told_statements(
    company: Company, number: int, form: str, at: datetime
) -> Iterator[ToldStatement]:
    """Every statement of a run, by person, taken along as files of some form; a part of them is in
    memory at a time. Raises Mistake `not-allowed`, `pay-run-unknown`."""
    taken, run = statements_taken(company, number, form, at), run_numbered(number)
    plan = document_of(run.version)
    names = names_of(run.statements.values_list("person", flat=True))
    return (told_statement(seen, plan, names[seen.statement.person], own=False) for seen in taken)
