"""The web face as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, assets and template tags."""

    name = "husay.web"
    label = "web"
