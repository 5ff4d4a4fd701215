"""Words for what can be wrong with a ranking, a gap, a question of prices, or obstacles."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

LEADING_WORDS: dict[str, Wording] = {
    "cannot-rank": Wording(
        _("Nobody can be ranked by “%(value)s” here."),
        _("Write revenue, orders, win_rate (with deals) or new_customers (with half a year of "
          "history before)."),
    ),
    "cannot-rank-by": Wording(
        _("There is no ranking by “%(value)s” here."),
        _("Write seller, or unit where there are several units."),
    ),
    "whole-months": Wording(
        _("“%(value)s” are not whole months that are over."),
        _("Begin with the first day of a month and end with the last day of one, by %(last)s."),
    ),
    "no-whole-month": Wording(
        _("The book has no whole month yet."),
        _("Wait until a month is over, or bring in sales of earlier months."),
    ),
    "not-a-subject": Wording(
        _("“%(value)s” is nobody and nothing whose gap could be told."),
        _("Write seller:E-014, unit:luzon or product_line:snacks."),
    ),
    "not-a-benchmark": Wording(
        _("There is no benchmark “%(value)s”."),
        _("Write team, best or own."),
    ),
    "price-level": Wording(
        _("“%(value)s” is no level at which prices by %(by)s can be worked out."),
        _("Leave it out, or write product or product_line; by customer group there is one alone."),
    ),
    "price-without-data": Wording(
        _("Prices cannot be told by “%(value)s”: the book lacks it, or quantities and products."),
        _("Bring in sale lines with a quantity and a product, and ask by what the book has."),
    ),
    "price-without-year": Wording(
        _("Prices are compared with the same months a year before, and the book has none."),
        _("Bring in sales of a year before, or wait until there are."),
    ),
    "lot-of-few": Wording(
        _("A lot wants %(least)s people or more; there are %(value)s."),
        _("Choose more of your people, or plan coaching one by one."),
    ),
    "lot-starts": Wording(
        _("A lot wants two to %(most)s starts; there are %(value)s."),
        _("Write first days with commas between: 2027-01-01, 2027-02-01."),
    ),
    "lot-seed": Wording(
        _("“%(value)s” is no seed."),
        _("Write a whole number, such as the day’s date without dashes: 20270101."),
    ),
}  # fmt: skip
