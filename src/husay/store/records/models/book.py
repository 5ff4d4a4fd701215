"""What belongs to the book and its imports: snapshots, pins, names, watermarks, import runs."""

from __future__ import annotations

from django.db import models


class ManifestRecord(models.Model):
    """One published snapshot of the book: the row whose commit makes an import visible."""

    number = models.IntegerField(primary_key=True)
    mark = models.CharField(max_length=32, unique=True)
    created = models.DateTimeField()
    author = models.CharField(max_length=200)
    reason = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=63, blank=True)
    versions = models.JSONField()
    company = models.JSONField()
    counts = models.JSONField(default=dict)
    digests = models.JSONField(default=dict)
    cleaned = models.BooleanField(default=False)
    cleaned_at = models.DateTimeField(null=True)

    class Meta:
        """Newest last."""

        ordering = ("number",)

    def __str__(self) -> str:
        return f"snapshot {self.number}"


class Pin(models.Model):
    """A snapshot that must stay: the clean-up never touches what a pin needs."""

    label = models.CharField(max_length=100, unique=True)
    manifest = models.ForeignKey(ManifestRecord, on_delete=models.PROTECT, related_name="pins")
    reason = models.CharField(max_length=500, blank=True)
    author = models.CharField(max_length=200)
    created = models.DateTimeField()

    def __str__(self) -> str:
        return self.label


class Name(models.Model):
    """The words for an identifier of the book. Deleting a row forgets a person."""

    kind = models.CharField(max_length=20)
    item = models.CharField(max_length=255)
    name = models.CharField(max_length=500)

    class Meta:
        """One name for each identifier."""

        constraints = (models.UniqueConstraint(fields=("kind", "item"), name="one_name"),)

    def __str__(self) -> str:
        return self.name


class Watermark(models.Model):
    """Up to when a source's table was read: the next import asks for what changed since."""

    source = models.CharField(max_length=63)
    table = models.CharField(max_length=40)
    changed_at = models.DateTimeField()

    class Meta:
        """One mark for each table of a source."""

        constraints = (models.UniqueConstraint(fields=("source", "table"), name="one_watermark"),)

    def __str__(self) -> str:
        return f"{self.source}.{self.table} until {self.changed_at}"


class ImportRun(models.Model):
    """An import from its request to its end, for those who wait for it and those who ask later."""

    class State(models.TextChoices):
        """Where the run stands."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        UNCHANGED = "unchanged"
        REFUSED = "refused"
        FAILED = "failed"

    source = models.CharField(max_length=63)
    data = models.CharField(max_length=1000)
    author = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    everything = models.BooleanField(default=False)
    replace = models.BooleanField(default=False)
    scheduled = models.BooleanField(default=False)
    asked = models.DateTimeField()
    started = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    ended = models.DateTimeField(null=True)
    step = models.CharField(max_length=60, blank=True)
    done = models.IntegerField(default=0)
    steps = models.IntegerField(default=0)
    problems = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    manifest = models.ForeignKey(ManifestRecord, null=True, on_delete=models.SET_NULL)

    class Meta:
        """Newest first."""

        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.source}: {self.state}"
