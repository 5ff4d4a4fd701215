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
    "called-by-nobody": Wording(
        _("Nothing is called “%(value)s” where “%(dimension)s” is meant."),
        _("Did you mean “%(nearest)s”?"),
        _("Write the name or the identifier as it stands in the answers."),
    ),
    "too-many-rows": Wording(
        _("The answer would have more than %(most)s rows."),
        _("Ask by less, for fewer days or longer periods, or narrow it with a condition."),
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
    "rank-across-currencies": Wording(
        _("Amounts in several currencies (%(currencies)s) have no highest or lowest together."),
        _("Ask for one currency (--currency %(first)s), or for one by a condition."),
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
    "window-without-deals": Wording(
        _("No deal was created, won, lost or moved in these days."),
        _("The book’s deals run from %(first)s to %(last)s."),
    ),
    "window-without-activities": Wording(
        _("No activity lies in these days."),
        _("The book’s activities run from %(first)s to %(last)s."),
    ),
    "sales-end-earlier": Wording(
        _("The book’s sales reach only to %(last)s, other facts to %(until)s."),
        _("Figures of sales are of the days up to then. Import later ones."),
    ),
    "deals-end-earlier": Wording(
        _("The book’s deals reach only to %(last)s, other facts to %(until)s."),
        _("Figures of deals are of the days up to then. Import later ones."),
    ),
    "activities-end-earlier": Wording(
        _("The book’s activities reach only to %(last)s, other facts to %(until)s."),
        _("Figures of activities are of the days up to then. Import later ones."),
    ),
    "dates-far-ahead": Wording(
        _("%(count)s rows are dated far ahead of all others, up to %(value)s."),
        _("They count from their day on: the book ends on %(known)s. Mend wrong dates."),
    ),
    "cohorts-of-unequal-age": Wording(
        _("Deals made lately have had less time to come to anything: %(value)s still grows."),
        _("Compare with --compare, which judges both sides at the same age."),
    ),
    "compared-at-equal-age": Wording(
        _("What came of the deals is judged at the same age on both sides: %(value)s."),
        _("The earlier figure is as it stood then; it may have grown since."),
    ),
    "assigned-twice": Wording(
        _("%(count)s people are assigned to two units from the same day on (%(value)s)."),
        _("All they sold counts for one of the two. Let one assignment begin on another day."),
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
    "baseline-before-deals": Wording(
        _("The days compared with begin before the book’s deals do: the comparison is not whole."),
        _("The book’s first deal is of %(first)s. Compare later days, or import earlier ones."),
    ),
    "baseline-before-activities": Wording(
        _("The days compared with begin before the book’s activities: it is no whole comparison."),
        _("The book’s first activity is of %(first)s. Compare later days, or import earlier ones."),
    ),
    "goals-cover-part": Wording(
        _("Some goals are for only some of these days, while the figures are for all of them."),
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
    "goals-disagree": Wording(
        _("Goals over overlapping days ask for different amounts together: %(value)s."),
        _("Each period counts its own goal. Import goals whose parts sum to the whole."),
    ),
    "goals-of-managers": Wording(
        _(
            "%(value)s lead others who have goals too. Each goal is held against a person’s own "
            "sales, and all of them are added."
        ),
        _("Give a team’s goal to its unit (scope “unit”), not to its manager."),
    ),
    "no-goals": Wording(
        _("No goal is set here for these days (%(value)s)."),
        _("Import goals for them, or ask for a window that has goals."),
    ),
    "no-goals-of-these": Wording(
        _("All that you may see is no one thing that a goal could be set for."),
        _("Break it down by unit or by seller."),
    ),
    "no-goals-by": Wording(
        _("There are no goals by %(value)s, so the figures stand without them."),
        _("Ask by one of: seller, unit, product line, product, customer group, territory."),
    ),
    "no-potentials": Wording(
        _("There are no potentials for these days (%(value)s), so all rests on history alone."),
        _("Import potentials of accounts, territories, units or sellers."),
    ),
    "no-potentials-by": Wording(
        _("There are no potentials by %(value)s."),
        _("Ask by one of: customer, territory, seller, unit."),
    ),
    "potentials-without-rate": Wording(
        _("Potentials in %(currencies)s are left out: no rate to %(value)s on their first day."),
        _("Import rates from %(currencies)s to %(value)s."),
    ),
    "accounts-without-potential": Wording(
        _("Accounts without a potential add nothing: %(count)s, such as %(value)s."),
        _("Import a potential for each, or one for their territory."),
    ),
    "potentials-side-by-side": Wording(
        _("Territories and accounts in them both have potentials, which are added: %(value)s."),
        _("Give a territory only what its accounts’ own potentials leave out."),
    ),
    "no-goals-where": Wording(
        _("The goals are for the whole, not for the part where %(value)s."),
        _("Leave the condition out, or ask by a dimension that has goals."),
    ),
}
"""By code: what a reader of the answer should know."""
