"""A statement's own digest, and whether a cap took something of it: whoever was not touched by what
changed keeps their statement when a run is worked out again."""

from importlib import import_module

from django.db import migrations, models

_kept = import_module("husay.store.records.migrations.0017_pay_is_kept")


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0018_pay_by_hand"),
    ]

    operations = [
        # SQLite drops a table's triggers when a column is added to it.
        migrations.RunPython(_kept.let_pay_go, _kept.keep_pay),
        migrations.AddField(
            "paystatement", "digest", models.CharField(max_length=64, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "paystatement", "at_cap", models.BooleanField(default=False), preserve_default=False
        ),
        migrations.RunPython(_kept.keep_pay, _kept.let_pay_go),
    ]  # fmt: skip
