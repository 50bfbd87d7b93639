"""Staff free somebody from a second factor that is lost."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.factors import FactorError, reset_second_factor
from accounts.models import User
from accounts.permissions import may_reset_factor
from accounts.requests import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
def reset_factor(request: PersonRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(User, pk=pk)
    if not may_reset_factor(request.user, person):
        raise PermissionDenied
    back = reverse("wagtailusers_users:index")
    if request.method != "POST":
        context = {
            "person": person,
            "back": back,
            "page_title": _("Take the second step off"),
            "header_icon": "lock-open",
        }
        return TemplateResponse(request, "accounts/admin/reset_factor.html", context)
    try:
        reset_second_factor(person=person, actor=request.user)
    except FactorError as error:
        messages.error(request, str(error))
    else:
        text = _("%(name)s signs in with the password alone now, and was told so by mail.")
        messages.success(request, text % {"name": person})
    return redirect(back)
