"""What people say of pay that no file does: inputs by hand under two people, and holds.

Rows are written once; of a person who is forgotten the words go, and nothing else. The database
refuses every other change.
"""

from __future__ import annotations

from django.db import models

from husay.store.records.models.pay import PayPlanRow, PayRun


class PayInput(models.Model):
    """A fact that somebody enters: a score, an opening balance, or an advance that was taken.

    It counts once a second person has approved it; of two about the same, the one that was approved
    last. `person` is '' for a score of everybody. `measure` is a score's; its window is from
    `starts` to `ends`, which for others are both its day. `value` is of `husay.pay.inputs`.
    """

    plan = models.ForeignKey(PayPlanRow, on_delete=models.PROTECT, related_name="inputs")
    kind = models.CharField(max_length=12)
    person = models.CharField(max_length=255, blank=True, db_index=True)
    measure = models.CharField(max_length=200, blank=True)
    starts = models.DateField()
    ends = models.DateField()
    value = models.JSONField()
    evidence = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.plan} {self.kind} {self.person}"


class PayInputApproval(models.Model):
    """A second person's yes to an input. Runs pin the number of the last one that they heard."""

    input = models.OneToOneField(PayInput, on_delete=models.PROTECT, related_name="approval")
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.input}: approved"


class PayHold(models.Model):
    """Pay is held back: of a sale (its lines do not count), a seller, or one statement; or, where
    `lifts` names a hold, it is so no longer. Runs pin the number of the last one that they heard.

    `item` is the sale, the person, or the person of the statement of `run`.
    """

    kind = models.CharField(max_length=12)
    item = models.CharField(max_length=255, db_index=True)
    run = models.ForeignKey(PayRun, on_delete=models.PROTECT, null=True, related_name="held")
    lifts = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="lifted")
    reason = models.CharField(max_length=500)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.kind} {self.item}"
