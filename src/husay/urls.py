"""All addresses: the pages', and below /api/ the calls'."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from husay.api.urls import urlpatterns as calls
from husay.web.urls import urlpatterns as pages

urlpatterns: list[URLPattern | URLResolver] = [path("api/", include(calls)), *pages]
