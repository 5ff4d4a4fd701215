"""A run beside an old file: what differs, the largest first, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from husay.access.role import Right
from husay.pay.out.parallel import Beside, State
from husay.store.coaching.people import names_of
from husay.store.company import Company
from husay.store.pay.parallel import Parallel
from husay.words import dates
from husay.words.figure import Sentence
from husay.words.format import count, money_exact
from husay.words.pay_parallel import COMPARED, parallel_sentence

MOST_SHOWN = 200
_MARKS: Mapping[State, str] = {"equal": "good", "differs": "bad"}


@dataclass(frozen=True)
class Row:
    """A difference: of what, the amounts, and why; `key` are the fields that name it."""

    name: str
    of: str
    here: str
    there: str
    difference: str
    state: str
    mark: str
    reason: str
    key: tuple[tuple[str, str], ...]


def parallel_context(company: Company, found: Parallel, typed: str = "") -> dict[str, object]:
    """For `parallel.html`."""
    rows = found.different[:MOST_SHOWN]
    names = names_of(one.key.person for one in rows)
    left = len(found.different) - len(rows)
    return {
        "sentence": Sentence((parallel_sentence(found),)),
        "run": found.run,
        "period": dates.span(found.run.starts, found.run.ends),
        "file": found.file,
        "rows": [_row(found, one, names) for one in rows],
        "left": count(left) if left else "",
        "may": company.viewer.may(Right.RUN_PAY),
        "columns": typed,
    }


def _row(found: Parallel, one: Beside, names: Mapping[str, str]) -> Row:
    key = one.key
    parts = [key.sale, _("line %(line)s") % {"line": key.line} if key.line else "", key.term]
    here, there = (
        _("none") if amount is None else money_exact(amount, found.currency)
        for amount in (one.here, one.there)
    )
    sign = "+" if one.difference > 0 else ""
    return Row(
        name=names.get(key.person, key.person), of=" · ".join(part for part in parts if part),
        here=here, there=there, difference=sign + money_exact(one.difference, found.currency),
        state=str(COMPARED[one.state]), mark=_MARKS.get(one.state, "unsure"),
        reason=found.reason(key),
        key=(("person", key.person), ("sale", key.sale), ("line", key.line), ("term", key.term)),
    )  # fmt: skip
