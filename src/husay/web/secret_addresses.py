"""Addresses that are secrets stand in no log: links that let somebody in, or open a wall.

Django writes the path of whatever it refuses or fails at, and whoever reads logs, or is sent them,
would have the door.
"""

from __future__ import annotations

import logging
import re

_SECRET = re.compile(r"(/(?:wall|join|new-password)/)[^/\s'\"?]+")


class WithoutSecrets(logging.Filter):
    """Lets every record through, with the secrets of addresses in it left out."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true."""
        said = record.getMessage()
        told = _SECRET.sub(r"\1…", said)
        if told != said:
            record.msg, record.args = told, ()
        return True
