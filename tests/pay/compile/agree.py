"""Whether both readings of a plan agree, to the last unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from husay.basics.period import Window
from husay.pay.attainment import Yardstick, yardstick_of
from husay.pay.document.plan import Plan
from husay.pay.earned import Earned
from husay.pay.facts import Facts
from husay.pay.interpret.interpret import interpret
from tests.pay.compile.database import Answer, run


def differences(plan: Plan, facts: Sequence[Facts], asked: Window) -> list[str] | str:
    """What the compiled plan says otherwise than the interpreter; a text if it is not compiled."""
    yardstick = yardstick_of(plan, {g.measure for one in facts for g in one.goals})
    by_goal = yardstick is not None and yardstick.kind == "goal"
    measured = None if yardstick is None or by_goal else (yardstick.measure, yardstick.kind)
    answer = run(plan, facts, asked, measured)
    if not isinstance(answer, Answer):
        return ", ".join(f"{p.value}: {p.says().get('what')}" for p in answer)
    beyond = [row["what"] for row in answer.problems if row["code"] == "pay-not-compiled"]
    if beyond:
        return f"facts: {beyond[0]}"
    found = list[str]()
    for one in facts:
        want = interpret(plan, one, asked)
        found += _of(want, answer)
        if yardstick is not None and measured is not None and not want.problems:
            found += _came_to(want, one, yardstick, answer)
    return found


def _came_to(want: Earned, facts: Facts, yardstick: Yardstick, answer: Answer) -> list[str]:
    """What a measure came to in the windows that lie in the asked days."""
    starts = {window.start for window in yardstick.windows(want.window, facts)}
    name, kind = yardstick.measure.name, yardstick.kind
    assert kind not in ("period", "goal"), "those have no name of their own in SQL"
    told = {
        row["w"]: row["value"] for row in answer.came_to
        if row["payee"] == want.person and row["w"] in starts and row["value"]
    }  # fmt: skip
    asked = {
        x.window.start: x.value for x in want.attained
        if x.measure == name and x.value and x.window in set(yardstick.windows(want.window, facts))
    }  # fmt: skip
    return [] if told == asked else [f"{want.person} came to {asked} {told}"]


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
