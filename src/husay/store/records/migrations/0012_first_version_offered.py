"""Which version of a plan was the first that others than planners saw: until now only the audit log
said it."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def from_the_log(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    plans = apps.get_model("records", "GoalPlanRow")
    first = dict[int, int]()
    for entry in (
        apps.get_model("records", "AuditEntry")
        .objects.filter(action__in=("goals-offered", "goals-published"), kind="goal")
        .order_by("number")
        .iterator()
    ):
        version = str((entry.after or {}).get("version", ""))
        if entry.item.isdecimal() and version.isdecimal():
            first.setdefault(int(entry.item), int(version))
    some = list(plans.objects.filter(offered=None))
    for plan in some:
        plan.offered = first.get(plan.pk)
    plans.objects.bulk_update(some, ["offered"], batch_size=500)


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
