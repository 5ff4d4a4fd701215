"""A person, handed out and forgotten (Data Privacy Act, GDPR): names go, facts stay."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from django.apps import apps
from django.db.models import QuerySet

from husay.basics.amount import amount_text
from husay.basics.problem import mistake
from husay.store.records.alone import alone
from husay.store.records.audit import entries_about, note
from husay.store.records.models import (
    AuditEntry,
    Forgotten,
    GoalEntry,
    GoalNotice,
    GoalPlanVersion,
    Name,
    RoleGrant,
    User,
)
from husay.store.records.users import Who, deactivate

PERSON = "person"

TAKEN_OUT = "–"
"""Stands where the words of somebody forgotten were."""

RowsOf = Callable[[str], object]
"""Answers the book's rows of a person, as JSON values, for their identifier."""


def export_person(
    user: User | None, person: str, by: Who, at: datetime, rows: RowsOf | None = None
) -> dict[str, object]:
    """Everything known of somebody, as JSON values; the export itself is noted.

    Raises Mistake where nothing is known of them.
    """
    _check_known(user, person)
    kind, item = (PERSON, person) if person else ("user", str(user.pk if user else ""))
    note(by, "person-exported", at=at, place="web", kind=kind, item=item)
    return {
        "exported": at.isoformat(),
        "person": person,
        "names": list(Name.objects.filter(kind=PERSON, item=person).values_list("name", flat=True)),
        "user": None if user is None else _account(user),
        "roles": [] if user is None else [_grant(g) for g in user.grants.all()],
        "sessions": [] if user is None else [_session(s) for s in _sessions(user)],
        "goal_notices": []
        if user is None
        else [_notice(n) for n in GoalNotice.objects.filter(user=user)],
        "audit_log": [_entry(e) for e in entries_about(user, person)],
        "said_of_goals": [_said(e) for e in _goal_entries(user, person)],
        "goal_plan_versions": [] if user is None else [_version(v) for v in _versions(user)],
        "rows": rows(person) if rows is not None and person else None,
    }


def forget(user: User | None, person: str, by: Who, at: datetime, reason: str) -> None:
    """Take the names of somebody out of the records, for good; facts and totals stay.

    Their user is shut out and anonymised, with passkeys and second factor; what they wrote about
    goals, and why they changed plans of them, goes. The identifier in the book, the log's rows,
    that something was said and the roles they had stay, and name nobody. Raises Mistake for the
    last administrator, and where nothing is known of them.
    """
    _check_known(user, person)
    with alone():
        if person:
            Name.objects.filter(kind=PERSON, item=person).delete()
            Forgotten.objects.get_or_create(kind=PERSON, item=person, defaults={"at": at})
            note(by, "person-forgotten", at=at, place="web", kind=PERSON, item=person,
                 reason=reason)  # fmt: skip
        if user is not None:
            deactivate(user, by, at, reason)
            _anonymise(user, at)
            own = GoalEntry.objects.filter(by=f"user:{user.pk}").exclude(words="")
            own.update(words=TAKEN_OUT)
            _versions(user).exclude(reason="").update(reason=TAKEN_OUT)
            note(by, "user-forgotten", at=at, place="web", kind="user", item=str(user.pk),
                 reason=reason)  # fmt: skip


def is_forgotten(kind: str, item: str) -> bool:
    """Whether the name of an identifier was taken out for good."""
    return Forgotten.objects.filter(kind=kind, item=item).exists()


def _anonymise(user: User, at: datetime) -> None:
    for app, model in (
        ("mfa", "Authenticator"),
        ("account", "EmailAddress"),
        ("socialaccount", "SocialAccount"),
    ):
        apps.get_model(app, model)._base_manager.filter(user=user).delete()
    GoalNotice.objects.filter(user=user).delete()
    user.email, user.name, user.language = f"user-{user.pk}@forgotten.invalid", "", ""
    user.person, user.last_login, user.forgotten = "", None, at
    user.set_unusable_password()
    user.save()


def _check_known(user: User | None, person: str) -> None:
    known = user is not None and user.forgotten is None
    if not known and not Name.objects.filter(kind=PERSON, item=person).exists():
        raise mistake("nothing-known-of-person", value=person)


def _account(user: User) -> Mapping[str, object]:
    return {
        "email": user.email,
        "name": user.name,
        "language": user.language,
        "person": user.person,
        "active": user.is_active,
        "created": user.created.isoformat(),
        "joined": user.joined.isoformat() if user.joined else None,
        "last_sign_in": user.last_login.isoformat() if user.last_login else None,
    }


def _grant(grant: RoleGrant) -> Mapping[str, object]:
    return {
        "role": grant.role,
        "unit": grant.unit,
        "since": grant.since.isoformat(),
        "by": grant.by,
        "reason": grant.reason,
        "until": grant.until.isoformat() if grant.until else None,
        "until_by": grant.until_by,
        "until_reason": grant.until_reason,
    }


def _goal_entries(user: User | None, person: str) -> list[GoalEntry]:
    """What somebody said of goals, and what was said of theirs.

    SQLite compares the ends of texts without regard to capitals: whose goal it is, is asked again.
    """
    by = f"user:{user.pk}" if user is not None else ""
    found = GoalEntry.objects.filter(by=by) if by else GoalEntry.objects.none()
    if person:
        found |= GoalEntry.objects.filter(node__endswith=f"/{person}")
    ordered = found.select_related("plan").order_by("id")
    return [e for e in ordered if (by and e.by == by) or _whose(e.node) == person]


def _whose(node: str) -> str:
    """Whose goal `N1/ana` is: of units there is no stroke in a key, of people there may be."""
    return node.partition("/")[2]


def _versions(user: User) -> QuerySet[GoalPlanVersion]:
    """The versions of goal plans that somebody made."""
    return GoalPlanVersion.objects.filter(by=f"user:{user.pk}").order_by("plan", "number")


def _version(version: GoalPlanVersion) -> Mapping[str, object]:
    return {
        "plan": version.plan.name,
        "version": version.number,
        "what": version.kind,
        "at": version.at.isoformat(),
        "reason": version.reason,
    }


def _said(entry: GoalEntry) -> Mapping[str, object]:
    return {
        "plan": entry.plan.name,
        "goal": entry.node,
        "act": entry.act,
        "by": entry.by,
        "at": entry.at.isoformat(),
        "words": entry.words,
        "value": None if entry.value is None else amount_text(entry.value),
    }


def _notice(notice: GoalNotice) -> Mapping[str, object]:
    return {
        "reason": notice.reason,
        "whose": f"{notice.scope}:{notice.item}",
        "measure": notice.measure,
        "from": notice.starts.isoformat(),
        "to": notice.ends.isoformat(),
        "goal": amount_text(notice.goal),
        "made": notice.made.isoformat(),
        "read": notice.read.isoformat() if notice.read else None,
        "mailed": notice.mailed.isoformat() if notice.mailed else None,
    }


def _sessions(user: User) -> list[tuple[datetime | None, datetime | None, str]]:
    return list(user.sessions.values_list("begun", "seen", "device"))


def _session(found: tuple[datetime | None, datetime | None, str]) -> Mapping[str, object]:
    begun, seen, device = found
    return {
        "begun": begun.isoformat() if begun else None,
        "seen": seen.isoformat() if seen else None,
        "device": device,
    }


def _entry(entry: AuditEntry) -> Mapping[str, object]:
    return {
        "number": entry.number,
        "at": entry.at.isoformat(),
        "who": entry.who,
        "action": entry.action,
        "kind": entry.kind,
        "item": entry.item,
        "before": entry.before,
        "after": entry.after,
        "reason": entry.reason,
        "place": entry.place,
    }
