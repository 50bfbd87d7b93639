"""What the demo hands to its processes."""

from __future__ import annotations

from pathlib import Path

import environ
import pytest
from django.core.mail import EmailMessage, get_connection

from config import run_demo


def test_its_mails_land_where_their_links_are_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run_demo, "VAR", tmp_path / "var")
    monkeypatch.chdir(tmp_path)
    demo = run_demo.Demo(port=8000, sandbox_port=8799)
    told = environ.Env.email_url_config(demo.environment["EMAIL_URL"])
    connection = get_connection(told["EMAIL_BACKEND"], file_path=told["EMAIL_FILE_PATH"])
    link = "http://127.0.0.1:8000/accounts/confirm-email/abc/"
    seen: dict[Path, int] = {}
    with connection:
        for _number in range(2):
            EmailMessage(
                "Konfirmasi", link, to=["sari@contoh.example"], connection=connection
            ).send()

            run_demo.show_mail(seen)
            assert capsys.readouterr().out == f"  mail: {link}\n"
