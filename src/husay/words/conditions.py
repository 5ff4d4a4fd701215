"""The conditions of a question as people say them: names instead of identifiers."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext

from husay.measures.conditions import Condition
from husay.words.naming import Names


def condition_text(condition: Condition, names: Names) -> str:
    """'Luzon', 'Luzon or Visayas', 'no seller'; else the condition as it was written."""
    if not condition.dimension:
        return condition.sql
    said = [names.text(condition.dimension, item) for item in condition.items]
    if len(said) == 1:
        return said[0]
    return gettext("%(items)s or %(last)s") % {"items": ", ".join(said[:-1]), "last": said[-1]}


def conditions_text(conditions: Sequence[Condition], names: Names) -> str:
    """All of them, short enough to stand in a sentence; '' for none."""
    return ", ".join(condition_text(condition, names) for condition in conditions)
