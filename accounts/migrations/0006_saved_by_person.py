from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

AT_ONCE = 500


def keep_what_may_be_theirs(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Who wrote a field until now is unknown: of those who have come in, all may be their own."""
    Profile = apps.get_model("accounts", "Profile")
    came_in = Profile.objects.filter(user__last_login__isnull=False).select_related("user")
    batch = []
    for profile in came_in.iterator(chunk_size=AT_ONCE):
        told = {name: getattr(profile, name) for name in ("phone", "birth_year", "gender")}
        told |= {"name": profile.user.name, "region": profile.region_id or profile.outside_region}
        profile.saved_by_person = sorted(name for name, value in told.items() if value)
        batch.append(profile)
        if len(batch) == AT_ONCE:
            Profile.objects.bulk_update(batch, ["saved_by_person"])
            batch = []
    Profile.objects.bulk_update(batch, ["saved_by_person"])


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_mails'),
    ]

    operations = [
        migrations.AddField(
            model_name='profile',
            name='saved_by_person',
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
        migrations.RunPython(keep_what_may_be_theirs, migrations.RunPython.noop, elidable=True),
    ]
