"""What the processes beside the server have in common: `python -m husay.web.<which> PARENT`.

PARENT is the process number of the server. When that is gone, however it went, these go too: what
is broken off is taken up again by the next one.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from husay.store.opening import open_company

if TYPE_CHECKING:
    from husay.store.company import Company

_LOOK_SECONDS = 0.5


def company_beside(parent: int) -> Company:
    """The company in HUSAY_HOME, in a process that ends with the server."""
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the server, which stops us
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()
    return open_company(os.environ["HUSAY_HOME"])


def clock() -> datetime:
    """What time it is."""
    return datetime.now(UTC)


def _stop(number: int, frame: object) -> None:
    # At once, and not by an exception: nothing has begun, and what is still being imported may
    # swallow one, so that the process would go on and the server wait for it.
    os._exit(0)


def _leave_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os._exit(1)
