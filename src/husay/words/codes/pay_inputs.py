"""Words for what keeps inputs of pay from being entered or approved, and holds from being made."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

_A_SECOND = _("Ask a second person.")

PAY_INPUT_WORDS: dict[str, Wording] = {
    "pay-table-empty": Wording(
        _("The table has no rows."),
        _("Its first row names the columns: %(columns)s. Each row below is one entry."),
    ),
    "pay-table-long": Wording(
        _("The table has too many rows."), _("Enter at most %(most)s at once.")
    ),
    "pay-table-column": Wording(
        _("The table has no use for a column “%(value)s”."),
        _("Did you mean “%(nearest)s”?"),
        _("Take it out, or name it as one of the columns that are asked for."),
    ),
    "pay-table-lacks": Wording(
        _("The table lacks the column “%(value)s”."), _("Write it into the first row.")
    ),
    "pay-table-wide": Wording(
        _("The row has more cells than the table has columns."),
        _("Put a cell that holds a comma into quotes."),
    ),
    "pay-input-day": Wording(_("“%(value)s” is no day."), _("Write it like 2026-07-01.")),
    "pay-input-amount": Wording(
        _("“%(value)s” is no amount."),
        _("Write a number with at most four decimals: 12500 or -1,250.50."),
    ),
    "pay-input-unknown": Wording(
        _("There is no entry with number %(value)s."), _("Look at the list again.")
    ),
    "pay-input-maker": Wording(
        _("Whoever entered number %(value)s does not approve it."), _A_SECOND
    ),
    "pay-input-approved": Wording(
        _("Number %(value)s is approved already."), _("There is nothing more to do.")
    ),
    "pay-input-none": Wording(_("Nothing is chosen."), _("Choose at least one entry.")),
    "pay-score-measure": Wording(
        _("“%(value)s” is no measure that the plan has entered by hand."),
        _("Did you mean “%(nearest)s”?"),
        _("“husay plan show” says which measures are entered."),
    ),
    "pay-score-window": Wording(
        _("“%(measure)s” is not read over “%(value)s”."),
        _("Write a period as the plan reads it: a month like 2026-10, a quarter like 2026-Q4."),
    ),
    "pay-score-value": Wording(_("“%(value)s” is no score."), _("Write a number: 12 or 4.5.")),
    "pay-score-rate": Wording(
        _("“%(value)s” is no score in per cent."), _("Write it with the sign: 90 %%.")
    ),
    "pay-score-twice": Wording(
        _("“%(value)s” has two scores of this measure for the same period."),
        _("Leave one of them."),
    ),
    "pay-score-not-theirs": Wording(
        _("“%(value)s” does not have “%(plan)s” in this period."),
        _("Write the identifier of somebody who has the plan, or * for all who do."),
    ),
    "pay-score-not-led": Wording(
        _("“%(value)s” is not somebody whom you lead at the end of this period."),
        _("You enter scores of your own people; compensation enters all others."),
    ),
    "pay-opening-kind": Wording(
        _("“%(value)s” is no kind of opening balance."),
        _("Did you mean “%(nearest)s”?"),
        _("Write attained, owed, carried, paid or earned."),
    ),
    "pay-opening-name": Wording(
        _("The plan has nothing called “%(value)s” that could have this balance."),
        _("Did you mean “%(nearest)s”?"),
        _("Write the name of the measure, cap or term as the plan has it."),
    ),
    "pay-opening-window": Wording(
        _("It is not clear over which days “%(name)s” was attained."),
        _("Write the first day of the window in the column “from”. Open then: %(starts)s."),
    ),
    "pay-opening-twice": Wording(
        _("The table says this balance twice."), _("Leave one of the rows.")
    ),
    "pay-opening-line": Wording(
        _("The row does not say which line of which sale earned this."),
        _("Write the sale, and the number of its line (1 unless you say so)."),
    ),
    "pay-opening-owed": Wording(
        _("“%(value)s” cannot be owed of draws."), _("Write what is still owed, above zero.")
    ),
    "pay-opening-day": Wording(
        _("No pay period begins on %(value)s."), _("The one that holds it begins on %(start)s.")
    ),
    "pay-opening-locked": Wording(
        _("Pay of %(person)s is closed since %(day)s: the opening cannot be of %(value)s."),
        _("Correct the figures of %(day)s: what they change is adjusted in the open period."),
    ),
    "pay-advance-none": Wording(
        _("“%(value)s” has no draw that people take as an advance."),
        _("Write “style: advance” into the plan’s draw, or choose another plan."),
    ),
    "pay-advance-amount": Wording(
        _("%(value)s cannot be taken as an advance."),
        _("Write an amount above zero, in whole coins."),
    ),
    "pay-hold-kind": Wording(
        _("“%(value)s” cannot be put on hold."),
        _("What can: a sale, a seller, or a statement."),
    ),
    "pay-hold-run": Wording(
        _("Which statement of “%(value)s” is meant is not said."),
        _("Say of which run it is: its number is on the list of pay runs."),
    ),
    "pay-hold-sale": Wording(
        _("The book has no sale “%(value)s”."), _("Write its number as the book has it.")
    ),
    "pay-hold-already": Wording(
        _("“%(value)s” is on hold already."), _("The list of holds says why.")
    ),
    "pay-hold-paid": Wording(
        _("The statement of “%(value)s” is in the ledger already."),
        _("What was paid is taken back by an amount by hand, under two people."),
    ),
    "pay-hold-unknown": Wording(
        _("There is no hold with number %(value)s."), _("“husay pay holds” lists them.")
    ),
    "pay-hold-lifted": Wording(
        _("Hold %(value)s is lifted already."), _("There is nothing more to do.")
    ),
    "pay-run-holds": Wording(
        _("Sales of this run are on hold since it was worked out: %(value)s."),
        _("Work the run out again: it pays everything else."),
    ),
    "pay-out-held": Wording(
        _("The statement of %(value)s is still on hold."), _("Lift the hold first, and say why.")
    ),
    "pay-out-done": Wording(
        _("%(value)s was paid by this run already."), _("There is nothing more to do.")
    ),
}
"""By code."""
