"""What of their messages somebody may see now: the door that the inbox and every sending go by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from husay.store.messages.gathering import GATHERERS
from husay.store.records.models import Message, User

if TYPE_CHECKING:
    from husay.store.company import Company


def still_to_see(company: Company, user: User, messages: Iterable[Message]) -> tuple[Message, ...]:
    """Of a user's messages, those that they may see and that are news still, oldest first; the
    others are deleted. `company` is opened for the user: roles, places and what a message is about
    change between the finding, the sending and the reading. Who asks with a token of fewer rights
    sees fewer, and nothing is deleted for that."""
    by_kind: dict[str, list[Message]] = {}
    for one in messages:
        assert one.user_id == user.pk, "one's own alone"
        by_kind.setdefault(one.kind, []).append(one)
    kept = {
        one.pk: one
        for kind, some in by_kind.items()
        for one in GATHERERS[kind].still(company, user, some)  # type: ignore[index]
    }
    gone = [one.pk for some in by_kind.values() for one in some if one.pk not in kept]
    if gone and company.viewer.limit is None:
        Message.objects.filter(pk__in=gone).delete()
    return tuple(kept[key] for key in sorted(kept))
