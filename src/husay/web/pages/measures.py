"""The page "Measures": what every figure means, in what it counts, and how it adds up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from husay.measures.measure import MEASURES
from husay.measures.offered import missing
from husay.measures.question import Shape
from husay.web.address import explore_parts_url
from husay.words.groups import MEASURE_GROUPS
from husay.words.terms import ADDITIVITY_TERMS, UNIT_TERMS, measure_term


@dataclass(frozen=True)
class Meaning:
    """One measure in words. `url` shows it; '' where the book lacks `lacking`."""

    name: str
    label: str
    definition: str
    unit: str
    adds_up: str
    url: str
    lacking: str


def measures_page(shape: Shape) -> dict[str, object]:
    """What the template shows."""
    return {
        "groups": [
            (str(label), [_meaning(name, shape) for name in names])
            for label, names in MEASURE_GROUPS
        ]
    }


def _meaning(name: str, shape: Shape) -> Meaning:
    measure, term = MEASURES[name], measure_term(name)
    lacking = missing(measure, shape)
    return Meaning(
        name=name,
        label=str(term.label),
        definition=str(term.definition),
        unit=str(UNIT_TERMS[measure.unit].label),
        adds_up=str(ADDITIVITY_TERMS[measure.additivity].label),
        url="" if lacking else explore_parts_url({"m": name, "by": "-", "grain": "month"}),
        lacking=_lacks(lacking),
    )


def _lacks(names: Sequence[str]) -> str:
    if not names:
        return ""
    return _("The book has no %(missing)s.") % {"missing": ", ".join(names)}
