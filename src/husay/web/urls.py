"""The addresses. A page appears in the menu (husay.web.shell) as soon as its name is here."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.views.i18n import set_language

from husay.web import views, views_explore
from husay.web.shell import set_theme

urlpatterns: list[URLPattern] = [
    path("", views.standing, name="standing"),
    path("explore", views_explore.explore, name="explore"),
    path("explore/rows", views_explore.explore, name="explore-rows"),
    path("explore/export/<str:form>", views_explore.explore, name="explore-export"),
    path("measures", views_explore.measures, name="measures"),
    path("language", set_language, name="set_language"),
    path("theme", set_theme, name="set_theme"),
]
