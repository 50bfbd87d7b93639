"""The log also holds files of the list of people."""

from django.db import migrations, models


def forget_people(apps, schema_editor):
    """The former rule knows no such rows."""
    apps.get_model("reports", "AccessLog").objects.filter(report="people").delete()


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("accesslog", "access_log_report_is_known"),
        migrations.AlterField(
            "accesslog",
            "report",
            models.CharField(
                choices=[
                    ("progress", "Trainee progress"),
                    ("overview", "Programme overview"),
                    ("people", "People"),
                ],
                max_length=12,
                verbose_name="report",
            ),
        ),
        migrations.AddConstraint(
            "accesslog",
            models.CheckConstraint(
                condition=models.Q(report__in=["progress", "overview", "people"]),
                name="access_log_report_is_known",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, forget_people),
    ]
