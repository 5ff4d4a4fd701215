"""How supposed sales are written in a command or an address: `D-0147`, `D-0147=120,000`,
`D-0147=120,000@2026-12-10`; and, of what is no deal yet, `50,000`, `Paint=50,000@2026-12-10`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from husay.basics.problem import Mistake, Problem
from husay.goals.typed import Typed

MOST = 10_000_000_000_000_000
"""No sale is of this much, in ten-thousandths: a trillion."""

_DEAL = re.compile(r"(?P<name>.+?)(?:=(?P<amount>[^=@]*))?(?:@(?P<day>[^@=]*))?")
_ADDED = re.compile(r"(?:(?P<name>[^=]*)=)?(?P<amount>[^@=]*)(?:@(?P<day>[^@=]*))?")


@dataclass(frozen=True, slots=True)
class TypedDeal:
    """What was written: of a deal its name, of an added sale its product line (or ''); with an
    amount (ten-thousandths) and a day where they were written, too."""

    name: str
    amount: int | None = None
    day: date | None = None


def read_all(
    deals: Iterable[str], added: Iterable[str]
) -> tuple[tuple[TypedDeal, ...], tuple[TypedDeal, ...]]:
    """Deals, and sales that are added; raises Mistake with all that is wrong with any."""
    problems, found = list[Problem](), (list[TypedDeal](), list[TypedDeal]())
    for texts, read, into in ((deals, read_deal, found[0]), (added, read_added, found[1])):
        for text in texts:
            try:
                into.append(read(text))
            except Mistake as wrong:
                problems += wrong.problems
    if problems:
        raise Mistake(*problems)
    return tuple(found[0]), tuple(found[1])


def read_deal(text: str) -> TypedDeal:
    """A deal, with another amount or day. Raises Mistake `pay-what-if-amount`, `pay-what-if-day`,
    or what is wrong with the amount's form."""
    match = _DEAL.fullmatch(text.strip())
    if match is None:
        raise Mistake(Problem(code="pay-what-if-deal", value=text))
    return said(match["name"].strip(), match["amount"] or "", match["day"] or "")


def read_added(text: str) -> TypedDeal:
    """A sale that is no deal yet, likewise; it has to have an amount."""
    match = _ADDED.fullmatch(text.strip())
    if match is None or not match["amount"].strip():
        raise Mistake(Problem(code="pay-what-if-amount", value=text))
    return said((match["name"] or "").strip(), match["amount"], match["day"] or "")


def said(name: str, amount: str, day: str) -> TypedDeal:
    """The same, written in fields of their own; empty ones say nothing. Raises Mistake."""
    problems = list[Problem]()
    size = Typed(decimal=".").amount(amount)  # as a plan writes its figures
    if isinstance(size, Problem):
        problems.append(size)
    elif size is not None and not 0 < size < MOST:
        problems.append(Problem(code="pay-what-if-amount", value=amount))
    try:
        when = date.fromisoformat(day.strip()) if day.strip() else None
    except ValueError:
        problems.append(Problem(code="pay-what-if-day", value=day))
    if problems:
        raise Mistake(*problems)
    assert not isinstance(size, Problem), "that is a problem"
    return TypedDeal(name, size, when)
