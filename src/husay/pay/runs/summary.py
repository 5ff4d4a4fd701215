"""What is known of a statement without its lines: its amounts, what is wrong, and its digest."""

from __future__ import annotations

from dataclasses import dataclass

from husay.basics.problem import Problem
from husay.pay.runs.plain import statement_digest
from husay.pay.runs.statement import Statement


@dataclass(frozen=True, kw_only=True)
class Summary:
    """A statement in short. Amounts are ten-thousandths; `at_cap`: a cap took something of it."""

    person: str
    earned: int
    adjusted: int
    drawn: int
    paid: int
    at_cap: bool
    problems: tuple[Problem, ...]
    digest: str


def summary(one: Statement) -> Summary:
    """A statement in short."""
    return Summary(
        person=one.person, earned=one.earned, adjusted=one.adjusted, drawn=one.drawn,
        paid=one.paid, problems=one.problems, digest=statement_digest(one),
        at_cap=any(x.earning.kind == "cap" and x.amount and x.counts for x in one.lines),
    )  # fmt: skip
