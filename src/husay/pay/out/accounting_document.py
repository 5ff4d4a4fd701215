"""Which commissions are costs to obtain a contract, and how long they serve: `accounting.yaml`.

It lies in the company's folder and not in the plans: how costs are spread is for the accounts to
say, changes nothing of what anybody is paid, and is nothing that a seller accepts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from husay.basics.problem import Problem
from husay.pay.document.body import Body, Notes
from husay.pay.document.keys import Key
from husay.pay.document.node import Mapped, Place, read_nodes

ACCOUNTING_FILE = "accounting.yaml"
Starts = Literal["month_of_sale", "month_after"]
STARTS: tuple[Starts, ...] = get_args(Starts)

ACCOUNTING_KEYS: tuple[Key, ...] = (Key("capitalised", "list", needed=True),)
"""The keys of the document."""

CAPITALISED_KEYS: tuple[Key, ...] = (
    Key("plan", "text", needed=True),
    Key("terms", "names"),
    Key("from", "date"),
    Key("benefit", "whole number", needed=True),
    Key("starts", "choice", default=STARTS[0], choices=STARTS),
    Key("expense_up_to", "whole number", default="12"),
)
"""The keys of one rule."""

MOST_RULES = 500
LONGEST_MONTHS = 240


@dataclass(frozen=True, kw_only=True)
class Capitalised:
    """What some terms of a plan (None: all) earn of sales from a day on serves `benefit` months,
    from the month of the sale or the one after; of `expense_up_to` months or less it is expensed
    at once."""

    plan: str
    terms: frozenset[str] | None
    since: date | None
    benefit: int
    starts: Starts
    expense_up_to: int
    place: Place

    @property
    def at_once(self) -> bool:
        """Whether it is expensed at once."""
        return self.benefit <= self.expense_up_to

    @property
    def delay(self) -> int:
        """How many months lie between the cost and the first month that bears it."""
        return 1 if self.starts == "month_after" else 0


def rule_for(rules: Iterable[Capitalised], plan: str, term: str, day: date) -> Capitalised | None:
    """The rule for what a term earns of a sale of a day: the one that began last; None where the
    cost is no cost to obtain a contract."""
    found: Capitalised | None = None
    for one in rules:
        if one.plan != plan or (one.terms is not None and term not in one.terms):
            continue
        since = one.since or date.min
        if since <= day and (found is None or since >= (found.since or date.min)):
            found = one
    return found


def read_accounting(
    text: str, file: str = ACCOUNTING_FILE
) -> tuple[tuple[Capitalised, ...] | None, tuple[Problem, ...]]:
    """The rules of a document; None with everything that is wrong with it.

    Problems: those of `husay.pay.document.node` and `Body`, `plan-too-many`, `accounting-long` (a
    benefit of more than twenty years), `accounting-twice` (two rules for the same costs).
    """
    node, problems = read_nodes(text, file)
    if node is None:
        return None, problems
    notes = Notes(list(problems))
    if not isinstance(node, Mapped):
        notes.wrong(node.place, "plan-not-mapping", file)
        return None, tuple(notes.problems)
    body = Body(node, ACCOUNTING_KEYS, notes)
    items = body.items("capitalised")
    if len(items) > MOST_RULES:
        notes.wrong(body.place("capitalised"), "plan-too-many", "capitalised", most=MOST_RULES)
    rules = tuple(_rules(items[:MOST_RULES], notes))
    _check_twice(rules, notes)
    found = tuple(sorted(notes.problems, key=lambda p: (p.line or 0, p.at or 0)))
    return (None if found else rules), found


def _rules(items: Iterable[Mapped], notes: Notes) -> Iterator[Capitalised]:
    for item in items:
        body = Body(item, CAPITALISED_KEYS, notes)
        terms = frozenset(scalar.text for scalar in body.scalars("terms"))
        benefit = body.whole("benefit", 1) or 1
        if benefit > LONGEST_MONTHS:
            notes.wrong(
                body.place("benefit"), "accounting-long", body.text("benefit"), most=LONGEST_MONTHS
            )
        yield Capitalised(
            plan=body.text("plan"),
            terms=terms or None,
            since=body.day("from"),
            benefit=benefit,
            starts=body.choice("starts"),  # type: ignore[arg-type]
            expense_up_to=body.whole("expense_up_to") or 0,
            place=item.place,
        )


def _check_twice(rules: tuple[Capitalised, ...], notes: Notes) -> None:
    """Two rules that begin on one day may not take the same costs."""
    for number, one in enumerate(rules):
        for other in rules[:number]:
            same = one.plan == other.plan and one.since == other.since
            everything = one.terms is None or other.terms is None
            if same and (everything or (one.terms or set()) & (other.terms or set())):
                notes.wrong(one.place, "accounting-twice", one.plan, first=other.place.line)
                break
