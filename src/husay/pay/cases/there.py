"""Who has the plan in a case: whoever it names and gives no row has it all the time.

Only pools and contests ask who has the plan at all; they are read for each person by itself, and
have to find the same people for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from husay.basics.period import Window
from husay.pay.cases.read_facts import FIRST, LAST
from husay.pay.document.plan import Plan
from husay.pay.document.term import Contest, Pool
from husay.pay.facts import Facts, Member


def with_everybody(plan: Plan, facts: Facts, asked: Iterable[str]) -> Facts:
    """The facts of a case in which the pay of some people is asked for, with a row among `members`
    for everybody whom it names: of those who lead, only who is named as something else, too."""
    if not any(isinstance(term, Pool | Contest) for term in plan.terms):
        return facts
    have = {member.person for member in facts.members}
    always = (Member(person, Window(FIRST, LAST)) for person in sorted(_named(facts, asked) - have))
    return replace(facts, members=(*facts.members, *always))


def _named(facts: Facts, asked: Iterable[str]) -> set[str]:
    """The people of a case's rows, and those whose pay is asked for."""
    found = {facts.person, *asked, *(line.person for line in facts.lines)}
    found |= {goal.person for goal in facts.goals} | {one.person for one in facts.parameters}
    found |= {score.person for score in facts.scores} | {one.person for one in facts.advances}
    found |= set(facts.openings)
    return (found | {row.person for row in facts.reporting}) - {""}
