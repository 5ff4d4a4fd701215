"""A person, handed out and forgotten (Data Privacy Act, GDPR): names go, facts stay.

What there is of somebody is listed in `husay.store.records.theirs`; a person of the book who is
several users is handed out and forgotten with all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db.models import Q

from husay.access.role import Right
from husay.access.viewer import Viewer
from husay.basics.problem import mistake
from husay.store.records.alone import alone
from husay.store.records.audit import Place, actor, note
from husay.store.records.audit_told import told_to
from husay.store.records.forgetting_coaching import coaching_of, forget_coaching
from husay.store.records.forgetting_pay import forget_pay, pay_of
from husay.store.records.forgetting_team import forget_team, team_of_person
from husay.store.records.models import AuditEntry, Forgotten, GoalEntry, Name, SignalEpisode, User
from husay.store.records.theirs import KEPT, TAKEN_OUT, Told, account, entry, said, whose
from husay.store.records.users import check_another_administrator, shut_out

PERSON = "person"

RowsOf = Callable[[str], object]
"""Answers the book's rows of a person, as JSON values, for their identifier."""


def export_person(
    user: User | None,
    person: str,
    by: Viewer,
    at: datetime,
    rows: RowsOf | None = None,
    *,
    place: Place,
) -> dict[str, object]:
    """Everything known of somebody, as JSON values; the export itself is noted.

    Raises Mistake where nothing is known of them, and for who may not manage people.
    """
    by.check(Right.MANAGE_PEOPLE)
    users, person = whose(user, person)
    _check_known(users, person)
    kind, item = (PERSON, person) if person else ("user", str(users[0].pk))
    note(by, "person-exported", at=at, place=place, kind=kind, item=item)
    return {
        "exported": at.isoformat(),
        "person": person,
        "names": list(Name.objects.filter(kind=PERSON, item=person).values_list("name", flat=True)),
        "users": [account(one) for one in users],
        **{kept.name: [kept.told(row) for row in kept.rows(users)] for kept in KEPT},
        "said_of_goals": [said(one) for one in _goal_entries(users, person)],
        "audit_log": _log(users, person, by),
        "coaching": coaching_of(person),
        "pay": pay_of(person),
        "team": team_of_person(person),
        "rows": rows(person) if rows is not None and person else None,
    }


def forget(
    user: User | None, person: str, by: Viewer, at: datetime, reason: str, *, place: Place
) -> None:
    """Take the names of somebody out of the records, for good; facts and totals stay.

    Each user that they are is shut out and anonymised, with passkeys, second factor and tokens;
    the words that they gave reasons in go, and those of notes, visits and coaching plans, what was
    said about their pay and at meetings of their circles, which they leave, and why a new level of
    theirs was accepted. The identifier in the book, the log's rows, that something was said or done
    and the roles they had stay, and name nobody.
    Raises Mistake for the last administrator, where nothing is known of them, and for who may not
    manage people.
    """
    by.check(Right.MANAGE_PEOPLE)
    with alone():
        users, person = whose(user, person)
        _check_known(users, person)
        check_another_administrator(*users)
        who = actor(by)
        forget_coaching(person)
        forget_pay(person)
        forget_team(person, at)
        if person:
            of_them = SignalEpisode.objects.filter(scope="seller", item=person)
            of_them.exclude(reason="").update(reason=TAKEN_OUT)
            Name.objects.filter(kind=PERSON, item=person).delete()
            Forgotten.objects.get_or_create(kind=PERSON, item=person, defaults={"at": at})
            note(who, "person-forgotten", at=at, place=place, kind=PERSON, item=person,
                 reason=reason)  # fmt: skip
        for one in users:
            shut_out(one, who, at, place=place)
            note(who, "user-forgotten", at=at, place=place, kind="user", item=str(one.pk),
                 reason=reason)  # fmt: skip
        for kept in KEPT:
            if kept.forgets is not None:
                kept.forgets(kept.rows(users), at)
        for one in users:
            _anonymise(one, at)


def forgotten_people() -> frozenset[str]:
    """The people of the book whose names were taken out for good."""
    return frozenset(Forgotten.objects.filter(kind=PERSON).values_list("item", flat=True))


def is_forgotten(kind: str, item: str) -> bool:
    """Whether the name of an identifier was taken out for good."""
    return Forgotten.objects.filter(kind=kind, item=item).exists()


def _anonymise(user: User, at: datetime) -> None:
    user.email, user.name, user.language = f"user-{user.pk}@forgotten.invalid", "", ""
    user.person, user.last_login, user.forgotten = "", None, at
    user.set_unusable_password()
    user.save(
        update_fields=["email", "name", "language", "person", "last_login", "forgotten", "password"]
    )


def _check_known(users: Sequence[User], person: str) -> None:
    if not users and not Name.objects.filter(kind=PERSON, item=person).exists():
        raise mistake("nothing-known-of-person", value=person)


def _goal_entries(users: Sequence[User], person: str) -> list[GoalEntry]:
    """What somebody said of goals, and what was said of theirs.

    SQLite compares the ends of texts without regard to capitals: whose goal it is, is asked again.
    """
    by = {actor(user) for user in users}
    chosen = Q(by__in=by)
    if person:
        chosen |= Q(node__endswith=f"/{person}")
    ordered = GoalEntry.objects.filter(chosen).select_related("plan").order_by("id")
    return [e for e in ordered if e.by in by or (person and _whose(e.node) == person)]


def _whose(node: str) -> str:
    """Whose goal `N1/ana` is: of units there is no stroke in a key, of people there may be."""
    return node.partition("/")[2]


def _log(users: Sequence[User], person: str, by: Viewer) -> list[Told]:
    """The rows of what somebody did, and of what was done to them or to a person of the book, as
    whoever hands them out may read them."""
    chosen = Q(who__in=[actor(user) for user in users])
    chosen |= Q(kind="user", item__in=[str(user.pk) for user in users])
    if person:
        chosen |= Q(kind=PERSON, item=person)
    found = AuditEntry.objects.filter(chosen).order_by("number")
    return [entry(told_to(by, one)) for one in found]
