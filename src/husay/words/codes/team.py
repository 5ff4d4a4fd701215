"""Words for what can be wrong with pairs and circles, their meetings, and thanks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

_SHORTER = _("Make it shorter: %(most)s characters at most.")

TEAM_WORDS: dict[str, Wording] = {
    "circle-unknown": Wording(
        _("There is no such pair or circle for you."),
        _("Yours are listed on the page Team."),
    ),
    "circle-stage": Wording(
        _("“%(value)s” is no stage of selling."), _("Choose one of those that the page offers.")
    ),
    "circle-size": Wording(
        _("A pair or circle has %(fewest)s to %(most)s people, one of whom shows it: these are "
          "%(value)s."),
        _("Choose who shows it, and who learns."),
    ),
    "circle-twice": Wording(
        _("Somebody is named twice."), _("Whoever shows it is not among those who learn.")
    ),
    "circle-weeks": Wording(
        _("%(value)s weeks are no time for a pair or circle."),
        _("Choose 1 to %(most)s weeks; four is what is known to work."),
    ),
    "circle-starts": Wording(
        _("The first meeting cannot be on %(value)s."),
        _("Choose a day from today until %(last)s."),
    ),
    "circle-shower-busy": Wording(
        _("“%(value)s” shows something to %(most)s already."),
        _("Choose somebody else, or wait until one of these is over."),
    ),
    "circle-learner-busy": Wording(
        _("“%(value)s” learns in %(most)s pairs or circles already."),
        _("Wait until one of these is over: who only learns has no time to sell."),
    ),
    "circle-already": Wording(
        _("“%(value)s” is in a pair or circle for the same stage already."),
        _("Wait until it is over, or end it first."),
    ),
    "circle-without-why": Wording(
        _("It does not say why."), _("Say it in a few words: it helps to find another way.")
    ),
    "circle-why-too-long": Wording(_("The reason is too long."), _SHORTER),
    "circle-not-joined": Wording(
        _("You do not take part in this pair or circle."), _("Join it first, if you are asked to.")
    ),
    "circle-not-running": Wording(
        _("It does not run yet: who shows it and somebody with them must have joined."),
        _("Write again once they have."),
    ),
    "circle-ended": Wording(
        _("This pair or circle is over."), _("What was written stays; ask for another one.")
    ),
    "meeting-unknown": Wording(
        _("There is no meeting %(value)s that you could change."),
        _("The page of the pair or circle lists its meetings."),
    ),
    "meeting-day": Wording(
        _("The meeting cannot be on %(value)s."), _("Choose a day from today until %(last)s.")
    ),
    "page-blank": Wording(
        _("Nothing is written on the page."), _("Begin with one thing that went well.")
    ),
    "page-too-long": Wording(_("“%(value)s…” is too long."), _SHORTER),
    "page-helper": Wording(
        _("“%(value)s” cannot have helped you here."),
        _("Name somebody else who takes part, or nobody."),
    ),
    "thanks-blank": Wording(
        _("It does not say for what."), _("Say in a sentence what they did for you.")
    ),
    "thanks-too-long": Wording(_("The thanks are too long."), _SHORTER),
    "thanks-to-oneself": Wording(
        _("These thanks are to yourself."), _("Choose the colleague who helped you.")
    ),
    "thanks-to-nobody": Wording(
        _("Nobody here is called “%(value)s”."),
        _("Choose one of the names that the page offers, or type an identifier."),
    ),
    "thanks-too-many": Wording(
        _("You have thanked %(most)s times in a day."), _("Go on tomorrow: thanks are worth more.")
    ),
    "thanks-of-nobody": Wording(
        _("Thanks come from a person, and this is none."), _("Say who you are with --as.")
    ),
    "thanks-unknown": Wording(
        _("There are no such thanks of yours."), _("The page Thanks lists them.")
    ),
    "thanks-without-why": Wording(
        _("It does not say why they are hidden."), _("Say it: their author reads it.")
    ),
    "thanks-why-too-long": Wording(_("The reason is too long."), _SHORTER),
}  # fmt: skip
