"""Milestones that were reached of late: for everybody, without amounts and without names.

That somebody's own unit reached a goal whole is recognition, which tells it to them
(`husay.store.messages.kinds.recognitions`): nobody is told it twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils import timezone

from husay.access.role import Right
from husay.messages.kind import Kind
from husay.store import outlooks
from husay.store.messages.found import Found
from husay.store.messages.kinds.recognitions import units_of
from husay.store.messages.people import People
from husay.store.records.models import Message, User
from husay.tracking.milestones import Ladder, Step

if TYPE_CHECKING:
    from husay.store.company import Company


class Milestones:
    """Each step of each goal is told once, also where it was lost and reached again."""

    kind: Kind = "milestone"

    def found(self, people: People, since: datetime) -> Iterable[Found]:
        """The steps that stand as news on the page of milestones, and that nobody was told."""
        told = outlooks.milestones(people.company)
        if told is None:
            return
        steps = {_key(ladder, step): _what(ladder, step) for ladder, step in told.news[::-1]}
        rows = Message.objects.filter(kind=self.kind, key__in=steps)
        known = set(rows.values_list("key", flat=True))
        new = {key: what for key, what in steps.items() if key not in known}
        units = units_of(people.company, timezone.localdate(people.at)) if new else {}
        for user, _ in people.with_right(Right.SEE_MILESTONES) if new else ():
            own = units.get(user.person, frozenset())
            for key, what in new.items():
                if not (Fraction(str(what["share"])) >= 1 and what["item"] in own):
                    yield Found(user, key, what)

    def still(self, company: Company, user: User, told: Sequence[Message]) -> Iterator[Message]:
        """Of whoever may see milestones."""
        return iter(told if company.viewer.may(Right.SEE_MILESTONES) else ())


def _key(ladder: Ladder, step: Step) -> str:
    window = ladder.window
    whole = f"{ladder.whole.scope}:{ladder.whole.item}"
    return f"{window.start}/{window.end}/{step.share}/{whole}"[:200]


def _what(ladder: Ladder, step: Step) -> dict[str, object]:
    assert step.reached is not None, "it is news"
    return {
        "scope": ladder.whole.scope, "item": ladder.whole.item, "window": ladder.kind,
        "starts": ladder.window.start.isoformat(), "ends": ladder.window.end.isoformat(),
        "share": str(step.share), "reached": step.reached.isoformat(),
    }  # fmt: skip
