"""The addresses. A page appears in the menu (husay.web.shell) as soon as its name is here."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.views.decorators.http import require_safe
from django.views.i18n import set_language

from husay.web import views, views_explore, views_export
from husay.web.bring_in import history_views, mapping_views
from husay.web.bring_in import views as bring_in
from husay.web.health import health
from husay.web.shell import set_theme

_answer_file, _rows_file = map(require_safe, (views_export.answer_file, views_export.rows_file))

urlpatterns: list[URLPattern] = [
    path("", views.standing, name="standing"),
    path("explore", views_explore.explore, name="explore"),
    path("explore/rows", views_explore.rows, name="explore-rows"),
    path("explore/rows/export/<str:form>", _rows_file, name="explore-rows-export"),
    path("explore/line", views_explore.line, name="explore-line"),
    path("explore/export/<str:form>", _answer_file, name="explore-export"),
    path("measures", views_explore.measures, name="measures"),
    path("data", bring_in.overview, name="bring-in"),
    path("data/upload", bring_in.upload, name="bring-in-upload"),
    path("data/source/<str:name>/again", bring_in.again, name="bring-in-again"),
    path("data/file/<uuid:number>", mapping_views.mapping, name="bring-in-mapping"),
    path("data/run/<int:number>", bring_in.run, name="bring-in-run"),
    path("data/run/<int:number>/confirm", bring_in.confirm, name="bring-in-confirm"),
    path("data/run/<int:number>/rejects.csv", bring_in.rejects, name="bring-in-rejects"),
    path("data/history", history_views.history, name="bring-in-history"),
    path("data/history/pin", history_views.pin, name="bring-in-pin"),
    path("data/history/unpin", history_views.unpin, name="bring-in-unpin"),
    path("health", health, name="health"),
    path("language", set_language, name="set_language"),
    path("theme", set_theme, name="set_theme"),
]
