"""Decisions on price in the records (`husay.coaching.price_action.PriceAction`)."""

from __future__ import annotations

from django.db import models


class PriceActionRow(models.Model):
    """A decision on a product line or customer group.

    `item` is an identifier of the book, `owner` the user who sees to it. `version` grows with each
    change, so that of two who change it at the same time the second sees what the first did.
    """

    scope = models.CharField(max_length=20)
    item = models.CharField(max_length=255)
    kind = models.CharField(max_length=20)
    decision = models.CharField(max_length=300)
    reason = models.CharField(max_length=500)
    owner = models.ForeignKey(
        "records.User", on_delete=models.PROTECT, null=True, related_name="price_actions"
    )
    starts = models.DateField()
    follow_up = models.DateField(null=True)
    selected_from = models.DateField(null=True)
    selected_until = models.DateField(null=True)
    opened_from = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=10, default="standing")
    ended = models.DateField(null=True)
    why = models.CharField(max_length=500, blank=True)
    version = models.IntegerField(default=1)
    by = models.CharField(max_length=200)
    made = models.DateTimeField()

    class Meta:
        """Newest first."""

        ordering = ("-starts", "-id")
        indexes = (models.Index(fields=("scope", "item"), name="price_actions_of_item"),)

    def __str__(self) -> str:
        return f"{self.kind} of {self.scope} {self.item}"
