"""The Django application of the records."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Records live in one application with one line of migrations."""

    name = "husay.store.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
