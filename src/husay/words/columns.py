"""The words of the book's tables and columns, as a source gives them and as rows show them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.term import Term

TABLE_TERMS: dict[str, Term] = {
    "sale_lines": Term(_("Sale lines"), _("What was sold or came back, one line of an invoice.")),
    "credits": Term(_("Credits"), _("Who has which part in a sale line.")),
    "deals": Term(_("Deals"), _("Chances to sell, from creation to win or loss.")),
    "deal_stages": Term(_("Deal stages"), _("When a deal entered which stage.")),
    "activities": Term(_("Activities"), _("Calls, visits, presentations.")),
    "payments": Term(_("Payments"), _("What customers paid, and what was taken back.")),
    "products": Term(_("Products"), _("What there is to sell, and what belongs together.")),
    "customers": Term(_("Customers"), _("Who buys, in which group and territory.")),
    "territories": Term(_("Territories"), _("Areas, and what belongs together.")),
    "units": Term(_("Units"), _("The organisation: divisions, units, teams, and their parents.")),
    "people": Term(_("People"), _("Who works for the company, from when to when.")),
    "assignments": Term(_("Assignments"), _("Who belongs to which unit, from when to when.")),
    "ownerships": Term(_("Ownerships"), _("Who owns which customer or territory, and when.")),
    "goals": Term(_("Goals"), _("What is to be reached, by whom, over which days.")),
    "potentials": Term(_("Potentials"), _("What an account, a territory or a seller could do.")),
    "rates": Term(_("Rates"), _("What one currency is worth in another on a day.")),
    "names": Term(_("Names"), _("What identifiers are called; kept outside the book.")),
}  # fmt: skip
"""By the table's name in `husay.book.schema`."""

COLUMN_TERMS: dict[str, Term] = {
    "sale": Term(_("Sale"), _("The number of the invoice, receipt or order.")),
    "line": Term(_("Line"), _("The number of the line within its sale.")),
    "date": Term(_("Date"), _("The day on which it happened.")),
    "amount": Term(_("Amount"), _("Net of discount and tax; that of a return is negative.")),
    "tax": Term(_("Tax"), _("The tax on the amount.")),
    "list_amount": Term(_("List amount"), _("What the line would have cost at list price.")),
    "cost": Term(_("Cost"), _("What the goods of the line cost the company.")),
    "returns_sale": Term(_("Returned sale"), _("The sale that a return takes back.")),
    "returns_line": Term(_("Returned line"), _("The line that a return takes back.")),
    "person": Term(_("Person"), _("Somebody who works for the company.")),
    "role": Term(_("Role"), _("What somebody does in a unit or has done in a sale.")),
    "share": Term(_("Part"), _("How large somebody's part is, compared with the others'.")),
    "created": Term(_("Created"), _("The day on which a deal began.")),
    "closed": Term(_("Closed"), _("The day on which a deal was won or lost.")),
    "expected_close": Term(_("Expected close"), _("When a deal is expected to close.")),
    "entered": Term(_("Entered"), _("The day on which a deal entered a stage.")),
    "activity": Term(_("Activity"), _("The number of a call, visit or presentation.")),
    "type": Term(_("Type"), _("Call, visit, presentation.")),
    "payment": Term(_("Payment"), _("The number of a payment.")),
    "reverses": Term(_("Reverses"), _("The payment that this one takes back.")),
    "list_price": Term(_("List price"), _("The price of one piece before any discount.")),
    "territory_group": Term(_("Territory group"), _("Territories that belong together.")),
    "valid_from": Term(_("Valid from"), _("The first day on which it holds.")),
    "valid_to": Term(_("Valid to"), _("The last day on which it holds; none if it goes on.")),
    "parent": Term(_("Parent"), _("The unit above; none at the top.")),
    "hired": Term(_("Hired"), _("The first day of work.")),
    "left": Term(_("Left"), _("The last day of work.")),
    "manager": Term(_("Manager"), _("The person whom somebody reports to.")),
    "scope": Term(_("Scope"), _("What a goal, a potential or an ownership is for.")),
    "item": Term(_("Item"), _("Which one of them.")),
    "measure": Term(_("Measure"), _("What a goal or a potential is about.")),
    "starts": Term(_("Starts"), _("The first day of a goal or a potential.")),
    "ends": Term(_("Ends"), _("The last day of a goal or a potential.")),
    "value": Term(_("Goal"), _("What is to be reached.")),
    "potentials.value": Term(_("Potential"), _("What could be sold, all in all.")),
    "precision": Term(_("Precision"), _("How far off it may be, as a share: 0.15 is 15 %.")),
    "origin": Term(_("Where it comes from"), _("What the figure rests on, such as a survey.")),
    "from_currency": Term(_("From currency"), _("The currency that is converted.")),
    "to_currency": Term(_("To currency"), _("The currency that it becomes.")),
    "rate": Term(_("Rate"), _("How much of the other currency one unit is worth.")),
    "name": Term(_("Name"), _("What it is called.")),
    "event": Term(_("Event"), _("Created, won, lost, or a stage entered.")),
    "days": Term(_("Days"), _("From the creation of a deal to its close.")),
    "source": Term(_("Source"), _("The system that the row came from.")),
    "recorded": Term(_("Snapshot"), _("The snapshot with which the row came into the book.")),
}  # fmt: skip
"""By name, or by table and name where a table means something of its own; columns that are
dimensions have their words there (`husay.words.dimensions`)."""
