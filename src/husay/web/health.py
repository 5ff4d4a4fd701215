"""Whether the server is well: for whoever watches it."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from husay.basics.problem import Mistake
from husay.web.company import newest_snapshot

_UNAVAILABLE = 503


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """`{"ok": true, "snapshot": 14}`; 503 and `ok` false when the records cannot be read."""
    try:
        snapshot = newest_snapshot()
    except (Mistake, DatabaseError):
        return JsonResponse({"ok": False, "snapshot": None}, status=_UNAVAILABLE)
    return JsonResponse({"ok": True, "snapshot": snapshot})
