"""A production start with something missing stops at once and names it."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from config.env import ROOT

COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "a-secret-of-the-city",
    "FIELD_ENCRYPTION_KEYS": "Y2l0eS1rZXktY2l0eS1rZXktY2l0eS1rZXktMzJieXQ=",
    "ALLOWED_HOSTS": "kanal.example",
    "SITE_URL": "https://kanal.example",
    "DATABASE_URL": "sqlite:///:memory:",
    "EMAIL_URL": "smtp+tls://kanal:rahasia@mail.example:587",
    "YOUTUBE_API_KEY": "key",
    "YOUTUBE_API_ENDPOINT": "https://youtube.googleapis.com/",
}


def start(
    program: str = "import django; django.setup()", **changes: str | None
) -> subprocess.CompletedProcess:
    environment = {"PATH": os.environ["PATH"], **COMPLETE, **changes}
    command = [sys.executable, "-c", program]
    variables = {name: value for name, value in environment.items() if value is not None}
    return subprocess.run(
        command, cwd=ROOT, env=variables, capture_output=True, text=True, timeout=60
    )


def test_a_complete_production_environment_starts() -> None:
    result = start()
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    "name",
    [
        "SECRET_KEY",
        "FIELD_ENCRYPTION_KEYS",
        "ALLOWED_HOSTS",
        "SITE_URL",
        "DATABASE_URL",
        "EMAIL_URL",
    ],
)
def test_production_refuses_to_start_without(name: str) -> None:
    result = start(**{name: None})
    assert result.returncode != 0
    assert f"{name} must be set" in result.stderr


@pytest.mark.parametrize("name", ["YOUTUBE_API_ENDPOINT", "YOUTUBE_ANALYTICS_ENDPOINT"])
@pytest.mark.parametrize(
    "address", ["https://localhost:8799/", "http://youtube.example/", "youtube.example"]
)
def test_production_sends_its_key_to_no_youtube_of_its_own_machine_nor_without_tls(
    name: str, address: str
) -> None:
    result = start(**{name: address})
    assert result.returncode != 0
    assert name in result.stderr


def test_production_refuses_the_development_key() -> None:
    result = start(SECRET_KEY="development-only-secret-key-never-in-production")
    assert result.returncode != 0
    assert "SECRET_KEY" in result.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EMAIL_URL", "consolemail://"),
        ("EMAIL_URL", "dummymail://"),
        ("EMAIL_URL", "memorymail://"),
        ("SITE_URL", "http://kanal.example"),
    ],
)
def test_production_prints_and_drops_no_mail_and_makes_no_links_without_tls(
    name: str, value: str
) -> None:
    result = start(**{name: value})
    assert result.returncode != 0
    assert name in result.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [("DATABASE_URL", "kanal"), ("DATABASE_URL", "mysql://a@b/c"), ("EMAIL_URL", "smpt://a@b")],
)
def test_an_address_of_no_known_kind_is_named(name: str, value: str) -> None:
    result = start(**{name: value})
    assert result.returncode != 0
    assert f"{name} must be like" in result.stderr


def test_mail_is_queued_and_the_queue_speaks_to_the_server_of_the_address() -> None:
    shown = "from django.conf import settings as s; from django.core.mail import get_connection; "
    shown += "from post_office.settings import get_backend; import django; django.setup(); "
    shown += "print(s.EMAIL_BACKEND); server = get_connection(get_backend()); "
    shown += (
        "print(type(server).__module__, server.host, server.port, server.use_tls, server.timeout)"
    )
    assert start(shown).stdout.splitlines() == [
        "config.mail.queueing.QueueingBackend",
        "django.core.mail.backends.smtp mail.example 587 True 10",
    ]


def test_blanks_between_hosts_are_no_part_of_them() -> None:
    shown = "from django.conf import settings; print(settings.ALLOWED_HOSTS)"
    result = start(shown, ALLOWED_HOSTS="kanal.example, www.kanal.example ,")
    assert result.stdout.strip() == "['kanal.example', 'www.kanal.example']"


def test_production_passes_djangos_own_checks_of_a_deployment() -> None:
    secret = "".join(chr(33 + number % 90) for number in range(60))
    checked = "from django.core.management import call_command as call; "
    checked += "call('check', deploy=True, fail_level='WARNING')"
    result = start(f"import django; django.setup(); {checked}", SECRET_KEY=secret)
    assert result.returncode == 0, result.stderr


COOKIES = """
import django; django.setup()
from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token, CsrfViewMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpResponse
settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
def view(request):
    request.session["x"] = 1
    get_token(request)
    return HttpResponse()
request = HttpRequest()
request.META.update(SERVER_NAME="kanal.example", SERVER_PORT="443")
response = SessionMiddleware(CsrfViewMiddleware(view))(request)
print(response.cookies.output(header=""))
"""


def test_productions_cookies_come_from_this_host_alone_and_over_tls() -> None:
    """What browsers ask of the prefix: Secure, the path /, and no domain."""
    lines = [line for line in start(COOKIES).stdout.splitlines() if line.strip()]
    assert [line.strip().partition("=")[0] for line in lines] == [
        "__Host-csrftoken",
        "__Host-sessionid",
    ]
    for line in lines:
        assert "Secure" in line
        assert "Path=/;" in line or line.endswith("Path=/")
        assert "Domain" not in line


def test_a_city_whose_other_hosts_have_no_tls_can_say_so() -> None:
    shown = "from django.conf import settings; print(settings.SECURE_HSTS_INCLUDE_SUBDOMAINS)"
    assert start(shown).stdout.strip() == "True"
    assert start(shown, SECURE_HSTS_INCLUDE_SUBDOMAINS="false").stdout.strip() == "False"


def test_the_security_log_is_written_in_production_and_keeps_its_lines_to_itself() -> None:
    program = "import django; django.setup(); from accounts.security.log import record; "
    program += "record('login_failed', account=7)"
    lines = start(program).stderr.splitlines()
    assert len(lines) == 1
    assert lines[0].endswith(" kanal.security event=login_failed account=7 by=-")


def test_staff_need_a_second_step_unless_the_city_says_otherwise() -> None:
    shown = "from django.conf import settings; print(settings.STAFF_SECOND_FACTOR)"
    assert start(shown).stdout.strip() == "True"
    assert start(shown, STAFF_SECOND_FACTOR="false").stdout.strip() == "False"


def test_a_quota_that_is_no_number_is_named() -> None:
    result = start(YOUTUBE_DAILY_QUOTA="plenty")
    assert result.returncode != 0
    assert "YOUTUBE_DAILY_QUOTA must be a whole number" in result.stderr


#: How the settings read a variable.
READ = re.compile(r"""(?:env(?:\.\w+)?|integer|required|words)\(\s*"([A-Z_]+)\"""")
#: Read by the tests alone.
FOR_TESTS = {"CHROMIUM"}


def test_the_example_file_lists_every_variable_that_is_read_and_no_other() -> None:
    sources = (path.read_text("utf-8") for path in (ROOT / "config").rglob("*.py"))
    read = {name for source in sources for name in READ.findall(source)}
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    listed = {line.lstrip("# ").partition("=")[0] for line in lines if "=" in line}
    assert read | FOR_TESTS == listed


@pytest.mark.parametrize("address", ["sqlite:///:memory:", "postgres://kanal@127.0.0.1/kanal"])
def test_a_connection_to_the_database_serves_more_than_one_request(address: str) -> None:
    shown = "from django.db import connection; print(connection.settings_dict['CONN_MAX_AGE'])"
    assert start(shown, DATABASE_URL=address).stdout.strip() == "60"
