"""The request of somebody who is signed in, as the views behind a login get it."""

from __future__ import annotations

from django.http import HttpRequest

from accounts.models import User


class PersonRequest(HttpRequest):
    """For annotations: Django's own request may be anybody's."""

    user: User
