"""What things are called: measures, dimensions, grains, kinds of unit, columns of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_lazy

from husay.measures.answer import AnswerColumn
from husay.measures.measure import Additivity, Unit
from husay.words.columns import COLUMN_TERMS, TABLE_TERMS
from husay.words.dimensions import DIMENSION_TERMS, GRAIN_TERMS, LEVEL_TERMS
from husay.words.measures import MEASURE_TERMS
from husay.words.term import Term

if TYPE_CHECKING:
    from husay.words.term import Text

__all__ = ["TABLE_TERMS", "Term", "column_label", "dimension_term", "field_term", "measure_term"]

UNIT_TERMS: dict[Unit, Term] = {
    "money": Term(gettext_lazy("amount"), gettext_lazy("An exact amount in one currency.")),
    "quantity": Term(gettext_lazy("quantity"), gettext_lazy("Pieces, or parts of them.")),
    "count": Term(gettext_lazy("count"), gettext_lazy("A whole number.")),
    "ratio": Term(gettext_lazy("share"), gettext_lazy("One sum divided by another.")),
    "days": Term(gettext_lazy("days"), gettext_lazy("Calendar days, on average.")),
}
"""What a measure counts in."""

ADDITIVITY_TERMS: dict[Additivity, Term] = {
    "additive": Term(
        gettext_lazy("adds up"), gettext_lazy("The parts sum to the whole.")
    ),
    "distinct": Term(
        gettext_lazy("counted once"),
        gettext_lazy("What occurs in two parts counts once in the whole."),
    ),
    "ratio": Term(
        gettext_lazy("does not add up"),
        gettext_lazy("It is worked out anew for the whole, from the sums beneath it."),
    ),
    "at-end": Term(
        gettext_lazy("as of the last day"),
        gettext_lazy("A state on the last day; it is never summed over time."),
    ),
}  # fmt: skip
"""How the values of parts lead to the value of the whole."""


def measure_term(name: str) -> Term:
    """The words of a measure (KeyError where the registry has no such measure)."""
    return MEASURE_TERMS[name]


def dimension_term(name: str) -> Term:
    """The words of a dimension, a grain, or a kind of unit that this company has."""
    for terms in (DIMENSION_TERMS, GRAIN_TERMS, LEVEL_TERMS):
        if name in terms:
            return terms[name]
    label = name.replace("_", " ").strip().capitalize()
    said = gettext("The units that the company calls “%(kind)s”.") % {"kind": label}
    return Term(label, said)


def field_term(name: str, table: str = "") -> Term:
    """The words of a column of the book's tables, or of rows taken from them; of one `table`,
    where the column means something of its own there."""
    if f"{table}.{name}" in COLUMN_TERMS:
        return COLUMN_TERMS[f"{table}.{name}"]
    if name in COLUMN_TERMS:
        return COLUMN_TERMS[name]
    return MEASURE_TERMS[name] if name in MEASURE_TERMS else dimension_term(name)


def column_label(column: AnswerColumn) -> str:
    """The heading of an answer's column."""
    if column.role in ("key", "fact"):
        return str(field_term(column.of).label)
    if column.role in ("dimension", "period"):
        return str(dimension_term(column.of).label)
    name = str(measure_term(column.of).label)
    said = _HEADINGS.get(column.name.removeprefix(f"{column.of}_"))
    return name if said is None else str(said) % {"measure": name}


_HEADINGS: dict[str, Text] = {
    "previous": gettext_lazy("%(measure)s, period before"),
    "last_year": gettext_lazy("%(measure)s, last year"),
    "change": gettext_lazy("%(measure)s, change"),
    "goal": gettext_lazy("%(measure)s, goal"),
    "goal_to_date": gettext_lazy("%(measure)s, goal to date"),
    "toward_goal": gettext_lazy("%(measure)s, toward the goal"),
    "attainment": gettext_lazy("%(measure)s, attainment"),
    "pace": gettext_lazy("%(measure)s, pace"),
}
"""By what follows the measure's name in the column's."""
