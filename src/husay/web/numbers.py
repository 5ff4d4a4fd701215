"""Numbers in addresses: what is longer than any number of ours is no number of ours.

Databases and Python refuse numbers without end, each in its own way; so a page never sees one.
"""

from __future__ import annotations

_MOST_DIGITS = 18
"""What has no more of them fits into the 64 bits of a database's number."""


class NumberConverter:
    """`<number:plan>` in an address: a whole number; with more digits there is no such address."""

    regex = f"[0-9]{{1,{_MOST_DIGITS}}}"

    def to_python(self, value: str) -> int:
        """The number, as a view takes it."""
        return int(value)

    def to_url(self, value: object) -> str:
        """A number, or a text of digits, in an address."""
        return str(value)


def number_or_nothing(typed: str) -> int:
    """A number that was typed; 0, which nothing of ours has, for what is none."""
    fits = typed.isascii() and typed.isdecimal() and len(typed) <= _MOST_DIGITS
    return int(typed) if fits else 0
