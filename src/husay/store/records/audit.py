"""The audit log: who did what, to whom or what, when and why; written once, chained by hashes.

Each row's digest is the SHA-256 of the digest before it and the row's own canonical JSON, so that
whoever alters, removes or reorders a row breaks the chain from there on. The database refuses to
change a row (triggers); the chain shows it where somebody went around the database. Cutting off
the newest rows leaves a shorter chain that is whole: compare the newest number and digest with
ones that were noted elsewhere.

No name and no e-mail address is written: who acted is `user:7`, `operator:ana` (whoever ran a
command) or `nobody` (not signed in), and what was acted upon is an identifier.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from django.db.models import QuerySet

from husay.access.role import Right
from husay.access.viewer import Viewer
from husay.store.records.alone import alone
from husay.store.records.models import AuditEntry, User

Place = Literal["web", "cli", "api"]
State = Mapping[str, object] | None

NOBODY = "nobody"
FIRST = "0" * 64
"""What the first row is chained to."""

_BATCH = 2_000


def actor(who: Viewer | User | str) -> str:
    """Who acts, as the log writes it: `user:7`, `operator:ana`, or a text that is one already."""
    if isinstance(who, str):
        return who
    if isinstance(who, User):
        return f"user:{who.pk}"
    if who.operator:
        return f"operator:{who.name}"
    number = User.objects.filter(email=who.name.lower()).values_list("pk", flat=True).first()
    return NOBODY if number is None else f"user:{number}"


def note(
    who: Viewer | User | str,
    action: str,
    *,
    at: datetime,
    place: Place,
    kind: str = "",
    item: str = "",
    before: State = None,
    after: State = None,
    reason: str = "",
) -> AuditEntry:
    """Write a row, with the transaction around it or in one of its own.

    `action` is a code with words in `husay.words.actions`; `kind` and `item` are what was acted
    upon (`user` and `7`, `snapshot` and `14`, `person` and `E-009`); `before` and `after` what
    changed, as JSON values without floats. Identifiers only: a person must be forgettable.
    """
    with alone():
        last = AuditEntry.objects.order_by("-number").values_list("number", "digest").first()
        number, previous = last or (0, FIRST)
        entry = AuditEntry(
            number=number + 1,
            at=_milliseconds(at),
            who=actor(who)[:200],
            action=action,
            kind=kind,
            item=item[:255],
            before=_plain(before),
            after=_plain(after),
            reason=reason.strip()[:500],
            place=place,
            previous=previous,
        )
        entry.digest = digest(entry)
        entry.save(force_insert=True)
    return entry


def digest(entry: AuditEntry) -> str:
    """The SHA-256 that a row must have, by what is in it and what is before it."""
    said = [
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="milliseconds"),
        entry.who,
        entry.action,
        entry.kind,
        entry.item,
        entry.before,
        entry.after,
        entry.reason,
        entry.place,
    ]
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(entry.previous.encode() + text.encode()).hexdigest()


@dataclass(frozen=True)
class Proof:
    """What a check of the log found. `broken` is the number of the first row that is not right,
    or that is missing; None where all are. `newest` is the digest of the last row checked."""

    rows: int
    newest: str
    broken: int | None = None

    @property
    def whole(self) -> bool:
        """Whether every row is as it was written."""
        return self.broken is None


def log(by: Viewer) -> QuerySet[AuditEntry]:
    """The rows of the log; raises Mistake for who may not read it."""
    by.check(Right.AUDIT)
    return AuditEntry.objects.all()


def verify_log(by: Viewer) -> Proof:
    """Read the whole log and prove its chain; finds the first altered, missing or moved row.

    Raises Mistake for who may not read the log.
    """
    by.check(Right.AUDIT)
    rows, previous = 0, FIRST
    for entry in _oldest_first():
        right = (
            entry.number == rows + 1
            and entry.previous == previous
            and entry.digest == digest(entry)
        )
        if not right:
            return Proof(rows, previous, broken=rows + 1)
        rows, previous = rows + 1, entry.digest
    return Proof(rows, previous)


def _oldest_first() -> Iterator[AuditEntry]:
    return AuditEntry.objects.order_by("number").iterator(chunk_size=_BATCH)


def _milliseconds(at: datetime) -> datetime:
    """Backups carry moments to the millisecond: a finer one would break the chain when restored."""
    return at.replace(microsecond=at.microsecond // 1_000 * 1_000)


def _plain(state: State) -> State:
    """The state as every database gives it back."""
    return None if state is None else json.loads(json.dumps(state, allow_nan=False))
