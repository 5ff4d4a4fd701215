"""What people chose of their messages, and the addresses that they gave."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings

from husay.basics.problem import Mistake, Problem, mistake
from husay.messages.address import (
    LONGEST_NAME,
    MOST_ADDRESSES,
    address_mistakes,
    read_address,
)
from husay.messages.choice import Choices, choice_mistakes
from husay.messages.kind import KINDS
from husay.store.messages.channels import channels_of
from husay.store.messages.chosen import choices_of
from husay.store.messages.people import user_asking
from husay.store.messages.planning import plan_again
from husay.store.messages.sealing import sealed
from husay.store.records.alone import alone
from husay.store.records.audit import note
from husay.store.records.models import (
    MessageAddress,
    MessageChoice,
    MessageDelivery,
    MessageSettings,
    User,
)

if TYPE_CHECKING:
    from husay.store.company import Company


def own_choices(company: Company) -> Choices:
    """What the viewer chose. Raises Mistake `messages-of-nobody`."""
    user = user_asking(company)
    return choices_of([user])[user.pk]


def own_addresses(company: Company) -> tuple[MessageAddress, ...]:
    """The viewer's addresses, oldest first."""
    return tuple(user_asking(company).message_addresses.all())


def keep_choices(company: Company, choices: Choices, at: datetime) -> None:
    """Keep what the viewer chose; what waits to be sent is planned again by it. Raises Mistake with
    all that is wrong (`husay.messages.choice`)."""
    user = user_asking(company)
    problems = choice_mistakes(choices, channels_of(user))
    if problems:
        raise Mistake(*problems)
    quiet = choices.quiet
    with alone():
        MessageSettings.objects.update_or_create(
            user=user,
            defaults={
                "quiet_from": quiet.start if quiet else None,
                "quiet_until": quiet.end if quiet else None,
                "hour": choices.hour, "weekday": choices.weekday,
            },
        )  # fmt: skip
        for kind, choice in choices.of.items():
            MessageChoice.objects.update_or_create(
                user=user, kind=kind,
                defaults={"when": choice.when, "channels": list(choice.channels)},
            )  # fmt: skip
        plan_again(user, at)
        note(
            company.viewer, "messages-chosen", at=at, place=company.place, kind="user",
            item=str(user.pk), after={kind: one.when for kind, one in choices.of.items()},
        )  # fmt: skip


def add_address(company: Company, name: str, text: str, at: datetime) -> MessageAddress:
    """Add an address to the viewer's; every kind that is sent by e-mail is sent there as well.

    Raises Mistake with all that is wrong of `address-name`, `address-name-long`, `address-many` and
    what `husay.messages.address` finds; none of them holds the address.
    """
    user, name = user_asking(company), name.strip()
    problems = list(address_mistakes(text, own_hosts()))
    if not name:
        problems.append(Problem(code="address-name"))
    if len(name) > LONGEST_NAME:
        problems.append(Problem(code="address-name-long", value=str(LONGEST_NAME)))
    if problems:
        raise Mistake(*problems)
    address = read_address(text, own_hosts())
    with alone():
        if user.message_addresses.count() >= MOST_ADDRESSES:
            raise mistake("address-many", value=MOST_ADDRESSES)
        made = MessageAddress.objects.create(
            user=user, name=name, service=address.service.code, secret=sealed(address.text), made=at
        )
        _choose(user, str(made.pk))
        note(
            company.viewer, "message-address-added", at=at, place=company.place, kind="user",
            item=str(user.pk), after={"service": made.service, "address": made.pk},
        )  # fmt: skip
    return made


def _choose(user: User, channel: str) -> None:
    """A new address is chosen wherever something is sent on: it can be left out of any kind."""
    chosen = choices_of([user])[user.pk]
    for kind in KINDS:
        choice = chosen.choice(kind)
        MessageChoice.objects.update_or_create(
            user=user, kind=kind,
            defaults={"when": choice.when, "channels": [*choice.channels, channel]},
        )  # fmt: skip


def remove_address(company: Company, number: int, at: datetime) -> None:
    """Remove one of the viewer's addresses, with all that waits to be sent there; nothing happens
    where it is none of theirs."""
    user = user_asking(company)
    with alone():
        row = user.message_addresses.filter(pk=number).first()
        if row is None:
            return
        for choice in user.message_choices.all():
            choice.channels = [one for one in choice.channels if one != str(number)]
            choice.save(update_fields=["channels"])
        what = {"service": row.service, "address": row.pk}
        row.delete()
        note(
            company.viewer, "message-address-removed", at=at, place=company.place, kind="user",
            item=str(user.pk), before=what,
        )  # fmt: skip


def own_hosts() -> tuple[str, ...]:
    """The hosts of the company's own network that messages may be sent to."""
    return tuple(settings.HUSAY_MESSAGE_HOSTS)


def troubles(company: Company) -> tuple[MessageDelivery, ...]:
    """The viewer's deliveries that failed: those that are tried again, and those given up of late,
    the newest first."""
    user, state = user_asking(company), MessageDelivery.State
    rows = MessageDelivery.objects.filter(user=user).exclude(error="").select_related("address")
    open_ones = rows.filter(state__in=(state.WAITING, state.SENDING, state.GIVEN_UP))
    return tuple(open_ones.order_by("-pk")[:20])
