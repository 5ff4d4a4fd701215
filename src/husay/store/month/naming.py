"""What the people are called whom the words of a month name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from husay.store.coaching.people import names_of

if TYPE_CHECKING:
    from husay.loop import Told


def names_in(told: Iterable[Told]) -> dict[str, str]:
    """The names of the people of whom the steps speak: those whom the viewer leads, all of them
    theirs to know (`husay.store.month.waiting`)."""
    found = list[str]()
    for step in told:
        if step.step == "coach":
            found += [one.about for one in step.waits if one.about]
            turns = step.found if isinstance(step.found, dict) else {}
            found += [one.person for some in turns.values() for one in some]
    return names_of(found)
