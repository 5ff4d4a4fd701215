"""What a window had measured by the opening counts for whatever reads it, in both readings."""

from __future__ import annotations

from datetime import date

import pytest

from husay.basics.period import Window
from husay.pay.document.read_plan import read_plan
from husay.pay.facts import Facts, Opening
from husay.pay.interpret.interpret import interpret
from tests.pay.compile.agree import differences
from tests.pay.made import ONE, line

JUNE = Window(date(2026, 6, 1), date(2026, 6, 30))
HEAD = "name: x\ncurrency: PHP\nmeasures: {revenue: {of: amount}}\nterms:\n  t: "


@pytest.mark.parametrize(
    ("term", "sold", "due"),
    [
        ("{kind: bonus, of: revenue, at: 1000, amount: 70, window: quarter}", 299, 0),
        ("{kind: bonus, of: revenue, at: 1000, amount: 70, window: quarter}", 300, 70),
        ("{kind: bonus, of: revenue, at: 1000, amount: 70, window: quarter, "
         "where: \"product = 'a'\"}",
         300, 70),
        ("{kind: bonus, of: revenue, at: 1000, amount: 70}", 300, 0),  # a month that begins
        ("{kind: tiers, of: revenue, window: quarter, tiers: [{from: 0, rate: 1 %}, "
         "{from: 1000, rate: 10 %}]}", 400, 13),
    ],
)  # fmt: skip
def test_seven_hundred_before_june(term: str, sold: int, due: int) -> None:
    plan, problems = read_plan(HEAD + term + "\n")
    assert plan is not None, problems
    opening = Opening(day=JUNE.start, attained={("revenue", date(2026, 4, 1)): 700 * ONE})
    lines = (line("A", date(2026, 6, 10), sold * ONE, attributes={"product": "a"}),)
    facts = Facts(person="ana", lines=lines, opening=opening)
    found = interpret(plan, facts, JUNE)
    assert not found.problems
    assert found.settled[-1].paid == due * ONE
    assert differences(plan, [facts], JUNE) == []
