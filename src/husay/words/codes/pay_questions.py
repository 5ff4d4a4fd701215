"""Words for what keeps somebody from asking about pay, or from answering."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

PAY_QUESTION_WORDS: dict[str, Wording] = {
    "pay-question-unknown": Wording(
        _("There is no question %(value)s that you may see."),
        _("“husay pay questions” lists those that you may see."),
    ),
    "pay-question-theirs": Wording(
        _("Only whose pay it is asks about it and settles it, or compensation for them."),
        _("Ask them to do it."),
    ),
    "pay-question-own": Wording(
        _("Compensation answers questions about pay, and nobody those about their own."),
        _("Ask a colleague in compensation."),
    ),
    "pay-question-early": Wording(
        _("The run is not released yet."), _("Ask once it is: until then it may change.")
    ),
    "pay-question-cause": Wording(
        _("“%(value)s” is nothing that a question can be about."),
        _("Choose one of: credit, amount, rate, goal, split, return, other."),
    ),
    "pay-question-words": Wording(
        _("Nothing is said with it."), _("Write what you want to know, or what was found.")
    ),
    "pay-question-long": Wording(
        _("What you wrote is too long."), _("Say it in %(value)s characters or fewer.")
    ),
    "pay-question-already": Wording(
        _("Question %(value)s about the same is waiting for an answer."),
        _("Add to that one what you want to say."),
    ),
    "pay-question-changed": Wording(
        _("Something was said about question %(value)s since you looked at it."),
        _("Read it, and then decide."),
    ),
    "pay-question-step": Wording(
        _("Question %(value)s is not where this can be done."),
        _(
            "What is open is looked into and answered; what is answered is settled or reopened; "
            "what is settled can be reopened."
        ),
    ),
    "pay-question-outcome": Wording(
        _("“%(value)s” is no outcome of a question."),
        _("Choose one of: explained, corrected, adjusted, plan-changed, declined."),
    ),
    "pay-question-manual": Wording(
        _("There is no amount by hand with number “%(value)s” for this person."),
        _("Propose one first, and name its number: “husay pay adjustments” lists them."),
    ),
    "pay-question-version": Wording(
        _("“%(plan)s” has no version “%(value)s”."),
        _("Add the changed plan first, and name the number of its version."),
    ),
    "pay-question-owner": Wording(
        _("User %(value)s does not make pay runs."), _("Choose somebody of compensation.")
    ),
    "pay-question-due": Wording(
        _("%(value)s is no day from today on."), _("Choose a day that is still to come.")
    ),
}
"""By code."""
