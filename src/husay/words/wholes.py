"""A whole in words, and as addresses and options write it: 'unit:luzon', 'seller:E-014'."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from django.utils.translation import gettext as _

from husay.basics.problem import mistake
from husay.measures.dimension import NAMED
from husay.measures.question import Whole, WholeScope

if TYPE_CHECKING:
    from husay.words.naming import Named

_LONGEST, _SHOWN = 400, 40
"""How long a whole may be as it is written, and how much is shown of one that is longer."""


def whole_name(company: Named, whole: Whole) -> str:
    """What a whole is called: its name, else its identifier."""
    if whole.scope == "company":
        return _("The company")
    return company.names(NAMED[whole.scope], [whole.item]).get(whole.item, whole.item)


def written_whole(whole: Whole) -> str:
    """A whole as an address writes it."""
    return f"{whole.scope}:{whole.item}" if whole.item else whole.scope


def read_whole(text: str) -> Whole | None:
    """The whole that is written; None for nothing; raises Mistake for what is none, or is longer
    than any identifier."""
    if len(text) > _LONGEST:
        raise mistake("not-a-whole", value=f"{text[:_SHOWN]}…")
    scope, _colon, item = text.strip().partition(":")
    if not scope:
        return None
    if scope not in get_args(WholeScope) or bool(item) == (scope == "company"):
        raise mistake("not-a-whole", value=text)
    return Whole(scope, item)  # type: ignore[arg-type]
