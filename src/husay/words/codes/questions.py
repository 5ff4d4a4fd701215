"""Words for what can be wrong with a question, or worth knowing about its answer."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

QUESTION_WORDS: dict[str, Wording] = {
    "no-measure": Wording(
        _("No measure is named."),
        _("Name one or several, with commas between, such as revenue,orders."),
    ),
    "unknown-measure": Wording(
        _("There is no measure “%(value)s”."),
        _("Did you mean “%(nearest)s”?"),
        _("“husay measures” lists them all."),
    ),
    "unknown-dimension": Wording(
        _("There is no dimension “%(value)s” for this."),
        _("Did you mean “%(nearest)s”?"),
        _("“husay dimensions” lists what this company has."),
    ),
    "measure-without-data": Wording(
        _("“%(value)s” cannot be told: the book has no %(missing)s."),
        _("Import a source that gives it."),
    ),
    "cannot-combine": Wording(
        _("No table of the book has all of this together: %(value)s."),
        _("Leave out a dimension, or ask for the measures one at a time."),
    ),
    "period-unreadable": Wording(
        _("“%(value)s” is not a period."),
        _("Write 2013, 2013-Q4, 2013-11, 2013-W05 or 2013-11-05."),
    ),
    "period-absent": Wording(
        _("There is no period “%(value)s”."),
        _("There are those from %(first)s to %(last)s."),
    ),
    "too-many-periods": Wording(
        _("These days have more than %(most)s periods of one %(value)s."),
        _("Choose fewer days, or longer periods."),
    ),
    "two-grains": Wording(
        _("Rows cannot be by two lengths of time at once (%(value)s)."),
        _("Keep one of them."),
    ),
    "fewer-than-one-row": Wording(
        _("%(value)s rows cannot be shown."),
        _("Ask for one row or more."),
    ),
    "more-rows-than-most": Wording(
        _("%(value)s rows are more than can be shown."),
        _("Ask for %(most)s rows or fewer, or for all of them."),
    ),
    "top-and-bottom": Wording(
        _("The rows with most and those with least are asked for at once."),
        _("Keep one of them."),
    ),
    "not-a-currency": Wording(
        _("“%(value)s” is not a currency’s code."),
        _("Use three capital letters, such as PHP or USD."),
    ),
    "no-rates": Wording(
        _("Amounts in %(currencies)s cannot be converted to %(value)s: the book has no rates."),
        _("Import a table of rates, or leave the currencies apart."),
    ),
    "wants-one-currency": Wording(
        _("“%(value)s” would add amounts in several currencies (%(currencies)s)."),
        _("Ask for one currency, or for measures that can stand apart by currency."),
    ),
    "where-too-long": Wording(
        _("The condition is too long: “%(value)s…”."),
        _("Keep it under 10,000 characters."),
    ),
    "where-syntax": Wording(
        _("The condition “%(value)s” cannot be read."),
        _("Write it like: territory = 'NCR' AND product_line IN ('Snacks', 'Drinks')."),
    ),
    "where-not-allowed": Wording(
        _("A condition may not contain “%(value)s”."),
        _("It compares dimensions with texts: =, <>, IN, LIKE, IS NULL, AND, OR, NOT, within()."),
    ),
}
"""By code: what keeps a question from being answered."""

ANSWER_WORDS: dict[str, Wording] = {
    "no-sales-yet": Wording(
        _("The book has no sales yet."),
        _("Import a source: “husay import SOURCE --from PATH”."),
    ),
    "window-without-sales": Wording(
        _("No sale lies in these days."),
        _("The book’s sales run from %(first)s to %(last)s."),
    ),
    "currencies-apart": Wording(
        _("The amounts are in several currencies (%(currencies)s) and stand apart."),
        _("Ask for one currency to have them converted at the rates in the book."),
    ),
    "converted-at-latest-rate": Wording(
        _("Amounts in %(currencies)s are converted to %(value)s."),
        _("Each at the last rate in the book on or before its day."),
    ),
    "no-rate": Wording(
        _("%(count)s rows in %(value)s (%(amount)s) are left out: they have no rate to %(into)s."),
        _("Import rates that begin on %(first)s or earlier."),
    ),
    "unknown-unit": Wording(
        _("There is no unit “%(value)s”, so nothing lies within it."),
        _("Did you mean “%(nearest)s”?"),
        _("“husay show revenue --by unit” lists the units that sell."),
    ),
    "baseline-before-book": Wording(
        _("The days compared with begin before the book does, so the comparison is not whole."),
        _("The book’s first sale is of %(first)s. Compare later days, or import earlier ones."),
    ),
    "goals-cover-part": Wording(
        _("Some goals ask for only a part of the days whose figures stand beside them."),
        _("Ask for the goals’ own windows: --by goal_window."),
    ),
    "goals-of-the-whole": Wording(
        _("The goals are for the whole, the figures only for the part where %(value)s."),
        _("Leave the condition out to compare like with like."),
    ),
    "goals-of-units-above": Wording(
        _("Goals of units with others below them are left out: %(value)s."),
        _("Ask by the level that these units are on."),
    ),
    "no-goals": Wording(
        _("No goal is set here for these days (%(value)s)."),
        _("Import goals for them, or ask for a window that has goals."),
    ),
    "no-goals-by": Wording(
        _("There are no goals by %(value)s, so the figures stand without them."),
        _("Ask by one of: seller, unit, product line, product, customer group, territory."),
    ),
    "no-goals-where": Wording(
        _("The goals are for the whole, not for the part where %(value)s."),
        _("Leave the condition out, or ask by a dimension that has goals."),
    ),
}
"""By code: what a reader of the answer should know."""
