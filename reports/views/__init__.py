"""The reports' pages in the admin."""

from reports.views.access_log import AccessLogView
from reports.views.overview import OverviewView
from reports.views.progress import ProgressReportView

__all__ = ["AccessLogView", "OverviewView", "ProgressReportView"]
