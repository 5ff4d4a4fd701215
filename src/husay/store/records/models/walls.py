"""Links by which the screen of a wall shows the rally board, where nobody signs in."""

from __future__ import annotations

from django.db import models


class WallLink(models.Model):
    """A link that opens the wall, and nothing else; only a hash of its secret is kept.

    `name` says which wall it is, `people` whether people are named on it. It ends by itself at
    `expires`, or when it is revoked. `by` is as the audit log writes it.
    """

    name = models.CharField(max_length=100)
    secret = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=10)
    people = models.BooleanField(default=False)
    by = models.CharField(max_length=200)
    made = models.DateTimeField()
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)

    class Meta:
        """Newest last."""

        ordering = ("id",)

    def __str__(self) -> str:
        return self.name
