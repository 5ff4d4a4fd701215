"""What is known of a statement without its lines: its amounts, what is wrong, and its digest."""

from __future__ import annotations

from dataclasses import dataclass

from husay.basics.problem import Problem
from husay.pay.runs.plain import statement_digest
from husay.pay.runs.statement import Statement, StatementLine


@dataclass(frozen=True, kw_only=True)
class Summary:
    """A statement in short. Amounts are ten-thousandths; `at_cap`: a cap took something of what was
    earned in its own period."""

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
        at_cap=any(_is_capped(line) for line in one.lines),
    )  # fmt: skip


def _is_capped(line: StatementLine) -> bool:
    """Whether a cap takes something of its statement's own period. What it takes or gives back of
    earlier ones says nothing of how this one stands; neither does what it gives back at all."""
    own = line.section == "earned" and line.earning.origin == line.earning.window
    return own and line.earning.kind == "cap" and line.amount < 0 and line.counts
