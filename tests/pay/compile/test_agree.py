"""Random plans over random facts of several people: both readings agree to the last unit.

HUSAY_PAY_EXAMPLES=3000 makes as many of them; a few dozen are enough for every day.
"""

from __future__ import annotations

import os
from dataclasses import replace

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from husay.pay.document.read_plan import read_plan
from tests.pay.compile.agree import differences
from tests.pay.compile.changed_pay import More
from tests.pay.compile.random_pay import ASKED, Maker

EXAMPLES = int(os.environ.get("HUSAY_PAY_EXAMPLES", "25"))


@settings(max_examples=EXAMPLES, derandomize=True, deadline=None)
@given(st.integers(0, 10**9), st.booleans())
@example(25_778, False)  # a budget, where some have the plan for some days only
@example(39_527, False)  # more comes back of a line that is not paid yet than was sold
def test_the_compiled_plan_and_the_interpreter_agree(seed: int, more: bool) -> None:
    made = Maker(seed).made()
    if more:
        made = More(made, seed).with_more()
    plan, _ = read_plan(made.text)
    assume(plan is not None)
    assert plan is not None
    facts = [
        replace(one, lines=tuple(replace(line, currency=plan.currency) for line in one.lines))
        for one in made.facts
    ]
    found = differences(plan, facts, ASKED)
    assume(not isinstance(found, str))
    assert found == []
