"""The inbox: what somebody was told, and what they have read of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings

from husay.store.goal_notices import have_read
from husay.store.messages.people import user_asking
from husay.store.messages.seeing import still_to_see
from husay.store.records.models import Message, User

if TYPE_CHECKING:
    from husay.store.company import Company

MOST_SHOWN = 200


def inbox(company: Company, *, unread: bool = False, kind: str = "") -> tuple[Message, ...]:
    """The newest of the viewer's messages that they may see, the newest first; `unread` alone, or
    of a kind alone. Raises Mistake `messages-of-nobody`."""
    user = user_asking(company)
    rows = Message.objects.filter(user=user).select_related("notice").order_by("-pk")
    if unread:
        rows = rows.filter(read=None)
    if kind:
        rows = rows.filter(kind=kind)
    return still_to_see(company.of_one_moment(), user, rows[:MOST_SHOWN])[::-1]


def inbox_address() -> str:
    """Where people reach their inbox, for what is sent to them; '' where nobody said where Husay
    is."""
    return f"{settings.HUSAY_ADDRESS}/inbox" if settings.HUSAY_ADDRESS else ""


def unread_count(user: User) -> int:
    """How many messages wait to be read. What is no news any more is let go of beside the pages
    (`husay.store.messages.tidying`), so that no page has to ask again."""
    return Message.objects.filter(user=user, read=None).count()


def mark_read(company: Company, numbers: Collection[int] | None, at: datetime) -> int:
    """Note that the viewer has read some of their messages, or all (None); answers how many were
    unread. Numbers of other people's do nothing. What a goal's page shows of it is read, too."""
    user = user_asking(company)
    rows = Message.objects.filter(user=user, read=None)
    if numbers is not None:
        rows = rows.filter(pk__in=list(numbers)[:MOST_SHOWN])
    notices = list(rows.exclude(notice=None).values_list("notice", flat=True))
    count = rows.update(read=at)
    have_read(user, notices, at)
    return count
