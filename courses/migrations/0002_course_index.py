"""The course index below the home page, so that instructors' page permissions have where to attach."""

from django.db import migrations


def make_index(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    CourseIndexPage = apps.get_model("courses", "CourseIndexPage")
    HomePage = apps.get_model("cms", "HomePage")
    Page = apps.get_model("wagtailcore", "Page")

    home = HomePage.objects.filter(depth=2).first()
    if home is None or CourseIndexPage.objects.exists():
        return
    kind, _ = ContentType.objects.get_or_create(model="courseindexpage", app_label="courses")
    last = Page.objects.filter(path__startswith=home.path, depth=3).order_by("-path").first()
    # Tree paths count in base 36; below a fresh home page only few children can stand.
    step = int(last.path[-4:], 36) + 1 if last else 1
    CourseIndexPage.objects.create(
        title="Kursus",
        draft_title="Kursus",
        slug="kursus",
        introduction="Dari teknis sampai hiburan. Pilih satu, mulai dari pelajaran pertama.",
        content_type=kind,
        locale_id=home.locale_id,
        path=f"{home.path}{step:04d}",
        depth=3,
        numchild=0,
        url_path=f"{home.url_path}kursus/",
        show_in_menus=True,
    )
    Page.objects.filter(pk=home.pk).update(numchild=home.numchild + 1)


class Migration(migrations.Migration):
    dependencies = [("courses", "0001_initial"), ("cms", "0002_locale_and_home_page")]

    operations = [migrations.RunPython(make_index, migrations.RunPython.noop)]
