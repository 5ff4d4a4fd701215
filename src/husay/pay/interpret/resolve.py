"""A term's figures for one person and one window: its tiers or its curve as a function."""

from __future__ import annotations

from fractions import Fraction

from husay.basics.period import Window
from husay.pay.document.term import Curve, Inside, Tier, Tiers
from husay.pay.interpret.steps import CurveTable, Step, TierTable, edges
from husay.pay.interpret.work import Work


def goal_of(work: Work, person: str, name: str, inside: Inside, window: Window) -> int | None:
    """The goal that a table in per cent of goal is read against; None where it needs none."""
    if inside != "percent_of_goal":
        return None
    return work.goal(person, work.plan.measure(name), window)


def tier_table(
    work: Work, term: Tiers, person: str, window: Window, *, plain: bool = False
) -> tuple[TierTable | None, int | None]:
    """A term's tiers in ten-thousandths with the goal they are read against.

    None where the goal is missing (a problem was told). `plain`: without accelerators.
    """
    goal = goal_of(work, person, term.of, term.inside, window)
    if term.inside == "percent_of_goal" and goal is None:
        return None, None
    starts = edges([tier.start for tier in term.tiers], goal)
    amounts = term.pays in ("step", "interpolated") and term.tiers[0].amount is not None
    steps = tuple(
        Step(start, _pays(work, term, tier, person, window))
        for start, tier in zip(starts, term.tiers, strict=True)
    )
    table = TierTable(steps, term.pays, term.edge, amounts)
    if plain and term.accelerates_from is not None:
        table = table.without_accelerator(edges([term.accelerates_from], goal)[0])
    return table, goal


def _pays(work: Work, term: Tiers, tier: Tier, person: str, window: Window) -> Fraction:
    """What a tier pays: a factor, or an amount in ten-thousandths."""
    if tier.amount is not None:
        return work.reward(tier.amount, person, window)
    if tier.times is not None:
        assert term.base_rate is not None, "a plan whose tiers have times has a rate"
        return tier.times * work.over(term.base_rate, person, window)
    figure = tier.rate if tier.rate is not None else tier.each
    assert figure is not None, "a tier pays something"
    return work.over(figure, person, window)


def curve_table(term: Curve, *, plain: bool = False) -> CurveTable:
    """A curve as a function of attainment."""
    points = tuple((point.at, point.pays) for point in term.points)
    most = term.accelerates_from if plain else None
    return CurveTable(points, term.beyond == "continues", term.edge, most)
