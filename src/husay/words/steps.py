"""What a long command is doing just now, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from husay.words.term import Text

STEPS: dict[str, Text] = {
    "settling": _("Settling the book"),
    "reading": _("Reading %(what)s"),
    "merging": _("Comparing %(what)s"),
    "committing": _("Writing the book"),
    "rolling-up": _("Summing up"),
    "publishing": _("Publishing the snapshot"),
    "generating": _("Generating %(what)s"),
    "files": _("Looking at the files"),
    "snapshot": _("Proving snapshot %(what)s"),
    "rollups": _("Adding everything up again"),
    "records": _("Writing the records"),
    "packing": _("Packing the book"),
}


def step_text(step: str) -> str:
    """'Reading sale_lines' for the step 'reading:sale_lines'; an unknown step as it is."""
    code, _colon, what = step.partition(":")
    return str(STEPS[code]) % {"what": what} if code in STEPS else step
