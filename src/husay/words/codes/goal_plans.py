"""Words for what keeps plans of goals from being made, changed, agreed or published."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

GOAL_PLAN_WORDS: dict[str, Wording] = {
    "goal-document": Wording(
        _("“%(value)s” cannot be read as part of a goal plan."),
        _("Take the plan from a backup, or make it anew."),
    ),
    "goal-plan-unknown": Wording(
        _("There is no goal plan “%(value)s” that you have a part in."),
        _("“husay goals plans” lists those that there are."),
    ),
    "goal-version-unknown": Wording(
        _("The plan has no version %(value)s."),
        _("Choose one from 1 to %(newest)s."),
    ),
    "goal-plan-changed": Wording(
        _("%(who)s changed “%(value)s” on %(when)s, after you looked at it."),
        _("Nothing was changed now. Look at version %(newest)s and decide again."),
    ),
    "goal-not-as-seen": Wording(
        _("For %(value)s you saw %(before)s; by now it is %(now)s."),
        _("Nothing was kept. Look at what is proposed now, then answer again."),
    ),
    "goal-not-seen": Wording(
        _("The form does not say which goal you answered."),
        _("Nothing was kept. Open the page of the goal again and answer there."),
    ),
    "goal-version-unsaid": Wording(
        _("The form does not say which version of the plan it is from."),
        _("Nothing was changed. Look at the plan as it is now and decide again."),
    ),
    "goals-of-another": Wording(
        _("For the same days the book has goals of %(value)s (%(count)s); they would go."),
        _("Say that this is meant (--replace on the command line), or plan other days."),
    ),
    "goal-plan-without-name": Wording(
        _("The plan has no name."),
        _("Name it, such as “Goals 2027”."),
    ),
    "goal-plan-exists": Wording(
        _("There is a plan “%(value)s” already."),
        _("Give this one another name, or change that one."),
    ),
    "goal-window-empty": Wording(
        _("The plan has no days."),
        _("Name a period, such as 2027 or 2027-Q1."),
    ),
    "goal-scope-unknown": Wording(
        _("Goals cannot be planned by “%(value)s”."),
        _("Plan by the organisation, or by one of these: %(known)s."),
    ),
    "goal-nothing-to-undo": Wording(
        _("There is no change to undo."),
        _("The plan is as it was made."),
    ),
    "goal-too-large": Wording(
        _("The goal for “%(value)s” is larger than %(most)s."),
        _("Check for a slip of the keys; amounts larger than that cannot be kept."),
    ),
    "goals-agreed-change": Wording(
        _("This changes what is agreed already: %(value)s."),
        _("Write why under “Why, for those concerned”, and press the button again."),
    ),
    "goals-in-discussion": Wording(
        _("Not agreed yet: %(value)s."),
        _("Let their owners agree, accept what they propose, or decide with a reason."),
    ),
    "goal-proposal-window": Wording(
        _("Goals are proposed for a year, and the plan is over %(days)s days."),
        _("Deal it by history or potential instead, or plan a year."),
    ),
    "goal-proposal-nothing": Wording(
        _("There is nothing to propose goals from."),
        _("Set the company’s goal first, and bring in sales of three months or more."),
    ),
    "goal-dealt-by-history": Wording(
        _("The plan is dealt by history, and not by the fair rule."),
        _("Deal it again in another way, if you like."),
    ),
    "goal-proposal-over": Wording(
        _("The plan over-assigns at “%(level)s”, so that proposed goals would not sum up."),
        _("Take the over-assignment out, take the proposal, and deal again."),
    ),
    "goal-proposal-held": Wording(
        _("The goals that are agreed leave nothing of the total for the fair rule to deal."),
        _("Raise the company’s goal, or take up again, with a reason, what is agreed."),
    ),
    "goal-plan-unpublished": Wording(
        _("The goals of “%(value)s” are not published."),
        _("Publish them: only what was published beforehand is raised."),
    ),
    "goal-bars-too-early": Wording(
        _("Two periods of the plan (by %(grain)s) are not over yet: the book reaches %(last)s."),
        _("Wait, bring in later sales, or go by a shorter period."),
    ),
}
"""By code: what is wrong with plans as they are kept."""
