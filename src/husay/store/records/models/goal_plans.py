"""Goals before they are published: plans in versions, and what was said about each goal."""

from __future__ import annotations

from django.db import models


class GoalPlanRow(models.Model):
    """A plan of goals: what it is called, how far it is, and which versions there are.

    `newest` is the number of the newest version, `published` that of the version that the book
    has, `offered` that of the first one that was shown to who is no planner (None: none yet).
    `created_by` is as the audit log writes it (`user:7`, `operator:ana`).
    """

    class State(models.TextChoices):
        """A draft is for planners alone; an open plan is agreed with those who are in it."""

        DRAFT = "draft"
        OPEN = "open"
        PUBLISHED = "published"

    name = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    created = models.DateTimeField()
    created_by = models.CharField(max_length=200)
    newest = models.IntegerField(default=0)
    published = models.IntegerField(null=True)
    offered = models.IntegerField(null=True)

    class Meta:
        """Newest first."""

        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name


class GoalPlanVersion(models.Model):
    """A plan as it stood after a change: written once; but for the reason of somebody who was
    forgotten since (`husay.store.records.forgetting`) never edited.

    `document` is of `husay.goals.document`, `kind` a code of what was done, `restored` the
    version that an undoing brought back.
    """

    plan = models.ForeignKey(GoalPlanRow, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    document = models.JSONField()
    kind = models.CharField(max_length=30)
    reason = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    restored = models.IntegerField(null=True)

    class Meta:
        """Oldest first; each number once, so that of two at the same time one comes first."""

        ordering = ("plan", "number")
        constraints = (models.UniqueConstraint(fields=("plan", "number"), name="one_version"),)

    def __str__(self) -> str:
        return f"{self.plan} {self.number}"


class GoalEntry(models.Model):
    """What somebody said or did about one goal of a plan: written once (`husay.goals.agreed`)."""

    plan = models.ForeignKey(GoalPlanRow, on_delete=models.PROTECT, related_name="entries")
    node = models.CharField(max_length=1000)
    act = models.CharField(max_length=12)
    role = models.CharField(max_length=12)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    words = models.CharField(max_length=2000, blank=True)
    value = models.BigIntegerField(null=True)

    class Meta:
        """Oldest first."""

        ordering = ("id",)
        indexes = (models.Index(fields=("plan", "node"), name="entries_of_a_goal"),)

    def __str__(self) -> str:
        return f"{self.plan} {self.node}: {self.act}"
