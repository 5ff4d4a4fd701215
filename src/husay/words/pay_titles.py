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


_FIELDS: Mapping[str, Text] = {
    "amount": gettext_lazy("the amount"), "list_amount": gettext_lazy("the list amount"),
    "cost": gettext_lazy("the cost"), "quantity": gettext_lazy("the quantity"),
    "discount": gettext_lazy("the discount"), "share": gettext_lazy("the credited share"),
    "date": gettext_lazy("the date of sale"), "invoiced": gettext_lazy("the invoice’s date"),
    "sale": gettext_lazy("the sale"), "seller": gettext_lazy("the seller"),
    "role": gettext_lazy("the role"), "kind": gettext_lazy("the kind of line"),
    "product": gettext_lazy("the product"), "product_line": gettext_lazy("the product line"),
    "product_group": gettext_lazy("the product group"), "customer": gettext_lazy("the customer"),
    "customer_group": gettext_lazy("the customer group"), "channel": gettext_lazy("the channel"),
    "territory": gettext_lazy("the territory"), "unit": gettext_lazy("the unit"),
    "currency": gettext_lazy("the currency"),
}  # fmt: skip
"""What the fields of a line are called within a sentence."""


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


def field_title(name: str) -> str:
    """What a field of a line is called within a sentence; one that a plan adds, by its name."""
    return str(_FIELDS.get(name, "")) or readable(name)


def _found(parts: Iterable[Named], name: str) -> str:
    return next((titled(part) for part in parts if part.name == name), "")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
