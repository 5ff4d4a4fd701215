"""Goals and pace: what the worker noticed of them after an import (`husay.store.goal_notices`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.messages.kind import Kind
from husay.store.goal_notices import still_theirs
from husay.store.messages.found import Found
from husay.store.messages.people import People
from husay.store.records.models import GoalNotice, Message, User

if TYPE_CHECKING:
    from husay.store.company import Company


class Goals:
    """Of each goal the newest notice counts: the ones before are no news any more."""

    kind: Kind = "goal"

    def found(self, people: People, since: datetime) -> Iterable[Found]:
        """Notices that were not read yet."""
        users = {user.pk: user for user, _ in people.all}
        rows = GoalNotice.objects.filter(made__gte=since, read=None, user__in=users.keys())
        for one in _newest(rows):
            yield Found(users[one.user_id], str(one.pk), notice=one.pk)

    def still(self, company: Company, user: User, told: Sequence[Message]) -> Iterator[Message]:
        """Of the goals that are in the user's scope."""
        limit = company.viewer.limit
        if limit is not None and Right.SEE_GOALS not in limit:
            return iter(())  # a token of fewer rights: the notices stay their owner's
        notices = [one.notice for one in told if one.notice is not None]
        kept = still_theirs(company, user, notices, company.today)
        newest = {one.pk for one in _newest(kept)}
        return (one for one in told if one.notice_id in newest)


def _newest(notices: Iterable[GoalNotice]) -> Iterable[GoalNotice]:
    ordered = sorted(notices, key=lambda n: n.pk)
    return {(n.user_id, n.scope, n.item, n.measure, n.starts, n.ends): n for n in ordered}.values()
