"""The rally board, as a page and as the panels of a wall."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.team.climb import Climb
from husay.web.empty import Empty
from husay.web.graphs import climb as climb_bar
from husay.words import dates
from husay.words.board import (
    as_of_words,
    board_sentence,
    help_words,
    news,
    next_words,
    recognised,
    shared_words,
    sharers_words,
    stands_words,
    step_words,
    takes_words,
    thanks_words,
)
from husay.words.format import count, share
from husay.words.milestones import percent
from husay.words.values import goal_window_text
from husay.words.wholes import whole_name

if TYPE_CHECKING:
    from husay.basics.calendar import BusinessCalendar
    from husay.store.team.board import Called
    from husay.store.team.shared_pay import SharedSeen
    from husay.team.board import Board
    from husay.tracking.milestones import Step

_T = TypeVar("_T")

ROWS = 5
"""Units on one panel of a wall: more could not be read from five metres."""

NAMED = 3
"""Of those who reached a step, so many are named in a sentence on a wall."""

LINES = 4
"""Sentences on one panel of a wall."""


@dataclass(frozen=True)
class StepShown:
    """A step of a goal: its share, whether it is reached, and when it was or will be."""

    share: str
    reached: bool
    when: str


@dataclass(frozen=True)
class ClimbShown:
    """A goal as it is shown: how far it is, and in few words (`stands`) or sentences (`coming`,
    `takes`) what is next."""

    name: str
    window: str
    share: str
    bar: SafeString
    days: str
    stands: str
    coming: str
    takes: str
    reached: bool
    steps: tuple[StepShown, ...]


@dataclass(frozen=True)
class GroupShown:
    """A division, with its own goal where that is told, and its teams."""

    key: str
    name: str
    climb: ClimbShown | None
    teams: tuple[ClimbShown, ...]


@dataclass(frozen=True)
class ThanksShown:
    """Thanks: from whom to whom, the words, the day."""

    who: str
    text: str
    day: str


@dataclass(frozen=True)
class SharedShown:
    """A bonus that a team shares: how far it is, in words and as a bar, and who shares it."""

    text: str
    bar: SafeString
    who: str


@dataclass(frozen=True)
class Panel:
    """One panel of a wall: a goal with its steps (`hero`), or some of one of the other three."""

    key: str
    title: str
    hero: ClimbShown | None = None
    climbs: tuple[ClimbShown, ...] = ()
    lines: tuple[str, ...] = ()
    thanks: tuple[ThanksShown, ...] = ()


class BoardPage:
    """One view of the board."""

    def __init__(self, found: Board, named: Called, calendar: BusinessCalendar) -> None:
        self.found, self.named, self.calendar = found, named, calendar
        self.company = [self._climb(climb) for climb in found.company]
        self.groups = self._groups()

    def context(self) -> dict[str, object]:
        """What the template of the page shows."""
        return {
            "sentence": board_sentence(self.found, self.calendar),
            "hero": self.company[0] if self.company else None,
            "others": self.company[1:],
            "groups": self.groups,
            "moved": news(self.found, self.named, self.calendar),
            "recognised": self._recognised(),
            "more": self.found.more,
            "helped": self._helped(),
            "thanks": self._thanks(),
            "empty": None if self.company or self.groups else self._empty(),
        }

    def wall(self) -> dict[str, object]:
        """What a wall shows: panels, of which one is seen at a time."""
        return {
            "sentence": board_sentence(self.found, self.calendar),
            "panels": tuple(self._panels()),
            "figures_of": as_of_words(self.found.as_of),
        }

    def _panels(self) -> Iterator[Panel]:
        if self.company:
            yield Panel("company", _("All of us"), hero=self.company[0])
        if self.company[1:]:
            yield Panel("company-more", _("All of us"), climbs=tuple(self.company[1:]))
        divisions = [group.climb for group in self.groups if group.climb]
        for at, some in enumerate(dealt(divisions, ROWS)):
            yield Panel(f"divisions-{at}", _("Divisions"), climbs=some)
        for group in self.groups:
            for at, some in enumerate(dealt(group.teams, ROWS)):
                yield Panel(f"{group.key}-{at}", group.name, climbs=some)
        for key, title, texts in (
            ("moved", _("What moved"), news(self.found, self.named, self.calendar, NAMED)),
            ("recognised", _("Well done"), self._recognised()),
            ("helped", _("Who helped whom"), self._helped()),
        ):
            for at, said in enumerate(dealt(texts, LINES)):
                yield Panel(f"{key}-{at}", title, lines=said)
        for at, thanks in enumerate(dealt(self._thanks(), LINES - 1)):
            yield Panel(f"thanks-{at}", _("Thanks"), thanks=thanks)

    def _groups(self) -> list[GroupShown]:
        found = []
        for at, (top, own, teams) in enumerate(self.found.groups):
            name = self.named.units.get(top, top)
            shown = self._climb(own) if own else None
            found.append(GroupShown(f"group-{at}", name, shown, tuple(map(self._climb, teams))))
        return found

    def _climb(self, climb: Climb) -> ClimbShown:
        days = ngettext("%(n)s working day left", "%(n)s working days left", climb.days)
        return ClimbShown(
            name=whole_name(self.named, climb.whole),
            window=goal_window_text(climb.window, climb.kind, self.calendar),
            share=share(climb.so_far, 0),
            bar=climb_bar(climb.so_far, [step.share for step in climb.steps]),
            days=days % {"n": count(climb.days)} if climb.days else "",
            stands=stands_words(climb),
            coming=next_words(climb),
            takes=takes_words(climb.takes) if climb.takes else "",
            reached=climb.reached,
            steps=tuple(map(_step, climb.steps)),
        )

    def _recognised(self) -> list[str]:
        return recognised(self.found, self.named, self.calendar)

    def _helped(self) -> list[str]:
        return [help_words(one, self.named.people) for one in self.found.helped]

    def _thanks(self) -> list[ThanksShown]:
        return [
            ThanksShown(thanks_words(one, self.named.people), one.text, dates.day_month(one.day))
            for one in self.found.thanks
        ]

    def _empty(self) -> Empty:
        return Empty(
            title=_("No goal to rally around yet"),
            text=_("The board shows how far the company, its divisions and its teams are, what "
                   "the next step takes, and who helped whom. It never shows amounts."),
            steps=(
                _("Management publishes the goal of the year, the quarter or the month."),
                _("How far it is stands here from then on, as a share of the goal."),
                _("Each step that is reached is told here, to everybody."),
            ),
        )  # fmt: skip


def shared_shown(found: Sequence[SharedSeen]) -> list[SharedShown]:
    """The bonuses that teams share, for whom it is about."""
    return [
        SharedShown(shared_words(one), climb_bar(one.share, ()), sharers_words(one))
        for one in found
    ]


def _step(step: Step) -> StepShown:
    return StepShown(percent(step.share), step.holds, step_words(step))


def dealt(items: Sequence[_T], most: int) -> list[tuple[_T, ...]]:
    """Items in as few parts as hold them, of about the same size, in order."""
    parts = -(-len(items) // most)
    found, first = list[tuple[_T, ...]](), 0
    for at in range(parts):
        size = len(items) // parts + (at < len(items) % parts)
        found.append(tuple(items[first : first + size]))
        first += size
    return found
