"""Proposals: whom of the viewer's people to bring along by whom, in what, and why.

Who needs what is what figures name of them (`husay.store.coaching.known`), and where they name
nothing, where visits see them held up. Who could show it is the mentor match of coaching
(`husay.store.coaching.showers`), with what each shows already. Nobody is proposed for what they are
in an open pair, circle or plan with a colleague for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.coaching.areas import STAGE_OF, Stage
from husay.coaching.attention import NamedGap
from husay.coaching.mentor import MOST_SHOWN
from husay.store.coaching.known import known
from husay.store.coaching.people import Leading
from husay.store.coaching.plans import plans
from husay.store.coaching.showers import who_shows
from husay.store.coaching.visits import visits
from husay.store.coaching.week import choke_of
from husay.store.records.forgetting import forgotten_people
from husay.store.team.circles import circles
from husay.team.pairing import Choice, Need, Proposal, proposals
from husay.tracking.organisation import not_there

if TYPE_CHECKING:
    from husay.store.company import Company


@dataclass(frozen=True)
class Proposed:
    """Pairs and circles for the viewer's people, of whom there are so many (`people`). `gaps` is
    what figures name of who learns (of whoever has none there, visits show it); `unmet` are people
    who need a stage that nobody of the viewer's who is free clearly does better."""

    found: tuple[Proposal, ...]
    gaps: Mapping[str, NamedGap]
    unmet: tuple[tuple[str, Stage], ...]
    people: int


def propose(company: Company) -> Proposed:
    """Pairs and circles for the people whom the viewer leads, the surest need first."""
    company.viewer.check(Right.COACH)
    company = company.of_one_moment()
    leading = Leading(company)
    away = not_there(leading.whole, company.today) | forgotten_people()
    team = [person for person in leading.sellers() if person not in away]
    gaps = dict(known(company, team).gaps)
    wanted = _wanted(company, leading, team, gaps)
    shown = {person: who_shows(company, person, stage) for person, stage in wanted.items()}
    needs = [
        Need(
            person, stage, gaps[person].chance if person in gaps else 0,
            tuple(Choice(one.person, MOST_SHOWN - one.load, one.near) for one in shown[person]
                  if one.person not in away),
        )
        for person, stage in wanted.items()
    ]  # fmt: skip
    found = proposals(needs, MOST_SHOWN)
    met = {learner.person for one in found for learner in one.learners}
    unmet = tuple((person, stage) for person, stage in wanted.items() if person not in met)
    return Proposed(found, gaps, unmet, len(team))


def _wanted(
    company: Company, leading: Leading, team: Sequence[str], gaps: Mapping[str, NamedGap]
) -> dict[str, Stage]:
    """What each of a team needs, without those who are brought along in it already."""
    seen: dict[str, list[object]] = {}
    for one in visits(company, leading=leading):
        seen.setdefault(one.visit.seller, []).append(one.visit)
    found: dict[str, Stage] = {}
    for person in team:
        choke = choke_of(seen.get(person, ()), company.today)  # type: ignore[arg-type]
        if person in gaps:
            found[person] = gaps[person].stage
        elif choke is not None:
            found[person] = STAGE_OF[choke]
    brought = _brought_along(company, leading)
    return {person: stage for person, stage in found.items() if (person, stage) not in brought}


def _brought_along(company: Company, leading: Leading) -> set[tuple[str, str]]:
    """Who is in an open pair, circle or plan with a colleague, and for what."""
    found: set[tuple[str, str]] = set()
    for circle in circles(company):
        if circle.state != "ended":
            found |= {(one.person, circle.circle.stage) for one in circle.members
                      if not one.shows and one.part != "declined"}  # fmt: skip
    for one in plans(company, leading=leading):
        if one.plan.open and one.plan.shower:
            found.add((one.plan.seller, one.plan.stage))
    return found
