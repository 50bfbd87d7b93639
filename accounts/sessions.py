"""The sessions of one person, whom Django's table names only inside each session."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from django.contrib.auth import SESSION_KEY

from accounts.models import User


def forget_sessions(user: User, *, keep: str | None = None) -> int:
    """Delete every session in which the person is signed in; returns how many there were.

    `keep` is the key of one that stays.

    Each session has to be read, so this is for rare acts.
    """
    store = import_module(settings.SESSION_ENGINE).SessionStore
    ended = 0
    for row in store.get_model_class().objects.iterator(chunk_size=500):
        if row.session_key == keep:
            continue
        if row.get_decoded().get(SESSION_KEY) == str(user.pk):
            store(row.session_key).delete()
            ended += 1
    return ended
