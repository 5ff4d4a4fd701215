from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0004_digests"),
    ]

    operations = [
        migrations.AddField(
            model_name="importrun",
            name="replace",
            field=models.BooleanField(default=False),
        ),
    ]
