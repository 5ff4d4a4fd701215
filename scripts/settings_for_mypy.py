"""Husay's settings for mypy's Django plugin, which loads them where no company is."""

import os
import tempfile

_HOME = tempfile.TemporaryDirectory()
os.environ["HUSAY_HOME"] = _HOME.name

from husay.settings import *  # noqa: E402, F403
