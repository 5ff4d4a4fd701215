"""Words for what can be wrong with practices, visits, coaching plans, notes and dates."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

_CHOOSE = _("Choose one of those that the page offers.")
_SHORTER = _("Make it shorter: %(most)s characters at most.")

PLAYBOOK_WORDS: dict[str, Wording] = {
    "practice-unknown": Wording(
        _("There is no practice “%(value)s”."), _("The playbook lists those that there are.")
    ),
    "practice-area": Wording(_("“%(value)s” is no area of the playbook."), _CHOOSE),
    "practice-without-title": Wording(
        _("The practice has no title."), _("Name it in English or in Filipino.")
    ),
    "practice-without-what": Wording(
        _("It does not say what to do."), _("Say it in English or in Filipino.")
    ),
    "practice-behaviours": Wording(
        _("The practice has %(value)s behaviours."),
        _("Name between %(fewest)s and %(most)s things that somebody beside the seller can see."),
    ),
    "practice-too-long": Wording(_("“%(value)s…” is too long."), _SHORTER),
    "practice-seen-too-long": Wording(
        _("What was seen is too long."), _("Make it shorter: %(most)s characters at most.")
    ),
    "practice-twice": Wording(
        _("Two behaviours say the same."), _("Keep one, and say something else in the other.")
    ),
    "practice-changed": Wording(
        _("Somebody else has changed this practice meanwhile."),
        _("What you typed is still here. Look at theirs, then keep yours."),
    ),
}

VISIT_WORDS: dict[str, Wording] = {
    "visit-unknown": Wording(
        _("There is no such visit for you."), _("Your visits are listed under Visits.")
    ),
    "visit-without-seller": Wording(
        _("It does not say with whom."), _("Choose the seller whom you were with.")
    ),
    "visit-seller-unknown": Wording(
        _("Nobody in your team is called “%(value)s”."),
        _("Write the name as the book has it, or the identifier."),
    ),
    "visit-kind": Wording(_("“%(value)s” is neither a visit nor a call."), _CHOOSE),
    "visit-day": Wording(_("“%(value)s” is no day."), _("Choose the day of the visit.")),
    "visit-to-come": Wording(
        _("The visit is dated %(value)s, which is still to come."),
        _("Choose the day on which it was; plan those to come in My week."),
    ),
    "visit-behaviours": Wording(
        _("%(value)s behaviours are scored."),
        _("Score between %(fewest)s and %(most)s: those that you watched for."),
    ),
    "visit-twice": Wording(_("A behaviour is scored twice."), _("Keep one of its scores.")),
    "visit-score": Wording(
        _("“%(value)s” is no score."), _("Choose one of the words below the behaviour.")
    ),
    "visit-too-long": Wording(_("“%(value)s…” is too long."), _SHORTER),
    "visit-behaviour-unknown": Wording(
        _("The playbook has no behaviour “%(value)s”."),
        _("Open a new visit: the playbook has changed."),
    ),
    "visit-of-another": Wording(
        _("This visit was kept by somebody else."), _("Open a new visit and fill it in again.")
    ),
    "visit-is-old": Wording(
        _("A visit can be changed for %(days)s days after it was written down; this one is older."),
        _("Write a note to the plan, or write another visit down."),
    ),
    "visit-key": Wording(
        _("The visit came without its own number."), _("Open a new visit and fill it in again.")
    ),
    "not-yours-to-coach": Wording(
        _("You do not lead %(value)s, or did not on that day."),
        _("Whoever leads them can do this. The organisation says who leads whom."),
    ),
}

COACHING_WORDS: dict[str, Wording] = {
    "coaching-unknown": Wording(
        _("There is no coaching plan %(value)s for you."), _("My week lists those of your team.")
    ),
    "coaching-without-seller": Wording(
        _("It does not say whose plan it is."), _("Choose the seller.")
    ),
    "coaching-stage": Wording(_("“%(value)s” is no stage of selling."), _CHOOSE),
    "coaching-day": Wording(_("“%(value)s” is no day."), _("Choose a day.")),
    "coaching-days": Wording(
        _("The plan ends before it has begun."), _("Choose a last day after the first.")
    ),
    "coaching-selected": Wording(
        _("The days that led to the plan reach into it."),
        _("They must end before the plan starts, or its effect cannot be measured."),
    ),
    "coaching-follow-up": Wording(
        _("The follow-up is before the plan starts."), _("Choose a later day.")
    ),
    "coaching-shower": Wording(
        _("Nobody can show it to themselves."), _("Choose somebody else to show it.")
    ),
    "coaching-shower-unknown": Wording(_("“%(value)s” is not in your team."), _CHOOSE),
    "coaching-too-long": Wording(_("The agenda is too long."), _SHORTER),
    "coaching-changed": Wording(
        _("Somebody else has changed this plan meanwhile."),
        _("What you typed is still here. Look at theirs, then keep yours."),
    ),
    "coaching-closed": Wording(
        _("The plan is closed, and stays as it is."), _("Make a new one to work on more.")
    ),
    "coaching-state": Wording(
        _("The plan cannot go from “%(state)s” to “%(value)s”."),
        _("Its buttons show what it can become."),
    ),
    "coaching-without-why": Wording(
        _("It does not say why the plan is stopped."), _("Say it in a few words.")
    ),
    "coaching-why-too-long": Wording(
        _("The reason is too long."), _("Make it shorter: %(most)s characters at most.")
    ),
    "selected-days": Wording(
        _("Of the days that led here one is missing, or they end before they begin."),
        _("Open the form again from what led to it: the signal, the gap or the price."),
    ),
    "action-without-text": Wording(_("The action says nothing."), _("Say what is to be done.")),
    "action-too-long": Wording(_("The action is too long."), _SHORTER),
    "action-who": Wording(_("“%(value)s” cannot do it."), _CHOOSE),
    "action-unknown": Wording(
        _("There is no action %(value)s in this plan."), _("Look at the plan again.")
    ),
    "action-of-manager": Wording(
        _("This one is your manager’s to do."), _("Tick those that are yours.")
    ),
    "action-is-done": Wording(
        _("What was done stays in the plan."), _("Untick it first if it was not done.")
    ),
    "note-without-words": Wording(_("The note is empty."), _("Write something, or leave it.")),
    "note-too-long": Wording(_("The note is too long."), _SHORTER),
    "note-unknown": Wording(
        _("There is no such note of yours."), _("Whoever wrote a note can share or remove it.")
    ),
    "date-kind": Wording(_("“%(value)s” is neither a visit nor a one-to-one."), _CHOOSE),
    "date-gone-by": Wording(_("%(value)s has gone by."), _("Choose today or a later day.")),
    "date-unknown": Wording(
        _("There is no such day in your week."), _("It may have been moved or dropped already.")
    ),
}
