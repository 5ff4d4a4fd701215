"""What goes out, and what can come of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """A message or digest in words. `brief` is what fits where only a line or two do."""

    subject: str
    text: str
    brief: str


class NotDelivered(Exception):
    """A receiver did not take it. `code` says what happened (`husay.words.messages.ERRORS`),
    without anything of what was sent or where; `for_good` that it never will take it, `nobody` that
    nobody is reached that way now."""

    def __init__(self, code: str, *, for_good: bool = False, nobody: bool = False) -> None:
        super().__init__(code)
        self.code, self.for_good, self.nobody = code, for_good, nobody
