"""The conditions of a question as people say them: names instead of identifiers."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext

from husay.measures.conditions import Condition
from husay.words.format import count
from husay.words.naming import Names

_MOST_NAMED, _LONGEST = 3, 80


def condition_text(condition: Condition, names: Names, *, whole: bool = False) -> str:
    """'Luzon', 'Luzon or Visayas', 'no seller'; else the condition as it was written.

    Of many only the first are named, and a long text is cut, unless the `whole` is wanted.
    """
    if not condition.dimension:
        cut = not whole and len(condition.sql) > _LONGEST
        return f"{condition.sql[: _LONGEST - 1]}…" if cut else condition.sql
    items = condition.items
    shown = items if whole or len(items) <= _MOST_NAMED + 1 else items[:_MOST_NAMED]
    said = [names.text(condition.dimension, item) for item in shown]
    if len(said) < len(items):
        words = {"items": ", ".join(said), "n": count(len(items) - len(said))}
        return gettext("%(items)s and %(n)s more") % words
    if len(said) == 1:
        return said[0]
    return gettext("%(items)s or %(last)s") % {"items": ", ".join(said[:-1]), "last": said[-1]}


def conditions_text(conditions: Sequence[Condition], names: Names, *, whole: bool = False) -> str:
    """All of them, short enough to stand in a sentence, or else `whole`; '' for none."""
    return ", ".join(condition_text(condition, names, whole=whole) for condition in conditions)
