"""The web face as a Django app."""

from __future__ import annotations

from django.apps import AppConfig

from husay.store.records.weight import is_light


class WebConfig(AppConfig):
    """Templates, assets and template tags."""

    name = "husay.web"
    label = "web"

    def ready(self) -> None:
        """Have sign-ins written down, wherever there can be any."""
        if not is_light():
            from husay.web.doors import noting  # noqa: F401  its receivers connect themselves
