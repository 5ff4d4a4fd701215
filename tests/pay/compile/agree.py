"""Whether both readings of a plan agree, to the last unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from husay.basics.period import Window
from husay.pay.document.plan import Plan
from husay.pay.earned import Earned
from husay.pay.facts import Facts
from husay.pay.interpret.interpret import interpret
from tests.pay.compile.database import Answer, run


def differences(plan: Plan, facts: Sequence[Facts], asked: Window) -> list[str] | str:
    """What the compiled plan says otherwise than the interpreter; a text if it is not compiled."""
    answer = run(plan, facts, asked)
    if not isinstance(answer, Answer):
        return ", ".join(f"{p.value}: {p.says().get('what')}" for p in answer)
    found = list[str]()
    for one in facts:
        found += _of(interpret(plan, one, asked), answer)
    return found


def _of(want: Earned, answer: Answer) -> list[str]:
    told = {str(row["code"]) for row in answer.problems if row["person"] == want.person}
    if want.problems:
        codes = {problem.code for problem in want.problems}
        # A mistake of a line may be somebody else's who was credited with it.
        every = {str(row["code"]) for row in answer.problems}
        return [] if codes <= every else [f"{want.person}: problems {codes} {every}"]
    if told:
        return [f"{want.person}: problems of nothing {told}"]
    lines: Counter[tuple[object, ...]] = Counter(
        _line(row) for row in answer.lines if row["payee"] == want.person
    )
    wanted: Counter[tuple[object, ...]] = Counter(
        (x.term, x.kind, x.day, x.sale or "", x.line or 0, x.payment or "", x.amount,
         x.window.start, x.origin.start, x.provisional)
        for x in want.lines
    )  # fmt: skip
    found = [f"{want.person} lacks {x}" for x in (wanted - lines)]
    found += [f"{want.person} has {x}" for x in (lines - wanted)]
    settled = sorted(
        (row["starts"], row["earned"], row["drawn"], row["recovered"], row["forgiven"], row["owed"])
        for row in answer.settled if row["payee"] == want.person
    )  # fmt: skip
    asked = [
        (x.window.start, x.earned, x.drawn, x.recovered, x.forgiven, x.owed) for x in want.settled
    ]
    return found + ([f"{want.person} settled {asked} {settled}"] if asked != settled else [])


def _line(row: dict[str, Any]) -> tuple[object, ...]:
    return (
        row["term"], row["kind"], row["day"], row["sale"] or "", row["line"] or 0,
        row["payment"] or "", row["amount"], row["w"], row["ow"], row["provisional"],
    )  # fmt: skip
