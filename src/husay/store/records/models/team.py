"""The team in the records: pairs and circles, what was written at their meetings, what was
recognised, and thanks.

People are identifiers of the book; whoever did something is as the audit log writes it (`user:7`).
"""

from __future__ import annotations

from django.db import models


class TeamCircle(models.Model):
    """A pair or circle that works on a stage of selling (`husay.team.circle.Circle`).

    The days that made us choose who learns (`selected_from` to `selected_until`) are no part of
    "before" when its effect is measured.
    """

    stage = models.CharField(max_length=20)
    shower = models.CharField(max_length=255, db_index=True)
    starts = models.DateField()
    weeks = models.IntegerField()
    selected_from = models.DateField(null=True)
    selected_until = models.DateField(null=True)
    ended = models.DateField(null=True)
    why_ended = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=200)
    made = models.DateTimeField()

    class Meta:
        """Newest first."""

        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.stage} by {self.shower}"


class TeamMember(models.Model):
    """Somebody's part in a circle: `asked`, `joined` or `declined`, and why they declined."""

    circle = models.ForeignKey(TeamCircle, on_delete=models.PROTECT, related_name="members")
    person = models.CharField(max_length=255, db_index=True)
    shows = models.BooleanField(default=False)
    part = models.CharField(max_length=10, default="asked")
    why = models.CharField(max_length=500, blank=True)
    answered = models.DateTimeField(null=True)

    class Meta:
        """Who shows it first; each once."""

        ordering = ("circle", "-shows", "id")
        constraints = (
            models.UniqueConstraint(fields=("circle", "person"), name="one_part_in_a_circle"),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.part}"


class TeamMeeting(models.Model):
    """A meeting of a circle, planned for a `day`; `held` is the day on which it took place."""

    circle = models.ForeignKey(TeamCircle, on_delete=models.PROTECT, related_name="meetings")
    number = models.IntegerField()
    day = models.DateField()
    held = models.DateField(null=True)

    class Meta:
        """The first one first."""

        ordering = ("circle", "number")
        constraints = (
            models.UniqueConstraint(fields=("circle", "number"), name="one_meeting_of_a_number"),
        )

    def __str__(self) -> str:
        return f"meeting {self.number}"


class TeamPage(models.Model):
    """What somebody wrote at a meeting (`husay.team.meeting.Page`): private to the circle and to
    whoever led them on the day on which it was written."""

    meeting = models.ForeignKey(TeamMeeting, on_delete=models.PROTECT, related_name="pages")
    person = models.CharField(max_length=255, db_index=True)
    went_well = models.TextField(max_length=1000, blank=True)
    was_hard = models.TextField(max_length=1000, blank=True)
    heard = models.TextField(max_length=1000, blank=True)
    will_try = models.TextField(max_length=1000, blank=True)
    helped_by = models.CharField(max_length=255, blank=True, db_index=True)
    credited = models.DateField(null=True)
    at = models.DateTimeField()
    changed = models.DateTimeField(null=True)

    class Meta:
        """In the order in which they were written; one of each at a meeting."""

        ordering = ("meeting", "id")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "person"), name="one_page_at_a_meeting"),
        )

    def __str__(self) -> str:
        return f"page {self.pk}"


class TeamRecognition(models.Model):
    """Something that was recognised (`husay.team.recognition.Recognised`), with the figures that it
    rests on; `withdrawn` once the facts do not bear it any more."""

    kind = models.CharField(max_length=10)
    scope = models.CharField(max_length=10)
    item = models.CharField(max_length=255, blank=True, db_index=True)
    day = models.DateField(db_index=True)
    measure = models.CharField(max_length=20, blank=True)
    grain = models.CharField(max_length=10, blank=True)
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    share = models.IntegerField(default=0)
    times = models.IntegerField(default=0)
    basis = models.CharField(max_length=10, blank=True)
    figure = models.BigIntegerField(null=True)
    before = models.BigIntegerField(null=True)
    manifest = models.IntegerField()
    made = models.DateTimeField()
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        """Newest first."""

        ordering = ("-day", "-id")

    def __str__(self) -> str:
        return f"{self.kind} of {self.item}"


class TeamThanks(models.Model):
    """Thanks from a user to somebody (`husay.team.thanks`), for all to read; with the circle or the
    stage of selling that it was for. The words go when their author withdraws them."""

    by = models.CharField(max_length=200, db_index=True)
    to = models.CharField(max_length=255, db_index=True)
    words = models.CharField(max_length=280, blank=True)
    circle = models.ForeignKey(
        TeamCircle, on_delete=models.PROTECT, null=True, related_name="thanks"
    )
    stage = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()
    withdrawn = models.DateTimeField(null=True)
    hidden = models.DateTimeField(null=True)
    hidden_by = models.CharField(max_length=200, blank=True)
    hidden_why = models.CharField(max_length=500, blank=True)

    class Meta:
        """Newest first."""

        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"thanks {self.pk}"
