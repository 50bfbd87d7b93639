"""What somebody typed before their session turned out to be over waits until they are back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

View = Callable[..., HttpResponse]

SESSION_KEY = "typed_before_login"
#: Somebody else may be the next to sign in with this browser.
MAX_AGE = timedelta(minutes=15)
#: Of longer forms nothing is kept: whoever is signed out could fill the session table with them.
MOST_SIGNS = 8000
EXCLUDED_FIELDS = ("csrfmiddlewaretoken", "password")


def login_required_saving_draft(view: View) -> View:
    """Like `login_required`; the view then finds in `draft_or_post` what was sent while signed out."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            _save_draft(request)
        return redirect_to_login(request.get_full_path())

    return guarded


def draft_or_post(request: HttpRequest) -> QueryDict | None:
    """The data for the form of this page: as sent now, else as kept (once, for a while), else None."""
    if request.method == "POST":
        return request.POST
    if request.session.get(SESSION_KEY, {}).get("path") != request.path:
        return None
    draft = request.session.pop(SESSION_KEY)
    return QueryDict(draft["typed"]) if timezone.now().timestamp() < draft["until"] else None


def _save_draft(request: HttpRequest) -> None:
    typed = request.POST.copy()
    for name in EXCLUDED_FIELDS:
        typed.pop(name, None)
    text = typed.urlencode()
    if len(text) <= MOST_SIGNS:
        until = (timezone.now() + MAX_AGE).timestamp()
        request.session[SESSION_KEY] = {"path": request.path, "typed": text, "until": until}
