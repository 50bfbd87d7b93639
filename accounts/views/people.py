"""People in the admin: Wagtail's own viewset with our columns, filter, forms and rules."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import django_filters
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic.edit import ModelFormMixin
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, BulkActionsCheckboxColumn, Column
from wagtail.admin.views.account import (
    AccountView,
    AvatarSettingsPanel,
    NameEmailSettingsPanel,
)
from wagtail.admin.widgets.boolean_radio_select import BooleanRadioSelect
from wagtail.users.views import users

from accounts.forms.people import PersonForm, RolesField
from accounts.models import User
from accounts.models.users import UserQuerySet
from accounts.permissions import may_edit_person, people_to_edit
from accounts.requests import PersonRequest
from accounts.signals import people_exported
from accounts.transferring_pages import may_transfer_pages, pages_of, takes_pages
from accounts.views.paging import PagedByKeys
from accounts.views.people_file import COLUMNS, address_of, file_of_people, roles_of

#: On a person's page; the newest first.
MAILS_SHOWN = 10


class RolesToFilter(django_filters.fields.ModelMultipleChoiceField):
    label_from_instance = RolesField.label_from_instance


class RoleFilter(users.GroupFilter):
    field_class = RolesToFilter


class PersonFilterSet(users.UserFilterSet):
    never_came_in = django_filters.BooleanFilter(
        field_name="last_login",
        lookup_expr="isnull",
        label=_("Never came in"),
        widget=BooleanRadioSelect,
    )

    class Meta(users.UserFilterSet.Meta):
        pass

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["group"] = RoleFilter(
            field_name="groups",
            queryset=Group.objects.order_by("name"),
            label=_("Roles"),
            use_subquery=kwargs.get("is_searching", False),
            widget=CheckboxSelectMultiple,
        )


def listed(request: HttpRequest) -> QuerySet[User]:
    """The people whom the list shows for this address: searched and narrowed, on all its pages.

    A filter that means nothing shows nobody, never everybody.
    """
    people, text = User.objects.all(), request.GET.get("q", "")
    filters = PersonFilterSet(
        request.GET, queryset=people, request=request, is_searching=bool(text)
    )
    return filters.qs.matching(text) if filters.is_valid() else people.none()


class CameInColumn(Column):
    """The moment in the site's own words, or that there was none."""

    cell_template_name = "accounts/admin/came_in_cell.html"


class PersonIndex(PagedByKeys, users.IndexView):
    page_title = _("People")
    add_item_label = _("Add a person")
    search_fields = {"name", "email"}
    list_export = list(COLUMNS)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.export(request.GET["export"]) if self.is_export else super().get(request)

    def export(self, file_format: str) -> StreamingHttpResponse:
        """Everybody on the list. The keys are taken at once, the rows as they go."""
        now, keys = timezone.now(), list(self.get_queryset().values_list("pk", flat=True))
        people_exported.send(
            sender=User, request=self.request, file_format=file_format, rows=len(keys), now=now
        )
        return file_of_people(keys, file_format=file_format, now=now)

    @cached_property
    def columns(self) -> list[Column]:
        name_column = self._get_title_column_class(users.UserColumn)
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="user"),
            name_column(
                "name",
                accessor="get_full_name",
                label=_("Name"),
                sort_key="name",
                get_url=self.get_edit_url,
                classname="name",
                width="30%",
            ),
            Column("email", accessor=address_of, label=_("Email"), sort_key="email"),
            Column("roles", accessor=roles_of, label=_("Roles")),
            BooleanColumn("is_active", label=_("Active"), sort_key="is_active"),
            CameInColumn("last_login", label=_("Last came in"), sort_key="last_login"),
        ]

    def get_base_queryset(self) -> QuerySet[User]:
        return (
            super()
            .get_base_queryset()
            .prefetch_related("groups", "authenticator_set", "emailaddress_set")
        )

    def filter_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        """As in `listed`: a filter that means nothing shows nobody, never everybody."""
        if self.filters and not self.filters.is_valid():
            return queryset.none()
        return super().filter_queryset(queryset)

    def order_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        if self.ordering in ("name", "-name"):
            return queryset.order_by(f"{self.ordering}_sort", "email")
        return super().order_queryset(queryset)

    def search_queryset(self, queryset: UserQuerySet) -> QuerySet[User]:
        return queryset.matching(self.search_query) if self.is_searching else queryset

    def rows_of_keys(self, keys: list[int]) -> list[User]:
        """Asks once for the whole page who may be edited: the rule for a row asks for its rights."""
        editable = people_to_edit(self.request.user).filter(pk__in=keys)
        self.editable = set(editable.values_list("pk", flat=True))
        return super().rows_of_keys(keys)

    def get_edit_url(self, instance: User) -> str | None:
        return super().get_edit_url(instance) if instance.pk in self.editable else None


if TYPE_CHECKING:
    LeftOfFormView = ModelFormMixin[User, PersonForm]
else:
    LeftOfFormView = object


class ActorInForm(LeftOfFormView):
    """Tells the form who fills it in."""

    request: PersonRequest

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "actor": self.request.user}


class AddPerson(ActorInForm, users.CreateView):
    page_title = _("Add a person")
    success_message = _("%(object)s was added. Invite them from the list.")


class EditPerson(ActorInForm, users.EditView):
    success_message = _("%(object)s was saved.")

    def setup(self, request: PersonRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.may_edit = may_edit_person(request.user, self.object)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.may_edit:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mails = self.object.mails.all()[:MAILS_SHOWN]
        may_transfer = may_transfer_pages(self.request.user, self.object)
        return {
            **super().get_context_data(**kwargs),
            "mails": mails,
            "pages": pages_of(self.object).count() if may_transfer else 0,
        }

    def form_valid(self, form: PersonForm) -> HttpResponse:
        """Offers to hand the pages over of whom nobody lets in any more to edit them."""
        could = takes_pages(self.object)
        response = super().form_valid(form)
        person = self.object
        number = pages_of(person).count() if could and not takes_pages(person) else 0
        if number and may_transfer_pages(self.request.user, person):
            text = ngettext(
                "%(n)d page is still %(name)s's.", "%(n)d pages are still %(name)s's.", number
            )
            address = reverse("transfer_pages", args=[person.pk])
            messages.warning(
                self.request,
                text % {"n": number, "name": person},
                buttons=[messages.button(address, gettext("Hand over"))],
            )
        return response


class PersonViewSet(users.UserViewSet):
    menu_label = _("People")
    filterset_class = PersonFilterSet
    index_view_class = PersonIndex
    add_view_class = AddPerson
    edit_view_class = EditPerson
    create_template_name = "wagtailadmin/generic/create.html"
    edit_template_name = "accounts/admin/edit_person.html"
    # A copy would carry another person's address and guardian over.
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[PersonForm]:
        return PersonForm


class OwnSettings(AccountView):
    """Wagtail's page of a person's own settings, without first and last name and a portrait.

    Portraits would be kept as they came, with the place where they were taken.
    """

    def get_panels(self) -> list:
        left_out = (NameEmailSettingsPanel, AvatarSettingsPanel)
        return [each for each in super().get_panels() if not isinstance(each, left_out)]
