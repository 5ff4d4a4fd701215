"""The rows behind a figure as a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from husay.measures.rows import Rows
from husay.words.document import Report
from husay.words.naming import Names
from husay.words.reports import sheet_of, window_data
from husay.words.rows import rows_sentence
from husay.words.sentences import currency_of

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.warehouse.reading import Snapshot


def rows_report(found: Rows, company: Company, snapshot: Snapshot, sql: bool = False) -> Report:
    """A page of rows, with how many there are and what they sum to."""
    currency = currency_of(found.question, snapshot.shape)
    names = Names(company, snapshot.shape)
    names.learn_rows(found.columns, found.rows)
    more: dict[str, object] = {
        "kind": found.kind, "count": found.count, "offset": found.offset, "limit": found.limit,
        "currency": currency, "window": window_data(found.window),
    }  # fmt: skip
    if sql:
        more["sql"] = list(found.sql)
    return Report(
        sheet=sheet_of(found.columns, found.rows, names),
        sentence=rows_sentence(found, currency),
        snapshot=found.snapshot,
        problems=found.problems,
        currency="" if len(found.totals) > 1 else currency,
        more=more,
        notes=tuple(f"{statement};" for statement in found.sql) if sql else (),
    )
