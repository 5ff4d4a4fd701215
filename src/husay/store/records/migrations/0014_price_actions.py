import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0013_signals"),
    ]

    operations = [
        migrations.CreateModel(
            name="PriceActionRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scope", models.CharField(max_length=20)),
                ("item", models.CharField(max_length=255)),
                ("kind", models.CharField(max_length=20)),
                ("decision", models.CharField(max_length=300)),
                ("reason", models.CharField(max_length=500)),
                ("starts", models.DateField()),
                ("follow_up", models.DateField(null=True)),
                ("selected_from", models.DateField(null=True)),
                ("selected_until", models.DateField(null=True)),
                ("opened_from", models.CharField(blank=True, max_length=100)),
                ("state", models.CharField(default="standing", max_length=10)),
                ("ended", models.DateField(null=True)),
                ("why", models.CharField(blank=True, max_length=500)),
                ("version", models.IntegerField(default=1)),
                ("by", models.CharField(max_length=200)),
                ("made", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="price_actions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-starts", "-id"),
                "indexes": [models.Index(fields=["scope", "item"], name="price_actions_of_item")],
            },
        ),
    ]
