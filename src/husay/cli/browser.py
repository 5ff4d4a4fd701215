"""Opening the reader's browser, where there is a screen for it."""

from __future__ import annotations

import os
import sys
import webbrowser
from contextlib import suppress


def open_browser(address: str) -> bool:
    """Open an address; answers whether a browser took it. Never one that lives in a terminal."""
    if not _has_screen():
        return False
    with suppress(webbrowser.Error, OSError):
        return webbrowser.open(address)
    return False


def _has_screen() -> bool:
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
