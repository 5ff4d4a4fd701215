"""By which channels messages go out: e-mail, where the server sends any, and people's addresses."""

from __future__ import annotations

from django.conf import settings

from husay.messages.kind import EMAIL
from husay.store.records.models import User


def sends_email() -> bool:
    """Whether the server sends e-mail."""
    return bool(settings.SENDS_EMAIL)


def gets_email(user: User) -> bool:
    """Whether e-mail is sent to a user: nobody who looks around a demo gets any."""
    return sends_email() and not user.demo


def channels_of(user: User) -> tuple[str, ...]:
    """The channels that a user can choose: e-mail, and the numbers of their addresses."""
    return EMAIL, *(str(pk) for pk in user.message_addresses.values_list("pk", flat=True))
