"""Sessions in rows that name their account, as Django's documentation shows it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.module_loading import import_string


class Session(AbstractBaseSession):
    """`account_id` is empty while nobody is signed in.

    No foreign key: a session is written at the end of a request that may have deleted its account.
    """

    account_id = models.BigIntegerField(null=True, editable=False, db_index=True)

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        return import_string(f"{settings.SESSION_ENGINE}.SessionStore")
