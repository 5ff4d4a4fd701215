"""The audit log, read: by who, what and days; the proof of it in one sentence."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from husay.access.role import Role
from husay.access.viewer import Viewer
from husay.store.records.audit import NOBODY, log, verify_log
from husay.store.records.audit_told import told_to
from husay.store.records.manifests import names
from husay.store.records.models import AuditEntry, User
from husay.web.doors.naming import user_name
from husay.web.doors.viewing import viewer
from husay.words import dates
from husay.words.actions import ACTIONS, KINDS, PLACES, action_text
from husay.words.figure import Figure, Sentence, compose
from husay.words.format import count
from husay.words.roles import ROLE_NAMES

_ON_A_PAGE = 50
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)
PROVED_AT_ONCE = 5_000
"""A log of so many rows is proved with every look at it; a longer one when asked."""


@dataclass(frozen=True)
class LogLine:
    """One row, in words."""

    number: int
    when: str
    who: str
    action: str
    what: str
    change: str
    reason: str
    place: str


@never_cache
@require_safe
def audit_log(request: HttpRequest) -> HttpResponse:
    """The log, newest first."""
    query = request.GET
    who = viewer(request)
    found = _chosen(log(who), query)
    page = Paginator(found.order_by("-number"), _ON_A_PAGE).get_page(query.get("page"))
    users = {user.pk: user for user in User.objects.prefetch_related("grants")}
    shown = {
        "sentence": _sentence(who, "proof" in query),
        "lines": _lines([told_to(who, one) for one in page], users),
        "page": page,
        "who": query.get("who", ""),
        "what": query.get("what", ""),
        "first": query.get("first", ""),
        "last": query.get("last", ""),
        "people": [(f"user:{pk}", user_name(user)) for pk, user in users.items()],
        "actions": list(ACTIONS.items()),
        "provable": log(who).count() > PROVED_AT_ONCE,
    }
    return render(request, "husay/doors/audit.html", shown)


def _chosen(found: QuerySet[AuditEntry], query: QueryDict) -> QuerySet[AuditEntry]:
    if who := query.get("who", ""):
        found = found.filter(who__startswith=who) if who == "operator:" else found.filter(who=who)
    if what := query.get("what", ""):
        found = found.filter(action=what)
    if first := _day(query.get("first", "")):
        found = found.filter(at__gte=_midnight(first))
    if last := _day(query.get("last", "")):
        found = found.filter(at__lt=_midnight(last + timedelta(days=1)))
    return found


def _day(written: str) -> date | None:
    """The day that was asked; one beyond all days of ours is as good as the nearest of them, which
    every database and time zone can count on from."""
    try:
        return min(max(date.fromisoformat(written), _FIRST_DAY), _LAST_DAY)
    except ValueError:
        return None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _sentence(who: Viewer, asked: bool) -> Sentence:
    rows = log(who).count()
    if rows > PROVED_AT_ONCE and not asked:
        said = ngettext("The log has {n} row.", "The log has {n} rows.", rows)
        return Sentence(compose(said, n=Figure(text=count(rows))))
    proof = verify_log(who)
    if proof.broken is not None:
        said = _("The log is not as it was written: row {n} was altered, removed or moved.")
        detail = _("What stands before it is proved. Compare it with a backup.")
        number = Figure(text=count(proof.broken), tone="bad")
        return Sentence(compose(said, n=number), ((detail,),))
    said = ngettext(
        "The log has {n} row, as it was written.",
        "The log has {n} rows, each as it was written.",
        proof.rows,
    )
    detail = _("Proved just now, row by row. Newest seal: %(seal)s.") % {"seal": proof.newest[:16]}
    return Sentence(compose(said, n=Figure(text=count(proof.rows))), ((detail,),))


def _lines(entries: list[AuditEntry], users: dict[int, User]) -> list[LogLine]:
    known = {
        kind: names(kind, [e.item for e in entries if e.kind == kind])
        for kind in ("person", "unit")
    }
    return [
        LogLine(
            number=e.number,
            when=dates.moment(e.at),
            who=who_text(e.who, users),
            action=action_text(e.action),
            what=_what(e, users, known),
            change=_change(e),
            reason=e.reason,
            place=str(PLACES.get(e.place, e.place)),
        )
        for e in entries
    ]


def who_text(who: str, users: dict[int, User]) -> str:
    """Who acted, by the name that they have today."""
    kind, _colon, rest = who.partition(":")
    if kind == "user" and rest.isdecimal() and int(rest) in users:
        return user_name(users[int(rest)])
    if who == NOBODY:
        return _("nobody signed in")
    if kind == "operator":
        return _("%(name)s, on the machine") % {"name": rest}
    return who


def _what(entry: AuditEntry, users: dict[int, User], known: dict[str, dict[str, str]]) -> str:
    if entry.kind == "user":
        return who_text(f"user:{entry.item}", users)
    if not entry.kind:
        return ""
    named = known.get(entry.kind, {}).get(entry.item)
    kind = str(KINDS.get(entry.kind, entry.kind))
    return f"{kind} {entry.item} ({named})" if named else f"{kind} {entry.item}"


def _change(entry: AuditEntry) -> str:
    before, after = _state(entry.before), _state(entry.after)
    return f"{before} → {after}" if before and after else before or after


def _state(state: dict[str, object] | None) -> str:
    """“Sales manager, unit: north”: a role by its name, other values as they are."""
    parts = []
    for key, value in (state or {}).items():
        if key == "role" and value in set(Role):
            parts.append(str(ROLE_NAMES[Role(str(value))]))
        else:
            plain = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            parts.append(f"{KINDS.get(key, key)}: {plain}")
    return ", ".join(parts)
