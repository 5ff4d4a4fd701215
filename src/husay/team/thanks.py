"""Thanks from one colleague to another: short, for all to read, and not so many that they are worth
nothing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from husay.basics.problem import Problem

LONGEST = 280
MOST_A_DAY = 10
DAY = timedelta(days=1)
LONGEST_WHY = 500


def mistakes(
    text: str, to: str, by: str, known: Collection[str], of_late: int
) -> tuple[Problem, ...]:
    """What is wrong with thanks: `thanks-blank`, `thanks-too-long`, `thanks-to-oneself`,
    `thanks-to-nobody` (`known` are the people who can be thanked), and `thanks-too-many` where so
    many (`of_late`) were written in the last day."""
    found = []
    if not text.strip():
        found.append(Problem(code="thanks-blank"))
    if len(text.strip()) > LONGEST:
        found.append(Problem(code="thanks-too-long", values=(("most", str(LONGEST)),)))
    if to and to == by:
        found.append(Problem(code="thanks-to-oneself"))
    elif to not in known:
        found.append(Problem(code="thanks-to-nobody", value=to[:60]))
    if of_late >= MOST_A_DAY:
        found.append(Problem(code="thanks-too-many", values=(("most", str(MOST_A_DAY)),)))
    return tuple(found)


def why_mistakes(why: str) -> tuple[Problem, ...]:
    """What is wrong with the reason for which thanks are hidden: `thanks-without-why`,
    `thanks-why-too-long`."""
    if not why.strip():
        return (Problem(code="thanks-without-why"),)
    if len(why.strip()) > LONGEST_WHY:
        return (Problem(code="thanks-why-too-long", values=(("most", str(LONGEST_WHY)),)),)
    return ()
