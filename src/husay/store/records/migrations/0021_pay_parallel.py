import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0020_pay_questions"),
    ]

    operations = [
        migrations.CreateModel(
            name="PayParallelFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("rows", models.JSONField()),
                ("parts", models.JSONField()),
                ("by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="old_files",
                        to="records.payrun",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="PayParallelNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person", models.CharField(db_index=True, max_length=255)),
                ("sale", models.CharField(blank=True, max_length=255)),
                ("line", models.CharField(blank=True, max_length=40)),
                ("term", models.CharField(blank=True, max_length=255)),
                ("reason", models.CharField(max_length=500)),
                ("by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parallel_notes",
                        to="records.payrun",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
    ]
