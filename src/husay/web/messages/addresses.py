"""The addresses of messages, each with the right that it wants."""

from __future__ import annotations

from django.urls import URLPattern

from husay.access.role import Right
from husay.web.doorway import page
from husay.web.messages import choices_views, delivery_views, inbox_views

_SENT = "inbox/addresses"

addresses: list[URLPattern] = [
    page("inbox", inbox_views.inbox, "inbox", Right.TAKE_PART),
    page("inbox/read", inbox_views.read, "inbox-read", Right.TAKE_PART),
    page("inbox/choices", choices_views.choices, "inbox-choices", Right.TAKE_PART),
    page(_SENT, choices_views.add, "inbox-address", Right.TAKE_PART),
    page(f"{_SENT}/<number:number>", choices_views.remove, "inbox-address-remove", Right.TAKE_PART),
    page("deliveries", delivery_views.deliveries, "deliveries", Right.MANAGE_PEOPLE),
]
