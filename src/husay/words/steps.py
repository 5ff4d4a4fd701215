"""What an import is doing just now, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from husay.words.term import Text

STEPS: dict[str, Text] = {
    "settling": _("Settling the book"),
    "reading": _("Reading %(table)s"),
    "merging": _("Comparing %(table)s"),
    "committing": _("Writing the book"),
    "rolling-up": _("Summing up"),
    "publishing": _("Publishing the snapshot"),
}


def step_text(step: str) -> str:
    """'Reading sale_lines' for the step 'reading:sale_lines'; an unknown step as it is."""
    code, _colon, table = step.partition(":")
    return str(STEPS[code]) % {"table": table} if code in STEPS else step
