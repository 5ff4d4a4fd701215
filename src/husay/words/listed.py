"""Names in a sentence: 'Ana', 'Ana and Ben', 'Ana, Ben and 3 more'."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_MOST = 3


def listed(names: Sequence[str], most: int = _MOST) -> str:
    """Some names, the first of them where they are many; '' of none."""
    if len(names) > most:
        more = len(names) - most
        rest = ngettext("%(n)s more", "%(n)s more", more) % {"n": more}
        shown = [*names[:most], rest]
    else:
        shown = list(names)
    if len(shown) < 2:
        return "".join(shown)
    return _("%(first)s and %(last)s") % {"first": ", ".join(shown[:-1]), "last": shown[-1]}
