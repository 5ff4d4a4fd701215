"""What kinds of messages, times, channels and errors are called; and reports of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from husay.basics.problem import Problem
from husay.messages.address import SERVICE
from husay.messages.kind import EMAIL, KINDS
from husay.words import dates
from husay.words.document import Report
from husay.words.format import count
from husay.words.sheet import Sheet, SheetColumn

if TYPE_CHECKING:
    from husay.messages.choice import Choices
    from husay.messages.kind import Form, Kind, When
    from husay.store.messages.deliveries import Deliveries
    from husay.store.messages.sending import Sent
    from husay.store.records.models import Message, MessageAddress, MessageDelivery
    from husay.words.term import Text

KIND_NAMES: Mapping[Kind, Text] = {
    "goal": gettext_lazy("Goals and pace"),
    "milestone": gettext_lazy("Milestones"),
    "signal": gettext_lazy("Signals"),
    "action": gettext_lazy("Coaching to be done"),
    "statement": gettext_lazy("Statements of pay"),
    "question": gettext_lazy("Questions about pay"),
    "recognition": gettext_lazy("Recognition and thanks"),
    "circle": gettext_lazy("Circles"),
}
KIND_MEANINGS: Mapping[Kind, Text] = {
    "goal": gettext_lazy("A goal of yours is new or was changed, or its odds have."),
    "milestone": gettext_lazy("The company or a unit has reached a milestone."),
    "signal": gettext_lazy("Something that you see has started to fall."),
    "action": gettext_lazy("Something agreed in coaching is to be done by tomorrow."),
    "statement": gettext_lazy("Your statement is there to be read."),
    "question": gettext_lazy("A question waits for you, or yours was answered."),
    "recognition": gettext_lazy("You are thanked, or you or your unit did something well."),
    "circle": gettext_lazy("You are asked to join one, it meets soon, or a partner wrote a page."),
}
WHEN_NAMES: Mapping[When, Text] = {
    "now": pgettext_lazy("message", "At once"),
    "daily": pgettext_lazy("message", "Once a day"),
    "weekly": pgettext_lazy("message", "Once a week"),
    "never": pgettext_lazy("message", "In the inbox only"),
}
STATE_NAMES: Mapping[str, Text] = {
    "waiting": pgettext_lazy("delivery", "waiting"),
    "sending": pgettext_lazy("delivery", "being sent"),
    "sent": pgettext_lazy("delivery", "sent"),
    "given-up": pgettext_lazy("delivery", "given up"),
    "dropped": pgettext_lazy("delivery", "nothing left to send"),
}
ERRORS: Mapping[str, Text] = {
    "refused": gettext_lazy("the mail server does not take this address"),
    "broken-off": gettext_lazy("the mail server broke off"),
    "unreachable": gettext_lazy("the mail server cannot be reached"),
    "no-answer": gettext_lazy("there was no answer, or none that can be read"),
    "address-unusable": gettext_lazy("the address cannot be used any more"),
    "address-sealed": gettext_lazy("the address was kept by another key: enter it again"),
    "lost": gettext_lazy("whoever sent it was stopped meanwhile"),
    "not-written": gettext_lazy("it could not be put into words"),
}
"""What keeps a message from being delivered."""
_A_MONDAY = date(2024, 1, 1)


def error_text(code: str) -> str:
    """Why something could not be delivered."""
    kind, _dash, status = code.partition("-")
    if kind == "status":
        return _("the receiver answered with %(status)s") % {"status": status}
    return str(ERRORS[code])


def service_text(code: str) -> str:
    """What a channel is called: e-mail, or a service by its own name."""
    return _("E-mail") if code == EMAIL else SERVICE[code].name


def channel_text(row: MessageDelivery) -> str:
    """Where a delivery goes: 'E-mail', or what its owner calls the address, with the service."""
    return service_text(EMAIL) if row.address is None else address_text(row.address)


def address_text(row: MessageAddress) -> str:
    """An address as it is shown: what its owner calls it and of which service it is, no more."""
    return _("%(name)s (%(service)s)") % {"name": row.name, "service": service_text(row.service)}


def trouble_text(row: MessageDelivery) -> str:
    """What became of a delivery that failed."""
    told = {
        "channel": channel_text(row), "why": error_text(row.error), "n": count(row.tries),
        "at": dates.moment(row.due),
    }  # fmt: skip
    if row.state == "given-up":
        return ngettext(
            "Could not be delivered to %(channel)s: %(why)s. Tried %(n)s time, and given up; what "
            "it said stands in your inbox.",
            "Could not be delivered to %(channel)s: %(why)s. Tried %(n)s times, and given up; what "
            "it said stands in your inbox.",
            row.tries,
        ) % told  # fmt: skip
    return (
        ngettext(
            "Could not be delivered to %(channel)s: %(why)s. Tried %(n)s time, next at %(at)s.",
            "Could not be delivered to %(channel)s: %(why)s. Tried %(n)s times, next at %(at)s.",
            row.tries,
        )
        % told
    )


def inbox_sentence(unread: int, shown: int) -> str:
    """What the inbox says first."""
    if not shown:
        return _("Nobody has told you anything yet.")
    if not unread:
        return _("You have read everything.")
    return ngettext(
        "%(n)s message waits to be read.", "%(n)s messages wait to be read.", unread
    ) % {"n": count(unread)}


def choices_sentence(choices: Choices) -> str:
    """What somebody has sent on at once, in a sentence; what has no channel is sent nowhere."""
    sent = [choice for choice in map(choices.choice, KINDS) if choice.channels]
    at_once = sum(choice.when == "now" for choice in sent)
    digests = sum(choice.when in ("daily", "weekly") for choice in sent)
    return _("Of %(all)s kinds of messages %(now)s reach you at once and %(digest)s in a digest; "
             "all of them stand in your inbox.") % {
        "all": count(len(KINDS)), "now": count(at_once), "digest": count(digests),
    }  # fmt: skip


def deliveries_sentence(found: Deliveries) -> str:
    """How deliveries go."""
    given_up = sum(states.get("given-up", 0) for states in found.counts.values())
    sent = sum(states.get("sent", 0) for states in found.counts.values())
    if not found.counts:
        return _("Nothing was to be sent in the last 14 days.")
    if given_up:
        return ngettext(
            "%(n)s delivery of the last 14 days was given up; %(sent)s went out.",
            "%(n)s deliveries of the last 14 days were given up; %(sent)s went out.",
            given_up,
        ) % {"n": count(given_up), "sent": count(sent)}
    return ngettext(
        "%(n)s delivery went out in the last 14 days, and none was given up.",
        "%(n)s deliveries went out in the last 14 days, and none was given up.",
        sent,
    ) % {"n": count(sent)}


def messages_report(found: Sequence[tuple[Message, str]]) -> Report:
    """Messages with their words, one a row."""
    columns = (
        SheetColumn(name="message", label=_("Number"), kind="count"),
        SheetColumn(name="at", label=_("When"), named="at_text"),
        SheetColumn(name="at_text", label=_("When"), shown=False),
        SheetColumn(name="kind", label=pgettext("topic", "About"), shown=False),
        SheetColumn(name="kind_name", label=pgettext("topic", "About")),
        SheetColumn(name="text", label=_("Message")),
        SheetColumn(name="read", label=_("Read"), named="read_text", missing=_("not yet")),
        SheetColumn(name="read_text", label=_("Read"), shown=False),
    )
    rows = [
        {
            "message": one.pk, "at": one.made.isoformat(),
            "at_text": dates.moment(one.made), "kind": one.kind,
            "kind_name": str(KIND_NAMES[one.kind]),  # type: ignore[index]
            "text": words, "read": one.read.isoformat() if one.read else None,
            "read_text": dates.moment(one.read) if one.read else None,
        }
        for one, words in found
    ]  # fmt: skip
    unread = sum(one.read is None for one, _words in found)
    more = {"unread": unread}
    sentence = inbox_sentence(unread, len(found))
    return Report(sheet=Sheet(columns, rows), sentence=sentence, more=more)


def without_email(sends_email: bool) -> tuple[Problem, ...]:
    """What to know of a server that sends no e-mail."""
    return () if sends_email else (Problem(code="messages-without-email", severity="warning"),)


def choices_report(
    choices: Choices, addresses: Sequence[MessageAddress], *, sends_email: bool
) -> Report:
    """What somebody chose, one kind a row."""
    names = {EMAIL: service_text(EMAIL)} | {str(a.pk): address_text(a) for a in addresses}
    columns = (
        SheetColumn(name="kind", label=_("Kind")),
        SheetColumn(name="kind_name", label=pgettext("topic", "About")),
        SheetColumn(name="when", label=_("Choice"), shown=False),
        SheetColumn(name="when_name", label=_("When")),
        SheetColumn(name="channels", label=_("Channels"), shown=False),
        SheetColumn(name="channel_names", label=_("Sent to"), missing="–"),
    )
    rows = []
    for kind in KINDS:
        choice = choices.choice(kind)
        known = [one for one in choice.channels if one in names]
        rows.append({
            "kind": kind, "kind_name": str(KIND_NAMES[kind]), "when": choice.when,
            "when_name": str(WHEN_NAMES[choice.when]), "channels": ",".join(known),
            "channel_names": ", ".join(names[one] for one in known) or None,
        })  # fmt: skip
    quiet = choices.quiet
    more = {
        "quiet_from": f"{quiet.start:%H:%M}" if quiet else None,
        "quiet_until": f"{quiet.end:%H:%M}" if quiet else None,
        "hour": choices.hour, "weekday": choices.weekday,
    }  # fmt: skip
    return Report(
        sheet=Sheet(columns, rows), sentence=choices_sentence(choices), more=more,
        problems=without_email(sends_email), notes=_hours(choices),
    )  # fmt: skip


def _hours(choices: Choices) -> tuple[str, str]:
    """When somebody is left in peace, and when digests come."""
    quiet = choices.quiet
    if quiet is None or quiet.start == quiet.end:
        peace = _("You are left in peace at no hour.")
    else:
        told = {"start": f"{quiet.start:%H:%M}", "end": f"{quiet.end:%H:%M}"}
        peace = _("You are left in peace from %(start)s to %(end)s.") % told
    when = {"hour": f"{choices.hour:02}:00", "weekday": weekday_name(choices.weekday)}
    return peace, _("Digests come at %(hour)s, that of the week on %(weekday)s.") % when


def weekday_name(number: int) -> str:
    """What a day of the week is called, 0 being Monday."""
    return dates.weekday(_A_MONDAY + timedelta(days=number))


def sent_report(gathered: int, sent: Sent, *, sends_email: bool) -> Report:
    """What a round of sending did."""
    labels = {
        "gathered": _("New messages"), "sent": _("Sent"), "failed": _("Failed"),
        "dropped": _("Nothing left to send"),
    }  # fmt: skip
    columns = tuple(
        SheetColumn(name=name, label=label, kind="count") for name, label in labels.items()
    )
    row = {
        "gathered": gathered, "sent": sent.sent, "failed": sent.failed, "dropped": sent.dropped,
    }  # fmt: skip
    said = ngettext("%(n)s delivery went out.", "%(n)s deliveries went out.", sent.sent)
    return Report(
        sheet=Sheet(columns, [row]), sentence=said % {"n": count(sent.sent)},
        problems=without_email(sends_email),
    )  # fmt: skip


def form_name(form: Form) -> str:
    """What a letter of a form is called."""
    names: Mapping[Form, str] = {
        "now": _("At once"), "daily": _("Digest of the day"), "weekly": _("Digest of the week"),
    }  # fmt: skip
    return names[form]
