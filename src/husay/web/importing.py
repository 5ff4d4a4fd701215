"""The process beside the server that does the imports: `python -m husay.web.importing PARENT`.

PARENT is the process number of the server. When that is gone, however it went, this process goes
too: an import that is broken off leaves the book as it was, and is taken up again.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from datetime import UTC, datetime

from husay.store.opening import open_company

_LOOK_SECONDS = 0.5


def main(parent: int) -> None:
    """Do the imports of the company in HUSAY_HOME until asked to stop, or left alone."""
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the server, which stops us
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()
    company = open_company(os.environ["HUSAY_HOME"])
    from husay.store.jobs import work
    from husay.store.pay.simulations import work_out_next
    from husay.web.goal_mail import send_waiting

    def clock() -> datetime:
        return datetime.now(UTC)

    def besides() -> None:
        send_waiting(company, clock())
        work_out_next(company, clock)

    work(company, clock, threading.Event(), besides=besides)


def _stop(number: int, frame: object) -> None:
    raise SystemExit(0)


def _leave_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os._exit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]))
