"""Parts of Wagtail's admin that every app's own pages there are made of."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import WagtailAdminTemplateMixin


class PermittedMenuItem(MenuItem):
    """Shown to whoever may open what it leads to; `permission` is "app_label.codename"."""

    def __init__(self, *args: Any, permission: str, **kwargs: Any) -> None:
        self.permission = permission
        super().__init__(*args, **kwargs)

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission)


class RowColumn(Column):
    """A cell drawn by a template of ours, by its full name, from the whole row."""

    def __init__(self, name: str, template: str, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.cell_template_name = template


def page_head(title: str, icon: str) -> dict[str, object]:
    """What Wagtail's header needs of a page that a function draws: title, icon, the way back."""
    return {
        "header_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [
            *WagtailAdminTemplateMixin.breadcrumbs_items,
            {"url": "", "label": title},
        ],
    }
