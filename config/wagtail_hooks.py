"""The pages of the site as a whole in Wagtail's Reports menu."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts.admin_parts import PermittedMenuItem
from config.views.mail import VIEW, mail_again, mail_page


@hooks.register("register_admin_urls")
def mail_urls() -> list[URLPattern]:
    return [
        path("reports/mail/", mail_page, name="mail_queue"),
        path("reports/mail/again/", mail_again, name="mail_again"),
    ]


@hooks.register("register_reports_menu_item")
def mail_menu_item() -> MenuItem:
    return PermittedMenuItem(
        _("Mail"), reverse("mail_queue"), name="mail", icon_name="mail", order=950, permission=VIEW
    )


@hooks.register("register_permissions")
def mail_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="accounts", codename__in=["view_personmail", "change_personmail"]
    )
