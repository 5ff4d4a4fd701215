"""The demo company's published plan of goals, so that there are bars to raise: gross margin by
product line, for a calendar year.

Why this one. The demo's file has goals of revenue, visits and deals for all who sell, their units
and the product lines, and these stay as they are: the book tells a goal by scope, item, measure and
days, and of margin the file has none, so that neither ever replaces the other. A sales director
asks for margin beside revenue so that volume is not bought with discounts, and by product line,
since that is where prices are made (one line of the demo's is given away ever cheaper). First
pages, milestones, the board and notices go by revenue: nobody finds a goal there that they were not
asked for. A line is not hired, does not leave and changes no division, so that a year which is
played month by month holds what it asks; and enough is sold of each to tell which is above its bar,
which is not so of every seller.

How it is made: as people make one. Compensation asks for what the fair rule says, by what came
before the year; the director keeps a part at the top for what promotions cost, and has the rest
dealt fairly again; one goal is talked over and decided; the director publishes.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from fractions import Fraction
from typing import TYPE_CHECKING

from husay.access.role import Role
from husay.basics.period import DAY, Window
from husay.goals.agreed import Act, Seen
from husay.goals.plan import Reserve
from husay.goals.steps import with_reserve
from husay.stats.year_ahead import LEAST_MONTHS
from husay.store.goal_plans.making import make
from husay.store.goal_plans.proposing import take_proposal
from husay.store.goal_plans.publishing import publish
from husay.store.goal_plans.talks import act, entries
from husay.store.goal_plans.versions import change, offer
from husay.store.goal_plans.worth import last_months
from husay.store.records.demo_users import demo_user
from husay.store.records.users import viewer_of

if TYPE_CHECKING:
    from husay.goals.cascade import Cascaded, Weights
    from husay.goals.plan import GoalPlan
    from husay.store.company import Company
    from husay.store.goal_plans.seen import Opened

_AT = time(9, 0, tzinfo=UTC)
_STEP = 100_000_000
"""Goals are dealt in whole 10,000.00."""

_RESERVE = Fraction(35, 1000)
"""What part of the company's goal is kept at the top: what is left is about as likely to be reached
as goals should be (`husay.goals.fairness`), and in most companies some lines do pass it surely."""

_KEPT = "Promotions come out of a reserve, not out of a line's goal."
_DEALT = "The rest, dealt fairly again."
_ASKED = "Its suppliers raise their prices in January. Can it still bring as much?"
_ANSWERED = "It can, at list price. Whoever wants a promotion asks for a part of the reserve."
_PUBLISHED = "Margin beside revenue, so that volume is not bought with discounts."
"""What is said in the demo, as people there would have typed it."""


def make_demo_goals(company: Company, until: date, ends: date, at: datetime, *, line: str) -> None:
    """Make a plan for the year in which the demo `ends`, or for the next one where less is known:
    up to a day `until`. It is worked on by that day, or by the last before it begins, and comes
    into the book with the demo's own import, `at` that moment. `line` is the product line that is
    talked over. Nothing is made by less than three months of sales.
    """
    planner, director = (_as(company, role) for role in (Role.COMPENSATION, Role.EXECUTIVE))
    year = min(until.year + 1, ends.year)
    window = Window(date(year, 1, 1), date(year, 12, 31))
    if planner is None or director is None:
        return
    if len(last_months(company, LEAST_MONTHS, window.start)) < LEAST_MONTHS:
        return
    then = datetime.combine(min(until, window.start - DAY), _AT)
    made = make(
        planner, f"Gross margin {year}", "margin", window,
        at=then, start="fair", step=_STEP, scope="product_line",
    )  # fmt: skip
    number = made.row.number
    dealt = _with_a_reserve(director, made, then)
    offer(director, number, then)
    key = next(node.key for node in dealt.plan.lowest if node.item == line)
    _say(planner, number, key, "comment", _ASKED, then)
    _say(director, number, key, "decide", _ANSWERED, then)
    result = publish(director, number, dealt.version, _PUBLISHED, at)
    assert not result.refused, result.problems


def _as(company: Company, role: Role) -> Company | None:
    """The company as the demo's user of a role has it; None where there is none."""
    user = demo_user(role)
    return None if user is None else replace(company, viewer=viewer_of(user))


def _with_a_reserve(director: Company, made: Opened, then: datetime) -> Opened:
    """The plan with a part kept at the top, and the rest dealt by the fair rule."""
    number, plan = made.row.number, made.plan
    value = int(plan.root.value * _RESERVE) // plan.step * plan.step
    reserve = Reserve("Promotions", "Sales director", value)

    def keep(standing: GoalPlan, weights: Weights) -> Cascaded:
        return with_reserve(standing, reserve, weights)

    kept = change(director, number, made.version, "reserve", _KEPT, then, keep)
    return take_proposal(director, number, kept.version, _DEALT, then)


def _say(company: Company, number: int, key: str, what: Act, words: str, then: datetime) -> None:
    """Say or do something about a goal, having looked at it."""
    now = entries(company, number, key)
    act(company, number, key, Seen(now.value, now.counter), what, words, None, then)
