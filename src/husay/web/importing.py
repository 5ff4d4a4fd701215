"""The process beside the server that does the imports, and sends messages beside them:
`python -m husay.web.importing PARENT`.

An import that is broken off leaves the book as it was, and is taken up again.
"""

from __future__ import annotations

import signal
import sys
import threading

from husay.web.beside import clock, company_beside


def main(parent: int) -> None:
    """Do the imports of the company in HUSAY_HOME until asked to stop, or left alone."""
    company = company_beside(parent)
    from husay.store.jobs import work
    from husay.web.posting import posting

    signal.signal(signal.SIGTERM, _break_off)
    with posting(company, clock):
        work(company, clock, threading.Event())


def _break_off(number: int, frame: object) -> None:
    """By an exception: a letter on its way is waited for."""
    raise SystemExit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
