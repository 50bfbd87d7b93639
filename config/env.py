"""The environment, read once: a bad or missing value stops the start and names itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"

DEVELOPMENT_SECRET_KEY = "development-only-secret-key-never-in-production"
DEVELOPMENT_FIELD_KEY = "ZGV2ZWxvcG1lbnQtb25seS1maWVsZC1rZXktMzJieXQ="

env = environ.Env()
env.read_env(ROOT / ".env")

LOOPBACK_HOSTS = {"127.0.0.1", "localhost", "::1"}


def integer(name: str, default: int) -> int:
    """A whole number from the environment; anything else raises ImproperlyConfigured naming it."""
    try:
        return env.int(name, default=default)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number.") from error


def required(name: str) -> str:
    """A value that has no default; a missing or empty one raises ImproperlyConfigured naming it."""
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"{name} must be set; see .env.example.")
    return value


def words(name: str) -> list[str]:
    """Values apart by commas, without blanks around them; raises as `required` does."""
    return [word for part in required(name).split(",") if (word := part.strip())]


@dataclass(frozen=True)
class MailServer:
    """Where mail leaves, as Django's settings want it; `port` 0 is the protocol's own."""

    backend: str
    host: str
    port: int
    user: str
    password: str
    use_tls: bool
    use_ssl: bool
    folder: str


def mail_server() -> MailServer:
    """From `EMAIL_URL`; a bad one raises ImproperlyConfigured naming it."""
    try:
        parsed = env.email_url("EMAIL_URL", default="consolemail://")
    except ImproperlyConfigured as error:
        raise ImproperlyConfigured(
            "EMAIL_URL must be like smtp+tls://user:password@host:587."
        ) from error
    return MailServer(
        backend=parsed["EMAIL_BACKEND"],
        host=parsed["EMAIL_HOST"] or "localhost",
        port=parsed["EMAIL_PORT"] or 0,
        user=parsed["EMAIL_HOST_USER"] or "",
        password=parsed["EMAIL_HOST_PASSWORD"] or "",
        use_tls=parsed.get("EMAIL_USE_TLS", False),
        use_ssl=parsed.get("EMAIL_USE_SSL", False),
        folder=parsed["EMAIL_FILE_PATH"] or "",
    )


def database(default: str) -> dict:
    """Django's database dictionary from `DATABASE_URL`; SQLite gets WAL and immediate transactions.

    Any other database than the two raises ImproperlyConfigured.
    """
    if not env.str("DATABASE_URL", default=default).startswith(("postgres", "sqlite:")):
        raise ImproperlyConfigured(
            "DATABASE_URL must be like postgres://user:password@host:5432/name or sqlite:///path."
        )
    config = env.db_url("DATABASE_URL", default=default)
    # To open SQLite's file and set it up takes as long as five queries.
    config["CONN_MAX_AGE"] = 60
    config["CONN_HEALTH_CHECKS"] = True
    if config["ENGINE"].endswith("sqlite3"):
        Path(config["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA busy_timeout=20000;"
            ),
        }
    else:
        # Compiling a query that then runs for 100 ms takes PostgreSQL seconds.
        config.setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
    return config
