"""The locale `id`, the home page and the site that shows it.

Page permissions need pages to attach to, so these exist on every installation from the start.
"""

import json
from urllib.parse import urlsplit

from django.conf import settings
from django.db import migrations

STEPS = [
    (
        "Belajar sebentar",
        "Satu pelajaran 5 sampai 12 menit. Video baru dimuat kalau kamu ketuk, jadi kuota aman.",
    ),
    (
        "Praktik di kanalmu",
        "Yang kamu pelajari langsung kamu pakai di video berikutnya, di kanalmu sendiri.",
    ),
    (
        "Lihat yang berubah",
        "Di hari pertama kami catat titik awal kanalmu. Setiap kemajuan dihitung dari sana, "
        "bukan dari orang lain.",
    ),
]
QUESTIONS = [
    (
        "Aku belum punya kanal. Boleh ikut?",
        "<p>Boleh. Titik awalmu dicatat begitu kanalmu terhubung, kapan pun itu.</p>",
    ),
    (
        "HP-ku biasa saja. Cukup?",
        "<p>Cukup. Semua contoh direkam dengan HP, dan halaman belajar ringan.</p>",
    ),
    (
        "Siapa yang bisa melihat angka kanalku?",
        "<p>Kamu, dan pengelola program untuk laporan. Angka pribadi yang hanya kamu punya tidak "
        "dibuka tanpa izinmu, dan izin itu bisa dicabut kapan saja.</p>",
    ),
]


def _stream(kind, values):
    return json.dumps([{"type": kind, "value": value} for value in values])


def _home_fields():
    return {
        "heading": "Belajar jadi YouTuber dari rumahmu sendiri",
        "lead": (
            "Ikut kursus singkat di HP, praktik di kanal YouTube-mu, lalu lihat apa yang berubah "
            "sejak hari pertama."
        ),
        "how_heading": "Belajar, praktik, lihat hasilnya",
        "how_steps": _stream("step", [{"title": t, "text": x, "picture": None} for t, x in STEPS]),
        "links_heading": "Pilih pintumu",
        "links_from": "Teknis",
        "links_to": "Hiburan",
        "week_heading": "Satu minggu, satu rumah",
        "week_text": (
            "Atapnya terisi kalau kamu belajar. Dindingnya dicat kalau kamu mengunggah video. Ini "
            "contoh dua belas minggu seorang peserta."
        ),
        "questions_heading": "Sering ditanyakan",
        "questions": _stream("question", [{"question": q, "answer": a} for q, a in QUESTIONS]),
        "closing_heading": "Dinding kosongmu sudah menunggu",
        "closing_text": "Belum ada angkatan yang dibuka. Sambil menunggu, coba satu pelajaran dulu.",
    }


def make_home(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Locale = apps.get_model("wagtailcore", "Locale")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    HomePage = apps.get_model("cms", "HomePage")

    locale, _ = Locale.objects.get_or_create(language_code="id")
    # Wagtail's own "welcome" page, with the site that points to it.
    Page.objects.filter(depth=2, slug="home").delete()
    kind, _ = ContentType.objects.get_or_create(model="homepage", app_label="cms")
    root = Page.objects.get(depth=1)
    home = HomePage.objects.create(
        title="Kanal",
        draft_title="Kanal",
        slug="home",
        content_type=kind,
        locale=locale,
        path=f"{root.path}0001",
        depth=2,
        numchild=0,
        url_path="/home/",
        **_home_fields(),
    )
    root.numchild = Page.objects.filter(depth=2).count()
    root.save(update_fields=["numchild"])
    address = urlsplit(settings.SITE_URL)
    Site.objects.create(
        hostname=address.hostname or "localhost",
        port=address.port or (443 if address.scheme == "https" else 80),
        site_name="Kanal",
        root_page_id=home.pk,
        is_default_site=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(make_home, migrations.RunPython.noop)]
