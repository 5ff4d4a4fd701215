"""Texts of the libraries that a reader can meet, marked so that they are translated with ours.

Neither Django nor django-allauth comes in Filipino. What they say in their own words is looked up
in our catalogue, too, so it is enough that it stands there; a test holds these texts against the
libraries.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from husay.words.term import Text

TEXTS: Mapping[str, tuple[Text, ...]] = {
    "django.forms.fields": (_("This field is required."), _("Enter a valid JSON.")),
    "django.core.validators": (_("Enter a valid email address."),),
    "allauth.mfa.adapter": (
        _("Master key"),
        _("Backup key"),
        _("Key nr. {number}"),
        _("You cannot deactivate two-factor authentication."),
        _("You cannot generate recovery codes without having two-factor authentication enabled."),
    ),
}
"""By the module that says them."""
