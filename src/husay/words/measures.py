"""The words of every measure: what it is called and what exactly it counts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.term import Term

SALES = {
    "revenue": Term(
        _("Revenue"),
        _("What was sold less what came back, net of discounts and of tax."),
    ),
    "gross_sales": Term(
        _("Gross sales"),
        _("What was sold, net of discounts and of tax, before returns and adjustments."),
        plural=True,
    ),
    "returns": Term(
        _("Returns"),
        _("The amount of goods that came back, counted on the day they came back."),
        plural=True,
    ),
    "return_rate": Term(
        _("Return rate"),
        _("Returns as a share of gross sales in the same days."),
    ),
    "quantity": Term(
        _("Quantity"),
        _("Pieces sold less pieces that came back."),
    ),
    "lines": Term(
        _("Sale lines"),
        _("How many lines there are; one that two sellers share counts once."),
        plural=True,
    ),
    "orders": Term(
        _("Orders"),
        _("How many different sales there are; one with several lines counts once."),
        plural=True,
    ),
    "customers": Term(
        _("Buying customers"),
        _("How many different customers bought; one who bought twice counts once."),
        plural=True,
    ),
    "sellers": Term(
        _("Active sellers"),
        _("How many different sellers have a sale line to their credit."),
        plural=True,
    ),
    "average_order": Term(
        _("Average order"),
        _("Gross sales divided by the number of orders."),
    ),
    "margin": Term(
        _("Margin"),
        _("Revenue less the cost of the goods, over the lines whose cost is known."),
    ),
    "margin_rate": Term(
        _("Margin rate"),
        _("Margin as a share of revenue, over the lines whose cost is known."),
    ),
    "discount": Term(
        _("Discount"),
        _("List price less the price really charged, over the sales whose list price is known."),
    ),
    "discount_rate": Term(
        _("Discount rate"),
        _("Discount as a share of list price, over the sales whose list price is known."),
    ),
    "price_realisation": Term(
        _("Price realisation"),
        _("The price really charged as a share of list price, where the list price is known."),
    ),
    "revenue_per_seller": Term(
        _("Revenue per seller"),
        _("Revenue divided by the number of active sellers."),
    ),
    "revenue_per_day": Term(
        _("Revenue per working day"),
        _("Revenue divided by the working days of the company's calendar."),
    ),
    "revenue_per_visit": Term(
        _("Revenue per visit"),
        _("Revenue divided by the number of visits in the same days."),
    ),
}  # fmt: skip

DEALS = {
    "deals_created": Term(
        _("Deals created"),
        _("Deals that began in these days, whatever became of them."),
        plural=True,
    ),
    "deals_won": Term(
        _("Deals won"),
        _("Deals that were closed as won in these days."),
        plural=True,
    ),
    "deals_lost": Term(
        _("Deals lost"),
        _("Deals that were closed as lost in these days."),
        plural=True,
    ),
    "deals_open": Term(
        _("Open deals"),
        _("Deals that were neither won nor lost at the end of the last day."),
        plural=True,
    ),
    "created_amount": Term(
        _("Pipeline created"),
        _("The amount of the deals that began in these days, whatever became of them."),
    ),
    "won_amount": Term(
        _("Amount won"),
        _("The amount of the deals won in these days."),
    ),
    "lost_amount": Term(
        _("Amount lost"),
        _("The amount of the deals lost in these days."),
    ),
    "pipeline": Term(
        _("Pipeline"),
        _("The amount of the deals still open at the end of the last day."),
    ),
    "win_rate_closed": Term(
        _("Win rate, of deals closed"),
        _("Of the deals closed in these days, won or lost, the share that was won."),
    ),
    "win_rate_created": Term(
        _("Win rate, of deals created"),
        _("Of the deals created in these days, the share that is won by now."),
    ),
    "cycle_days": Term(
        _("Days to win"),
        _("The average days from the creation of a deal to its win, over the deals won."),
        plural=True,
    ),
    "stage_entered": Term(
        _("Stages entered"),
        _("How many times a deal entered a stage in these days."),
        plural=True,
    ),
    "stage_conversion": Term(
        _("Stage conversion"),
        _("Of the deals that entered a stage in these days, the share that went further by now."),
    ),
}  # fmt: skip

ACTIVITIES = {
    "activities": Term(
        _("Activities"),
        _("Calls, visits, presentations and whatever else is noted as work on customers."),
        plural=True,
    ),
    "visits": Term(
        _("Visits"),
        _("Activities of the type visit."),
        plural=True,
    ),
}  # fmt: skip

MEASURE_TERMS: dict[str, Term] = {**SALES, **DEALS, **ACTIVITIES}
"""By the measure's name in `husay.measures.measure.MEASURES`."""
