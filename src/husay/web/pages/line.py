"""The life of one sale line: every version of it that the book ever held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.book.history import RowVersion
from husay.book.schema import TABLES
from husay.book.schema import Column as BookColumn
from husay.measures.dimension import NAMED
from husay.measures.question import Shape
from husay.store.company import Company
from husay.web.pages.scaled import exact_text
from husay.web.table import Cell, Column, Table
from husay.words import dates
from husay.words.figure import Figure
from husay.words.format import count
from husay.words.naming import Names
from husay.words.terms import field_term

_TABLE = TABLES["sale_lines"]


def line_page(
    company: Company, shape: Shape, key: Mapping[str, str], versions: Sequence[RowVersion]
) -> dict[str, object]:
    """What the template shows of a line with these versions (one at least)."""
    names = Names(company, shape)
    for name in NAMED:
        names.learn(name, (version.values.get(name) for version in versions))
    corrected = len(versions) - 1
    said = ngettext(
        "Line %(line)s of sale %(sale)s was corrected %(n)s time.",
        "Line %(line)s of sale %(sale)s was corrected %(n)s times.",
        corrected,
    )
    if not corrected:
        said = _("Line %(line)s of sale %(sale)s stands as it was first brought in.")
    words = {"line": key["line"], "sale": key["sale"], "n": count(corrected)}
    return {"said": said % words, "table": _table(versions, names)}


def _table(versions: Sequence[RowVersion], names: Names) -> Table:
    """A line for each column, a column for each version; what changed is marked."""
    headings = [Column(_("Field"))]
    headings += [Column(_held(version)) for version in versions]
    rows = []
    for column in _TABLE.columns:
        values = [version.values.get(column.name) for version in versions]
        if all(value is None for value in values):
            continue
        cells = [Cell(text=str(field_term(column.name).label))]
        for place, value in enumerate(values):
            changed = place > 0 and value != values[place - 1]
            cells.append(_cell(column, value, names, versions[place], changed=changed))
        rows.append(tuple(cells))
    return Table(_("Versions of the line"), tuple(headings), tuple(rows))


def _held(version: RowVersion) -> str:
    if version.superseded is None:
        return _("since snapshot %(first)s") % {"first": version.recorded}
    last = version.superseded - 1
    if last <= version.recorded:
        return _("in snapshot %(first)s") % {"first": version.recorded}
    return _("in snapshots %(first)s to %(last)s") % {"first": version.recorded, "last": last}


def _cell(
    column: BookColumn, value: object, names: Names, version: RowVersion, *, changed: bool
) -> Cell:
    text, note = "–" if value is None else str(value), ""
    if value is not None and column.kind == "amount":
        unit = "quantity" if column.name == "quantity" else "money"
        currency = str(version.values.get("currency") or "")
        text = exact_text(int(str(value)), unit, currency)  # type: ignore[arg-type]
    elif value is not None and column.kind == "day":
        text = dates.day(value)  # type: ignore[arg-type]
    elif name := names.name(column.name, value):
        text, note = name, str(value)
    if not changed:
        return Cell(text=text, note=note)
    return Cell(figure=Figure(text=text, tone="unsure", word=_("changed")), note=note)
