"""The page Team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from husay.access.role import Right
from husay.store.coaching.people import names_of
from husay.store.company import Company
from husay.store.moment import everything
from husay.store.team.circles import CircleSeen
from husay.store.team.thanks import ThanksSeen
from husay.team.recognition import Recognised
from husay.web.empty import Empty
from husay.web.team.thanks_part import thanks_form, thanks_lines
from husay.words import dates
from husay.words.team import (
    CIRCLE_MARKS,
    CIRCLE_STATES,
    KINDS,
    circle_text,
    figure_text,
    recognised_text,
    size_text,
    stage_text,
    team_sentence,
    together_names,
    together_text,
)
from husay.words.team_report import names_wanted


@dataclass(frozen=True)
class CircleLine:
    """A pair or circle in a list; `waiting` are those who have not answered."""

    number: int
    weeks: int
    size: str
    what: str
    stage: str
    state: str
    mark: str
    coming: str
    waiting: int
    declined: int


_AT_ONCE = 12
"""So many names are read at once; a large company's others are opened."""


@dataclass(frozen=True)
class RecognisedLine:
    """Something recognised: its kind, what happened, its figures for who may see them; of several,
    `people` are the first of their names, each with its figures, and `others` the rest."""

    kind: str
    label: str
    text: str
    figure: str
    people: Sequence[tuple[str, str]]
    others: Sequence[tuple[str, str]]
    day: str


class TeamPage:
    """Team, as its reader has it."""

    def __init__(
        self,
        company: Company,
        seen: Sequence[CircleSeen],
        recognised: Sequence[Recognised],
        thanked: Sequence[ThanksSeen],
        typed: Mapping[str, str],
    ) -> None:
        self.company, self.seen, self.recognised = company, seen, recognised
        self.thanked, self.typed = thanked, typed
        people = [person for one in seen for person in one.circle.people]
        self.names = names_of([*people, *names_wanted(recognised)])

    def context(self) -> dict[str, object]:
        """For `team.html`."""
        asked = [one for one in self.seen if one.asked]
        mine = [one for one in self.seen if one.mine is not None and not one.asked]
        mine = [one for one in mine if one.mine and one.mine.part == "joined"]
        led = [one for one in self.seen if one.leads]
        leads = self.company.viewer.may(Right.COACH)
        return {
            "sentence": team_sentence(self.seen, self.names),
            "asked": [self._line(one) for one in asked],
            "mine": [self._line(one) for one in mine],
            "led": [self._line(one) for one in led],
            "leads": leads,
            "recognised": self._recognised(),
            "nothing": None if self.recognised else _nothing(),
            "thanks": thanks_lines(self.company, self.thanked),
            "form": thanks_form(self.company, self.typed),
            "typed": self.typed,
        }

    def _line(self, one: CircleSeen) -> CircleLine:
        coming = one.next
        return CircleLine(
            one.number, one.circle.weeks, size_text(len(one.members)),
            circle_text(one.circle, self.names), stage_text(one.circle.stage),
            str(CIRCLE_STATES[one.state]), CIRCLE_MARKS[one.state],
            _("next on %(day)s") % {"day": dates.day(coming.day)}
            if coming and one.state != "ended" else "",
            sum(member.part == "asked" for member in one.members),
            sum(member.part == "declined" for member in one.members),
        )  # fmt: skip

    def _recognised(self) -> list[RecognisedLine]:
        """What was recognised, alike things in one line; only a day is newer than another."""
        calendar = everything(self.company).calendar
        currency = self.company.home.read_settings().currency
        found = []
        for some in _alike(self.recognised):
            one, figure, people = some[0], "", list[tuple[str, str]]()
            if len(some) > 1:
                text = together_text(one, calendar)
                people = together_names(some, self.names, self.company, currency)
            else:
                text = recognised_text(one, self.names, self.company, calendar)
                figure = figure_text(one, currency)
            newest = max(other.day for other in some)
            first, others = people[:_AT_ONCE], people[_AT_ONCE:]
            found.append(
                RecognisedLine(
                    one.kind, str(KINDS[one.kind]), text, figure, first, others, dates.day(newest)
                )
            )
        return found


def _alike(found: Sequence[Recognised]) -> list[list[Recognised]]:
    """What was recognised of several in the same way, together; where the newest of them stands."""
    groups: dict[object, list[Recognised]] = {}
    for one in found:
        same = (one.kind, one.measure, one.window, one.grain, one.share, one.basis)
        groups.setdefault(one.number if one.kind == "helped" else same, []).append(one)
    return list(groups.values())


def _nothing() -> Empty:
    return Empty(
        title=_("Nothing to celebrate was found yet"),
        text=_("Here stands what was done well lately: goals and milestones that a team reached, "
               "somebody’s best month or quarter so far, who improved most, and who helped. It is "
               "found after each import, once the book has a year of sales."),
    )  # fmt: skip
