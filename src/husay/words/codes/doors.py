"""Words for what a viewer may not see or do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

DOOR_WORDS: dict[str, Wording] = {
    "not-allowed": Wording(
        _("Your role does not let you do this: %(right)s."),
        _("Ask an administrator of your company for the role that may."),
    ),
    "not-signed-in": Wording(
        _("Nobody is signed in, or the token is none that is in use."),
        _("Make a token under “My account”, and send it as “Authorization: Bearer …”."),
    ),
    "call-part": Wording(
        _("This part of the call cannot be read: %(value)s"),
        _("The API’s description says what each part may be."),
    ),
    "not-in-scope": Wording(
        _("You see no unit and no seller called “%(value)s”."),
        _("You see the units that you lead, the people in them, and yourself."),
    ),
    "not-a-whole": Wording(
        _("“%(value)s” names nothing that could stand somewhere."),
        _("Write “company”, “unit:” and a unit, or “seller:” and a seller."),
    ),
    "measure-not-open": Wording(
        _("“%(value)s” is not open to your role."),
        _("Ask for what is: counts and quantities."),
    ),
}
