"""`python -m tests.docs.walks.morning …` is `husay …` on the morning after the demo's last day.

What a page says of a plan or a visit depends on the day on which one looks. The guide says it as of
one morning, and so do its pictures, whenever the tests are run. The clocks go on from there.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

MORNING = datetime(2026, 11, 19, 1, 30, tzinfo=UTC)
"""Half past nine in Manila, the day after the last one in the demo company's book."""


def set_clocks() -> None:
    """Have the clocks of pages, sign-in and commands show the morning; before any are read."""
    from django.utils import timezone

    from husay.cli import session
    from husay.web import clock

    began = time.monotonic()

    def now() -> datetime:
        return MORNING + timedelta(seconds=time.monotonic() - began)

    for module in (clock, session, timezone):
        module.now = now  # type: ignore[attr-defined]


if __name__ == "__main__":
    set_clocks()
    from husay.cli.main import app

    app(prog_name="husay")
