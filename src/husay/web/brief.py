"""A line of the log without its traceback: for what strangers can bring about at will."""

from __future__ import annotations

import logging


class BriefFormatter(logging.Formatter):
    """Writes what happened, and not where in the code."""

    def formatException(self, ei: object) -> str:
        """Nothing."""
        return ""
