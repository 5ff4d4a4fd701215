"""The calls of messages: what one was told, that one read it, and what reaches one."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from husay.api.company import company
from husay.api.leading_shapes import Compared
from husay.api.paging import compared
from husay.api.shapes import Paged, Problems
from husay.messages.choice import Choice, quiet_with
from husay.messages.kind import KINDS, Kind, When
from husay.store.company import Company
from husay.store.messages import choices as store
from husay.store.messages.channels import sends_email
from husay.store.messages.inbox import MOST_SHOWN, inbox, mark_read
from husay.words.letters import Words
from husay.words.messages import choices_report, messages_report

router = Router()
_WRONG = {401: Problems, 403: Problems, 404: Problems, 422: Problems}
_Number = Annotated[int, Field(ge=1, lt=2**63)]
_Channel = Annotated[str, Field(max_length=20, pattern=r"^[^\x00]*$")]
_Time = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class AskedMessages(Paged):
    """Which messages are asked for."""

    unread: bool = Field(False, description="Only those that you have not read.")
    kind: Kind | None = Field(None, description="Only of this kind.")


class ReadMessages(Schema):
    """What was read."""

    model_config = ConfigDict(extra="forbid", strict=True)

    messages: list[_Number] = Field(
        min_length=1, max_length=MOST_SHOWN, description="The numbers of messages of yours."
    )


class GivenChoice(Schema):
    """When a kind is sent on, and where."""

    model_config = ConfigDict(extra="forbid", strict=True)

    kind: Kind
    when: When
    channels: list[_Channel] | None = Field(
        None, max_length=50, description="email, and numbers of addresses; else as they are."
    )


class GivenChoices(Schema):
    """What is to reach you; what is left out stays as it is."""

    model_config = ConfigDict(extra="forbid", strict=True)

    kinds: list[GivenChoice] = Field(default=[], max_length=len(KINDS))
    quiet_from: _Time | None = Field(None, description="20:00: nobody disturbs you from then on.")
    quiet_until: _Time | None = Field(None, description="07:00; as quiet_from for no hour at all.")
    hour: int | None = Field(None, ge=0, le=23, description="When digests come.")
    weekday: int | None = Field(None, ge=0, le=6, description="0 is Monday.")


@router.get("/messages", response={200: Compared, **_WRONG}, summary="Your messages")
def messages(request: HttpRequest, asked: Query[AskedMessages]) -> dict[str, Any]:
    """What you were told and may see, the newest first: the newest 200 at the most."""
    home = company(request)
    found = inbox(home, unread=asked.unread, kind=asked.kind or "")
    words = Words(home, found)
    return compared(messages_report([(one, words.inside(one)) for one in found]), asked)


@router.post("/messages/read", response={200: Compared, **_WRONG}, summary="Messages read")
def read(request: HttpRequest, given: ReadMessages, asked: Query[AskedMessages]) -> dict[str, Any]:
    """Say that you have read some of your messages."""
    mark_read(company(request), given.messages, timezone.now())
    return messages(request, asked)


@router.get("/messages/choices", response={200: Compared, **_WRONG}, summary="What reaches you")
def choices(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """What of your messages is sent on, when and where; no address is told."""
    return _chosen(company(request), asked)


@router.put("/messages/choices", response={200: Compared, **_WRONG}, summary="Choose messages")
def choose(request: HttpRequest, given: GivenChoices, asked: Query[Paged]) -> dict[str, Any]:
    """Choose what of your messages is sent on, when and where."""
    home = company(request)
    before = store.own_choices(home)
    after = replace(
        before,
        of={one.kind: _choice(one, before.choice(one.kind)) for one in given.kinds},
        hour=before.hour if given.hour is None else given.hour,
        weekday=before.weekday if given.weekday is None else given.weekday,
        quiet=quiet_with(before.quiet, _time(given.quiet_from), _time(given.quiet_until)),
    )
    store.keep_choices(home, after, timezone.now())
    return _chosen(home, asked)


def _time(text: str | None) -> time | None:
    return None if text is None else time.fromisoformat(text)


def _choice(given: GivenChoice, before: Choice) -> Choice:
    channels = before.channels if given.channels is None else tuple(given.channels)
    return Choice(given.when, channels)


def _chosen(home: Company, asked: Paged) -> dict[str, Any]:
    report = choices_report(
        store.own_choices(home), store.own_addresses(home), sends_email=sends_email()
    )
    return compared(report, asked)
