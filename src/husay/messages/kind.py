"""What messages can be about, when they are sent on, and what people get who have chosen nothing.

Every message stands in its receiver's inbox. A choice says when it is sent on besides: at once, in
a digest of the day or of the week, or never.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Kind = Literal[
    "goal", "milestone", "signal", "action", "statement", "question", "recognition", "circle"
]
KINDS: tuple[Kind, ...] = (
    "goal", "milestone", "signal", "action", "statement", "question", "recognition", "circle",
)  # fmt: skip

When = Literal["now", "daily", "weekly", "never"]
WHENS: tuple[When, ...] = ("now", "daily", "weekly", "never")

Form = Literal["now", "daily", "weekly"]
"""What is sent: what is told at once, or a digest."""

UNCHOSEN: Mapping[Kind, When] = {
    "goal": "daily",
    "milestone": "weekly",
    "signal": "daily",
    "action": "now",
    "statement": "now",
    "question": "now",
    "recognition": "daily",
    "circle": "now",
}
"""What waits for an answer goes out at once, what one reads when there is time with others."""

EMAIL = "email"
"""The channel that everybody has; others are addresses (`husay.messages.address`)."""
