"""Who asked to be forgotten, until when, and what became of it: the operator's list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from accounts.admin_parts import RowColumn
from accounts.erasing import (
    ErasureError,
    carry_out_erasure,
    request_erasure,
    take_back_erasure,
)
from accounts.forms.fields import AddressField
from accounts.models import ErasureRequest, User
from accounts.permissions import may_edit_person
from accounts.requests import PersonRequest

CHANGE = "accounts.change_erasurerequest"


class RequestColumn(RowColumn):
    """With what the reader may do about the request."""

    def get_cell_context_data(self, instance: ErasureRequest, parent_context: dict) -> dict:
        request = parent_context["request"]
        return {
            **super().get_cell_context_data(instance, parent_context),
            "csrf_token": get_token(request),
            "may_change": request.user.has_perm(CHANGE),
            "overdue": instance.is_overdue(timezone.now()),
        }


class ErasureRequestsView(ReportView):
    page_title = gettext_lazy("Erasure requests")
    header_icon = "bin"
    model = ErasureRequest
    permission_required = "view"
    default_ordering = "-requested_at"
    index_url_name = "erasure_requests"
    index_results_url_name = "erasure_requests_results"
    list_export: list[str] = []
    results_template_name = "accounts/admin/erasure_results.html"
    columns = [
        RequestColumn(
            "person", "accounts/admin/erasure_person_cell.html", label=gettext_lazy("Person")
        ),
        RequestColumn(
            "asked",
            "accounts/admin/erasure_requested_cell.html",
            label=gettext_lazy("Asked"),
            sort_key="requested_at",
        ),
        RequestColumn(
            "due",
            "accounts/admin/erasure_due_cell.html",
            label=gettext_lazy("To be erased by"),
            sort_key="due_at",
        ),
        RequestColumn(
            "acts", "accounts/admin/erasure_acts_cell.html", label=gettext_lazy("What next")
        ),
    ]

    @property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(ErasureRequest)

    def get_filtered_queryset(self) -> QuerySet[ErasureRequest]:
        return self.get_queryset()

    def get_base_queryset(self) -> QuerySet[ErasureRequest]:
        return ErasureRequest.objects.select_related("person", "recorded_by")


class RecordForm(forms.Form):
    """Whose letter or call asks for it. `actor` is the member of staff."""

    email = AddressField()

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor

    def clean_email(self) -> User:
        person = User.objects.by_email(self.cleaned_data["email"]).first()
        if person is None:
            raise forms.ValidationError(_("Nobody has an account with this address."))
        if not may_edit_person(self.actor, person):
            raise forms.ValidationError(_("This account can do more than yours."))
        return person


@permission_required("accounts.add_erasurerequest", raise_exception=True)
def record_erasure(request: PersonRequest) -> HttpResponse:
    """For somebody who asked by letter or cannot sign in any more."""
    form = RecordForm(request.POST or None, actor=request.user)
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["email"]
        try:
            _row, new = request_erasure(person=person, now=timezone.now(), recorded_by=request.user)
        except ErasureError as error:
            messages.error(request, str(error))
        else:
            text = _("%(name)s is on the list.") if new else _("%(name)s was on the list already.")
            messages.success(request, text % {"name": person})
        return redirect("erasure_requests")
    return _page(request, _("Record a request"), {"form": form})


@permission_required(CHANGE, raise_exception=True)
def erase_now(request: PersonRequest, pk: int) -> HttpResponse:
    """Asks once more, then erases without waiting for the day."""
    row = _open_row(request, pk)
    if request.method != "POST":
        return _page(request, _("Erase now"), {"row": row})
    try:
        carry_out_erasure(request=row, now=timezone.now())
    except ErasureError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The person is erased."))
    return redirect("erasure_requests")


@require_POST
@permission_required(CHANGE, raise_exception=True)
def take_back_request(request: PersonRequest, pk: int) -> HttpResponse:
    take_back_erasure(request=_open_row(request, pk), now=timezone.now())
    messages.success(request, _("The request is taken back."))
    return redirect("erasure_requests")


def _open_row(request: PersonRequest, pk: int) -> ErasureRequest:
    row = get_object_or_404(ErasureRequest.objects.open().select_related("person"), pk=pk)
    if row.person is None or not may_edit_person(request.user, row.person):
        raise PermissionDenied
    return row


def _page(request: HttpRequest, title: str, context: dict[str, Any]) -> HttpResponse:
    back = reverse("erasure_requests")
    crumbs = [
        *ErasureRequestsView.breadcrumbs_items,
        {"url": back, "label": ErasureRequestsView.page_title},
        {"url": "", "label": title},
    ]
    page_context = {
        "header_title": title,
        "header_icon": "bin",
        "breadcrumbs_items": crumbs,
        "back": back,
    }
    return TemplateResponse(request, "accounts/admin/erasure.html", {**page_context, **context})
