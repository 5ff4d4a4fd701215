"""When what could not be delivered is tried again, and when it is given up."""

from __future__ import annotations

from datetime import datetime, timedelta

WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720))
"""How long is waited after the first failure, the second, …; after all others as after the last."""
GIVEN_UP_AFTER = timedelta(days=3)
"""What could not be delivered for so long is given up: it stands in the inbox."""


def next_try(tries: int, due: datetime, at: datetime) -> datetime | None:
    """When to try again what was due at a moment and failed now (`at`) for the `tries`th time; None
    where that would be later than three days after it was due."""
    assert tries >= 1, "it was tried"
    moment = at + WAITS[min(tries, len(WAITS)) - 1]
    return moment if moment - due <= GIVEN_UP_AFTER else None
