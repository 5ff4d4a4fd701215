"""The SELECT of each table that a mapping gives: its own, names, and what can be told beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from husay.book.mapping.fields import field_of
from husay.book.mapping.model import Mapping
from husay.book.mapping.sql import CASE_BREAK, Parts, Reader, mark_sql, text_sql
from husay.book.schema import GOAL_SCOPES, NAMES, POTENTIALS, TABLES, Table
from husay.book.sql import is_error_sql, literal, quoted
from husay.book.staging import FILE_ROW

_NOTE = "-- {table} from a plain file, by the mapping in source.yaml: change that, not this text.\n"


def selects(mapping: Mapping, view: str) -> dict[str, str]:
    """The SELECTs of a mapping by book table, over the view that the importer makes of the file.

    Besides the mapping's own table: `names` where the file gives names, and for sale lines also
    products, customers and units where the file says what groups they belong to.
    """
    reader, parts = Reader(mapping), Parts(mapping, view)
    made = {mapping.table: _own(mapping, reader, parts)}
    made |= {t: _beside(t, parts, reader) for t in _tables_beside(mapping)}
    if names := _names(mapping, parts, reader):
        made[NAMES.name] = names
    return {table: _NOTE.format(table=table) + sql + "\n" for table, sql in made.items()}


def _own(mapping: Mapping, reader: Reader, parts: Parts) -> str:
    table = TABLES[mapping.table]
    expressions = {c.name: c.name for c in table.columns if mapping.has(c.name)}
    expressions |= _EXTRAS.get(mapping.table, _nothing)(mapping)
    key = next(iter(table.key))
    if key not in expressions and mapping.table in _MADE_FROM:
        expressions[key] = _made_key(mapping)
    columns = [
        sql if sql == name else f"{sql} AS {quoted(name)}"
        for name, sql in _in_order(table, expressions)
    ]
    listed = ",\n  ".join([FILE_ROW, *columns])
    # Counting within a sale shuffles the rows; in the file's order they lie by date in the book.
    order = f"\nORDER BY {FILE_ROW}" if "OVER (" in listed else ""
    return f"{parts.lines_sql(reader)}\nSELECT\n  {listed}\nFROM {parts.lines}{order}"


def _in_order(table: Table, expressions: dict[str, str]) -> list[tuple[str, str]]:
    return [(c.name, expressions[c.name]) for c in table.columns if c.name in expressions]


def _nothing(mapping: Mapping) -> dict[str, str]:
    return {}


_MADE_FROM = {
    "sale_lines": ("date", "unit", "division", "seller", "customer", "product", "channel",
                   "territory"),
    "deals": ("created", "seller", "customer", "product"),
    "activities": ("date", "seller", "customer", "type"),
    "payments": ("date", "customer", "sale"),
}  # fmt: skip


def _made_key(mapping: Mapping) -> str:
    """An identifier for a row that has none, the same whenever the same rows come again.

    It is the day, a mark of who and what, and the how-manieth such row of the file it is. Its
    amounts are left out: a corrected amount corrects the row.
    """
    first, *others = _MADE_FROM[mapping.table]
    fed = [quoted(name) for name in others if mapping.has(name)]
    who = f"concat_ws('|', {', '.join(fed)})" if fed else "''"
    place = f"row_number() OVER (PARTITION BY {quoted(first)}, {who} ORDER BY {FILE_ROW})"
    return f"concat({quoted(first)}, '-', left(md5({who}), 12), '-', {place})"


def _of_sale_lines(mapping: Mapping) -> dict[str, str]:
    made: dict[str, str] = {}
    if not mapping.has("line"):
        place = f"CAST(row_number() OVER (PARTITION BY sale ORDER BY {FILE_ROW}) AS INTEGER)"
        made["line"] = place if mapping.has("sale") else "1"
    if mapping.has("division") and not mapping.has("unit"):
        made["unit"] = "division"
    made |= _amounts(mapping)
    if mapping.has("kind"):
        signed = ("quantity", "amount", "tax", "list_amount", "cost")
        made |= {n: _signed(made.get(n, n)) for n in signed if n in made or mapping.has(n)}
    return made


def _signed(sql: str) -> str:
    """A return counts against sales, whichever sign the file gives it."""
    return (
        f"CASE WHEN kind = 'return' AND TRY_CAST({sql} AS DECIMAL(38, 18)) > 0"
        f"{CASE_BREAK}THEN concat('-', {sql}){CASE_BREAK}ELSE CAST({sql} AS VARCHAR) END"
    )


def _amounts(mapping: Mapping) -> dict[str, str]:
    """Amounts that the file does not give but that follow from what it gives."""
    made: dict[str, str] = {}
    if mapping.has("unit_price", "quantity"):
        if not mapping.has("amount"):
            made["amount"] = _times("unit_price", mapping)
        if mapping.has("discount") and not mapping.has("list_amount"):
            made["list_amount"] = _times("unit_price")
    if mapping.has("unit_list_price", "quantity") and not mapping.has("list_amount"):
        made["list_amount"] = _times("unit_list_price")
    each = "unit_cost" if mapping.has("unit_cost") else "cost" if mapping.cost == "each" else ""
    if each and mapping.has("quantity"):
        made["cost"] = _times(each)
    return made


_PRICE, _PIECES = "-?\\d{1,10}([.]\\d{0,6}0*)?", "-?\\d{1,8}([.]\\d{0,4}0*)?"
"""What DECIMAL(16, 6) and DECIMAL(12, 4) hold exactly: their product has at most 28 digits."""

_LESS = {
    "percent": ("\\d{1,2}([.]\\d{0,4}0*)?|100([.]0*)?", "discount AS DECIMAL(7, 4)) * 0.01"),
    "fraction": ("0?([.]\\d{0,6}0*)?|1([.]0*)?", "discount AS DECIMAL(7, 6))"),
}


def _times(price: str, mapping: Mapping | None = None) -> str:
    """Price times quantity, less the discount where a mapping is given; exact.

    Where one of them cannot be read, the texts of both, which no check takes for an amount.
    """
    fine = [f"regexp_full_match({price}, '{_PRICE}')", f"regexp_full_match(quantity, '{_PIECES}')"]
    product = f"CAST({price} AS DECIMAL(16, 6)) * CAST(quantity AS DECIMAL(12, 4))"
    shown = [price, "quantity"]
    discount = mapping.feed("discount") if mapping else None
    if discount:
        shown.append("discount")
        less = "coalesce(nullif(discount, ''), '0')"
        if discount.share:
            pattern, given = _LESS[discount.share]
            fine.append(f"regexp_full_match({less}, '{pattern}')")
            factor = f"1 - CAST({given.replace('discount', less)}"
            product = f"{product} * CAST({factor} AS DECIMAL(7, 6))"
        else:
            fine.append(f"regexp_full_match({less}, '{_PRICE}')")
            sign = "CAST(sign(CAST(quantity AS DECIMAL(12, 4))) AS INTEGER)"
            product = f"{product} - {sign} * abs(CAST({less} AS DECIMAL(16, 6)))"
    texts = ", ".join(f"coalesce({name}, '')" for name in shown)
    return CASE_BREAK.join((
        f"CASE WHEN {' AND '.join(fine)}",
        f"THEN CAST({product} AS VARCHAR)",
        f"WHEN coalesce({price}, quantity) IS NOT NULL THEN concat_ws(' × ', {texts}) END",
    ))  # fmt: skip


def _of_goals(mapping: Mapping) -> dict[str, str]:
    scopes = ("seller", "unit", "product", "product_line", "customer_group", "territory")
    assert set(scopes) < set(GOAL_SCOPES)
    return _of_item(mapping, scopes, "company") | _of_days(mapping)


_PERCENT = "\\d{1,3}([.]\\d{0,4}0*)?"


def _of_potentials(mapping: Mapping) -> dict[str, str]:
    scopes = ("customer", "seller", "unit", "territory")
    assert set(scopes) <= set(POTENTIALS.column("scope").choices)
    made = _of_item(mapping, scopes, "customer") | _of_days(mapping)
    precision = mapping.feed("precision")
    if precision and precision.share == "percent":
        # 15 and 15.0 are one precision: written alike, they correct nothing.
        share = 'CAST(CAST("precision" AS DECIMAL(7, 4)) * 0.01 AS VARCHAR)'
        read = f"regexp_full_match(\"precision\", '{_PERCENT}')"
        short = f"rtrim(rtrim({share}, '0'), '.')"
        made["precision"] = f'CASE WHEN {read}{CASE_BREAK}THEN {short} ELSE "precision" END'
    return made


def _of_item(mapping: Mapping, scopes: Sequence[str], otherwise: str) -> dict[str, str]:
    """For whom or what the rows are, where no column says so itself."""
    made: dict[str, str] = {}
    scope = next((name for name in scopes if mapping.has(name)), None)
    if not mapping.has("scope"):
        made["scope"] = literal(scope or otherwise)
    if not mapping.has("item"):
        made["item"] = scope or "''"
    return made


def _of_days(mapping: Mapping) -> dict[str, str]:
    """The first and last day of a month or a year, where that is what the file gives."""
    made: dict[str, str] = {}
    if mapping.has("month") and not mapping.has("starts", "ends"):
        last = 'CAST(last_day(TRY_CAST("month" AS DATE)) AS VARCHAR)'
        made |= {"starts": '"month"', "ends": f'coalesce({last}, "month")'}
    elif mapping.has("year") and not mapping.has("starts", "ends"):
        made |= {"starts": "\"year\" || '-01-01'", "ends": "\"year\" || '-12-31'"}
    return made


_EXTRAS: dict[str, Callable[[Mapping], dict[str, str]]] = {
    "sale_lines": _of_sale_lines,
    "goals": _of_goals,
    "potentials": _of_potentials,
}

_BESIDE = {
    "products": ("product", {"product_line": "product_line", "product_group": "product_group"}),
    "customers": ("customer", {"customer_group": "customer_group"}),
}
_PEOPLE = ("person", {"hired": "hired", "left": "left"})


def _tables_beside(mapping: Mapping) -> list[str]:
    """The tables that a file of sale lines or assignments also fills."""
    if mapping.table == "assignments":
        return ["people"] if mapping.has("hired") or mapping.has("left") else []
    if mapping.table != "sale_lines":
        return []
    made = [
        table
        for table, (key, attributes) in _BESIDE.items()
        if mapping.has(key) and any(mapping.has(a) for a in attributes)
    ]
    return [*made, "units"] if mapping.has("unit", "division") else made


def _beside(table: str, parts: Parts, reader: Reader) -> str:
    if table == "units":
        return f"{parts.lines_sql(reader)}\n{_UNITS.format(lines=parts.lines)}"
    key, attributes = _PEOPLE if table == "people" else _BESIDE[table]
    last = "".join(
        f",\n  arg_max({quoted(given)}, {FILE_ROW}) AS {quoted(name)}"
        for name, given in attributes.items()
        if reader.mapping.has(given)
    )
    return (
        f"{parts.lines_sql(reader)}\nSELECT {quoted(key)}{last}\nFROM {parts.lines}\n"
        f"WHERE {quoted(key)} <> ''\nGROUP BY {quoted(key)}"
    )


_UNITS = f"""SELECT division AS unit, NULL AS parent, 'division' AS kind
FROM {{lines}} WHERE division <> '' GROUP BY division
UNION ALL
SELECT unit, arg_max(nullif(division, ''), {FILE_ROW}) AS parent, 'unit' AS kind
FROM {{lines}}
WHERE unit <> '' AND unit NOT IN (SELECT division FROM {{lines}} WHERE division <> '')
GROUP BY unit"""


def _names(mapping: Mapping, parts: Parts, reader: Reader) -> str:
    """Names beside their identifiers: the last one given for each."""
    given = []
    for feed in mapping.feeds:
        field = field_of(mapping.table, feed.field)
        if field is None or not field.names:
            continue
        name = text_sql(reader.column(feed))
        if feed.hidden and not mapping.has(f"{feed.field}_name"):
            item = mark_sql(reader.column(feed), field.names, mapping.salt)
        elif field.is_name and mapping.has(field.name.removesuffix("_name")):
            item = reader.sql(field.name.removesuffix("_name"))
        else:
            continue
        columns = f"{literal(field.names)} AS kind, {item} AS item, {name} AS name, {FILE_ROW}"
        given.append(f"  SELECT {columns}\n  FROM {parts.numbered}\n  WHERE NOT {parts.total}")
    if not given:
        return ""
    every = "\n  UNION ALL\n".join(given)
    return (
        f"{parts.numbered_sql()}\nSELECT kind, item, arg_max(name, {FILE_ROW}) AS name\nFROM (\n"
        f"{every}\n)\nWHERE item <> '' AND name <> ''\n"
        f"  AND NOT {is_error_sql('item')} AND NOT {is_error_sql('name')}\nGROUP BY kind, item"
    )
