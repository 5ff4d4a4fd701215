"""What somebody chose of their messages, as a form: kinds down, times and channels across."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from husay.messages.address import LONGEST_NAME
from husay.messages.choice import Choices
from husay.messages.kind import EMAIL, KINDS, WHENS
from husay.store.company import Company
from husay.store.messages.channels import sends_email
from husay.store.messages.choices import own_addresses, troubles
from husay.words import dates
from husay.words.figure import Sentence
from husay.words.messages import (
    KIND_MEANINGS,
    KIND_NAMES,
    WHEN_NAMES,
    address_text,
    choices_sentence,
    service_text,
    trouble_text,
    weekday_name,
    without_email,
)
from husay.words.problems import describe


@dataclass(frozen=True)
class Row:
    """A kind: its times (code, words, whether chosen) and channels likewise."""

    kind: str
    name: str
    meaning: str
    times: list[tuple[str, str, bool]]
    channels: list[tuple[str, str, bool]]


def choices_context(company: Company, chosen: Choices) -> dict[str, object]:
    """For `choices.html`."""
    addresses = own_addresses(company)
    channels = {EMAIL: service_text(EMAIL)} | {str(a.pk): address_text(a) for a in addresses}
    quiet = chosen.quiet
    return {
        "sentence": Sentence((choices_sentence(chosen),)),
        "rows": [_row(chosen, kind, channels) for kind in KINDS],
        "channels": list(channels.values()),
        "quiet": (f"{quiet.start:%H:%M}", f"{quiet.end:%H:%M}") if quiet else ("", ""),
        "hours": [(n, f"{n:02}:00", n == chosen.hour) for n in range(24)],
        "weekdays": [
            (n, weekday_name(n), n == chosen.weekday)
            for n in range(7)
        ],
        "addresses": [(a.pk, address_text(a), dates.moment(a.made)) for a in addresses],
        "troubles": [trouble_text(row) for row in troubles(company)],
        "longest_name": LONGEST_NAME, "zone": settings.TIME_ZONE,
        "no_mail": [describe(problem) for problem in without_email(sends_email())],
    }  # fmt: skip


def _row(chosen: Choices, kind: str, channels: dict[str, str]) -> Row:
    choice = chosen.choice(kind)  # type: ignore[arg-type]
    return Row(
        kind, str(KIND_NAMES[kind]), str(KIND_MEANINGS[kind]),  # type: ignore[index]
        [(code, str(WHEN_NAMES[code]), code == choice.when) for code in WHENS],
        [(key, name, key in choice.channels) for key, name in channels.items()],
    )  # fmt: skip
