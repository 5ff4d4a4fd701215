"""Words for what keeps somebody from keeping a pay plan, or from taking a step of a pay run."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

PAY_RUN_WORDS: dict[str, Wording] = {
    "pay-plan-unknown": Wording(
        _("There is no pay plan “%(value)s”."),
        _("“husay plan list” lists them."),
    ),
    "pay-version-unknown": Wording(
        _("“%(value)s” has no version %(version)s."), _("Its newest version is %(newest)s.")
    ),
    "pay-plan-unusable": Wording(
        _("Version %(version)s of “%(value)s” cannot be used: its cases do not come out."),
        _("Mend the plan or the cases, and add the folder again."),
    ),
    "pay-plan-renamed": Wording(
        _("The document is called “%(value)s”, and this plan “%(plan)s”."),
        _("Keep the name that the plan has, or begin a new plan with this text."),
    ),
    "pay-plan-there": Wording(
        _("There is a pay plan “%(value)s” already."),
        _("Give the new one another name, or edit the one that is there."),
    ),
    "pay-plan-newer": Wording(
        _("Version %(version)s of “%(value)s” was kept while you were writing."),
        _("Compare it with yours, take over what you need, and save again: yours comes after it."),
    ),
    "pay-plan-files": Wording(
        _("%(value)s is not among the files."),
        _("Choose a plan’s folder as a .zip, or its plan.yaml and cases.yaml together."),
    ),
    "pay-plan-file-twice": Wording(
        _("%(value)s is among the files more than once."),
        _("Send one plan at a time."),
    ),
    "pay-plan-zip": Wording(
        _("“%(value)s” cannot be unpacked."),
        _("Pack the plan’s folder again as a plain .zip, without a password."),
    ),
    "pay-plan-file-large": Wording(
        _("“%(value)s” is larger than a plan can be."),
        _("A plan is a text of at most %(most)s characters."),
    ),
    "pay-reason-missing": Wording(
        _("Nothing says why."), _("Write in a few words what the new version changes.")
    ),
    "pay-plan-not-yours": Wording(
        _("“%(value)s” is none of your plans today."),
        _("Ask compensation to which plan you are assigned."),
    ),
    "pay-plan-changed": Wording(
        _("Another version of “%(value)s” is in force than the one that you read."),
        _("Read it again, and accept that one."),
    ),
    "pay-person-unknown": Wording(
        _("The book knows nobody called “%(value)s”."),
        _("Write the identifier that the book has, like E-014."),
    ),
    "pay-parameter-unknown": Wording(
        _("The plan has no parameter “%(value)s”."), _("Did you mean “%(nearest)s”?")
    ),
    "pay-parameter-value": Wording(
        _("“%(value)s” is no value for “%(parameter)s”."),
        _("Write a number, or for a rate a per cent: 50,000 or 2.5 %%."),
    ),
    "pay-parameter-form": Wording(
        _("“%(value)s” does not say which parameter is what."),
        _("Write it like target=50,000."),
    ),
    "pay-no-version": Wording(
        _("No version of “%(value)s” is in force on %(day)s."),
        _("Activate one: husay plan activate NAME --from DAY."),
    ),
    "pay-period-not-one": Wording(
        _("“%(value)s” is not paid for these days."),
        _("The pay period that begins there is from %(start)s to %(end)s."),
    ),
    "pay-run-unknown": Wording(
        _("There is no pay run %(value)s."), _("“husay pay list” lists them.")
    ),
    "pay-run-closed": Wording(
        _("What was released or paid never changes."),
        _("What changes about it later becomes an adjustment in the next period."),
    ),
    "pay-run-step": Wording(
        _("The run is not where this step can be taken."),
        _("The order is: calculate, review, approve, release, pay."),
    ),
    "pay-run-maker": Wording(
        _("Whoever worked the run out does not approve it."), _("Ask a second person.")
    ),
    "pay-run-changed": Wording(
        _("Run %(value)s was worked out again since you looked at it."),
        _("Look at it again, and then decide."),
    ),
    "pay-run-gap": Wording(
        _("The next period of “%(value)s” to be paid starts on %(start)s."),
        _("Release that one first, or send it back: what was paid is needed for what comes after."),
    ),
    "pay-run-older": Wording(
        _("The run was worked out before %(start)s to %(end)s of “%(value)s” was released."),
        _("Work it out again: what was paid is needed for what comes after."),
    ),
    "pay-run-by-hand": Wording(
        _("The run pays an amount by hand that another one has paid since: number %(value)s."),
        _("Work it out again: an amount is paid once."),
    ),
    "pay-run-goals": Wording(
        _("The run cannot be approved: goals are missing of %(people)s."),
        _("Publish them, and work the run out again."),
    ),
    "pay-run-errors": Wording(
        _("The run cannot be approved: what %(people)s earned cannot be worked out."),
        _("The run’s page says why. Mend it, and work the run out again."),
    ),
    "pay-is-being-worked-out": Wording(
        _("Pay is being worked out right now."), _("Wait until it is done, and try again.")
    ),
    "pay-manual-amount": Wording(
        _("%(value)s cannot be added to pay by hand."),
        _("Write an amount in whole coins, above or below zero."),
    ),
    "pay-plan-not-theirs": Wording(
        _("%(value)s never had “%(plan)s”."),
        _("Assign the plan first, or choose the one that they have."),
    ),
    "pay-manual-unknown": Wording(
        _("There is no amount by hand with number %(value)s."),
        _("“husay pay adjustments” lists them."),
    ),
    "pay-manual-maker": Wording(
        _("Whoever proposed an amount does not approve it."), _("Ask a second person.")
    ),
    "pay-manual-approved": Wording(
        _("Number %(value)s is approved already."), _("There is nothing more to do.")
    ),
    "pay-lines-missing": Wording(
        _("The lines of a pay run are missing: %(file)s."),
        _("Take them from a backup; a run that is not released can be worked out again."),
    ),
    "pay-lines-damaged": Wording(
        _("The lines of a pay run are not what was written: %(file)s."),
        _("Take them from a backup; a run that is not released can be worked out again."),
    ),
    "pay-readings-differ": Wording(
        _("The two readings of the plan differ about “%(value)s” in run %(run)s."),
        _("This is a fault of Husay: please tell its makers. Do not release the run before."),
    ),
    "pay-statement-unknown": Wording(
        _("There is no statement of “%(value)s” in run %(run)s that you may see."),
        _("“husay pay statements” lists those that you may see."),
    ),
    "pay-line-unknown": Wording(
        _("There is no line %(value)s that you may see."),
        _("A line is named by its run and its number in it: 12:57."),
    ),
    "pay-what-if-deal": Wording(
        _("“%(value)s” is none of your open deals."),
        _("Did you mean “%(nearest)s”?"),
        _("“husay pay what-if” lists them."),
    ),
    "pay-what-if-amount": Wording(
        _("“%(value)s” is no amount of a deal."), _("Write more than nothing: 120,000.")
    ),
    "pay-what-if-day": Wording(
        _("A deal cannot be supposed to close on “%(value)s”."),
        _("Write a day from %(first)s to %(last)s."),
        _("Write a day like 2026-12-10."),
    ),
    "pay-what-if-line": Wording(
        _("The book has no product line “%(value)s”."),
        _("Did you mean “%(nearest)s”?"),
        _("Leave it out, or choose a product line of the list."),
    ),
    "pay-simulation-nobody": Wording(
        _("Nobody of this plan was there from %(start)s to %(end)s."),
        _("Assign the plan first, or simulate it for the people of another one."),
    ),
    "pay-simulation-long": Wording(
        _("From %(start)s to %(end)s is too long to simulate."), _("Choose three years at most.")
    ),
    "pay-simulation-days": Wording(
        _("“%(value)s” is no period to simulate."),
        _("Write the first and the last month, like 2025-01 and 2025-12, the first one first."),
    ),
    "pay-simulation-killed": Wording(
        _("The simulation was broken off %(attempts)s times."),
        _("Choose fewer months, or look at the log of the server."),
    ),
    "pay-simulation-failed": Wording(
        _("The simulation failed: %(value)s."),
        _("Look at the log of the server, and tell the makers of Husay."),
    ),
    "pay-simulation-unit": Wording(
        _("The book has no unit called “%(value)s”, or more than one."),
        _("Did you mean “%(nearest)s”?"),
        _("Write the unit’s identifier, or leave it out: then it is for the plan’s people."),
    ),
    "pay-simulation-plan": Wording(
        _("Of “%(value)s” it is not known whom to simulate it for."),
        _("Say whose plan it would come instead of: --against NAME."),
    ),
    "pay-simulation-which": Wording(
        _("It is not said which plan is the draft."),
        _("Name its folder, or a kept plan with --plan, and not both."),
    ),
}
