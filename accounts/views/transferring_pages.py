"""An administrator gives somebody's pages to whoever follows them."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.requests import PersonRequest
from accounts.transferring_pages import (
    TransferRefused,
    may_transfer_pages,
    pages_of,
    transfer_pages,
    who_takes_pages,
)

#: By title; of the others it says how many.
PAGES_NAMED = 20


class ReceiverForm(forms.Form):
    receiver = forms.ModelChoiceField(
        label=gettext_lazy("Who edits them from now on"), queryset=User.objects.none()
    )

    def __init__(self, *args: Any, giver: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[User]", self.fields["receiver"]).queryset = who_takes_pages(
            besides=giver
        )


@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: PersonRequest, pk: int) -> HttpResponse:
    """Shows which pages go, and hands them over at once."""
    giver = get_object_or_404(User, pk=pk)
    if not may_transfer_pages(request.user, giver):
        raise PermissionDenied
    back = reverse("wagtailusers_users:edit", args=[giver.pk])
    form = ReceiverForm(request.POST if request.method == "POST" else None, giver=giver)
    if request.method == "POST" and form.is_valid():
        receiver = form.cleaned_data["receiver"]
        try:
            number = transfer_pages(giver=giver, receiver=receiver, actor=request.user)
        except TransferRefused as error:
            messages.error(request, str(error))
        else:
            text = ngettext(
                "%(n)d page is %(name)s's now.", "%(n)d pages are %(name)s's now.", number
            )
            messages.success(request, text % {"n": number, "name": receiver})
        return redirect(back)
    pages = pages_of(giver)
    context = {
        "form": form,
        "giver": giver,
        "pages": pages[:PAGES_NAMED],
        "number": pages.count(),
        "more": max(pages.count() - PAGES_NAMED, 0),
        "back": back,
        "header_title": _("Hand over pages"),
        "page_title": _("Hand over pages"),
        "header_icon": "doc-full-inverse",
    }
    return TemplateResponse(request, "accounts/admin/transfer_pages.html", context)
