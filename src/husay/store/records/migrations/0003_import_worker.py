from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0002_when_cleaned"),
    ]

    operations = [
        migrations.AddField(
            model_name="importrun",
            name="everything",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="importrun",
            name="scheduled",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="importrun",
            name="started",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="importrun",
            name="attempts",
            field=models.IntegerField(default=0),
        ),
    ]
