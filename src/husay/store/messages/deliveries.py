"""How deliveries go, for administrators: counts and the last errors, nothing of what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count

from husay.access.role import Right
from husay.messages.kind import EMAIL
from husay.store.records.models import MessageDelivery

if TYPE_CHECKING:
    from husay.store.company import Company

LOOKS_BACK = timedelta(days=14)
MOST_ERRORS = 50


@dataclass(frozen=True)
class Deliveries:
    """Deliveries of the last 14 days: how many by channel (`email`, or a service) and state, how
    many wait though they are due, and those that failed last. Whose they are is a number."""

    counts: Mapping[str, Mapping[str, int]]
    late: int
    failed: tuple[MessageDelivery, ...]


def deliveries(company: Company, at: datetime) -> Deliveries:
    """How deliveries go. Raises Mistake for who does not manage people."""
    company.viewer.check(Right.MANAGE_PEOPLE)
    state = MessageDelivery.State
    rows = MessageDelivery.objects.filter(since__gte=at - LOOKS_BACK)
    counts: dict[str, dict[str, int]] = {}
    counted = rows.order_by().values_list("address__service", "state").annotate(Count("pk"))
    for service, where, count in counted:
        counts.setdefault(service or EMAIL, {})[where] = count
    failed = rows.exclude(error="").exclude(state=state.SENT).select_related("address")
    late = rows.filter(state=state.WAITING, due__lt=at - timedelta(minutes=5)).count()
    return Deliveries(counts, late, tuple(failed.order_by("-pk")[:MOST_ERRORS]))
