"""What the columns of a plain file can be: the words of the fields that a mapping feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from husay.book.mapping.fields import FIELDS
from husay.words.term import Term
from husay.words.terms import field_term

if TYPE_CHECKING:
    from husay.words.term import Text

_TERMS: dict[str, Term] = {
    "sale": Term(_("Invoice number"), _("The invoice, receipt or order that the line belongs to.")),
    "line": Term(_("Line number"), _("Its number within the invoice; counted where missing.")),
    "date": Term(_("Date"), _("The day of the sale.")),
    "seller": Term(_("Seller"), _("A code or a name. Names are kept apart, in the records.")),
    "seller_name": Term(_("Seller’s name"), _("What the seller’s code stands for.")),
    "customer": Term(_("Customer"), _("A code or a name. Names are kept apart, in the records.")),
    "customer_name": Term(_("Customer’s name"), _("What the customer’s code stands for.")),
    "product": Term(_("Product"), _("A code, or what the product is called.")),
    "product_name": Term(_("Product’s name"), _("What the product’s code stands for.")),
    "unit": Term(_("Branch or unit"), _("The business unit that the file itself names.")),
    "unit_name": Term(_("Unit’s name"), _("What the unit’s code stands for.")),
    "division": Term(_("Division"), _("What the unit belongs to.")),
    "quantity": Term(_("Quantity"), _("How many pieces.")),
    "unit_price": Term(_("Price of one"), _("Times the quantity, where no amount is given.")),
    "amount": Term(_("Amount"), _("What the whole line brought.")),
    "discount": Term(_("Discount"), _("As an amount or as a percentage.")),
    "tax": Term(_("VAT"), _("The tax on the line.")),
    "list_amount": Term(_("Amount at list price"), _("What the line would have cost.")),
    "unit_list_price": Term(_("List price of one"), _("Before any discount.")),
    "cost": Term(_("Cost"), _("What the goods cost the company.")),
    "unit_cost": Term(_("Cost of one"), _("Times the quantity.")),
    "kind": Term(_("Kind"), _("Sale or return; a negative amount is a return anyway.")),
    "returns_sale": Term(_("Returned invoice"), _("The invoice that a return takes back.")),
    "returns_line": Term(
        _("Returned line"), _("Its line; without it, nothing of it is taken back.")
    ),
    "person": Term(_("Person"), _("A code or a name. Names are kept apart, in the records.")),
    "person_name": Term(_("Person’s name"), _("What the person’s code stands for.")),
    "manager_name": Term(_("Manager’s name"), _("What the manager’s code stands for.")),
    "month": Term(_("Month"), _("The month that the row is for.")),
    "year": Term(_("Year"), _("The year that the row is for.")),
    "deal": Term(_("Deal"), _("Its number or name.")),
}

GROUPS: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (_("The invoice"), ("sale", "line", "date", "kind", "returns_sale", "returns_line", "channel")),
    (_("Who sold"), ("seller", "seller_name", "unit", "unit_name", "division", "territory")),
    (_("Who bought"), ("customer", "customer_name", "customer_group")),
    (_("What"), ("product", "product_name", "product_line", "product_group")),
    (
        _("How much"),
        ("quantity", "unit_price", "amount", "discount", "tax", "list_amount", "unit_list_price",
         "cost", "unit_cost", "currency"),
    ),
)  # fmt: skip
"""How a sale line's fields belong together."""

READINGS: dict[str, Text] = {
    "iso": _("year-month-day"),
    "compact": _("yearmonthday"),
    "dmy": _("day/month/year"),
    "mdy": _("month/day/year"),
    "named": _("with the month’s name"),
    "serial": _("Excel’s day numbers"),
    "native": _("as dates"),
}
"""How a column's dates are written."""


def mapped_term(name: str, table: str) -> Term:
    """The words of a field of a table that a column can feed."""
    return _TERMS.get(name) or field_term(name, table)


assert all(name in {f.name for f in FIELDS["sale_lines"]} for _, group in GROUPS for name in group)


def decimal_text(sign: str) -> str:
    """'1,234.50' or '1.234,50': how amounts are written."""
    return "1.234,50" if sign == "," else "1,234.50"


def question_text(code: str) -> str:
    """What a mapping asks."""
    return str(_QUESTIONS[code]) if code in _QUESTIONS else gettext("How is this meant?")


def option_text(code: str, option: str, example: str = "") -> str:
    """One answer to it, shown with an example where that helps."""
    said = _OPTIONS.get((code, option))
    return str(said) % {"example": example} if said else option


_QUESTIONS: dict[str, Text] = {
    "dates": _("Which comes first in these dates?"),
    "decimal": _("How are these amounts written?"),
    "tax": _("Do the amounts include the VAT beside them?"),
    "cost": _("Is the cost for one piece or for the whole line?"),
}
_OPTIONS: dict[tuple[str, str], Text] = {
    ("dates", "dmy"): _("The day: %(example)s"),
    ("dates", "mdy"): _("The month: %(example)s"),
    ("decimal", "."): _("With a decimal point: %(example)s"),
    ("decimal", ","): _("With a decimal comma: %(example)s"),
    ("tax", "included"): _("Yes, VAT is in them"),
    ("tax", "apart"): _("No, VAT comes on top"),
    ("cost", "each"): _("For one piece"),
    ("cost", "line"): _("For the whole line"),
}


_FILE_REMEDIES: dict[str, Text] = {
    "required": _("Fill it in, or take the row out."),
    "too-fine": _("Round it in the file, or let Husay do so: see “About this file”."),
    "not-an-amount": _("Write a number there, or take the row out."),
    "not-a-date": _("Write the date like the others in this column, or take the row out."),
    "broken-line": _("It has too many or too few separators, or an open quotation mark."),
    "too-many-cells": _(
        'An amount or a text with a comma in it wants quotation marks, such as "14,692.25"; '
        "or take the surplus cells out."
    ),
}


def file_remedy(code: str) -> str:
    """What mends one cell of a file that somebody has open in a spreadsheet."""
    return str(_FILE_REMEDIES.get(code, gettext("Mend it in the file, or take the row out.")))
