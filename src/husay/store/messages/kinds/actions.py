"""Coaching: what was agreed and is to be done by tomorrow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from husay.access.role import Right
from husay.messages.kind import Kind
from husay.store.coaching.people import Leading, is_own
from husay.store.messages.found import Found
from husay.store.messages.people import People
from husay.store.records.models import CoachingAction, Message, User

if TYPE_CHECKING:
    from husay.store.company import Company

_AHEAD, _BEHIND = timedelta(days=1), timedelta(days=7)
_OPEN = ("planned", "running")


class Actions:
    """Whoever is to do it is told: the seller, or who leads them."""

    kind: Kind = "action"

    def found(self, people: People, since: datetime) -> Iterable[Found]:
        """What is due tomorrow, today, or was within a week, and is not done."""
        today = timezone.localdate(people.at)
        rows = CoachingAction.objects.select_related("plan").filter(
            done=None, due__gte=today - _BEHIND, due__lte=today + _AHEAD, plan__state__in=_OPEN
        )
        by_seller: dict[str, list[CoachingAction]] = {}
        led: list[CoachingAction] = []
        for row in rows:
            if row.who == "seller":
                by_seller.setdefault(row.plan.seller, []).append(row)
            else:
                led.append(row)
        for user in people.called(by_seller.keys(), Right.OWN_PLAN):
            yield from (_found(user, row) for row in by_seller[user.person])
        for user, own in people.with_right(Right.COACH) if led else ():
            leading = Leading(own)
            yield from (_found(user, row) for row in led if leading.leads(row.plan.seller))

    def still(self, company: Company, user: User, told: Sequence[Message]) -> Iterator[Message]:
        """What is not done, of plans that the user has or leads."""
        rows = CoachingAction.objects.select_related("plan").filter(
            pk__in=[one.what["action"] for one in told], done=None, plan__state__in=_OPEN
        )
        leading = Leading(company)
        theirs = {
            row.pk
            for row in rows
            if (is_own(company, row.plan.seller) and row.who == "seller")
            or (row.who == "manager" and leading.leads(row.plan.seller))
        }
        return (one for one in told if one.what["action"] in theirs)


def _found(user: User, row: CoachingAction) -> Found:
    return Found(user, f"{row.pk}:{row.due}", {"action": row.pk, "plan": row.plan_id})
