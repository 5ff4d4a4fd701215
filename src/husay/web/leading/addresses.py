"""The addresses of leading and lagging, each with the right that it wants."""

from __future__ import annotations

from django.urls import URLPattern

from husay.access.role import Right
from husay.web.doorway import page
from husay.web.leading import views

addresses: list[URLPattern] = [
    page("ranking", views.ranking, "ranking", Right.COMPARE),
    page("gap", views.gap, "ranking-gap", Right.COMPARE),
    page("obstacles", views.in_the_way, "ranking-obstacles", Right.COMPARE),
    page("price", views.price, "price", Right.COMPARE),
]
