"""Tokens by which programs call the API as somebody."""

from __future__ import annotations

from django.db import models

from husay.store.records.models.people import User


class Token(models.Model):
    """A token of a user, with the rights that it may use; only a hash of it is kept.

    `prefix` are its first signs, by which its owner knows it again. A token ends by itself at
    `expires`, or when it is revoked.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=20)
    secret = models.CharField(max_length=64, unique=True)
    rights = models.JSONField()
    made = models.DateTimeField()
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)

    class Meta:
        """Newest last."""

        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.prefix}… of {self.user_id}"
