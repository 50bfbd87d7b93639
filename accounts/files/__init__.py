"""Rows to CSV and to workbooks, each streamed: what leaves Kanal as a file is written here."""

from accounts.files.csv_files import COMMA, CSV_TYPE, SEMICOLON, csv_lines
from accounts.files.downloads import download
from accounts.files.values import Value, iso, zone_of
from accounts.files.workbooks import XLSX_TYPE, workbook_parts

__all__ = [
    "COMMA",
    "CSV_TYPE",
    "SEMICOLON",
    "XLSX_TYPE",
    "Value",
    "csv_lines",
    "download",
    "iso",
    "workbook_parts",
    "zone_of",
]
