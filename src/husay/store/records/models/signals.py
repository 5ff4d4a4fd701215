"""What the early warning has found: sweeps, and the episodes that they opened and closed."""

from __future__ import annotations

from django.db import models


class SignalSweep(models.Model):
    """A sweep over a snapshot at the end of a day; of several of one snapshot the newest counts.

    `told` says what was watched and how often it is wrong (`husay.store.signals.document`).
    """

    manifest = models.IntegerField(unique=True)
    as_of = models.DateField()
    made = models.DateTimeField()
    told = models.JSONField()

    class Meta:
        """Newest last."""

        ordering = ("manifest",)

    def __str__(self) -> str:
        return f"snapshot {self.manifest}, {self.as_of}"


class SignalEpisode(models.Model):
    """A series that left what was expected of it, from its first alarm to its end.

    `measure`, `scope`, `item` and `part` name the series (`husay.tracking.signals.series`), and at
    most one episode of a series and direction is open. Days and sizes are as the newest sweep knows
    them (`manifest` and `as_of` say which), but for `opened`, which stays the day on which the
    alarm came. Shares and chances are whole ten-thousandths, amounts ten-thousandths of the
    currency or of a thing, `evidence` whole. `detail` has the curve and where it sits, `within` the
    series that it is told beneath. `rebased_by` is as the audit log writes it, `rebased_from` the
    day since which the level is accepted as the new one.
    """

    class Ended(models.TextChoices):
        """Why an episode is over."""

        RECOVERED = "recovered"
        REBASED = "rebased"
        CHANGED = "changed"

    measure = models.CharField(max_length=40)
    scope = models.CharField(max_length=20)
    item = models.CharField(max_length=255, blank=True)
    part = models.CharField(max_length=255, blank=True)
    direction = models.CharField(max_length=4)
    opened = models.DateField()
    red = models.DateField(null=True)
    closed = models.DateField(null=True)
    ended = models.CharField(max_length=10, choices=Ended.choices, blank=True)
    since = models.DateField()
    earliest = models.DateField()
    latest = models.DateField()
    ratio = models.IntegerField()
    low = models.IntegerField()
    high = models.IntegerField()
    chance = models.IntegerField()
    missed = models.BigIntegerField()
    a_month = models.BigIntegerField()
    evidence = models.BigIntegerField()
    grain = models.CharField(max_length=5)
    pushed = models.IntegerField(null=True)
    within = models.JSONField(null=True)
    detail = models.JSONField()
    manifest = models.IntegerField()
    as_of = models.DateField()
    found = models.DateTimeField()
    rebased_by = models.CharField(max_length=200, blank=True)
    rebased_from = models.DateField(null=True)
    rebased_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        """Newest last; one open episode of a series and direction."""

        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("measure", "scope", "item", "part", "direction"),
                condition=models.Q(closed=None),
                name="one_open_signal",
            ),
        )
        indexes = (models.Index(fields=("scope", "item"), name="signals_of_item"),)

    def __str__(self) -> str:
        return f"{self.measure} of {self.scope} {self.item} {self.part}: {self.direction}"
