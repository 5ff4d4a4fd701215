"""Who could show it: whom of their own people a manager may ask, for a seller and a stage.

Skill is what figures make of each against their own team; of it nothing is handed on but who does
it clearly better. Nobody is named where that cannot be said, and nobody whom the viewer does not
lead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.coaching.areas import FACTORS, Stage
from husay.coaching.mentor import Colleague, Match, mentors
from husay.org.company import read_company
from husay.store.coaching.people import Leading
from husay.store.gaps import teams_among_sellers
from husay.store.moment import everything
from husay.store.peers import units_above
from husay.store.records.models import CoachingPlanRow, TeamCircle, TeamMember
from husay.team.circle import last_day
from husay.tracking.organisation import units_on
from husay.tracking.skill import skills

if TYPE_CHECKING:
    from husay.store.company import Company

_DIVISION, _AREA = "division", ("area", "region")
"""Kinds of units by which two people are near each other."""


def who_shows(company: Company, seller: str, stage: Stage) -> tuple[Match, ...]:
    """The people whom the viewer leads who do a stage clearly better than a seller and could show
    it, the best choice first; () where there is nobody of whom that can be said, or the seller is
    not led by the viewer."""
    viewer = company.viewer
    company = company.of_one_moment()
    may = all(viewer.may(right) for right in (Right.COACH, Right.COMPARE, Right.SEE_FIGURES))
    team = frozenset(Leading(company).sellers()) if may else frozenset()
    if seller not in team:
        return ()
    reader = everything(company)
    meetings = read_company(reader.manifest.company)[0].meetings
    known = skills(reader, FACTORS[stage], seller, teams_among_sellers(company, team), meetings)
    if seller not in known:
        return ()
    own = known[seller]
    better = [person for person, skill in known.items() if skill.clearly_above(own)]
    places, given = _places(company, [seller, *better]), loads(company.today)

    def colleague(person: str) -> Colleague:
        skill = Fraction(known[person].above_usual)
        return Colleague(person=person, skill=skill, load=given[person], **places[person])

    return mentors(colleague(seller), map(colleague, better))


def loads(today: date) -> Counter[str]:
    """To how many each shows something on a day: open plans in which they stand, and pairs and
    circles that are open, each of which is one sitting a week however many learn in it."""
    rows = CoachingPlanRow.objects.filter(state__in=("planned", "running")).exclude(shower="")
    given = Counter(rows.values_list("shower", flat=True))
    declined = TeamMember.objects.filter(shows=True, part="declined").values("circle")
    circles = TeamCircle.objects.filter(ended=None).exclude(pk__in=declined)
    given.update(
        shower
        for shower, starts, weeks in circles.values_list("shower", "starts", "weeks")
        if today <= last_day(starts, weeks)
    )
    return given


def _places(company: Company, people: list[str]) -> Mapping[str, dict[str, str | None]]:
    """The team, division and area of each, by the organisation of the day."""
    reader = everything(company)
    kinds = {unit.unit: unit.kind for unit in units_on(reader, company.today)}
    above = units_above(reader, people, company.today)
    return {person: _place(above.get(person, ()), kinds) for person in people}


def _place(units: tuple[str, ...], kinds: Mapping[str, str | None]) -> dict[str, str | None]:
    return {
        "team": units[0] if units else None,
        "division": next((unit for unit in units if kinds.get(unit) == _DIVISION), None),
        "area": next((unit for unit in units if kinds.get(unit) in _AREA), None),
    }
