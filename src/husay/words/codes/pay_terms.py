"""Words for what can be wrong with terms of a pay plan, and its cases."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

PAY_TERM_WORDS: dict[str, Wording] = {
    "plan-edge-units": Wording(
        _("“%(value)s” is not in %(unit)s."),
        _("Write edges that are in per cent with the sign, as 80 %%, and others without it."),
    ),
    "plan-tier-order": Wording(
        _("The tier from %(value)s does not stand above the one before it (line %(first)s)."),
        _("Put tiers in order, the lowest first, each edge once."),
    ),
    "plan-tier-gap": Wording(
        _("Between %(end)s (line %(first)s) and %(value)s there is a gap."),
        _("Let this tier begin at %(end)s."),
    ),
    "plan-tier-overlap": Wording(
        _(
            "The tier from %(value)s begins before the one above it ends, at %(end)s (line "
            "%(first)s)."
        ),
        _("Let this tier begin at %(end)s."),
    ),
    "plan-tier-closed": Wording(
        _("The last tier ends at %(value)s: nobody could tell what more would pay."),
        _("Leave to: out, or add a tier from %(value)s, be it at 0 %%."),
    ),
    "plan-tier-pays": Wording(
        _("The tier from %(value)s must say exactly one of: rate, times, each, amount."),
        _("Say what it pays: rate: 5 %%."),
    ),
    "plan-tier-key": Wording(
        _("“%(value)s” does not fit tiers that pay %(pays)s on this measure."),
        _("Use: %(wanted)s."),
    ),
    "plan-tier-mixed": Wording(
        _(
            "The tiers of “%(value)s” pay now one thing, now another, and no line leads between "
            "them."
        ),
        _("Let all have a rate, or all an amount."),
    ),
    "plan-tier-base": Wording(
        _("The tiers of “%(value)s” are times a rate that is not said."),
        _("Add rate: to the term, beside its tiers."),
    ),
    "plan-step-pays-on": Wording(
        _("Steps of “%(value)s” pay amounts, so they pay on nothing else."),
        _("Take pays_on: out."),
    ),
    "plan-rate-pays-on": Wording(
        _("“%(value)s” is a rate, and tiers of a rate pay on another measure."),
        _("Say pays_on: and on which, with pays: whole; or let a multiplier with rows go by it."),
    ),
    "plan-entered-pays": Wording(
        _(
            "“%(measure)s” is entered for a whole window, so “%(value)s” has one rate for all "
            "of it."
        ),
        _("Say pays: whole, or interpolated."),
    ),
    "plan-entered-returns": Wording(
        _("What comes back of what “%(value)s” pays on is taken back whole and at once."),
        _("Let returns be net, original_rate or recompute, without instalments."),
    ),
    "plan-entered-capped": Wording(
        _("“%(value)s” cannot know what it took of what comes back: “%(term)s” has no lines."),
        _("Let returns have mode: recompute, which deals the cap anew, or excess: be carried."),
    ),
    "plan-cliff": Wording(
        _("“%(value)s” jumps at %(at)s: just below it pays %(before)s, there %(after)s."),
        _("If that is meant, leave it; pays: marginal has no such cliff."),
    ),
    "plan-falls": Wording(
        _("From %(at)s on “%(value)s” pays less than before: selling more may pay less."),
        _("If that is meant, leave it; otherwise let rates and amounts rise."),
    ),
    "plan-first-tier": Wording(
        _("“%(value)s” pays nothing below %(start)s."),
        _("If that is meant, leave it; otherwise let the first tier begin at 0."),
    ),
    "plan-points-few": Wording(
        _("A curve needs at least two points."),
        _("Add where it begins and where it ends."),
    ),
    "plan-rules-by": Wording(
        _("“%(value)s” is not a field to have rates by."),
        _(
            "Name a field that holds texts, such as product_line; with a list of conditions leave"
            " by: out."
        ),
        _("Add by: and the field, such as product_line."),
    ),
    "plan-rule-pays": Wording(
        _("A rule must say exactly one of: rate, each."),
        _("Say what it pays: rate: 5 %%."),
    ),
    "plan-rule-units": Wording(
        _("On a measure in %(unit)s a rule pays %(wanted)s."),
        _("Money is paid a rate; pieces and deals an amount each."),
    ),
    "plan-override-rates": Wording(
        _("An override must say exactly one of: rate, rates."),
        _("One rate for all levels, or a list with one for each."),
    ),
    "plan-override-levels": Wording(
        _("“levels: %(value)s” does not fit %(count)s rates."),
        _(
            "Leave it out: each rate is for one level; levels: all lets the last one hold for "
            "everybody further down."
        ),
    ),
    "plan-weights-whole": Wording(
        _("The weights sum to %(sum)s %%."),
        _("Let them sum to 100 %%."),
    ),
    "plan-pool-amount": Wording(
        _("A pool must say how much: amount, or a rate with the measure that it is of."),
        _("Say amount: 10000, or rate: 1 %% and of: revenue."),
    ),
    "plan-pool-above": Wording(
        _("“%(value)s” is what a rate counts from, and this pool has no rate."),
        _("Say rate: and of:, or at_least: if the amount is paid only from there on."),
    ),
    "plan-pool-least": Wording(
        _("“%(value)s” is asked for, and nothing says of which measure."),
        _("Add of: and the measure."),
    ),
    "plan-pool-by": Wording(
        _("A pool shared by contribution must say of which measure."),
        _("Add by: and the measure."),
    ),
    "plan-pool-weight": Wording(
        _("A pool shared by a rule must say each person’s weight."),
        _("Add weight: and a parameter."),
    ),
    "plan-draw-amount": Wording(
        _("The draw has no amount."),
        _("Add amount:, or say style: advance."),
    ),
    "plan-advance-amount": Wording(
        _("An advance is as much as a person takes, so the plan says no amount."),
        _("Take amount: out, or say style: recoverable."),
    ),
    "plan-returns-mode": Wording(
        _("“%(value)s” and mode: %(mode)s go together."),
        _("Say both, or neither."),
    ),
    "plan-pro-rata-both": Wording(
        _("“months” and “served_days” are both said."),
        _("Say months or served_days, not both."),
    ),
    "plan-pro-rata-neither": Wording(
        _("How long was to be served is not said, and mode: pro_rata needs it."),
        _("Add months: 12 or served_days: 365, whichever was agreed."),
    ),
    "plan-after-leaving": Wording(
        _("“after_leaving: %(value)s” says nothing where lines count when they are sold."),
        _("Leave it out, or have lines count when they are invoiced or paid (trigger)."),
    ),
    "plan-fixed-rates": Wording(
        _("The settings fixed_rates and currency_rate: fixed go together."),
        _("Say both, or neither: fixed_rates: {USD: 56.50}."),
    ),
    "plan-no-term": Wording(
        _("“%(term)s” names “%(value)s”, and there is no such other term."),
        _("Did you mean “%(nearest)s”?"),
        _("Name another term of this plan."),
    ),
    "plan-instead-kind": Wording(
        _("“%(term)s” cannot stand instead of “%(value)s”, which earns nothing by line."),
        _("Name a term of the kind rate, rates, each, tiers, curve or override."),
    ),
    "plan-on-kind": Wording(
        _("“%(term)s” cannot act on “%(value)s”, which earns nothing itself."),
        _("Name terms that earn."),
    ),
    "plan-instead-circle": Wording(
        _("“%(value)s” stands instead of a term that stands instead of it."),
        _("Let one of them give way."),
    ),
    "plan-same-money": Wording(
        _("“%(value)s” claims the same money as “%(other)s” (line %(first)s)."),
        _(
            "Say instead_of: or adds_to: %(other)s, or give them conditions that no line meets "
            "both of."
        ),
    ),
    "plan-one-of": Wording(
        _("There is one already, on line %(first)s; “%(value)s” would be another."),
        _("Keep one of the two."),
    ),
    "plan-no-accelerator": Wording(
        _("“%(term)s” withholds the accelerator of “%(value)s”, which has none."),
        _("Name tiers or a curve in per cent of goal, or say accelerates_from: there."),
    ),
    "plan-cut": Wording(
        _(
            "“%(value)s” acts on some only of what “%(cap)s” acts on, and “%(term)s” changes that "
            "when the pay periods are over: how much of it was of which term is not known then."
        ),
        _(
            "Let “%(value)s” come before “%(cap)s”, or act on all of the same terms, or give "
            "“%(term)s” the pay period's window."
        ),
    ),
    "plan-cap-carried": Wording(
        _("“%(value)s” caps each transaction, and a transaction carries nothing on."),
        _("Say excess: lost, or per: period."),
    ),
    "case-amount": Wording(
        _("“%(value)s” is not an amount (“%(key)s”)."),
        _("Write at most four decimals, as 12,500.00; below nothing as -400."),
    ),
    "case-share": Wording(
        _("“%(value)s” is no share of “%(seller)s” that the book could keep."),
        _(
            "Write parts above 0, to a hundredth of a per cent, that sum to 100 %%: 33.34 %%, "
            "33.33 %% and 33.33 %%."
        ),
    ),
    "case-opening-twice": Wording(
        _("“%(value)s” has two openings."),
        _("Write what one seller stands at in one row of opening; name the seller in each."),
    ),
    "case-payment-unknown": Wording(
        _("The case has no sale “%(value)s”, so that this payment counts for nothing."),
        _("Name a sale of the case, or leave the payment out."),
    ),
    "case-sale-later": Wording(
        _("%(value)s is after the case’s last day, %(end)s: it is not known yet."),
        _("If that is meant, leave it; otherwise let to: be later."),
    ),
    "case-seller-absent": Wording(
        _("The case is about “%(value)s”, and everything in it was sold by %(others)s."),
        _("Say seller: and who it is about."),
    ),
    "case-no-attainment": Wording(
        _(
            "“%(value)s”: “%(what)s” has no attainment from %(start)s to %(end)s, for there is no "
            "goal for it."
        ),
        _("Add the goal for exactly these days, or leave the attainment out."),
    ),
    "case-differs": Wording(
        _("“%(value)s”: %(what)s should be %(expected)s and came to %(came)s."),
        _("Look at which of the two is right, the plan or the case."),
    ),
}
"""By code."""
