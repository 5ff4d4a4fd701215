"""Marking texts of the help, which are looked up only when the help is shown."""

from __future__ import annotations


def marked(text: str) -> str:
    """The text as it is; the name under which it is imported, `_`, has it collected."""
    return text
