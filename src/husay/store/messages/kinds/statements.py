"""Statements of pay: that one is there to be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.messages.kind import Kind
from husay.pay.runs.states import CLOSED
from husay.store.messages.found import Found
from husay.store.messages.people import People
from husay.store.records.models import Message, PayRun, PayStatement, User

if TYPE_CHECKING:
    from husay.store.company import Company


class Statements:
    """Whoever is paid is told once their run is released."""

    kind: Kind = "statement"

    def found(self, people: People, since: datetime) -> Iterable[Found]:
        """The statements of runs that were released since."""
        runs = PayRun.objects.filter(
            state__in=CLOSED, steps__step="release", steps__at__gte=since
        ).distinct()
        for run in runs:
            paid = set(run.statements.values_list("person", flat=True))
            what = {"run": run.pk, "starts": run.starts.isoformat(), "ends": run.ends.isoformat()}
            for user in people.called(paid, Right.OWN_PAY):
                yield Found(user, str(run.pk), what)

    def still(self, company: Company, user: User, told: Sequence[Message]) -> Iterator[Message]:
        """Of the user's own."""
        viewer = company.viewer
        if not (viewer.may(Right.OWN_PAY) and viewer.person):
            return iter(())
        runs = PayStatement.objects.filter(
            run__in=[one.what["run"] for one in told], run__state__in=CLOSED, person=viewer.person
        )
        theirs = set(runs.values_list("run", flat=True))
        return (one for one in told if one.what["run"] in theirs)
