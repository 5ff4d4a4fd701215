"""Words for what can be wrong when signals are looked at and judged."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

SIGNAL_WORDS: dict[str, Wording] = {
    "no-such-signal": Wording(
        _("There is no signal %(value)s that you may see."),
        _("Open it from the list of signals: it may be somebody else’s."),
    ),
    "signal-without-reason": Wording(
        _("A new level is accepted with a reason."),
        _("Say in a sentence why it is no fall any more: a customer that left for good, say."),
    ),
    "signal-reason-too-long": Wording(
        _("The reason is too long."), _("Make it shorter: %(most)s characters at most.")
    ),
    "signal-is-over": Wording(
        _("Signal %(value)s is over already."),
        _("Look at it again: it recovered, or somebody accepted the level meanwhile."),
    ),
    "not-swept-yet": Wording(
        _("Nothing has been watched yet."),
        _("It is done after the next import; “husay warn” does it now."),
    ),
}
