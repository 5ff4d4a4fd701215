"""The address of the month's page: everybody has one, each with what is theirs."""

from __future__ import annotations

from django.urls import URLPattern

from husay.access.role import Right
from husay.web.doorway import page
from husay.web.month import views

addresses: list[URLPattern] = [page("month", views.month, "month", Right.TAKE_PART)]
