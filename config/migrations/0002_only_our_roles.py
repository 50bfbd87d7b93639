"""Our roles instead of Wagtail's example groups, which would reach every page.

Instructors publish by workflow: its approval moves from the example group to Administrators.
"""

from django.db import migrations

EXAMPLES = ["Editors", "Moderators"]


def keep_only_our_roles(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    GroupApprovalTask = apps.get_model("wagtailcore", "GroupApprovalTask")
    Workflow = apps.get_model("wagtailcore", "Workflow")

    administrators, _ = Group.objects.get_or_create(name="Administrators")
    for task in GroupApprovalTask.objects.filter(groups__name__in=EXAMPLES).distinct():
        task.groups.set([administrators])
        task.name = "Pemeriksaan administrator"
        task.save(update_fields=["name"])
    Workflow.objects.filter(name="Moderators approval").update(name="Pemeriksaan administrator")
    Group.objects.filter(name__in=EXAMPLES, user=None).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("config", "0001_initial"),
        ("accounts", "0002_ages"),
        ("cms", "0002_locale_and_home_page"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(keep_only_our_roles, migrations.RunPython.noop)]
