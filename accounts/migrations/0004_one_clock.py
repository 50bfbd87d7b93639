"""Staff read the site's time: zones that somebody chose for themself before are forgotten."""

from django.db import migrations


def forget_zones(apps, schema_editor):
    profiles = apps.get_model("wagtailusers", "UserProfile")
    profiles.objects.exclude(current_time_zone="").update(current_time_zone="")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_erasure_requests"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
    ]

    operations = [migrations.RunPython(forget_zones, migrations.RunPython.noop)]
