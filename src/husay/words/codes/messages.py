"""Words for what is wrong with choices of messages, and with addresses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

MESSAGE_WORDS: dict[str, Wording] = {
    "messages-of-nobody": Wording(
        _("Whoever runs commands in the company’s folder has no inbox."),
        _("Say whose messages are meant: “husay --as ana@example.ph messages list”."),
    ),
    "messages-without-email": Wording(
        _("This server sends no e-mail."), _("Whoever runs it can set HUSAY_EMAIL_URL.")
    ),
    "message-quiet": Wording(
        _("The hours in which you are left in peace have no beginning, or no end."),
        _("Give both, such as 20:00 and 07:00; the same twice for no such hours."),
    ),
    "message-kind": Wording(
        _("“%(value)s” is no kind of message."),
        _("Choose one of: goal, milestone, signal, action, statement, question, recognition, "
          "circle."),
    ),
    "message-when": Wording(
        _("“%(value)s” is no time for a message."), _("Choose one of: now, daily, weekly, never.")
    ),
    "message-channel": Wording(
        _("“%(value)s” is none of your channels."),
        _("Choose email, or the number of one of your addresses."),
    ),
    "message-hour": Wording(
        _("“%(value)s” is no hour for a digest."), _("Choose an hour from 0 to 23.")
    ),
    "message-weekday": Wording(
        _("“%(value)s” is no day of the week."), _("Choose one from 0 (Monday) to 6 (Sunday).")
    ),
    "message-time": Wording(
        _("“%(value)s” is no time of day."), _("Write it as 20:00; leave both empty for none.")
    ),
    "address-missing": Wording(
        _("The address is missing."),
        _("Paste the one that the service gave you (https://hooks.slack.com/…), or write it as "
          "apprise does (slack://…, viber://…)."),
    ),
    "address-too-long": Wording(
        _("The address is too long."), _("One has %(value)s characters at the most.")
    ),
    "address-signs": Wording(
        _("The address has signs that no address has."),
        _("Copy it again from the service, without spaces and without quotation marks."),
    ),
    "address-service": Wording(
        _("Messages cannot be sent to “%(value)s://”."),
        _("Slack, Teams, Viber, Telegram, Discord, Google Chat, Webex, LINE, Pushover and SMS can "
          "be used; others where whoever runs the server allows it."),
    ),
    "address-host": Wording(
        _("The server may not send messages to “%(value)s”."),
        _("Whoever runs the server can allow it with HUSAY_MESSAGE_HOSTS."),
    ),
    "address-option": Wording(
        _("The address has an option that is not taken: “%(value)s”."), _("Leave it out.")
    ),
    "address-name": Wording(
        _("The address has no name."), _("Write what you call it, such as: team channel.")
    ),
    "address-name-long": Wording(
        _("The name of the address is too long."), _("Say it in %(value)s characters or fewer.")
    ),
    "address-many": Wording(
        _("You have as many addresses as one can have: %(value)s."), _("Remove one first.")
    ),
}  # fmt: skip
