"""What somebody typed before their session turned out to be over waits until they are back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

View = Callable[..., HttpResponse]

KEPT = "typed_before_login"
#: Somebody else may be the next to sign in with this browser.
KEPT_FOR = timedelta(minutes=15)
#: Of longer forms nothing is kept: whoever is signed out could fill the session table with them.
MOST_SIGNS = 8000
NEVER_KEPT = ("csrfmiddlewaretoken", "password")


def login_keeping_typed(view: View) -> View:
    """Like `login_required`; the view then finds in `typed_in` what was sent while signed out."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            _keep(request)
        return redirect_to_login(request.get_full_path())

    return guarded


def typed_in(request: HttpRequest) -> QueryDict | None:
    """The data for the form of this page: as sent now, else as kept (once, for a while), else None."""
    if request.method == "POST":
        return request.POST
    if request.session.get(KEPT, {}).get("path") != request.path:
        return None
    kept = request.session.pop(KEPT)
    return QueryDict(kept["typed"]) if timezone.now().timestamp() < kept["until"] else None


def _keep(request: HttpRequest) -> None:
    typed = request.POST.copy()
    for name in NEVER_KEPT:
        typed.pop(name, None)
    text = typed.urlencode()
    if len(text) <= MOST_SIGNS:
        until = (timezone.now() + KEPT_FOR).timestamp()
        request.session[KEPT] = {"path": request.path, "typed": text, "until": until}
