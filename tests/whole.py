"""A process of tests that runs commands and looks at pages too needs all of Django for both."""

from __future__ import annotations


def keep_whole() -> None:
    """Have commands leave nothing out, as those do that need it all: see `husay.cli.main`."""
    from husay.store.records import weight

    weight.lighten = _nothing


def _nothing() -> None:
    """What a command does to be light, in a process that must not be."""
