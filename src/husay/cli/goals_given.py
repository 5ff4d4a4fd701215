"""What is typed of goals: periods, amounts, whose goal is meant, and whole tables of them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from husay.basics.period import Window
    from husay.goals.grid import Given
    from husay.goals.plan import GoalPlan
    from husay.store.company import Company


def window_typed(company: Company, text: str) -> Window:
    """A period as it was typed; raises Mistake."""
    from husay.basics.problem import Mistake, Problem
    from husay.goals.window_text import window_of

    found = window_of(text, company.home.read_settings().year)
    if isinstance(found, Problem):
        raise Mistake(found)
    return found


def amount_typed(text: str, option: str) -> int:
    """An amount as it was typed, in ten-thousandths; raises Mistake."""
    from husay.basics.problem import Mistake, Problem, mistake
    from husay.goals.typed import Typed

    found = Typed().amount(text)
    if found is None:
        raise mistake("option-without-value", option=option)
    if isinstance(found, Problem):
        raise Mistake(found)
    return found


def percent(text: str, option: str) -> Fraction:
    """A per cent figure as a share; raises Mistake."""
    return Fraction(amount_typed(text.strip().removesuffix("%"), option), 1_000_000)


def node_called(text: str, plan: GoalPlan, company: Company) -> str:
    """The key of the goal that is meant by a key, an identifier or a name; raises Mistake where
    that is none, or several."""
    from husay.basics.problem import Mistake, Problem, mistake
    from husay.goals.plan_table import grid_of
    from husay.words.goal_plans import node_names

    found = grid_of(plan, node_names(plan.nodes, company)).called(text)
    if len(found) > 1:
        keys = (("keys", ", ".join(found)),)
        raise Mistake(Problem(code="grid-item-two", value=text, values=keys))
    if not found:
        raise mistake("goal-unknown", value=text)
    return found[0]


def given_goals(file: Path, plan: GoalPlan, company: Company) -> Given:
    """What a file with a table of goals changes in a plan, or all that is wrong with it."""
    from husay.basics.problem import Mistake, Problem
    from husay.goals.plan_table import read_table
    from husay.words.goal_plans import node_names

    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise Mistake(Problem(code="no-such-file", file=file.name)) from error
    except UnicodeDecodeError as error:
        raise Mistake(Problem(code="not-utf-8", file=file.name)) from error
    names, year = node_names(plan.nodes, company), company.home.read_settings().year
    return read_table(text, plan, names, year)
