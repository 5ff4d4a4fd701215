"""The loop's tests run commands and look at pages in one process."""

from __future__ import annotations

from tests.whole import keep_whole

keep_whole()
