"""The words of every dimension, of the grains of time, and of the usual kinds of unit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.term import Term

DIMENSION_TERMS: dict[str, Term] = {
    "seller": Term(
        _("Seller"),
        _("The person to whose credit a sale stands."),
    ),
    "unit": Term(
        _("Unit"),
        _("The part of the organisation that the seller belongs to, however small it is."),
    ),
    "product": Term(
        _("Product"),
        _("What was sold."),
    ),
    "product_line": Term(
        _("Product line"),
        _("Products that belong together, as the products' list says."),
    ),
    "product_group": Term(
        _("Product group"),
        _("Product lines that belong together, as the products' list says."),
    ),
    "customer": Term(
        _("Customer"),
        _("Who bought."),
    ),
    "customer_group": Term(
        _("Customer group"),
        _("Customers of one kind, as the customers' list says."),
    ),
    "territory": Term(
        _("Territory"),
        _("The area that a sale belongs to."),
    ),
    "channel": Term(
        _("Channel"),
        _("The way in which it was sold, such as field sales or online."),
    ),
    "currency": Term(
        _("Currency"),
        _("The money in which the amount stands."),
    ),
    "kind": Term(
        _("Kind of line"),
        _("Sale, return or adjustment."),
    ),
    "status": Term(
        _("Status"),
        _("Whether a deal is open, won or lost, as known now."),
    ),
    "stage": Term(
        _("Stage"),
        _("How far a deal has come."),
    ),
    "lost_reason": Term(
        _("Reason for the loss"),
        _("Why a deal was lost."),
    ),
    "deal": Term(
        _("Deal"),
        _("One chance to sell, from its creation until it is won or lost."),
    ),
    "activity_type": Term(
        _("Type of activity"),
        _("Call, visit, presentation or whatever the source names."),
    ),
    "goal_window": Term(
        _("Goal window"),
        _("The days for which a goal was set."),
    ),
}

GRAIN_TERMS: dict[str, Term] = {
    "day": Term(_("Day"), _("One calendar day.")),
    "week": Term(_("Week"), _("Monday to Sunday, numbered as ISO weeks are.")),
    "month": Term(_("Month"), _("A calendar month, or a month of the company's week pattern.")),
    "quarter": Term(_("Quarter"), _("Three months of the company's year.")),
    "year": Term(_("Year"), _("The company's year; it is named by the year in which it ends.")),
}

LEVEL_TERMS: dict[str, Term] = {
    "company": Term(_("Company"), _("The top of the organisation.")),
    "division": Term(_("Division"), _("A large part of the company with units of its own.")),
    "business_unit": Term(
        _("Business unit"), _("A part of the company that answers for its own sales.")
    ),
    "region": Term(_("Region"), _("The units of one large area.")),
    "district": Term(_("District"), _("The units of one smaller area.")),
    "branch": Term(_("Branch"), _("An office with its own sellers.")),
    "department": Term(_("Department"), _("A part of the company with one task.")),
    "team": Term(_("Team"), _("Sellers with one manager.")),
}
"""Kinds of unit that companies commonly have; others are called what the company calls them."""
