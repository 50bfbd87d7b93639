"""The page that asks a manager once more, and for a reason, before something is decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from cohorts.enrolling import EnrolmentError
from cohorts.models import Cohort


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=240,
        required=False,
        widget=forms.TextInput,
    )

    def __init__(self, *args: Any, goes: Destination, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = goes.label


class Destination(TextChoices):
    """What becomes of a reason."""

    MAILED = (
        "mailed",
        gettext_lazy(
            "It stands in their mail as you write it, and among their own data. "
            "At most 240 characters."
        ),
    )
    STORED = (
        "stored",
        gettext_lazy(
            "No mail goes out. Staff read it beside the name, and the person among their own "
            "data. At most 240 characters."
        ),
    )
    LOGGED = (
        "logged",
        gettext_lazy(
            "No mail goes out. Only staff read it, in the site history. At most 240 characters."
        ),
    )


@dataclass(frozen=True)
class Question:
    """`action` names the page and its button, `text` says what follows, `about` is who it is for;
    `goes` is where the reason goes.
    """

    cohort: Cohort
    action: str
    text: str
    goes: Destination
    about: str = ""
    is_serious: bool = True


def reason_view(
    request: HttpRequest, question: Question, decide: Callable[[str], str]
) -> HttpResponse:
    """Show the question, or let `decide(reason)` do it and say the sentence that it returns."""
    # A POST without a reason is one all the same, and no first look.
    form = ReasonForm(request.POST if request.method == "POST" else None, goes=question.goes)
    back = reverse("cohorts:people", args=[question.cohort.pk])
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, decide(form.cleaned_data["reason"]))
        except EnrolmentError as error:
            messages.error(request, str(error))
        return redirect(back)
    last = {"url": "", "label": question.action, "sublabel": question.about}
    context = {
        "header_title": ": ".join(filter(None, [question.action, question.about])),
        "header_icon": "group",
        "breadcrumbs_items": [
            *WagtailAdminTemplateMixin.breadcrumbs_items,
            {"url": reverse("cohorts:index"), "label": _("Cohorts")},
            {"url": back, "label": question.cohort.name},
            last,
        ],
        "question": question,
        "form": form,
        "back": back,
    }
    return TemplateResponse(request, "cohorts/admin/reason.html", context)
