"""Words for what can be wrong with the rows and values that a source gives."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

GIVEN_WORDS: dict[str, Wording] = {
    "required": Wording(
        _("A value is missing."),
        _("Every row needs a value in “%(column)s”."),
        rows=True,
    ),
    "not-an-amount": Wording(
        _("“%(value)s” is not an amount."),
        _("Write amounts like 1234.50: digits and one point, no commas, no currency sign."),
        rows=True,
    ),
    "not-worked-out": Wording(
        _("No amount can be worked out from %(column)s."),
        _("One of these cells is empty or no number. Mend it, or take the row out."),
        rows=True,
    ),
    "too-fine": Wording(
        _("“%(value)s” has more than four decimals."),
        _(
            "Round it, or have it rounded: --rounding half_away with a new file, else rounding: "
            "half_away in source.yaml."
        ),
        rows=True,
    ),
    "too-large": Wording(
        _("“%(value)s” is too large to be kept exactly."),
        _("Amounts have at most fourteen digits before the point."),
        rows=True,
    ),
    "total-too-large": Wording(
        _("The amounts in “%(column)s” come to %(total)s: too much to be added up exactly."),
        _("Is it the right column? The largest are %(value)s."),
    ),
    "row-currency": Wording(
        _("“%(value)s” is not a currency’s code."),
        _("Use three letters, such as PHP or USD."),
        rows=True,
    ),
    "not-a-moment": Wording(
        _("“%(value)s” does not say when a row changed."),
        _("Write moments like 2026-11-18 09:30:00: year, month, day and time."),
        rows=True,
    ),
    "whole-and-changed-at": Wording(
        _("“%(table)s” is given whole, and “changed_at” would leave most of it out."),
        _("Take “changed_at” out of the SELECT, or the table out of whole: in source.yaml."),
    ),
    "tax-not-known": Wording(
        _("%(count)s lines name no tax, such as: %(value)s. They count whole, as if free of tax."),
        _("Where they are taxed, name the tax on each, or say tax_rate: in source.yaml."),
    ),
    "not-a-date": Wording(
        _("“%(value)s” is not a date."),
        _("Write dates like 2026-11-18: year, month, day."),
        rows=True,
    ),
    "date-beyond-belief": Wording(
        _("The date “%(value)s” cannot be right."),
        _("Dates lie between 1900 and 2199. Check the year."),
        rows=True,
    ),
    "not-whole": Wording(
        _("“%(value)s” is not a whole number."),
        _("Write whole numbers with digits only, like 12."),
        rows=True,
    ),
    "not-a-rate": Wording(
        _("“%(value)s” is not a rate."),
        _("Write rates like 56.125 or 0.15: digits and one point, at most nine on each side."),
        rows=True,
    ),
    "not-a-choice": Wording(
        _("“%(value)s” is not one of the words that “%(column)s” may have."),
        _("Use one of these: %(choices)s."),
        _("See the book’s tables for the words that it may have."),
        rows=True,
    ),
    "ends-before-it-starts": Wording(
        _("The last day “%(value)s” lies before the first."),
        _("Swap the two dates, or correct the wrong one."),
        rows=True,
    ),
    "time-with-zone": Wording(
        _("“%(value)s” is a time in UTC, which can be another day where you are."),
        _(
            "Give the local time, in a SELECT for example as …::TIMESTAMPTZ AT TIME ZONE "
            "'Asia/Manila'."
        ),
        rows=True,
    ),
    "not-computed": Wording(
        _("“%(value)s” stands where the spreadsheet could not compute the cell."),
        _("Mend the formula, or leave the cell empty."),
        rows=True,
    ),
    "digits-lost": Wording(
        _("“%(value)s” is a long number that lost its last digits."),
        _("Format the column as text before the numbers are entered or exported."),
        rows=True,
    ),
    "return-above-zero": Wording(
        _("“%(value)s” is above zero in a return."),
        _("What comes back counts against sales: write it as a negative number."),
        rows=True,
    ),
    "share-not-above-zero": Wording(
        _("“%(value)s” is no part in a sale."),
        _("Write how large the part is, such as 1 or 0.5, or take the row out."),
        rows=True,
    ),
    "closed-on-no-day": Wording(
        _("Deals were won or lost, but no day says when, such as: %(value)s."),
        _("They are kept. Give the day in “%(column)s” to count them as won or lost in a period."),
    ),
    "goal-for-nobody": Wording(
        _("A goal does not say whose it is."),
        _("Name the seller, unit or product in “%(column)s”, or make it the company’s goal."),
        rows=True,
    ),
    "goal-of-unknown-measure": Wording(
        _("A goal is set for “%(value)s”, which is no measure."),
        _("Did you mean “%(nearest)s”?"),
        _("Use a measure that husay measures lists."),
    ),
    "potential-not-above-zero": Wording(
        _("“%(value)s” is no potential: what could be sold is more than nothing."),
        _("Write an amount above zero, or take the row out."),
        rows=True,
    ),
    "precision-beyond-belief": Wording(
        _("“%(value)s” does not say how precise the potential is."),
        _("Write a share above 0 and below 10, such as 0.15 for 15 %%, or leave it empty."),
        rows=True,
    ),
    "potential-of-unknown-measure": Wording(
        _("A potential is given for “%(value)s”, which is no measure."),
        _("Did you mean “%(nearest)s”?"),
        _("Use a measure that husay measures lists."),
    ),
    "potential-does-not-add-up": Wording(
        _("A potential is given for “%(value)s”, which more days do not add to."),
        _("Use a measure that adds up, such as revenue or quantity."),
    ),
    "given-twice": Wording(
        _("“%(value)s” stands in %(count)s rows."),
        _("Each %(column)s may occur once. Take the doubles out, or number the lines."),
    ),
    "broken-line": Wording(
        _("This line cannot be taken apart into columns: “%(value)s”."),
        _("It has too many or too few separators, or an open quotation mark."),
    ),
    "too-many-cells": Wording(
        _("This row has more cells than the header or the other rows: “%(value)s”."),
        _(
            'An amount or a text with a comma in it wants quotation marks, such as "14,692.25"; '
            "or take the surplus cells out."
        ),
    ),
    "unexplained": Wording(
        _("%(items)s identifiers are in no row of “%(target)s”, such as: %(value)s."),
        _("The rows are kept. Give the missing rows of “%(target)s” to see them by group."),
    ),
    "unit-is-its-own-parent": Wording(
        _("The unit “%(value)s” would lie beneath itself from %(day)s on."),
        _("Follow its parents upward and mend the one that leads back to it."),
    ),
    "unit-too-deep": Wording(
        _("From %(day)s on, units lie more than %(most)s levels deep, such as: %(value)s."),
        _("Follow their parents upward and take out levels, or mend a parent that is wrong."),
    ),
    "unknown-column": Wording(
        _("The table “%(table)s” has no column “%(column)s”."),
        _("Did you mean “%(nearest)s”?"),
        _("Take the column out of the SELECT."),
    ),
    "missing-column": Wording(
        _("The column “%(column)s” is missing, and “%(table)s” cannot do without it."),
        _("Let the SELECT give it: … AS %(column)s."),
    ),
    "cannot-read": Wording(
        _("The SELECT cannot be run: %(value)s"),
        _("Each file is a view named as the file is. Check the names, and cast what is no text."),
    ),
    "unreadable-file": Wording(
        _("The file “%(file)s” cannot be read: %(value)s"),
        _("Check that it opens elsewhere, then save it again as CSV, Excel or Parquet."),
    ),
    "unreadable-database": Wording(
        _("The database cannot be read: %(value)s"),
        _("Check its address in source.yaml, and that it can be reached from here."),
    ),
    "no-database-address": Wording(
        _("The environment variable %(variable)s holds no database address."),
        _("Set it, for example to postgresql://user:password@host/name."),
    ),
    "sql-took-too-long": Wording(
        _("The SELECT was stopped: it was not done after %(hours)s hours."),
        _("Does it ever end? If it needs that long, set HUSAY_SQL_HOURS to more."),
    ),
    "no-such-file": Wording(
        _("There is no file or folder “%(file)s”."),
        _("Check the path; it counts from the folder you are in."),
    ),
}
"""By code."""
