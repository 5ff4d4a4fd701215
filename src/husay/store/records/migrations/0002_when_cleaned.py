from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0001_records"),
    ]

    operations = [
        migrations.AddField(
            model_name="manifestrecord",
            name="cleaned_at",
            field=models.DateTimeField(null=True),
        ),
    ]
