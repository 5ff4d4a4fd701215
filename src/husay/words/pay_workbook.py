"""A statement as a workbook: what it says, and every line with what it is made of.

Amounts are numbers; what people typed is text, also where it begins like a formula. Nothing says
when it was made.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from husay.words.excel import clean, new_workbook, write_amount
from husay.words.pay_reasons import percent
from husay.words.pay_report import told
from husay.words.pay_runs import period_text

if TYPE_CHECKING:
    from husay.words.pay_since import Change
    from husay.words.pay_statement import Group, Line, ToldStatement

_MONEY, _DAY = "#,##0.00######", "yyyy-mm-dd"

Value = str | int | Fraction | date | None
"""A cell: words, an amount in ten-thousandths (whole or exact), a day, or nothing."""


def statement_workbook(told_one: ToldStatement) -> bytes:
    """The workbook of a statement, in the language of its words."""
    file = BytesIO()
    book = new_workbook(file)
    book.set_properties(
        {"title": f"{told_one.title} {told_one.whose}",
         "created": datetime.combine(told_one.ends, time())}
    )  # fmt: skip
    sheet = _Sheet(book, _("Statement"), (34, 22, 22, 22))
    _write_about(sheet, told_one)
    _write_lines(_Sheet(book, _("Lines"), [width for _label, width in _columns()]), told_one)
    book.close()
    return file.getvalue()


class _Sheet:
    """A sheet that is written row after row."""

    def __init__(self, book: Any, name: str, widths: Sequence[int]) -> None:
        self.sheet, self.row = book.add_worksheet(name[:31]), 0
        self.money, self.day = (book.add_format({"num_format": f}) for f in (_MONEY, _DAY))
        self.bold = book.add_format({"bold": True, "valign": "top"})
        self.plain = book.add_format({"num_format": "@", "valign": "top"})
        for place, width in enumerate(widths):
            self.sheet.set_column(place, place, width)

    def add(self, *values: Value, bold: bool = False) -> None:
        """One row more."""
        for place, value in enumerate(values):
            self._write(place, value, self.bold if bold else self.plain)
        self.row += 1

    def _write(self, place: int, value: Value, form: Any) -> None:
        if isinstance(value, date):
            self.sheet.write_datetime(self.row, place, value, self.day)
        elif isinstance(value, str):
            self.sheet.write_string(self.row, place, clean(value), form)
        elif value is None:
            return
        else:
            write_amount(self.sheet, self.row, place, value, self.money, self.plain)


def _write_about(sheet: _Sheet, one: ToldStatement) -> None:
    """What the statement says above its lines."""
    sheet.add(one.sentence, bold=True)
    if one.since:
        sheet.add(one.since.sentence)
    for said in one.notices:
        sheet.add(said)
    sheet.add()
    for label, text in (
        (_("Person"), one.whose), (_("Period"), one.title), (pgettext("pay", "Plan"), one.plan),
        (_("Version"), str(one.version)), (_("Run"), str(one.run)), (_("State"), one.state),
        (_("Currency"), one.currency), (_("Content hash"), one.digest),
    ):  # fmt: skip
        sheet.add(label, text)
    sheet.add()
    for part in one.parts:
        sheet.add(part.label, part.amount)
    if one.since:
        sheet.add()
        sheet.add(_("Against the period before"), _("then"), _("now"), _("Change"), bold=True)
        for change in (*one.since.totals, *one.since.terms):
            sheet.add(*_change(change))
        for why in one.since.why:
            sheet.add(why)
    if one.attained:
        sheet.add()
        sheet.add(_("What was measured"), bold=True)
        for name, days, value in one.attained:
            sheet.add(name, days, value)


def _change(one: Change) -> tuple[Value, ...]:
    assert one.amounts is not None, "of statements, amounts are told"
    before, after = one.amounts
    return one.label, before, after, after - before


def _columns() -> tuple[tuple[str, int], ...]:
    """Headings, each with how wide its column is."""
    return (
        (_("Line"), 10), (_("Section"), 12), (_("Term"), 18), (_("Period"), 20), (_("Day"), 12),
        (_("Sale"), 16), (_("Line of it"), 10), (_("Payment"), 12), (_("Counts"), 14),
        (_("Share"), 10), (_("Before it"), 14), (_("With it"), 14), (_("Goal"), 14),
        (pgettext("pay", "Rate"), 10), (_("Exactly"), 16), (_("Rounding"), 12), (_("Amount"), 14),
        (_("What to know"), 22), (_("Why"), 80), (_("What changed"), 40),
    )  # fmt: skip


def _write_lines(sheet: _Sheet, one: ToldStatement) -> None:
    sheet.sheet.freeze_panes(1, 1)
    sheet.add(*(label for label, _width in _columns()), bold=True)
    for section, groups in ((_("Adjusted"), one.adjusted), (_("Earned"), one.earned)):
        for group in groups:
            for line in group.lines:
                sheet.add(*_line(one.run, section, group, line))


def _line(run: int, section: str, group: Group, line: Line) -> tuple[Value, ...]:
    """A line's cells, as `_columns` has them."""
    of = line.of.earning
    made = dict(of.reason.values) if of.reason.code == "line" else {}
    amounts = {name: value for name, value in made.items() if isinstance(value, int | Fraction)}
    exact = amounts.get("exact")
    share = amounts.get("share")
    return (
        f"{run}:{line.number}", section, line.term, period_text(line.of.about), of.day,
        of.sale, None if of.line is None else str(of.line), of.payment, amounts.get("value"),
        None if share is None else percent(Fraction(share)),
        amounts.get("before"), amounts.get("after"), amounts.get("goal"),
        "; ".join(line.rates) or None, exact,
        None if exact is None else amounts["amount"] - exact, line.of.amount, line.note or None,
        "\n".join(text for _level, text in told(line.why)), group.note or None,
    )  # fmt: skip
