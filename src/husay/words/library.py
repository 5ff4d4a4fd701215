"""Texts of the libraries that a reader can meet, marked so that they are translated with ours.

Neither Django nor django-allauth comes in Filipino. What they say in their own words is looked up
in our catalogue, too, so it is enough that it stands there; a test holds these texts against the
libraries.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

if TYPE_CHECKING:
    from husay.words.term import Text

TEXTS: Mapping[str, tuple[Text, ...]] = {
    "django.forms.fields": (
        _("This field is required."),
        _("Enter a valid date."),
        _("Enter a valid JSON."),
    ),
    "django.core.validators": (_("Enter a valid email address."),),
    "django.contrib.auth.password_validation": (
        _("This password is too common."),
        _("This password is entirely numeric."),
        _("The password is too similar to the %(verbose_name)s."),
        ngettext_lazy(
            "This password is too short. It must contain at least %d character.",
            "This password is too short. It must contain at least %d characters.",
            "min_length",
        ),
    ),
    "allauth.account.forms": (
        _("Password"),
        _("Current Password"),
        _("New Password"),
        _("New Password (again)"),
        _("Password (again)"),
        _("You must type the same password each time."),
        _("Code"),
    ),
    "allauth.account.fields": (_("Email"), _("Email address")),
    "allauth.mfa.totp.forms": (_("Authenticator code"),),
    "allauth.mfa.webauthn.forms": (
        _("Passwordless"),
        _(
            "Enabling passwordless operation allows you to sign in using just this key, but "
            "imposes additional requirements such as biometrics or PIN protection."
        ),
    ),
    "allauth.mfa.adapter": (_("Master key"), _("Backup key"), _("Key nr. {number}")),
}
"""By the module that says them."""
