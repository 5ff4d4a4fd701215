"""Links by which the screen of a wall shows the rally board."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0024_team"),
    ]

    operations = [
        migrations.CreateModel(
            name="WallLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("secret", models.CharField(max_length=64, unique=True)),
                ("language", models.CharField(max_length=10)),
                ("people", models.BooleanField(default=False)),
                ("by", models.CharField(max_length=200)),
                ("made", models.DateTimeField()),
                ("expires", models.DateTimeField()),
                ("used", models.DateTimeField(null=True)),
                ("revoked", models.DateTimeField(null=True)),
            ],
            options={"ordering": ("id",)},
        ),
    ]
