"""The audit log's rows. The database itself refuses to change or remove one (migration 0007)."""

from __future__ import annotations

from django.db import models


class AuditEntry(models.Model):
    """What somebody did: written once. See `husay.store.records.audit`.

    No name and no e-mail address stands in it: `who` is `user:7`, `operator:ana` or `nobody`, and
    names are looked up when the log is read, so that a person can be forgotten.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    who = models.CharField(max_length=200)
    action = models.CharField(max_length=60)
    kind = models.CharField(max_length=40, blank=True)
    item = models.CharField(max_length=255, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    place = models.CharField(max_length=10)
    previous = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        """Oldest first."""

        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number}: {self.who} {self.action}"
