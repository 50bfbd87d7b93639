"""Wagtail's own CSV and XLSX files: no formula runs, times are the site's, no file is empty."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from accounts.spreadsheets import neutral
from design.site_time import site_time


def connect() -> None:
    """Every list and report of the admin writes its files through this one class of Wagtail's."""
    settle, process = SpreadsheetExportMixin.setup, SpreadsheetExportMixin.preprocess_field_value

    def setup(view: Any, request: HttpRequest, *args: object, **kwargs: object) -> None:
        settle(view, request, *args, **kwargs)
        # Lists that name no columns have no file; by its address they would give empty lines.
        if not view.list_export:
            view.is_export = False

    def preprocess(view: Any, field: str, value: object, export_format: str) -> object:
        if isinstance(value, datetime):
            return _moment(value, export_format)
        written = process(view, field, value, export_format)
        return neutral(written) if isinstance(written, str) else written

    SpreadsheetExportMixin.setup = setup
    SpreadsheetExportMixin.preprocess_field_value = preprocess


def _moment(value: datetime, export_format: str) -> datetime | str:
    """ISO 8601 with its offset; a workbook's cell carries no zone, so the site's clock alone."""
    local = site_time(value)
    if export_format == SpreadsheetExportMixin.FORMAT_CSV:
        return local.isoformat(timespec="seconds")
    return local.replace(tzinfo=None, microsecond=0)
