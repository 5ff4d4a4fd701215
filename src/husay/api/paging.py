"""From a report to what the API gives of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from husay.api.shapes import Paged
from husay.words.document import Report, document
from husay.words.sheet import Sheet, SheetColumn


def columns_of(sheet: Sheet) -> list[dict[str, str]]:
    """The columns as the API names them."""
    return [_column(column) for column in sheet.columns]


def _column(column: SheetColumn) -> dict[str, str]:
    return {"name": column.name, "label": column.label, "kind": column.kind}


def paged(sheet: Sheet, asked: Paged, snapshot: int | None) -> dict[str, Any]:
    """A page of a list that is all here."""
    rows = sheet.plain_rows()
    part = rows[asked.offset : asked.offset + asked.limit]
    return listed(sheet, part, asked, len(rows), snapshot)


def listed(
    sheet: Sheet,
    rows: Sequence[dict[str, str | int | None]],
    asked: Paged,
    count: int,
    snapshot: int | None,
) -> dict[str, Any]:
    """A page of a list of `count` rows."""
    following = asked.offset + len(rows)
    return {
        "snapshot": snapshot,
        "columns": columns_of(sheet),
        "rows": rows,
        "count": count,
        "limit": asked.limit,
        "offset": asked.offset,
        "next_offset": following if rows and following < count else None,
    }


def answered(report: Report, page: dict[str, Any]) -> dict[str, Any]:
    """A page with what there is to say of the whole answer."""
    said = document(report)
    told = {key: said[key] for key in ("sentence", "problems")}
    return {**page, **told, "currency": said.get("currency", ""), "total": said.get("total")}


def compared(report: Report, asked: Paged) -> dict[str, Any]:
    """A page of a report with all that there is to know of it beside its rows."""
    page = answered(report, paged(report.sheet, asked, report.snapshot))
    facts = {key: value for key, value in report.more.items() if key != "details"}
    return {**page, "details": report.more.get("details", []), "facts": facts}
