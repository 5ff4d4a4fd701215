"""Whom messages reach: users who may sign in, each as whoever asks."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

from husay.access.role import Right
from husay.access.viewer import Viewer
from husay.basics.problem import mistake
from husay.store.records.models import User
from husay.store.records.users import viewer_of, viewers_of

if TYPE_CHECKING:
    from husay.store.company import Company


def receivers() -> QuerySet[User]:
    """The users whom messages reach: those who have come in, and were not shut out or forgotten."""
    return User.objects.filter(is_active=True, joined__isnull=False, forgotten=None)


def own_company(company: Company, user: User, at: datetime) -> Company:
    """The company as a user has it at a moment, of the same snapshots as `company`."""
    return replace(company, viewer=viewer_of(user), today=timezone.localdate(at))


def user_asking(company: Company) -> User:
    """The user who asks; raises Mistake `messages-of-nobody` for who runs commands in the folder,
    to whom nothing is sent, and `not-allowed`."""
    company.viewer.check(Right.TAKE_PART)
    user = User.objects.filter(email=company.viewer.name.lower()).first()
    if user is None or company.viewer.operator:
        raise mistake("messages-of-nobody")
    return user


@dataclass(frozen=True)
class People:
    """All receivers at one moment, for the gatherers: each is looked up once."""

    company: Company
    at: datetime

    @cached_property
    def all(self) -> tuple[tuple[User, Viewer], ...]:
        """Every receiver, as whoever asks."""
        return viewers_of(receivers())

    def with_right(self, right: Right) -> Iterator[tuple[User, Company]]:
        """Those who have a right, each with the company as they have it."""
        today = timezone.localdate(self.at)
        for user, viewer in self.all:
            if viewer.may(right):
                yield user, replace(self.company, viewer=viewer, today=today)

    def called(self, people: Collection[str], right: Right) -> Iterator[User]:
        """Those who are some persons of the book, and have a right."""
        for user, viewer in self.all:
            if viewer.person and viewer.person in people and viewer.may(right):
                yield user
