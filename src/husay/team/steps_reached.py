"""What milestones make of recognition: each step that was reached and holds."""

from __future__ import annotations

from husay.team.recognition import Recognised
from husay.tracking.milestones import Milestones


def of_milestones(found: Milestones) -> tuple[Recognised, ...]:
    """Each share of a goal that was reached and holds: a team goal where it is all of it, or more.
    Whose it is are the company and units of which milestones are told to everybody."""
    return tuple(
        Recognised(
            kind="team-goal" if step.share >= 1 else "milestone",
            scope="unit" if ladder.whole.scope == "unit" else "company",
            item=ladder.whole.item, day=step.reached, measure="revenue", window=ladder.window,
            grain=ladder.kind, share=step.share,
        )
        for ladder in found.ladders
        for step in ladder.steps
        if step.reached is not None and step.holds
    )  # fmt: skip
