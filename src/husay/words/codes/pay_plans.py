"""Words for what can be wrong with a pay plan as a document."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

PAY_PLAN_WORDS: dict[str, Wording] = {
    "plan-not-mapping": Wording(
        _("“%(value)s” should have settings of its own here."),
        _("Write them below it, further in, one on each line."),
        _("Write a name, a colon and a value on each line."),
    ),
    "yaml-colon": Wording(
        _("A colon with a space behind it stands in a text without quotation marks."),
        _("Put the text in quotation marks, or begin a new line where a setting begins."),
    ),
    "yaml-quotes": Wording(
        _("Quotation marks end here, and the text goes on behind them."),
        _(
            "Put all of it in double quotation marks, and use single ones within: "
            "where: \"currency in ('USD', 'JPY')\"."
        ),
    ),
    "plan-not-text": Wording(
        _("“%(value)s” should be one text or number."),
        _("Write the value behind the colon."),
    ),
    "plan-not-list": Wording(
        _("“%(value)s” should be a list."),
        _("Begin each item on a line of its own with a dash."),
    ),
    "plan-unknown-key": Wording(
        _("There is no setting “%(value)s” here."),
        _("Did you mean “%(nearest)s”?"),
        _("Known here are: %(known)s."),
    ),
    "plan-cut-at-comma": Wording(
        _("“%(value)s” is cut in two at its comma (“%(key)s”)."),
        _("Within braces put a value with a comma in quotation marks."),
    ),
    "plan-cut-in-list": Wording(
        _("“%(value)s” is cut in two at its comma: within brackets, a comma ends an item."),
        _("Write %(plain)s, or put the number in quotation marks."),
    ),
    "plan-list-rises": Wording(
        _("“%(value)s” is more than “%(before)s”, which stands before it."),
        _("Begin with the prize of the first place: none is above that of the place before it."),
    ),
    "plan-key-missing": Wording(
        _("“%(value)s” is missing."),
        _("Add it here: docs/plans.md says what it holds."),
    ),
    "plan-choice": Wording(
        _("“%(value)s” is no value for “%(key)s”."),
        _("Did you mean “%(nearest)s”?"),
        _("Choose one of: %(known)s."),
    ),
    "plan-yes-or-no": Wording(
        _("“%(value)s” is no value for “%(key)s”."),
        _("Write yes or no."),
    ),
    "plan-whole": Wording(
        _("“%(value)s” is no value for “%(key)s”."),
        _("Write a whole number of %(least)s or more."),
    ),
    "plan-day": Wording(
        _("“%(value)s” is not a date (“%(key)s”)."),
        _("Write dates like 2026-03-31: year, month, day."),
    ),
    "plan-number": Wording(
        _("“%(value)s” is not a number (“%(key)s”)."),
        _("Write 12,500.00, 1/20 or 5 %%."),
    ),
    "plan-share": Wording(
        _("“%(value)s” is more than all of it (“%(key)s”)."),
        _("Write a part of one, such as 15 %% or 0.15."),
    ),
    "plan-figure": Wording(
        _("“%(value)s” is neither a number nor a parameter."),
        _("Write 12,500.00, 5 %%, the name of a parameter, or 40 %% of it: 40 %% of target."),
    ),
    "plan-negative": Wording(
        _("“%(value)s” must not be negative."),
        _("Write it without the minus sign; what comes back is taken back as returns: says."),
    ),
    "plan-negative-edge": Wording(
        _("“%(value)s” must not be negative (“%(key)s”)."),
        _("Let the first row begin at 0: what is below nothing belongs to it."),
    ),
    "plan-parameter": Wording(
        _("The plan has no parameter “%(value)s”."),
        _("Did you mean “%(nearest)s”?"),
        _("Add it under parameters: with its unit."),
    ),
    "plan-units": Wording(
        _("“%(value)s” mixes %(left)s with %(right)s."),
        _("Write an amount where an amount is meant, and a rate with its per cent sign."),
    ),
    "plan-rate-beyond": Wording(
        _("The rate “%(value)s” is more than 100 %%."),
        _("Did you forget the per cent sign? Then write “%(nearest)s”."),
        _("Rates lie between 0 and 100 %%; to pay more, let the measure count more."),
    ),
    "plan-name": Wording(
        _("“%(value)s” cannot be a name in a plan."),
        _("Use small letters, digits, _ and -, at most 40, beginning with a letter."),
    ),
    "plan-title-long": Wording(
        _("The title “%(value)s” is longer than %(most)s characters."),
        _("Shorten it: it heads the lines of a statement."),
    ),
    "plan-title-twice": Wording(
        _("“%(value)s” is what something else is called already, on line %(first)s."),
        _("Give one of the two another title, in both languages: sellers read titles, not names."),
    ),
    "case-too-long": Wording(
        _("“%(value)s” runs over more than %(most)s pay periods."),
        _("Begin it later, with an opening balance, or split it."),
    ),
    "plan-currency": Wording(
        _("“%(value)s” is not a currency’s code."),
        _("Use three capital letters, such as PHP or USD."),
    ),
    "plan-ends-before": Wording(
        _("It ends on %(value)s, before it begins."),
        _("Put the earlier date under from: and the later one under to:."),
    ),
    "plan-too-many": Wording(
        _("There are more than %(most)s of “%(value)s”."),
        _("Split the plan, or use rates by attribute."),
    ),
    "plan-field-taken": Wording(
        _("Every line has a field “%(value)s” already."),
        _("Choose another name for the plan’s own field."),
    ),
    "plan-per-of-money": Wording(
        _("“%(value)s” is no amount, so it cannot be stated per month or year."),
        _("Take per: out, or let the unit be money."),
    ),
    "plan-measure-plain": Wording(
        _("The measure “%(value)s” should have settings of its own."),
        _("Write %(value)s: %(proposed)s"),
    ),
    "plan-measure-of": Wording(
        _("The measure “%(value)s” must say exactly one of: of, counts, entered."),
        _("Say of: amount, counts: sales, or entered: rate."),
    ),
    "plan-measure-unit": Wording(
        _("The measure “%(value)s” comes to %(unit)s, which is nothing to measure."),
        _("A measure is an amount, a quantity or a count; say unit: if it is a plain number."),
    ),
    "plan-levels-of-team": Wording(
        _("“%(value)s” measures one’s own sales, which have no levels."),
        _("Say whose: team, or take levels: out."),
    ),
    "plan-no-measure": Wording(
        _("The plan has no measure “%(value)s”."),
        _("Did you mean “%(nearest)s”?"),
        _("Add it under measures:."),
    ),
    "plan-measure-units": Wording(
        _("“%(value)s” is measured in %(unit)s; here it should be %(wanted)s."),
        _("Choose another measure, or another kind of term: rate for money, each for pieces."),
    ),
    "plan-lines-of-entered": Wording(
        _("“%(value)s” is entered by hand and has no lines (term “%(term)s”)."),
        _(
            "Leave conditions, instead_of, pays_on and budgets out there; use scorecard, bonus, "
            "curve, tiers, rate or each."
        ),
    ),
    "plan-kind": Wording(
        _("“%(value)s” is no kind of term (“%(term)s”)."),
        _("Did you mean “%(nearest)s”?"),
        _("Choose one of: %(known)s."),
    ),
}
"""By code."""
