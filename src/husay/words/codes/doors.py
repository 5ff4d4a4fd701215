"""Words for what a viewer may not see or do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

DOOR_WORDS: dict[str, Wording] = {
    "not-allowed": Wording(
        _("Your role does not let you do this: %(right)s."),
        _("Ask an administrator of your company for the role that may."),
    ),
    "measure-not-open": Wording(
        _("“%(value)s” is not open to your role."),
        _("Ask for what is: counts and quantities."),
    ),
}
