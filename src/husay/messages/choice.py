"""What somebody chose: when each kind of message is sent on, by which channels, and when not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time

from husay.basics.problem import Problem, mistake
from husay.messages.hours import Quiet
from husay.messages.kind import EMAIL, KINDS, UNCHOSEN, WHENS, Kind, When

QUIET = Quiet(time(20), time(7))
"""At night nobody is disturbed, unless they say otherwise."""
HOUR, WEEKDAY = 7, 0
"""A digest comes at seven; that of the week on Mondays."""


@dataclass(frozen=True)
class Choice:
    """When a kind is sent on, and by which channels: `email`, and numbers of addresses as texts."""

    when: When
    channels: tuple[str, ...] = (EMAIL,)


@dataclass(frozen=True)
class Choices:
    """All that one person chose. `quiet` None: messages come at any hour. `hour` (0 to 23) is when
    digests come, `weekday` (0: Monday) when that of the week does."""

    of: Mapping[Kind, Choice] = field(default_factory=dict)
    quiet: Quiet | None = QUIET
    hour: int = HOUR
    weekday: int = WEEKDAY

    def choice(self, kind: Kind) -> Choice:
        """What holds for a kind."""
        return self.of.get(kind) or Choice(UNCHOSEN[kind])


def quiet_with(before: Quiet | None, start: time | None, end: time | None) -> Quiet | None:
    """Quiet hours of which a beginning or an end is given anew; what is None stays as it was.

    Raises Mistake `message-quiet` where there is but one of the two then.
    """
    if start is None and end is None:
        return before
    start = start or (before.start if before else None)
    end = end or (before.end if before else None)
    if start is None or end is None:
        raise mistake("message-quiet")
    return Quiet(start, end)


def choice_mistakes(choices: Choices, channels: Collection[str]) -> tuple[Problem, ...]:
    """All that is wrong with choices, of somebody who has these channels: `message-kind`,
    `message-when`, `message-channel`, `message-hour`, `message-weekday`."""
    return tuple(_mistakes(choices, channels))


def _mistakes(choices: Choices, channels: Collection[str]) -> Iterator[Problem]:
    for kind, choice in choices.of.items():
        if kind not in KINDS:
            yield Problem(code="message-kind", value=str(kind)[:40])
        if choice.when not in WHENS:
            yield Problem(code="message-when", value=str(choice.when)[:40])
        for channel in choice.channels:
            if channel not in channels:
                yield Problem(code="message-channel", value=channel[:40])
    if not 0 <= choices.hour <= 23:
        yield Problem(code="message-hour", value=str(choices.hour))
    if not 0 <= choices.weekday <= 6:
        yield Problem(code="message-weekday", value=str(choices.weekday))
