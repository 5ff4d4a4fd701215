"""Words for facts without which nobody can say what was earned."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

PAY_WORDS: dict[str, Wording] = {
    "pay-no-goal": Wording(
        _("%(value)s has no goal for %(measure)s from %(start)s to %(end)s."),
        _("Publish the goal for exactly these days, or goals that make them up."),
    ),
    "pay-goal-zero": Wording(
        _("The goal of %(value)s for %(measure)s from %(start)s to %(end)s is not above nothing."),
        _("Set a goal above 0, or take the seller out of the plan for these days."),
    ),
    "pay-no-parameter": Wording(
        _("%(value)s has no “%(parameter)s” on %(day)s."),
        _("Set it for the seller from that day on, or give the parameter a default."),
    ),
    "pay-no-score": Wording(
        _("Nobody entered “%(measure)s” of %(value)s from %(start)s to %(end)s."),
        _(
            "It was entered for %(entered)s: enter it for exactly the days named, with its "
            "evidence, and have it approved."
        ),
        _("Enter it with its evidence, and have it approved."),
    ),
    "pay-score-unapproved": Wording(
        _("“%(measure)s” of %(value)s from %(start)s to %(end)s is not approved yet."),
        _("Have a second person approve it."),
    ),
    "pay-scores-differ": Wording(
        _(
            "“%(measure)s” from %(start)s to %(end)s was entered differently for %(value)s and "
            "%(other)s, who share a pool."
        ),
        _("Enter the one figure that is the whole team’s, once for everybody or alike for each."),
    ),
    "pay-no-rate": Wording(
        _(
            "There is no rate from %(value)s to %(currency)s for %(day)s (sale %(sale)s, line "
            "%(line)s)."
        ),
        _("Bring the rates in, or fix them in the plan."),
    ),
    "pay-missing-field": Wording(
        _("“%(value)s” is missing in line %(line)s of sale %(sale)s (“%(measure)s”)."),
        _("Bring it in, or say in the plan what counts without it: coalesce(cost, 0)."),
    ),
    "pay-return-unknown": Wording(
        _(
            "Sale %(sale)s takes back %(value)s, and what that earned is not known (seller: "
            "%(person)s)."
        ),
        _("Bring the first sale in, or say in the opening balance what it earned."),
    ),
    "pay-return-currency": Wording(
        _(
            "Sale %(sale)s, line %(line)s, is in %(value)s and takes back a part of sale %(sold)s, "
            "which is in %(currency)s."
        ),
        _("Bring the return in by the currency of its sale: which part comes back is told by it."),
    ),
    "pay-shares-not-whole": Wording(
        _("The shares of sale %(sale)s, line %(line)s, sum to %(value)s."),
        _(
            "Let those of the role “%(role)s” sum to 100 %%, or mark what is beside them as an "
            "overlay."
        ),
        _("Let them sum to 100 %%, or mark what is beside them as an overlay."),
    ),
    "pay-credited-twice": Wording(
        _("%(value)s is credited twice with sale %(sale)s, line %(line)s."),
        _("Keep one credit for each person and role."),
    ),
    "pay-two-managers": Wording(
        _("%(value)s reports to several people on %(day)s: %(managers)s."),
        _("Let their days not overlap: on each day one manager."),
    ),
    "pay-too-long": Wording(
        _("The facts of %(value)s reach back more than forty years."),
        _("Begin with an opening balance."),
    ),
    "pay-sale-twice": Wording(
        _(
            "Sale %(value)s stands in several sources (%(sources)s): which of them is meant is not "
            "known."
        ),
        _(
            "Give the sales of one of these sources numbers of their own (in its SELECT, with "
            "letters before them), and import it again."
        ),
    ),
    "pay-cut-returns": Wording(
        _(
            "What comes back lowers what “%(value)s” had taken of several lines together, and "
            "“%(term)s” acts on some or on each of these: how much of it is theirs is not known."
        ),
        _("Let “%(term)s” come before “%(value)s” in the plan."),
    ),
    "pay-not-compiled": Wording(
        _("“%(value)s” is worked out seller by seller: the way for millions of lines lacks it."),
        _("Nothing needs mending; over very many lines the run takes longer."),
    ),
    "pay-too-wide": Wording(
        _("Amounts are too large to be worked out all at once."),
        _("Look for an amount, a goal or a rate with too many digits."),
    ),
}
"""By code."""
