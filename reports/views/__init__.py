"""The reports' pages in the admin."""

from reports.views.exports import ExportLogView
from reports.views.overview import OverviewView
from reports.views.progress import ProgressReportView

__all__ = ["ExportLogView", "OverviewView", "ProgressReportView"]
