"""Who may come in: users, the roles they were given, the links they come by, their sessions."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q


class Users(BaseUserManager["User"]):
    """Users are found by their e-mail address, whatever the size of its letters."""

    def get_by_natural_key(self, username: str | None) -> User:
        """The user with an e-mail address."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """Somebody who may sign in. The e-mail address is in small letters.

    `person` is their identifier in the book, '' for who is not in it. `joined` is when they first
    took up their invitation: nobody signs in by password before. `demo` users are signed in by a
    button, in a demo company only.
    """

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, blank=True)
    person = models.CharField(max_length=255, blank=True)
    is_active = models.BooleanField(default=True)
    demo = models.BooleanField(default=False)
    created = models.DateTimeField()
    joined = models.DateTimeField(null=True)
    forgotten = models.DateTimeField(null=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = Users()

    def __str__(self) -> str:
        return self.name or self.email


class RoleGrant(models.Model):
    """A role that a user has had since a moment, and until another: a row is ended, never edited.

    `unit` is for a manager whose unit the organisation does not say. `by` and `until_by` are as
    the audit log writes them (`user:7`, `operator:ana`).
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20)
    unit = models.CharField(max_length=255, blank=True)
    since = models.DateTimeField()
    by = models.CharField(max_length=200)
    reason = models.CharField(max_length=500, blank=True)
    until = models.DateTimeField(null=True)
    until_by = models.CharField(max_length=200, blank=True)
    until_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        """A role is had once at a time."""

        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("user", "role", "unit"), condition=Q(until=None), name="one_open_grant"
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} of {self.user_id} since {self.since}"


class Link(models.Model):
    """A link that lets a user in once: to take up an invitation, or to set a new password.

    Only a hash of its secret is kept.
    """

    class Purpose(models.TextChoices):
        """What a link is for."""

        JOIN = "join"
        RESET = "reset"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="links")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    secret = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField()
    by = models.CharField(max_length=200)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)

    class Meta:
        """Newest last."""

        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.purpose} of {self.user_id}, until {self.expires}"


class UserSession(AbstractBaseSession):
    """A session, with whose it is: so that it can be ended from elsewhere."""

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="sessions")
    begun = models.DateTimeField(null=True)
    seen = models.DateTimeField(null=True)
    device = models.CharField(max_length=200, blank=True)

    class Meta:
        """As Django's own."""

        verbose_name = "session"
        indexes = (models.Index(fields=("expire_date",), name="session_expires"),)


class Mark(models.Model):
    """Something that is so of this company, such as that it is a demo."""

    key = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class Forgotten(models.Model):
    """An identifier whose name must not come back with an import."""

    kind = models.CharField(max_length=20)
    item = models.CharField(max_length=255)
    at = models.DateTimeField()

    class Meta:
        """Forgotten once."""

        constraints = (models.UniqueConstraint(fields=("kind", "item"), name="forgotten_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.item}"


class Limit(models.Model):
    """How often something was tried of late: the table of Django's cache, which workers share."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key
