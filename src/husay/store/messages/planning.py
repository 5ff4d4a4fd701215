"""Planning: by what each person chose, which message is sent by which channel when, and in which
digest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from django.utils.timezone import get_default_timezone

from husay.messages.choice import Choices
from husay.messages.hours import after_quiet, next_digest
from husay.messages.kind import EMAIL, Form
from husay.store.messages.channels import gets_email
from husay.store.messages.chosen import choices_of
from husay.store.records.alone import alone
from husay.store.records.models import Message, MessageDelivery, MessagePart, User

_AT_ONCE = 2_000


def plan(at: datetime) -> int:
    """Put what nobody decided on into deliveries; answers how many messages that were.

    A digest collects until it is due, what is told at once goes together until then, and a message
    is in one delivery of each channel alone.
    """
    with alone():
        waiting = Message.objects.filter(planned=None).select_related("user")
        messages = list(waiting.order_by("pk")[:_AT_ONCE])
        users = {one.user_id: one.user for one in messages}
        chosen, open_ones = choices_of(users.values()), _Open(users.values())
        parts = [
            part
            for one in messages if one.read is None
            for part in _parts(one, chosen[one.user_id], open_ones, at)
        ]  # fmt: skip
        MessagePart.objects.bulk_create(parts, ignore_conflicts=True)
        Message.objects.filter(pk__in=[one.pk for one in messages]).update(planned=at)
    return len(messages)


def plan_again(user: User, at: datetime) -> None:
    """Take back what waits and was never tried: it is planned by what the user chose now."""
    state = MessageDelivery.State.WAITING
    waiting = MessageDelivery.objects.filter(user=user, state=state, tries=0)
    told = Message.objects.filter(user=user, parts__delivery__in=waiting)
    numbers = list(told.values_list("pk", flat=True).distinct())
    waiting.delete()
    Message.objects.filter(pk__in=numbers).update(planned=None)


class _Open:
    """The deliveries that still collect, by user, channel, form and when they are due."""

    def __init__(self, users: Iterable[User]) -> None:
        users = list(users)
        self.channels = {user.pk: {EMAIL} if gets_email(user) else set() for user in users}
        self.addresses = {
            str(row.pk): row for user in users if not user.demo
            for row in user.message_addresses.all()
        }  # fmt: skip
        for key, row in self.addresses.items():
            self.channels[row.user_id].add(key)
        rows = MessageDelivery.objects.filter(
            user__in=users, state=MessageDelivery.State.WAITING, tries=0
        )
        self.known = {(row.user_id, _channel(row), row.form, row.due): row for row in rows}

    def delivery(self, user: int, channel: str, form: Form, due: datetime) -> MessageDelivery:
        key = user, channel, str(form), due
        if key not in self.known:
            self.known[key] = MessageDelivery.objects.create(
                uid=uuid4(), user_id=user, address=self.addresses.get(channel), form=form, due=due,
                since=due,
            )  # fmt: skip
        return self.known[key]


def _channel(row: MessageDelivery) -> str:
    return EMAIL if row.address_id is None else str(row.address_id)


def _parts(
    message: Message, choices: Choices, open_ones: _Open, at: datetime
) -> Iterable[MessagePart]:
    choice, zone = choices.choice(message.kind), get_default_timezone()  # type: ignore[arg-type]
    form = choice.when
    if form == "never":
        return
    if form == "now":
        due = after_quiet(at, choices.quiet, zone)
    else:
        due = next_digest(at, form, choices.hour, choices.weekday, zone)
    for channel in choice.channels:
        if channel in open_ones.channels[message.user_id]:
            delivery = open_ones.delivery(message.user_id, channel, form, due)
            yield MessagePart(delivery=delivery, message=message, channel=channel)
