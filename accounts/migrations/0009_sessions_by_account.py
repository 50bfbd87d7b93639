"""Sessions in a table of Kanal's, by account. Who is signed in stays so, in both directions."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.serializers import JSONSerializer
from django.core import signing
from django.db import migrations, models

#: As Django's own store, and ours after it, sign what they keep.
SALT = "django.contrib.sessions.SessionStore"
BATCH = 500


def account_of(session_data):
    """The number of the account that is signed in; None for nobody, or where no key reads it."""
    try:
        return signing.loads(session_data, salt=SALT, serializer=JSONSerializer).get(SESSION_KEY)
    except signing.BadSignature:
        return None


def to_ours(apps, schema_editor):
    using = schema_editor.connection.alias
    old = apps.get_model("sessions", "Session").objects.using(using)
    ours = apps.get_model("accounts", "Session")
    rows = (
        ours(account_id=account_of(data), session_key=key, session_data=data, expire_date=until)
        for key, data, until in old.values_list("session_key", "session_data", "expire_date")
    )
    ours.objects.using(using).bulk_create(rows, BATCH)
    old.all().delete()


def to_djangos(apps, schema_editor):
    using = schema_editor.connection.alias
    ours = apps.get_model("accounts", "Session").objects.using(using)
    old = apps.get_model("sessions", "Session")
    columns = ("session_key", "session_data", "expire_date")
    old.objects.using(using).bulk_create((old(**row) for row in ours.values(*columns)), BATCH)
    ours.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_names_in_order"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(
                        max_length=40,
                        primary_key=True,
                        serialize=False,
                        verbose_name="session key",
                    ),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("account_id", models.BigIntegerField(db_index=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "abstract": False,
            },
        ),
        migrations.RunPython(to_ours, to_djangos),
    ]
