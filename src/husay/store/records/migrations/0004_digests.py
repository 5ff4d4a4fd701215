from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0003_import_worker"),
    ]

    operations = [
        migrations.AddField(
            model_name="manifestrecord",
            name="digests",
            field=models.JSONField(default=dict),
        ),
    ]
