"""Proposed goals in words: on what they rest, what the total is beside what is expected, and the
goals themselves as a sheet; the same on every face."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.basics.amount import SCALE, round_half_away
from husay.goals.aim import in_units
from husay.goals.plan import GoalPlan
from husay.goals.proposal import OUT_OF_REACH, Proposal, ProposedGoal
from husay.measures.measure import MEASURES
from husay.stats.year_ahead import LEAST_MONTHS
from husay.words.format import count, share
from husay.words.goal_plans import figure_column, node_names
from husay.words.sheet import Sheet, SheetColumn
from husay.words.workshop import chance_text, listed, plan_style

if TYPE_CHECKING:
    from husay.words.naming import Named


LIKELIER, NEARLY = 0.55, Fraction(97, 100)
"""From such a chance and part of what is expected on, a chance above one half wants a word."""
APART = Fraction(3, 100)
"""By more than this what is expected is another amount than what came in before."""


def basis_text(found: Proposal) -> str:
    """On what the proposed goals rest."""
    if found.basis == "potential":
        return _("The fair rule rests on potentials and history.")
    return _("The fair rule rests on history alone: not everybody has a potential.")


def expected_text(found: Proposal, plan: GoalPlan) -> str:
    """What the total is of what is expected, and how likely it is reached."""
    style = replace(plan_style(plan.measure, plan.currency), places=2)
    text = _("All together are expected to bring %(expected)s: the total is %(share)s of it, and "
             "%(chance)s likely to be reached.")  # fmt: skip
    return text % {
        "expected": style.text(found.bottom_up), "share": share(found.stretch, 0),
        "chance": chance_text(found.company_chance),
    }  # fmt: skip


def odds_text(found: Proposal) -> str:
    """Why all together are likelier to bring what is expected than not; '' where they are not."""
    if found.company_chance < LIKELIER or found.stretch < NEARLY:
        return ""
    return _("Expected of each is what they pass as often as not. Together they pass the sum of it "
             "more often: one very good year makes up for several that are a little "
             "poorer.")  # fmt: skip


def reason_text(found: Proposal, key: str, last: int, plan: GoalPlan) -> str:
    """What the fair rule would ask of one of the lowest goals, and why that is more or less than
    what came in before; '' where it proposes nothing."""
    goal = next((one for one in found.proposed.goals if one.item == key), None)
    if goal is None:
        return ""
    style = plan_style(plan.measure, plan.currency)
    said = {"goal": style.text(goal.goal), "expected": style.text(goal.expected),
            "last": style.text(last), "own": share(round(goal.reliability * SCALE), 0)}  # fmt: skip
    text = _("The fair rule would ask %(goal)s: %(expected)s is expected.")
    if last > 0 and abs(Fraction(goal.expected, last) - 1) > APART:
        text = _("The fair rule would ask %(goal)s: %(expected)s is expected, not %(last)s again. "
                 "Of what sets these results apart from what others bring, %(own)s is taken to "
                 "last; the rest is chance.")  # fmt: skip
    return text % said


def fair_text(found: Proposal, plan: GoalPlan) -> str:
    """Which total would be fair."""
    style = replace(plan_style(plan.measure, plan.currency), places=2)
    text = _("%(fair)s would put everybody at a fair goal.")
    return text % {"fair": style.text(found.fair_total)}


def proposal_sentence(found: Proposal, plan: GoalPlan) -> str:
    """What a proposal rests on, and what the total is of what is expected."""
    parts = (
        basis_text(found),
        expected_text(found, plan),
        odds_text(found),
        fair_text(found, plan),
    )
    return " ".join(filter(None, parts))


def proposal_notes(found: Proposal, names: Mapping[str, str]) -> tuple[str, ...]:
    """What to know of a proposal: that it is out of reach, and for whom nothing is proposed."""
    notes = []
    if found.out_of_reach:
        text = _("More than half of the goals are reached with a chance below %(chance)s: the "
                 "total is out of reach for most.")  # fmt: skip
        notes.append(text % {"chance": share(OUT_OF_REACH, 0)})
    if found.left_out:
        text = ngettext(
            "Of these nothing can be told yet, for want of %(n)s month with sales: %(who)s.",
            "Of these nothing can be told yet, for want of %(n)s months with sales: %(who)s.",
            LEAST_MONTHS,
        )
        who = listed(names.get(key, key) for key in found.left_out)
        notes.append(text % {"n": count(LEAST_MONTHS), "who": who})
    return tuple(notes)


def last_year_plus_text(found: Proposal) -> str:
    """'Last year +4 %': the other way of dealing the total, with what it adds."""
    if found.growth is None:
        return _("Last year and so much more")
    return _("Last year %(change)s") % {"change": share(found.growth, 0, signed=True)}


def proposal_sheet(found: Proposal, plan: GoalPlan, company: Named) -> Sheet:
    """The proposed goals beside those of "last year and so much more"."""
    names = node_names(plan.nodes, company)
    other = {goal.item: goal for goal in found.last_year.goals}
    rows = [
        {
            "goal_of": goal.item,
            "name": names.get(goal.item, goal.item),
            "proposed": in_units(MEASURES[plan.measure], goal.goal),
            "chance": chance_ratio(goal.chance),
            "expected": in_units(MEASURES[plan.measure], _whole(goal.expected)),
            "last_year_plus": in_units(MEASURES[plan.measure], other[goal.item].goal),
            "last_year_plus_chance": chance_ratio(other[goal.item].chance),
        }
        for goal in _by_name(found.proposed.goals, names)
    ]
    columns = (
        SheetColumn(name="goal_of", label=_("Goal of")),
        SheetColumn(name="name", label=_("Name")),
        figure_column("proposed", _("Proposed"), plan.measure),
        SheetColumn(name="chance", label=_("Chance"), kind="ratio"),
        figure_column("expected", _("Expected"), plan.measure),
        figure_column("last_year_plus", last_year_plus_text(found), plan.measure),
        SheetColumn(name="last_year_plus_chance", label=_("Its chance"), kind="ratio"),
    )
    return Sheet(columns, rows)


def _by_name(goals: Iterable[ProposedGoal], names: Mapping[str, str]) -> list[ProposedGoal]:
    return sorted(goals, key=lambda goal: (names.get(goal.item, goal.item), goal.item))


def _whole(estimate: int) -> int:
    """An estimate in whole pesos or orders: what lies behind the point, nobody knows."""
    return round_half_away(Fraction(estimate, SCALE)) * SCALE


def chance_ratio(value: float) -> Fraction:
    """A chance as programs have it: in ten-thousandths."""
    return Fraction(round(value * 10_000), 10_000)
