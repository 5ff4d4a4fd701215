"""Which version of a plan was the first that others than planners saw: until now only the audit log
said it."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def from_the_log(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    plans = apps.get_model("records", "GoalPlanRow")
    for entry in (
        apps.get_model("records", "AuditEntry")
        .objects.filter(action__in=("goals-offered", "goals-published"), kind="goal")
        .order_by("number")
    ):
        version = (entry.after or {}).get("version")
        if version is not None:
            plans.objects.filter(pk=int(entry.item), offered=None).update(offered=int(version))


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0011_coaching"),
    ]

    operations = [
        migrations.AddField(
            model_name="goalplanrow",
            name="offered",
            field=models.IntegerField(null=True),
        ),
        migrations.RunPython(from_the_log, migrations.RunPython.noop),
    ]
