"""The process beside the server that simulates, and packs statements:
`python -m husay.web.simulating PARENT`.

It is not the one that imports: a simulation may take minutes, and keeps no import waiting. Between
two parts of a package, what is to be simulated has its turn.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import time

from husay.web.beside import clock, company_beside

_PAUSE_SECONDS = 1.0
_log = logging.getLogger(__name__)


def main(parent: int) -> None:
    """Work out what waits in the company in HUSAY_HOME until asked to stop, or left alone."""
    company = company_beside(parent)
    from django.db import close_old_connections

    from husay.store.pay import packing, simulations
    from husay.web.pay.packed import pack

    def stop(number: int, frame: object) -> None:
        # At once, and not by an exception: that might arrive as one of the database's.
        simulations.put_back(company.home)
        os._exit(0)

    signal.signal(signal.SIGTERM, stop)
    while True:
        close_old_connections()
        try:
            found = simulations.work_out_next(company, clock)
            found = packing.pack_next(company, clock, pack) or found
        except Exception:
            _log.exception("what waits cannot go on; it is tried again")
            found = False
        if not found:
            time.sleep(_PAUSE_SECONDS)


if __name__ == "__main__":
    main(int(sys.argv[1]))
