"""Notices of goals by e-mail, one message a person, in their language, where e-mail is set up."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.mail import send_mail
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from husay.measures.question import Whole
from husay.store.company import Company
from husay.store.goal_notices import still_theirs
from husay.store.records.models import GoalNotice, User
from husay.web.doors.mailing import can_send
from husay.words.goal_notices import notice_words
from husay.words.wholes import whole_name

_TOO_OLD = timedelta(days=2)
"""What could not be sent for so long is no news any more; it stands on the pages."""


def send_waiting(company: Company, at: datetime) -> int:
    """Send what people were told, have not read and may still see; answers how many messages went
    out.

    Raises OSError where the server for e-mail cannot be reached: the next round tries again.
    """
    if not can_send():
        return 0
    waiting = GoalNotice.objects.filter(
        mailed=None, read=None, made__gte=at - _TOO_OLD, user__is_active=True, user__demo=False
    )
    users = User.objects.filter(pk__in=waiting.values("user"))
    today = timezone.localdate(at)
    told = ((user, still_theirs(company, user, waiting.filter(user=user), today)) for user in users)
    return sum(_send(company, user, notices, at) for user, notices in told if notices)


def _send(company: Company, user: User, notices: tuple[GoalNotice, ...], at: datetime) -> int:
    language = user.language or company.home.read_settings().language
    with translation.override(language):
        calendar = company.snapshot().calendar
        lines = [
            notice_words(n, calendar, whose(company, n.scope, n.item)) for n in notices
        ]  # fmt: skip
        text = "\n\n".join((*lines, _("The page Goals says what it takes.")))
        send_mail(_("Your goals"), text.replace("\u00a0", " "), None, [user.email])
    GoalNotice.objects.filter(pk__in=[n.pk for n in notices]).update(mailed=at)
    return 1


def whose(company: Company, scope: str, item: str) -> str:
    """Whose goal a notice is about; '' for the reader's own."""
    return whole_name(company, Whole("unit", item)) if scope == "unit" else ""
