"""The inbox, and that somebody has read what stands there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from husay.store.messages import inbox as store
from husay.web.clock import now
from husay.web.company import company
from husay.web.messages.inbox_page import inbox_context
from husay.web.views import shell_context


@never_cache
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What the reader was told, the newest first."""
    home = company(request)
    shown = inbox_context(home, store.inbox(home))
    return render(request, "husay/messages/inbox.html", shell_context(home.head()) | shown)


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """The reader knows what they were shown: the messages that the form names."""
    given = request.POST.getlist("message")[: store.MOST_SHOWN]
    shown = [int(text) for text in given if text.isdecimal() and len(text) < 19]
    store.mark_read(company(request), shown, now())
    return HttpResponseRedirect(reverse("inbox"))
