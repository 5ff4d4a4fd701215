"""Messages in the records: what reached whom, what each person chose, and how deliveries went.

No words and no amounts are kept, only identifiers and numbers of what a message is about: it is put
into words for its reader, of whom it is asked again then whether they may see it.
"""

from __future__ import annotations

from django.db import models

from husay.store.records.models.goals import GoalNotice
from husay.store.records.models.people import User


class MessageSettings(models.Model):
    """When somebody's digests come, and when they are left in peace; who has no row is content with
    what everybody gets (`husay.messages.choice`). No quiet hours: both are None."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="message_settings")
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    hour = models.SmallIntegerField()
    weekday = models.SmallIntegerField()

    def __str__(self) -> str:
        return f"settings of {self.user_id}"


class MessageAddress(models.Model):
    """Where else somebody's messages go. `secret` is the address, sealed by the server's key
    (`husay.store.messages.sealing`); `name` is what they call it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="message_addresses")
    name = models.CharField(max_length=60)
    service = models.CharField(max_length=20)
    secret = models.TextField()
    made = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.service} of {self.user_id}"


class MessageChoice(models.Model):
    """When a kind of message is sent on to somebody, and by which channels: a list of `email` and
    of numbers of addresses, as texts."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="message_choices")
    kind = models.CharField(max_length=12)
    when = models.CharField(max_length=6)
    channels = models.JSONField(default=list)

    class Meta:
        """One for each kind."""

        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("user", "kind"), name="one_message_choice"),)

    def __str__(self) -> str:
        return f"{self.kind} to {self.user_id}: {self.when}"


class MessageMark(models.Model):
    """Until when a kind of message was gathered."""

    kind = models.CharField(max_length=12, primary_key=True)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} until {self.until}"


class Message(models.Model):
    """Something that a user is told: once (`key`), however often it is found.

    `what` names what it is about; of a goal that is the `notice`. `planned` is when it was decided
    how it is sent on, `read` when its receiver saw it.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="told")
    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=200)
    notice = models.ForeignKey(GoalNotice, on_delete=models.CASCADE, null=True, related_name="told")
    what = models.JSONField(default=dict)
    made = models.DateTimeField(db_index=True)
    planned = models.DateTimeField(null=True, db_index=True)
    read = models.DateTimeField(null=True)

    class Meta:
        """Oldest first."""

        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("user", "kind", "key"), name="told_once"),)
        indexes = (models.Index(fields=("user", "read"), name="unread_messages"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.key} to {self.user_id}"


class MessageDelivery(models.Model):
    """Something sent to a user by one channel: a message told at once, or a digest of several.

    It waits until `due`; whoever sends it claims it, so that it is sent by one. `since` is when it
    was due first, `tries` how often it was tried, `lost` how often who had claimed it was never
    heard of again. `uid` is in the Message-ID, so that a mailbox that gets it twice shows it once.
    """

    class State(models.TextChoices):
        """Where it is. A delivery is dropped where nothing in it is its receiver's to see."""

        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        GIVEN_UP = "given-up"
        DROPPED = "dropped"

    uid = models.UUIDField(unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="deliveries")
    address = models.ForeignKey(
        MessageAddress, on_delete=models.CASCADE, null=True, related_name="deliveries"
    )
    form = models.CharField(max_length=6)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    due = models.DateTimeField()
    since = models.DateTimeField()
    tries = models.IntegerField(default=0)
    lost = models.IntegerField(default=0)
    claimed = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    error = models.CharField(max_length=40, blank=True)

    class Meta:
        """Oldest first."""

        ordering = ("id",)
        indexes = (models.Index(fields=("state", "due"), name="due_deliveries"),)

    def __str__(self) -> str:
        return f"{self.form} to {self.user_id}: {self.state}"


class MessagePart(models.Model):
    """A message in a delivery: in one alone of each channel."""

    delivery = models.ForeignKey(MessageDelivery, on_delete=models.CASCADE, related_name="parts")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="parts")
    channel = models.CharField(max_length=20)

    class Meta:
        """As they came."""

        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("message", "channel"), name="sent_once_by_a_channel"),
        )

    def __str__(self) -> str:
        return f"{self.message_id} by {self.channel}"
