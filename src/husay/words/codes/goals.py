"""Words for what can be wrong with goals as they are set, dealt, spread, moved and agreed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

PLAN_WORDS: dict[str, Wording] = {
    "goal-node-twice": Wording(
        _("“%(value)s” is in the plan %(count)s times."),
        _("Keep it once: two goals for it would both count."),
    ),
    "goal-tree-top": Wording(
        _("The plan has %(count)s goals that lie below no other: %(value)s."),
        _("Let one of them be the company’s, with all others below it."),
    ),
    "goal-parent-unknown": Wording(
        _("“%(value)s” lies below “%(parent)s”, which is not in the plan."),
        _("Add it, or put this goal below another one."),
    ),
    "goal-tree-loop": Wording(
        _("These goals lie below each other in a circle: %(value)s."),
        _("Put one of them below the company’s goal."),
    ),
    "goal-not-dealt": Wording(
        _("Goals for “%(value)s” cannot be dealt: its parts do not sum to a whole."),
        _("Set them one by one, or plan a measure that adds up, such as revenue."),
    ),
    "goal-step": Wording(
        _("Goals cannot be dealt in steps of %(value)s."),
        _("Name a step above zero, such as 1,000."),
    ),
    "goal-unknown": Wording(
        _("There is no goal for “%(value)s” in this plan."),
        _("Choose one that the plan has, or add it first."),
    ),
    "goal-weights-missing": Wording(
        _("Nothing says what those below “%(value)s” are worth, so they have equal goals."),
        _("Enter potentials, deal by history, or set the goals by hand."),
    ),
    "goal-weight-negative": Wording(
        _("“%(value)s” is worth less than nothing (more came back than was sold) and has no part."),
        _("Set its goal by hand if it should have one."),
    ),
    "goal-step-coarse": Wording(
        _("The step of %(step)s leaves nothing for %(value)s."),
        _("Deal in smaller steps."),
    ),
    "goals-short": Wording(
        _("The goals below “%(value)s” sum to %(parts)s: %(by)s less than %(parent)s."),
        _("Raise goals below it, leave the rest unassigned, or deal again."),
    ),
    "goals-beyond": Wording(
        _("The goals below “%(value)s” sum to %(parts)s: %(by)s more than %(parent)s."),
        _("Lower goals below it, raise its own, or deal again."),
    ),
    "goals-by-hand-beyond": Wording(
        _("Goals set by hand below “%(value)s” sum to %(parts)s: %(by)s more than %(parent)s."),
        _("Lower one of them, let it be dealt again, or raise the goal above."),
    ),
    "reserve-unnamed": Wording(
        _("The reserve of %(reserve)s has no name."),
        _("Say what it is for: what is kept back is stated to all."),
    ),
    "reserve-unowned": Wording(
        _("The reserve “%(value)s” has no owner."),
        _("Name who answers for it."),
    ),
    "reserve-negative": Wording(
        _("The reserve “%(value)s” is below zero (%(reserve)s)."),
        _("To ask for more than the goal, name an over-assignment instead."),
    ),
    "reserve-beyond": Wording(
        _("The reserve “%(value)s” (%(reserve)s) is more than the company’s goal (%(goal)s)."),
        _("Keep back less."),
    ),
    "over-assignment-cap": Wording(
        _("An over-assignment of %(share)s %% is more than the %(most)s %% that are allowed."),
        _("Ask for less: padding makes most people miss their goals."),
    ),
    "over-assignment-negative": Wording(
        _("An over-assignment of %(share)s %% asks for less than the goal."),
        _("Keep a reserve instead."),
    ),
    "over-assignment-nowhere": Wording(
        _("No goal on the level “%(value)s” has others below it to over-assign."),
        _("Name one of these levels: %(known)s."),
    ),
    "over-assignment-twice": Wording(
        _("The level “%(value)s” lies within itself at “%(at)s”: it would be over-assigned twice."),
        _("Name a level that lies in no other of its kind."),
    ),
    "goal-negative": Wording(
        _("The goal for “%(value)s” is below zero (%(goal)s)."),
        _("Check whether this is meant."),
    ),
    "goal-zero": Wording(
        _("The plan asks for nothing."),
        _("Set the company’s goal."),
    ),
    "spread-no-days": Wording(
        _("Nothing can be spread from %(first)s to %(last)s: “%(value)s” has no open day there."),
        _("Check the window, and from when to when the unit is open."),
    ),
    "season-weights": Wording(
        _("A season has twelve weights of zero or more, one a month."),
        _("Give all twelve."),
    ),
    "season-empty": Wording(
        _("The season has no weight from %(first)s to %(last)s, so all working days count alike."),
        _("Give these months a weight if that is not meant."),
    ),
    "spread-margins": Wording(
        _("The months of “%(value)s” cannot be met by those below it: some are closed then."),
        _("All are spread by their own seasons, and the goals above are their sums."),
    ),
}
"""By code: what is wrong with a plan, or worth knowing of it."""

PEOPLE_WORDS: dict[str, Wording] = {
    "stays-too-much": Wording(
        _("“%(value)s” is in several teams with more than all of their time on %(day)s."),
        _("Let the shares sum to 100 %% or less, or end one stay before the other begins."),
    ),
    "stay-share": Wording(
        _("“%(value)s” is in “%(unit)s” with %(share)s %% of their time."),
        _("Give a share above 0 and up to 100 %%."),
    ),
    "ramp-share": Wording(
        _("A step of the ramp of “%(value)s” asks for %(share)s %% of the goal."),
        _("Give steps from 0 to 100 %%."),
    ),
    "stay-unit-unknown": Wording(
        _("“%(value)s” would carry %(amount)s in “%(unit)s”, which has no goal here."),
        _("Give the unit a goal, or correct where the person is."),
    ),
    "unit-beyond": Wording(
        _("The people of “%(value)s” carry %(by)s more than its goal of %(goal)s."),
        _("Lower their goals, or raise the unit’s."),
    ),
    "move-not-theirs": Wording(
        _("“%(value)s” is not among the people whose goals you may move."),
        _("Move goals between your own people only."),
    ),
    "move-beyond": Wording(
        _("The goal of “%(value)s” would be %(to)s, more than %(share)s %% from the proposed one."),
        _("Keep it from %(least)s to %(most)s, or ask the planner."),
    ),
    "moves-add": Wording(
        _("The moves add %(by)s to what your people carry together."),
        _("Take as much from others as you give."),
    ),
    "moves-take": Wording(
        _("The moves take %(by)s from what your people carry together."),
        _("Give to others as much as you take."),
    ),
    "move-of-nothing": Wording(
        _("No goal would change."),
        _("Change two goals or more, so that they sum to the same."),
    ),
    "move-without-reason": Wording(
        _("The move has no reason."),
        _("Say why: those whose goals move can read it."),
    ),
    "act-not-theirs": Wording(
        _("This is not for you to do with this goal."),
        _("Ask its owner, their manager or the planner, whoever it is for."),
    ),
    "act-not-now": Wording(
        _("This cannot be done while the goal stands as it does."),
        _("Look at the page again: somebody may have agreed to it or published it meanwhile."),
    ),
    "counter-missing": Wording(
        _("There is no counter-proposal to accept."),
        _("Wait for one, or set another value with a reason."),
    ),
    "act-without-words": Wording(
        _("Nothing is said with it."),
        _("Write a reason or a comment; both sides can read it."),
    ),
    "act-without-value": Wording(
        _("No value is given."),
        _("Write the value that you propose."),
    ),
    "milestone-without-goal": Wording(
        _("Without a goal above zero there are no milestones."),
        _("Set the goal first."),
    ),
    "milestone-share": Wording(
        _("A milestone at 0 %% or below is no step toward the goal."),
        _("Give shares above zero."),
    ),
}
"""By code: what is wrong with people's goals and with moving and agreeing them."""

GRID_WORDS: dict[str, Wording] = {
    "goal-changed-meanwhile": Wording(
        _("“%(value)s” was %(before)s and is %(now)s by now."),
        _("Somebody changed it meanwhile. Load the page again and look."),
    ),
    "amount-two-ways": Wording(
        _("“%(value)s” can be read as %(one)s and as %(other)s."),
        _("Write it with decimals, or without commas and points, such as 1234 or 1234.50."),
    ),
    "amount-unreadable": Wording(
        _("“%(value)s” is not an amount."),
        _("Write it like 1,234.50, 1.234,50, 12k or 1.5M."),
    ),
    "amount-too-fine": Wording(
        _("“%(value)s” has more than four decimals."),
        _("Round it."),
    ),
    "amount-currency": Wording(
        _("“%(value)s” is in %(other)s, the plan is in %(currency)s."),
        _("Write the goal in the plan’s currency."),
    ),
    "grid-quote-open": Wording(
        _("A quotation mark that opens a cell is never closed."),
        _("Copy the cells again, or take the quotation mark out."),
    ),
    "grid-empty": Wording(
        _("Nothing is there to read."),
        _("Copy cells with amounts; a table has windows above and names at the left."),
    ),
    "grid-row-too-wide": Wording(
        _("This row has %(has)s cells, the first row %(room)s."),
        _("Give every column a window in the first row."),
    ),
    "grid-item-unknown": Wording(
        _("“%(value)s” is not in the grid."),
        _("Did you mean “%(nearest)s”?"),
        _("Write a name or an identifier that the grid shows; leave out totals."),
    ),
    "grid-item-two": Wording(
        _("“%(value)s” is the name of several: %(keys)s."),
        _("Write the identifier instead."),
    ),
    "grid-item-again": Wording(
        _("“%(value)s” has two rows."),
        _("Keep one of them."),
    ),
    "grid-window-unknown": Wording(
        _("Column %(at)s, “%(value)s”, is none of the grid’s windows."),
        _("Write windows as %(known)s, or 2026-11, Nov 2026, 2026-Q4."),
    ),
    "grid-window-again": Wording(
        _("“%(value)s” has two columns."),
        _("Keep one of them."),
    ),
}
"""By code: what is wrong with goals that are typed, pasted or read."""
