"""What people read instead of the names of a plan's terms, measures and parameters.

A title that the document gives, in the reader's language, else in the other; without one the name
itself as words: `quarter_bonus` is “Quarter bonus”. Everything that shows a plan asks here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import get_language, gettext_lazy

from husay.pay.document.plan import Plan
from husay.pay.document.read_terms import TAKEN
from husay.pay.document.title import Title
from husay.pay.runs.by_hand import BY_HAND

if TYPE_CHECKING:
    from husay.words.term import Text


class Named(Protocol):
    """A term, a measure or a parameter."""

    @property
    def name(self) -> str:
        """As the document names it."""
        ...

    @property
    def title(self) -> Title:
        """As the document wants it to be read."""
        ...


_OF_NO_TERM: Mapping[str, Text] = {
    TAKEN[0]: gettext_lazy("Rounding"),
    BY_HAND: gettext_lazy("Added by hand"),
}
"""Lines that are no term's."""


def within(part: Named) -> str:
    """What a part is called within a sentence: its title as it was typed, or 'quarter bonus'."""
    first, second = part.title.english, part.title.filipino
    if (get_language() or "").startswith("fil"):
        first, second = second, first
    return first or second or readable(part.name)


def titled(part: Named) -> str:
    """What a part is called where it stands alone: 'Quarter bonus'."""
    return _capital(within(part))


def readable(name: str) -> str:
    """A name as words."""
    return name.replace("_", " ").replace("-", " ").strip()


def term_title(plan: Plan, name: str) -> str:
    """What a term is called, or what lines are called that are no term's. A name that the plan
    does not have (any more) is told as words."""
    return _found(plan.terms, name) or str(_OF_NO_TERM.get(name, "")) or _capital(readable(name))


def measure_title(plan: Plan, name: str) -> str:
    """What a measure is called."""
    return _found(plan.measures, name) or _capital(readable(name))


def parameter_title(plan: Plan, name: str) -> str:
    """What a parameter is called."""
    return _found(plan.parameters, name) or _capital(readable(name))


def _found(parts: Iterable[Named], name: str) -> str:
    return next((titled(part) for part in parts if part.name == name), "")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
