"""The page of a pair or circle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from husay.store.coaching.people import names_of
from husay.store.company import Company
from husay.store.team.circles import CircleSeen, MeetingSeen
from husay.store.team.meetings import PageSeen, pages
from husay.team.circle import FEWEST
from husay.team.meeting import LONGEST, WORDS, Page, agenda
from husay.web.coaching.reading import author_name
from husay.web.team.thanks_part import thanks_form
from husay.words import dates
from husay.words.team import (
    CIRCLE_MARKS,
    CIRCLE_STATES,
    PARTS,
    circle_sentence,
    item_text,
    size_text,
    stage_text,
)


@dataclass(frozen=True)
class MemberLine:
    """Somebody in the circle, and their answer."""

    name: str
    shows: bool
    part: str
    why: str


@dataclass(frozen=True)
class PageLine:
    """What somebody wrote: label and words of each part."""

    name: str
    mine: bool
    parts: list[tuple[str, str]]
    helped_by: str


@dataclass(frozen=True)
class MeetingLine:
    """A meeting with what was written there."""

    number: int
    day: str
    value: str
    held: bool
    may_move: bool
    pages: list[PageLine]


class CirclePage:
    """A circle as its reader has it, with what was typed and was wrong."""

    def __init__(
        self, company: Company, seen: CircleSeen, typed: Mapping[str, str] | None = None
    ) -> None:
        self.company, self.seen, self.typed = company, seen, typed or {}
        self.names = names_of(seen.circle.people)
        self.pages = pages(company, seen)
        self.takes_part = seen.mine is not None and seen.mine.part == "joined"

    def context(self) -> dict[str, object]:
        """For `circle.html`."""
        seen, name = self.seen, self.names.get(self.seen.circle.shower, "")
        now = self._now()
        items = agenda(now.number, len(seen.meetings), self._people())
        writes = self.takes_part and seen.state == "running"
        me = seen.mine.person if seen.mine else ""
        others = [one for one in seen.joined if one != me]
        return {
            "number": seen.number, "sentence": circle_sentence(seen, self.names),
            "title": f"{size_text(len(seen.members))}: {stage_text(seen.circle.stage)}",
            "state": CIRCLE_STATES[seen.state], "mark": CIRCLE_MARKS[seen.state],
            "over": seen.state == "ended", "asked": seen.asked, "declined": seen.mine is not None
            and seen.mine.part == "declined" and seen.state != "ended",
            "takes_part": self.takes_part and seen.state != "ended", "leads": seen.leads,
            "size": size_text(len(seen.members)), "stage": stage_text(seen.circle.stage),
            "members": self._members(), "by": author_name(seen.by), "why_ended": seen.why_ended,
            "agenda": [item_text(item, name, seen.circle.stage) for item in items],
            "minutes": sum(item.minutes for item in items),
            "now": now.number,
            "meetings": [self._meeting(one) for one in seen.meetings],
            "writes": writes, "form": self._form(now, others),
            "before": self._before(now),
            "thank": thanks_form(self.company, self.typed, others, seen.number)
            if self.takes_part else None,
            "typed": self.typed,
        }  # fmt: skip

    def _people(self) -> int:
        """How many meet, as far as they have not declined; a pair at the least."""
        return max(FEWEST, sum(one.part != "declined" for one in self.seen.members))

    def _now(self) -> MeetingSeen:
        """The meeting that one writes for: as asked, else the next, else the last."""
        asked = self.typed.get("meeting", "")
        found = [one for one in self.seen.meetings if str(one.number) == asked]
        return next(iter(found), None) or self._unwritten() or self.seen.meetings[-1]

    def _unwritten(self) -> MeetingSeen | None:
        """The first meeting that is not over for the reader: not held, or held and not written."""
        written = {one.meeting for one in self.pages if one.mine}
        waiting = (
            one for one in self.seen.meetings
            if one.held is None or (self.takes_part and one.number not in written)
        )  # fmt: skip
        return next(waiting, None)

    def _members(self) -> list[MemberLine]:
        return [
            MemberLine(
                self.names.get(one.person, one.person), one.shows, str(PARTS[one.part]), one.why
            )
            for one in self.seen.members
        ]

    def _meeting(self, one: MeetingSeen) -> MeetingLine:
        may = (self.takes_part or self.seen.leads) and self.seen.state != "ended"
        return MeetingLine(
            one.number, dates.day(one.held or one.day), one.day.isoformat(), one.held is not None,
            may and one.held is None,
            [self._page(page) for page in self.pages if page.meeting == one.number],
        )  # fmt: skip

    def _page(self, seen: PageSeen) -> PageLine:
        labels = _labels()
        said = [(labels[word], getattr(seen.page, word)) for word in WORDS]
        return PageLine(
            self.names.get(seen.person, seen.person), seen.mine,
            [(label, words) for label, words in said if words],
            self.names.get(seen.page.helped_by, "") if seen.page.helped_by else "",
        )  # fmt: skip

    def _form(self, now: MeetingSeen, others: list[str]) -> dict[str, object]:
        """The reader's own page of a meeting, as kept or as typed."""
        kept = next(
            (one.page for one in self.pages if one.mine and one.meeting == now.number),
            Page(),
        )
        typed = self.typed if self.typed.get("do") == "page" else {}
        labels = _labels()
        chosen = typed.get("helped_by", kept.helped_by)
        return {
            "before": [
                (word, labels[word], typed.get(word, getattr(kept, word))) for word in WORDS[:2]
            ],
            "after": [
                (word, labels[word], typed.get(word, getattr(kept, word))) for word in WORDS[2:]
            ],
            "helpers": [(one, self.names[one], one == chosen) for one in others],
            "longest": LONGEST,
        }

    def _before(self, now: MeetingSeen) -> str:
        """What the reader meant to try, at the meeting before."""
        mine = [
            one.page.will_try for one in self.pages
            if one.mine and one.meeting < now.number and one.page.will_try
        ]  # fmt: skip
        return mine[-1] if mine else ""


def _labels() -> dict[str, str]:
    return {
        "went_well": _("What went well this week?"),
        "was_hard": _("What was hard?"),
        "heard": _("What did I hear from the others?"),
        "will_try": _("What will I try?"),
    }
