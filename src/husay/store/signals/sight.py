"""Who sees which signals: the simplest rule that gives nothing away.

* Who sees all sees every signal.
* Who leads units sees those of the units that they lead today with all below them, of those units'
  product lines, and of the people in them; a seller their own.
* Signals of the company, of its product lines, products and customer groups are for who sees all:
  they tell of everybody's sales.
* Operations and support see none: each is an amount, or a person's.

Of where inside a signal it sits, only people show whom the viewer may see: to who leads units the
others together, as in totals; to a seller nobody, since those who had an account before are often
one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from husay.access.scope import Scope
from husay.measures.question import Whole
from husay.store.signals.document import Kept
from husay.tracking.signals.series import Series


def sees(scope: Scope, series: Series) -> bool:
    """Whether a scope has a series."""
    whole = series.whole
    if scope.sight == "all":
        return True
    return whole is not None and whole != Whole() and scope.has(whole)


def shown(kept: Iterable[Kept], scope: Scope) -> tuple[Kept, ...]:
    """Of some episodes those that a scope has, without people whom it has not."""
    return tuple(_veiled(one, scope) for one in kept if sees(scope, one.signal.series))


def _veiled(kept: Kept, scope: Scope) -> Kept:
    if scope.sight == "all":
        return kept
    signal = kept.signal
    where = dict(signal.where)
    sellers = where.pop("seller", ())
    known = tuple(row for row in sellers if row[0] in scope.people)
    others = sum(gap for item, gap in sellers if item not in scope.people)
    if known and scope.units:
        where["seller"] = (*known, *((("", others),) if others else ()))
    return replace(kept, signal=replace(signal, where=where))
