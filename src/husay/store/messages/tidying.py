"""Letting go of what is no news any more, a few people at a time: a meeting that is over, an action
that was done, what a role that ended showed. So the bell counts what its owner can read."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from husay.store.messages.inbox import MOST_SHOWN
from husay.store.messages.people import own_company, receivers
from husay.store.messages.seeing import still_to_see
from husay.store.records.models import Message

if TYPE_CHECKING:
    from husay.store.company import Company

AT_ONCE = 5
"""People whose messages are looked at again in one round."""
_log = logging.getLogger(__name__)


def tidy(company: Company, at: datetime, after: int = 0) -> int:
    """Look again at what waits to be read by the next few users; answers after whom to go on, 0 to
    begin with the first. What cannot be looked at for one keeps nobody else's."""
    company = company.of_one_moment()
    waiting = Message.objects.filter(user=OuterRef("pk"), read=None)
    users = receivers().filter(Exists(waiting), pk__gt=after).order_by("pk")[:AT_ONCE]
    last = 0
    for n, user in enumerate(users, start=1):
        unread = Message.objects.filter(user=user, read=None).select_related("notice")
        try:
            still_to_see(own_company(company, user, at), user, unread.order_by("-pk")[:MOST_SHOWN])
        except Exception:
            _log.exception("the messages of user %s could not be looked at again", user.pk)
        last = user.pk if n == AT_ONCE else 0
    return last
