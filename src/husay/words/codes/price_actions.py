"""Words for what can be wrong with a decision on a price."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

_CHOOSE = _("Choose one of those that the page offers.")
_FEW_WORDS = _("Say it in a few words.")

PRICE_ACTION_WORDS: dict[str, Wording] = {
    "price-action-unknown": Wording(
        _("There is no decision %(value)s on a price."),
        _("The page Price lists those that there are."),
    ),
    "price-action-scope": Wording(
        _("“%(value)s” is neither a product line nor a customer group."), _CHOOSE
    ),
    "price-action-item": Wording(
        _("It does not say of what."), _("Choose a product line or a customer group.")
    ),
    "price-action-item-unknown": Wording(
        _("The book has no line or group “%(value)s”."),
        _("Choose a product line or a customer group."),
    ),
    "price-action-kind": Wording(_("“%(value)s” is no kind of decision."), _CHOOSE),
    "price-action-decision": Wording(_("It does not say what was decided."), _FEW_WORDS),
    "price-action-reason": Wording(_("It does not say why it was decided."), _FEW_WORDS),
    "price-action-too-long": Wording(
        _("A text is too long."), _("Make it shorter: %(most)s characters at most.")
    ),
    "price-action-day": Wording(_("“%(value)s” is no day."), _("Choose a day.")),
    "price-action-selected": Wording(
        _("The days that led to the decision reach into it."),
        _("They must end before it holds, or its effect cannot be measured."),
    ),
    "price-action-follow-up": Wording(
        _("The follow-up is before the decision holds."), _("Choose a later day.")
    ),
    "price-action-owner": Wording(_("Whoever you chose may not see decisions on prices."), _CHOOSE),
    "price-action-changed": Wording(
        _("Somebody else has changed this decision meanwhile."),
        _("What you typed is still here. Look at theirs, then keep yours."),
    ),
    "price-action-closed": Wording(
        _("The decision does not stand any more, and stays as it is."), _("Write a new one down.")
    ),
    "price-action-state": Wording(
        _("A decision cannot become “%(value)s”."), _("Its buttons show what it can become.")
    ),
    "price-action-why": Wording(_("It does not say why it is changed."), _FEW_WORDS),
    "price-action-end": Wording(
        _("The last day is before the first."),
        _("Choose a later one, or undo the decision if it was never in force."),
    ),
}
