"""How long what is left of mails is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from post_office.models import STATUS, Email

from accounts.models import PersonMail
from config.mail.purging import purge_mail
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def mail(status: int, days: int) -> Email:
    moment = timezone.now() - timedelta(days=days)
    row = Email.objects.create(to=["a@contoh.example"], from_email="b@c.example", status=status)
    Email.objects.filter(pk=row.pk).update(created=moment, last_updated=moment)
    return row


def test_what_was_given_up_goes_once_its_links_are_dead_and_what_waits_never() -> None:
    waiting, fresh = mail(STATUS.requeued, 40), mail(STATUS.failed, 6)
    mail(STATUS.failed, 8)
    assert purge_mail(now=timezone.now()) == (1, 0)
    assert set(Email.objects.all()) == {waiting, fresh}


def test_words_that_another_sender_left_behind_go() -> None:
    mail(STATUS.sent, 0)
    assert purge_mail(now=timezone.now()) == (1, 0)


def test_a_note_is_kept_for_a_year(capsys: pytest.CaptureFixture[str]) -> None:
    person = UserFactory()
    for days in (364, 366):
        PersonMail.objects.create(user=person, queued_at=timezone.now() - timedelta(days=days))
    call_command("purge_mail")
    assert capsys.readouterr().out == "mails=0 notes=1\n"
    assert PersonMail.objects.count() == 1
