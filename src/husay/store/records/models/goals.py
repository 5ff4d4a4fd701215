"""What people were told of their goals."""

from __future__ import annotations

from django.db import models

from husay.store.records.models.people import User


class GoalNotice(models.Model):
    """What a user was told of one goal: what is expected of them, or that the odds have changed.

    `scope` and `item` say whose goal it is; amounts are whole ten-thousandths, and so are chances
    (`before` is the one that was told last). `read` is when they said that they know. It goes with
    whoever is forgotten; how it reaches them is `husay.store.messages`.
    """

    class Reason(models.TextChoices):
        """Why it was told."""

        EXPECTED = "expected"
        ODDS = "odds"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="goal_notices")
    reason = models.CharField(max_length=10, choices=Reason.choices)
    scope = models.CharField(max_length=20)
    item = models.CharField(max_length=255, blank=True)
    measure = models.CharField(max_length=40)
    kind = models.CharField(max_length=10)
    starts = models.DateField()
    ends = models.DateField()
    goal = models.BigIntegerField()
    so_far = models.BigIntegerField()
    expected = models.BigIntegerField(null=True)
    chance = models.IntegerField(null=True)
    before = models.IntegerField(null=True)
    currency = models.CharField(max_length=10)
    manifest = models.IntegerField()
    until = models.DateField()
    made = models.DateTimeField()
    read = models.DateTimeField(null=True)

    class Meta:
        """Newest last."""

        ordering = ("id",)
        indexes = (models.Index(fields=("user", "read"), name="unread_goal_notices"),)

    def __str__(self) -> str:
        return f"{self.reason} to {self.user_id}: {self.starts} to {self.ends}"
