"""Telling people of their goals, after an import: the amounts expected, and odds that changed.

The worker tells (`Teller`), and looks for falls before that, after whoever imported has their
answer; a command does it itself, once it has reported.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from husay.access.role import Right, Role
from husay.access.viewer import Viewer
from husay.basics.period import Window
from husay.measures.question import Whole
from husay.store.lock import only_worker
from husay.store.moment import newest_manifest
from husay.store.outlooks import of_all
from husay.store.records.models import GoalNotice, Message, User
from husay.store.records.users import viewer_of, viewers_of
from husay.store.signals.sweeping import sweep_after_import
from husay.store.team.recognising import recognise_after_import
from husay.tracking.currency import counted_currency, counted_goals
from husay.tracking.outlook import GoalOutlook, Seen, outlooks, rows_of, windows_of
from husay.tracking.telling import Told, reason_to_tell

if TYPE_CHECKING:
    from husay.store.company import Company

_log = logging.getLogger(__name__)
_TOLD = frozenset({Role.SELLER, Role.MANAGER})
"""Who is told: those of whom revenue is expected."""


@dataclass
class Teller:
    """Sweeps the early warning, tells people of their goals, and recognises what was done, whenever
    there is a newer snapshot than the last one it told of.

    It begins with the newest there is: one whose worker was stopped meanwhile is told of, too, and
    nobody is told twice.
    """

    company: Company
    told: str = ""

    def __call__(self, at: datetime) -> int:
        """Tell what is new, unless another process is at it; answers how many notices it wrote."""
        newest = newest_manifest(self.company.home).mark
        if newest == self.told:
            return 0
        with only_worker(self.company.home.path) as alone:
            if not alone:
                return 0
            sweep_after_import(self.company, at)
            written = tell_of_goals(self.company, at)
            recognise_after_import(self.company, at)
        self.told = newest
        return written


def tell_of_goals(company: Company, at: datetime) -> int:
    """Tell everybody what is new of their goals by the newest snapshot; answers how many notices
    were written. Never raises: what was imported stays imported."""
    try:
        return _tell(company, at)
    except Exception:
        _log.exception("nobody could be told of their goals")
        return 0


def unread(company: Company, user: User, today: date) -> tuple[GoalNotice, ...]:
    """What a user was told, has not read and may still see; of each goal the newest."""
    waiting = GoalNotice.objects.filter(user=user, read=None)
    kept = still_theirs(company, user, waiting, today)
    newest = {(n.scope, n.item, n.measure, n.starts, n.ends): n for n in kept}
    return tuple(newest.values())


def still_theirs(
    company: Company, user: User, notices: Iterable[GoalNotice], today: date
) -> tuple[GoalNotice, ...]:
    """Of a user's notices, those that they may still see on a day; the others are deleted.

    A notice is of its reader's business while they may see goals and its unit or person is in
    their scope: roles and places change between the telling and the reading.
    """
    viewer, among = viewer_of(user), tuple(notices)
    if not among:
        return ()
    scope = replace(company, viewer=viewer, today=today).scope
    kept = tuple(
        n
        for n in among
        if viewer.may(Right.SEE_GOALS) and scope.has(Whole(n.scope, n.item))  # type: ignore[arg-type]
    )
    gone = {n.pk for n in among} - {n.pk for n in kept}
    if gone:
        GoalNotice.objects.filter(pk__in=gone).delete()
    return kept


def have_read(user: User, shown: Iterable[int], at: datetime) -> None:
    """Note that a user knows what they were shown, and with it what they were told of the same
    goals before; what came meanwhile stays unread. Numbers of other people's notices do nothing."""
    waiting = GoalNotice.objects.filter(user=user, read=None)
    for one in waiting.filter(pk__in=tuple(shown)):
        known = waiting.filter(
            scope=one.scope, item=one.item, measure=one.measure, starts=one.starts, ends=one.ends,
            pk__lte=one.pk,
        )  # fmt: skip
        numbers = list(known.values_list("pk", flat=True))
        GoalNotice.objects.filter(pk__in=numbers).update(read=at)
        Message.objects.filter(notice__in=numbers, read=None).update(read=at)


def _tell(company: Company, at: datetime) -> int:
    users = dict(_staff())
    if not users:
        return 0
    company = company.of_one_moment()
    seen = of_all(company)
    if seen is None:
        return 0
    of_people = _of_people(seen, {v.person for v in users.values() if v.person})
    written = 0
    for user, viewer in users.items():
        own = replace(company, viewer=viewer, today=timezone.localdate(at))
        found = [*of_people.get(viewer.person or "", ())]
        for whole in own.wholes():
            if whole.scope == "unit":
                found += outlooks(seen, own.seen_as(whole), whole).goals
        written += len(_write(user, found, seen, at))
    return written


def _staff() -> Iterator[tuple[User, Viewer]]:
    """The active users of whom revenue is expected, as whoever asks."""
    for user, viewer in viewers_of(User.objects.filter(is_active=True, joined__isnull=False)):
        if viewer.roles & _TOLD and viewer.may(Right.SEE_GOALS):
            yield user, viewer


def _of_people(seen: Seen, people: Iterable[str]) -> dict[str, list[GoalOutlook]]:
    """The outlooks of these people's own goals, all read at once."""
    wanted, reader = frozenset(people), seen.everything
    if not wanted or "seller" not in reader.shape.present:
        return {}
    day = Window(seen.as_of, seen.as_of)
    usual = [(kind, window) for kind, window in windows_of(seen, reader) if kind != "window"]
    own = {g.window for g in counted_goals(reader, seen.measure, day, "seller").all}
    others = sorted(own - {window for _, window in usual}, key=lambda w: (w.days, w.start))
    found: dict[str, list[GoalOutlook]] = {}
    for kind, window in (*usual, *(("window", window) for window in others)):
        for row in rows_of(seen, reader, "seller", kind, window):  # type: ignore[arg-type]
            if row.whole.item in wanted:
                found.setdefault(row.whole.item, []).append(row)
    return found


def _write(user: User, found: Iterable[GoalOutlook], seen: Seen, at: datetime) -> list[GoalNotice]:
    """What of this a user does not know yet."""
    told = {
        (n.scope, n.item, n.measure, n.starts, n.ends): n
        for n in GoalNotice.objects.filter(user=user, ends__gte=seen.as_of)
    }
    made = []
    for goal in found:
        key = (*_whose(goal.whole), goal.measure, goal.window.start, goal.window.end)
        last = told.get(key)
        reason = reason_to_tell(goal, Told(last.goal, last.chance) if last else None)
        if reason is not None:
            before = last.chance if last and reason == "odds" else None
            made.append(_notice(user, goal, seen, reason, before, at))
    GoalNotice.objects.bulk_create(made)
    return made


def _notice(
    user: User, goal: GoalOutlook, seen: Seen, reason: str, before: int | None, at: datetime
) -> GoalNotice:
    scope, item = _whose(goal.whole)
    return GoalNotice(
        user=user, reason=reason, scope=scope, item=item, measure=goal.measure, kind=goal.kind,
        starts=goal.window.start, ends=goal.window.end, goal=goal.goal, so_far=goal.so_far,
        expected=goal.forecast.expected if goal.forecast else None, chance=goal.chance,
        before=before, currency=counted_currency(seen.everything.shape),
        manifest=seen.everything.number, until=goal.until, made=at,
    )  # fmt: skip


def _whose(whole: Whole) -> tuple[str, str]:
    return whole.scope, whole.item
