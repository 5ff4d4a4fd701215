"""What is looked at before a run is approved."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from husay.pay.runs.summary import Summary

Code = Literal[
    "errors", "missing-goals", "unmatched", "without-plan", "not-accepted", "at-cap", "negative",
    "adjusted", "budgets", "final", "held", "held-sales", "total", "movers",
]  # fmt: skip

MOST_MOVERS = 5

_NO_GOAL = ("pay-no-goal", "pay-goal-zero")


@dataclass(frozen=True, slots=True)
class Moved:
    """What somebody is paid, and what they were paid in the period before."""

    person: str
    before: int
    after: int


@dataclass(frozen=True)
class Finding:
    """What one point of the list found: how many it found, who, and amounts in ten-thousandths.

    `blocks`: a run that has any cannot be approved. `terms` are those whose budget is nearly used,
    or used up. For `total`, `amount` is what is paid, and `before` what was paid in the period
    right before (None: that is not worked out); for `movers`, too.
    """

    code: Code
    count: int
    blocks: bool = False
    people: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()
    amount: int = 0
    before: int | None = None
    terms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unmatched:
    """Lines of the period that nobody is credited with, and who sold without any plan."""

    lines: int = 0
    amount: int = 0
    people: tuple[str, ...] = ()


def checklist(
    statements: Sequence[Summary],
    last: Mapping[str, int] | None,
    unmatched: Unmatched,
    not_accepted: Sequence[str],
    budgets: Sequence[str] = (),
    leaving: Collection[str] = (),
    held: Sequence[str] = (),
) -> tuple[Finding, ...]:
    """Every point, found or not, in the order in which they are read.

    `last` is what each was paid in the period before (None: there is none), `budgets` are the terms
    of which nine tenths of the budget are used, `leaving` whose last one it is, `held` the sales on
    hold that are left out. Which statements are on hold changes until they are paid: `with_held`
    adds them when the list is read.
    """
    wrong = [one for one in statements if one.problems]
    goals = [s for s in wrong if any(problem.code in _NO_GOAL for problem in s.problems)]
    others = [one for one in wrong if one not in goals]
    return (
        _people("errors", others, blocks=True),
        _people("missing-goals", goals, blocks=True),
        Finding("unmatched", unmatched.lines, amount=unmatched.amount),
        Finding("without-plan", len(unmatched.people), people=unmatched.people),
        Finding("not-accepted", len(not_accepted), people=tuple(not_accepted)),
        _people("at-cap", [one for one in statements if one.at_cap]),
        _people("negative", [one for one in statements if one.paid < 0]),
        _people("adjusted", [one for one in statements if one.adjusted]),
        Finding("budgets", len(budgets), terms=tuple(budgets)),
        _people("final", [one for one in statements if one.person in leaving]),
        Finding("held-sales", len(held), people=tuple(held)),
        *_compared({one.person: one.paid for one in statements}, last),
    )


def against(
    checks: Sequence[Finding], paid: Mapping[str, int], last: Mapping[str, int] | None
) -> tuple[Finding, ...]:
    """The list with what each is `paid` held against what each was in the period before as it
    stands by now: that may be worked out, or worked out again, after the run was."""
    anew = {check.code: check for check in _compared(paid, last)}
    return tuple(anew.get(check.code, check) for check in checks)


def with_held(checks: Sequence[Finding], held: Mapping[str, int]) -> tuple[Finding, ...]:
    """The list with whose statements are on hold, and what they would be paid."""
    people = tuple(sorted(held))
    point = Finding("held", len(people), people=people, amount=sum(held.values()))
    ends = [check for check in checks if check.code in ("held-sales", "total", "movers")]
    return (*(check for check in checks if check not in ends), point, *ends)


def blocking(checks: Sequence[Finding]) -> tuple[Finding, ...]:
    """The points for which a run cannot be approved."""
    return tuple(check for check in checks if check.blocks and check.count)


def _people(point: Code, found: Sequence[Summary], *, blocks: bool = False) -> Finding:
    people = tuple(one.person for one in found)
    return Finding(point, len(people), blocks, people, amount=sum(one.paid for one in found))


def _compared(paid: Mapping[str, int], last: Mapping[str, int] | None) -> tuple[Finding, Finding]:
    """The total, and whose pay differs most from the period before, largest difference first."""
    total, before = sum(paid.values()), None if last is None else sum(last.values())
    people = sorted(paid.keys() | last.keys()) if last is not None else []
    moved = [Moved(one, (last or {}).get(one, 0), paid.get(one, 0)) for one in people]
    moved = [one for one in moved if one.after != one.before]
    moved.sort(key=lambda one: -abs(one.after - one.before))
    return (
        Finding("total", len(paid), amount=total, before=before),
        Finding("movers", len(moved), moved=tuple(moved[:MOST_MOVERS]), before=before),
    )
