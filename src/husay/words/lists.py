"""Lists of what can be asked: the measures and the dimensions, with their definitions."""

from __future__ import annotations

from django.utils.translation import gettext

from husay.measures.dimension import FAMILIES, GOAL_WINDOW, GRAINS, dimensions
from husay.measures.measure import MEASURES
from husay.measures.offered import offered_measures
from husay.measures.question import Shape
from husay.words.sheet import Sheet, SheetColumn
from husay.words.terms import ADDITIVITY_TERMS, UNIT_TERMS, dimension_term, measure_term


def measures_sheet(shape: Shape | None, every: bool = False) -> Sheet:
    """The measures that a snapshot can be asked for, or every one that there is."""

    rows = []
    offered = MEASURES.values() if shape is None or every else offered_measures(shape)
    for measure in offered:
        term = measure_term(measure.name)
        rows.append(
            {
                "measure": measure.name,
                "label": str(term.label),
                "unit": str(UNIT_TERMS[measure.unit].label),
                "additivity": str(ADDITIVITY_TERMS[measure.additivity].label),
                "definition": str(term.definition),
            }
        )
    columns = (
        SheetColumn(name="measure", label=gettext("Measure")),
        SheetColumn(name="label", label=gettext("Name")),
        SheetColumn(name="unit", label=gettext("Unit")),
        SheetColumn(name="additivity", label=gettext("How it adds up")),
        SheetColumn(name="definition", label=gettext("What it is")),
    )
    return Sheet(columns, rows)


def dimensions_sheet(shape: Shape | None, every: bool = False) -> Sheet:
    """The dimensions that a snapshot has, or every one that there is."""

    families: dict[str, list[str]] = {}
    for family, known in FAMILIES.items():
        offered = known if shape is None or every else dimensions(family, shape)
        for name in (*offered, *(shape.levels if shape and every and "unit" in known else ())):
            families.setdefault(name, []).append(family)
    for name in (*GRAINS, GOAL_WINDOW):
        families[name] = list(FAMILIES)
    rows = [
        {
            "dimension": name,
            "label": str(dimension_term(name).label),
            "of": ", ".join(dict.fromkeys(of)),
            "definition": str(dimension_term(name).definition),
        }
        for name, of in families.items()
    ]
    columns = (
        SheetColumn(name="dimension", label=gettext("Dimension")),
        SheetColumn(name="label", label=gettext("Name")),
        SheetColumn(name="of", label=gettext("Of")),
        SheetColumn(name="definition", label=gettext("What it is")),
    )
    return Sheet(columns, rows)
