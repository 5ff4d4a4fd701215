"""`husay measures` and `husay dimensions`: what can be asked, with definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from husay.cli import asking
from husay.cli.session import Session, session
from husay.cli.texts import marked as _

if TYPE_CHECKING:
    from husay.measures.question import Shape
    from husay.store.warehouse.reading import Snapshot
    from husay.words.sheet import Sheet

Every = Annotated[
    bool, typer.Option("--all", help=_("Also those that this company's book cannot tell."))
]


def measures(
    context: typer.Context, form: asking.ListFormat = "table", every: Every = False
) -> None:
    """List the measures with their definitions."""
    from husay.cli.writing import LIST_FORMATS, Report, check_format, write

    check_format(form, LIST_FORMATS)
    snapshot = _snapshot(session(context))
    sheet = _measure_sheet(snapshot.shape if snapshot else None, every)
    write(Report(sheet=sheet, snapshot=snapshot.number if snapshot else None), form)


def dimensions(
    context: typer.Context, form: asking.ListFormat = "table", every: Every = False
) -> None:
    """List the dimensions with their definitions."""
    from husay.cli.writing import LIST_FORMATS, Report, check_format, write

    check_format(form, LIST_FORMATS)
    snapshot = _snapshot(session(context))
    sheet = _dimension_sheet(snapshot.shape if snapshot else None, every)
    write(Report(sheet=sheet, snapshot=snapshot.number if snapshot else None), form)


def _snapshot(here: Session) -> Snapshot | None:
    """The company's newest snapshot, which says what its book can tell; None without a company."""
    from husay.basics.problem import Mistake

    try:
        here.folder()
    except Mistake:
        here.speak()
        return None
    return here.company().snapshot()


def _measure_sheet(shape: Shape | None, every: bool) -> Sheet:
    from django.utils.translation import gettext

    from husay.measures.measure import MEASURES
    from husay.words.sheet import Sheet, SheetColumn
    from husay.words.terms import ADDITIVITY_TERMS, UNIT_TERMS, measure_term

    rows = []
    for measure in MEASURES.values():
        if shape is not None and not every and not _can(measure.needs, shape):
            continue
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


def _can(needs: tuple[str, ...], shape: Shape) -> bool:
    return all(need in shape.tables | shape.present for need in needs)


def _dimension_sheet(shape: Shape | None, every: bool) -> Sheet:
    from django.utils.translation import gettext

    from husay.measures.dimension import FAMILIES, GOAL_WINDOW, GRAINS, dimensions
    from husay.words.sheet import Sheet, SheetColumn
    from husay.words.terms import dimension_term

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
