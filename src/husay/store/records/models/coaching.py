"""Coaching in the records: the playbook as the company edited it, visits, plans, notes and dates.

Sellers and showers are identifiers of the book; whoever did something is as the audit log writes
it (`user:7`). Names stand nowhere, so that a person can be forgotten.
"""

from __future__ import annotations

from django.db import models


class PracticeRow(models.Model):
    """A practice that the company has edited, added or retired; those that came with Husay and
    were never touched have no row. `newest` is the number of its newest revision.

    `from_seller`, `seen` and `seen_by` say where it was learned; `agreed` whether that seller
    agrees to be named (None: not asked yet).
    """

    key = models.CharField(max_length=60, unique=True)
    area = models.CharField(max_length=20)
    newest = models.IntegerField(default=0)
    retired = models.DateTimeField(null=True)
    from_seller = models.CharField(max_length=255, blank=True)
    seen = models.CharField(max_length=1000, blank=True)
    seen_by = models.CharField(max_length=200, blank=True)
    agreed = models.BooleanField(null=True)

    class Meta:
        """Oldest first."""

        ordering = ("id",)

    def __str__(self) -> str:
        return self.key


class PracticeRevision(models.Model):
    """A practice as it stood after a change: written once. `behaviours` are objects with `key`,
    `en` and `fil`."""

    practice = models.ForeignKey(PracticeRow, on_delete=models.PROTECT, related_name="revisions")
    number = models.IntegerField()
    title_en = models.CharField(max_length=120, blank=True)
    title_fil = models.CharField(max_length=120, blank=True)
    what_en = models.CharField(max_length=1000, blank=True)
    what_fil = models.CharField(max_length=1000, blank=True)
    behaviours = models.JSONField()
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Oldest first; each number once, so that of two at the same time one comes first."""

        ordering = ("practice", "number")
        constraints = (models.UniqueConstraint(fields=("practice", "number"), name="one_revision"),)

    def __str__(self) -> str:
        return f"{self.practice} {self.number}"


class CoachingVisit(models.Model):
    """A joint visit or call. `key` was made where it was written down: sent twice, it is one.

    `scores` are objects with `practice`, `revision`, `behaviour`, `area` and `score` (1 to 4, or
    null where there was no occasion).
    """

    key = models.UUIDField(unique=True)
    seller = models.CharField(max_length=255, db_index=True)
    by = models.CharField(max_length=200)
    day = models.DateField()
    kind = models.CharField(max_length=10)
    customer = models.CharField(max_length=255, blank=True)
    scores = models.JSONField()
    strength = models.CharField(max_length=500, blank=True)
    work_on = models.CharField(max_length=500, blank=True)
    next_step = models.CharField(max_length=500, blank=True)
    made = models.DateTimeField()
    changed = models.DateTimeField(null=True)

    class Meta:
        """Oldest first."""

        ordering = ("day", "id")

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class CoachingPlanRow(models.Model):
    """What somebody works on (`husay.coaching.plan.CoachingPlan`). `begun` is the day since when it
    was running; a plan may be stopped before.

    `version` grows with each change of what is planned, so that of two who change it at the same
    time the second sees what the first did.
    """

    seller = models.CharField(max_length=255, db_index=True)
    stage = models.CharField(max_length=20)
    practice = models.CharField(max_length=60, blank=True)
    shower = models.CharField(max_length=255, blank=True)
    opened_from = models.CharField(max_length=100, blank=True)
    selected_from = models.DateField(null=True)
    selected_until = models.DateField(null=True)
    starts = models.DateField()
    ends = models.DateField()
    follow_up = models.DateField(null=True)
    agenda = models.TextField(max_length=2000, blank=True)
    state = models.CharField(max_length=10, default="planned")
    begun = models.DateField(null=True)
    why_stopped = models.CharField(max_length=500, blank=True)
    version = models.IntegerField(default=1)
    by = models.CharField(max_length=200)
    made = models.DateTimeField()

    class Meta:
        """Newest first."""

        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.stage} of {self.seller}"


class CoachingAction(models.Model):
    """Something agreed in a plan, to be done by the `seller` or the `manager` until a day."""

    plan = models.ForeignKey(CoachingPlanRow, on_delete=models.PROTECT, related_name="actions")
    text = models.CharField(max_length=300)
    who = models.CharField(max_length=10)
    due = models.DateField()
    done = models.DateField(null=True)
    done_by = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """The next one first."""

        ordering = ("due", "id")

    def __str__(self) -> str:
        return f"{self.plan}: {self.due}"


class CoachingNote(models.Model):
    """What somebody wrote about a seller, or a seller about their own work. Private to whoever
    wrote it unless `shared` (with the seller; a seller's own, with who leads them that day)."""

    seller = models.CharField(max_length=255, db_index=True)
    plan = models.ForeignKey(
        CoachingPlanRow, on_delete=models.PROTECT, null=True, related_name="notes"
    )
    by = models.CharField(max_length=200)
    own = models.BooleanField(default=False)
    words = models.TextField(max_length=2000)
    shared = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        """Newest first."""

        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"note of {self.by}"


class CoachingDate(models.Model):
    """A day on which a manager means to be with a seller: a joint `visit` or a `one-to-one`."""

    seller = models.CharField(max_length=255)
    by = models.CharField(max_length=200, db_index=True)
    kind = models.CharField(max_length=12)
    day = models.DateField()
    kept = models.DateTimeField(null=True)
    dropped = models.DateTimeField(null=True)
    at = models.DateTimeField()

    class Meta:
        """The next one first."""

        ordering = ("day", "id")

    def __str__(self) -> str:
        return f"{self.kind} on {self.day}"
