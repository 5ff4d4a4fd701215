"""What people chose, read of many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from husay.messages.choice import Choice, Choices
from husay.messages.hours import Quiet
from husay.store.records.models import MessageChoice, MessageSettings, User


def choices_of(users: Iterable[User]) -> Mapping[int, Choices]:
    """What some users chose, by their numbers."""
    users = list(users)
    of: dict[int, dict[str, Choice]] = {user.pk: {} for user in users}
    for row in MessageChoice.objects.filter(user__in=users):
        of[row.user_id][row.kind] = Choice(row.when, tuple(row.channels))  # type: ignore[arg-type]
    kept = {row.user_id: row for row in MessageSettings.objects.filter(user__in=users)}
    return {pk: _choices(kept.get(pk), chosen) for pk, chosen in of.items()}


def _choices(row: MessageSettings | None, chosen: Mapping[str, Choice]) -> Choices:
    if row is None:
        return Choices(chosen)  # type: ignore[arg-type]
    quiet = None
    if row.quiet_from is not None and row.quiet_until is not None:
        quiet = Quiet(row.quiet_from, row.quiet_until)
    return Choices(chosen, quiet, row.hour, row.weekday)  # type: ignore[arg-type]
