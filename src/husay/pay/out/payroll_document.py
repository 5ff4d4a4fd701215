"""How a payroll file looks: a small document, `payroll.yaml` in the company's folder or a file.

It is read by the same tables of keys as a pay plan, so that everything that is wrong with it is
told at once, each with line, column and remedy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, get_args

from husay.basics.problem import Problem
from husay.pay.document.body import Body, Notes
from husay.pay.document.keys import Key
from husay.pay.document.node import Mapped, Scalar, read_nodes

PAYROLL_FILE = "payroll.yaml"

What = Literal[
    "person", "number", "name", "plan", "run", "first_day", "last_day", "currency",
    "earned", "adjusted", "drawn", "paid", "carried", "due",
]  # fmt: skip
"""What stands in a column. `paid` is the ledger's; `carried` what earlier periods left below zero;
`due` what payroll pays out."""
WHATS: tuple[What, ...] = get_args(What)
MONEY: frozenset[What] = frozenset({"earned", "adjusted", "drawn", "paid", "carried", "due"})
DAYS: frozenset[What] = frozenset({"first_day", "last_day"})

DATES = {
    "yyyy-mm-dd": "%Y-%m-%d", "dd/mm/yyyy": "%d/%m/%Y", "mm/dd/yyyy": "%m/%d/%Y",
    "dd.mm.yyyy": "%d.%m.%Y", "dd-mm-yyyy": "%d-%m-%Y", "yyyymmdd": "%Y%m%d",
}  # fmt: skip
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
DECIMALS = {"point": ".", "comma": ","}
ENCODINGS = {
    "utf-8": "utf-8", "utf-8-mark": "utf-8-sig", "utf-16": "utf-16", "windows-1252": "cp1252",
    "latin-1": "latin-1",
}  # fmt: skip
SHOW, CARRY = "show", "carry"
NEGATIVES = (SHOW, CARRY)
"""What is below zero stands in the file, or is carried on."""

PAYROLL_KEYS: tuple[Key, ...] = (
    Key("columns", "list", needed=True),
    Key("dates", "choice", default="yyyy-mm-dd", choices=tuple(DATES)),
    Key("decimal", "choice", default="point", choices=tuple(DECIMALS)),
    Key("delimiter", "choice", default="comma", choices=tuple(DELIMITERS)),
    Key("encoding", "choice", default="utf-8", choices=tuple(ENCODINGS)),
    Key("negative", "choice", default="show", choices=NEGATIVES),
    Key("numbers", "mapping"),
)
"""The keys of the document."""

COLUMN_KEYS: tuple[Key, ...] = (
    Key("header", "text", needed=True),
    Key("what", "choice", choices=WHATS),
    Key("text", "text"),
)
"""The keys of a column: `what` stands in it, or the same `text` in every row."""

MOST_COLUMNS = 100


@dataclass(frozen=True)
class PayrollColumn:
    """A column: its header, and what stands in it (None: the same text in every row)."""

    header: str
    what: What | None
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class PayrollDocument:
    """How a payroll file looks. With `negative: carry` what is below zero is not in the file, and
    comes off what the next periods pay; `numbers` are payroll's own numbers of people."""

    columns: tuple[PayrollColumn, ...]
    dates: str = "yyyy-mm-dd"
    decimal: str = "point"
    delimiter: str = "comma"
    encoding: str = "utf-8"
    negative: str = SHOW
    numbers: dict[str, str] = field(default_factory=dict)

    @property
    def carries(self) -> bool:
        """Whether what is below zero waits for the next period."""
        return self.negative == CARRY


PLAIN = PayrollDocument(
    columns=(
        PayrollColumn("Employee", "person"), PayrollColumn("Name", "name"),
        PayrollColumn("Plan", "plan"), PayrollColumn("From", "first_day"),
        PayrollColumn("To", "last_day"), PayrollColumn("Amount", "due"),
        PayrollColumn("Currency", "currency"),
    )
)  # fmt: skip
"""The file of a company that says nothing."""


def read_payroll(
    text: str, file: str = PAYROLL_FILE
) -> tuple[PayrollDocument | None, tuple[Problem, ...]]:
    """What a document says; None with everything that is wrong with it.

    Problems: those of `husay.pay.document.node` and `Body`; `payroll-column` (neither what nor
    text, or both), `payroll-header-twice`, `payroll-no-amount` (no column says what is paid),
    `payroll-carry-due` (what is carried is in no column), `payroll-no-numbers`, `plan-too-many`.
    """
    node, problems = read_nodes(text, file)
    if node is None:
        return None, problems
    notes = Notes(list(problems))
    if not isinstance(node, Mapped):
        notes.wrong(node.place, "plan-not-mapping", file)
        return None, tuple(notes.problems)
    body = Body(node, PAYROLL_KEYS, notes)
    made = PayrollDocument(
        columns=tuple(_columns(body, notes)),
        numbers=dict(_numbers(body, notes)),
        dates=body.choice("dates"),
        decimal=body.choice("decimal"),
        delimiter=body.choice("delimiter"),
        encoding=body.choice("encoding"),
        negative=body.choice("negative"),
    )
    _check(made, body, notes)
    found = tuple(sorted(notes.problems, key=lambda p: (p.line or 0, p.at or 0)))
    return (None if found else made), found


def _columns(around: Body, notes: Notes) -> Iterator[PayrollColumn]:
    items, headers = around.items("columns"), dict[str, int]()
    if len(items) > MOST_COLUMNS:
        notes.wrong(around.place("columns"), "plan-too-many", "columns", most=MOST_COLUMNS)
    for item in items[:MOST_COLUMNS]:
        body = Body(item, COLUMN_KEYS, notes)
        header, what = body.text("header"), body.choice("what")
        if body.given("what") == body.given("text"):
            notes.wrong(item.place, "payroll-column", header)
        if header in headers:
            notes.wrong(body.place("header"), "payroll-header-twice", header, first=headers[header])
        headers.setdefault(header, item.place.line)
        known = next((one for one in WHATS if one == what), None)
        yield PayrollColumn(header, known, body.text("text"))


def _numbers(body: Body, notes: Notes) -> Iterator[tuple[str, str]]:
    for person, node in body.named("numbers"):
        if isinstance(node, Scalar) and node.text:
            yield person.text, node.text
        else:
            notes.wrong(node.place, "plan-not-text", person.text)


def _check(made: PayrollDocument, body: Body, notes: Notes) -> None:
    """What only the whole document shows."""
    whats = {column.what for column in made.columns}
    unread = any(column.what is None and not column.text for column in made.columns)
    if made.columns and not unread and not whats & {"due", "paid"}:
        notes.wrong(body.place("columns"), "payroll-no-amount")
    elif made.columns and made.carries and "due" not in whats:
        notes.wrong(body.place("negative"), "payroll-carry-due")
    if "number" in whats and not made.numbers:
        notes.wrong(body.place("columns"), "payroll-no-numbers")
