"""What is kept of a mail."""

from __future__ import annotations

from accounts.models.mails import KINDS
from config.env import ROOT


def test_every_kind_of_mail_that_kanal_writes_has_a_name() -> None:
    subjects = (ROOT / "templates").rglob("*_subject.txt")
    written = {path.name.removesuffix("_subject.txt") for path in subjects}
    assert written - set(KINDS) == set()
