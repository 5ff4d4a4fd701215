"""The Django application of the records."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RecordsConfig(AppConfig):
    """Records live in one application with one line of migrations."""

    name = "husay.store.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Django's permissions are not used: what may be done is said by `husay.access`."""
        post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
