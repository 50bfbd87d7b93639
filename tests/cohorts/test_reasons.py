"""What the page says becomes of a reason is what becomes of it."""

from __future__ import annotations

from html import unescape

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.privacy import export_person
from cohorts.models import Enrolment
from tests.factories.accounts import UserFactory
from tests.factories.courses import EnrolmentFactory

pytestmark = pytest.mark.django_db

WHY = "Pindah ke luar kota"


@pytest.mark.parametrize(
    ("act", "state", "help_text", "mailed", "exported", "in_history"),
    [
        ("cohorts:close_list", {"waiting": True}, "Tertulis di email mereka", True, True, False),
        ("cohorts:withdraw", {}, "di antara datanya sendiri", False, True, False),
        ("complete_enrolment", {}, "di riwayat situs", False, False, True),
        ("take_completion_back", {"completed": True}, "di riwayat situs", False, False, True),
    ],
)
def test_a_reason_goes_where_its_field_says(
    act: str, state: dict, help_text: str, mailed: bool, exported: bool, in_history: bool
) -> None:
    row, boss = EnrolmentFactory(**state), Client()
    boss.force_login(UserFactory(superuser=True))
    about = row.cohort_id if act == "cohorts:close_list" else row.pk
    address = reverse(act, args=[about])

    assert help_text in unescape(boss.get(address).content.decode())
    boss.post(address, {"reason": WHY})

    assert any(WHY in letter.body for letter in mail.outbox) is mailed
    assert (WHY in str(export_person(row.user))) is exported
    history = boss.get(reverse("wagtailadmin_reports:site_history")).content.decode()
    assert (WHY in history) is in_history
    staff_list = boss.get(reverse("cohorts:people", args=[row.cohort_id])).content.decode()
    assert (WHY in staff_list) is exported
    assert Enrolment.objects.get().pk == row.pk
