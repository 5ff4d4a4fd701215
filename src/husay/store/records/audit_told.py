"""What of a row of the audit log is told to whom: of pay, who did what and when, to everybody who
reads the log; why, and with which figures, to whoever may see pay.

The log is read by administrators, and pay is none of their business. A row is kept as it was
written, or its chain would break: what is not told is left out when it is read.
"""

from __future__ import annotations

import copy

from husay.access.role import Right
from husay.access.viewer import Viewer
from husay.store.records.audit import State
from husay.store.records.models import AuditEntry

_OF_PAY = "pay-"
"""What the codes of all that is done with pay begin with."""

_PLAIN = frozenset(
    {"batch", "budgets", "digest", "form", "from", "kind", "line", "number", "out", "outcome",
     "owner", "people", "period", "person", "plan", "rows", "run", "sale", "snapshot", "state",
     "statements", "to", "usable", "version", "what-if"}
)  # fmt: skip
"""Identifiers, days, states and counts: what an action was about, and nothing of the pay itself.
Whatever a row of pay says beside them is not told."""


def told_to(by: Viewer, entry: AuditEntry) -> AuditEntry:
    """The row, as somebody may read it. What is answered is for reading, and is never saved."""
    if not entry.action.startswith(_OF_PAY) or by.may(Right.SEE_PAY):
        return entry
    told = copy.copy(entry)
    told.before, told.after, told.reason = _plain(entry.before), _plain(entry.after), ""
    return told


def _plain(state: State) -> State:
    """What is left of a state; nothing where nothing is."""
    return {key: value for key, value in (state or {}).items() if key in _PLAIN} or None
