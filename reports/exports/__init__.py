"""Rows to files: the contract's columns as CSV, as a workbook, as JSON; each streamed."""

from accounts.files import COMMA, SEMICOLON, XLSX_TYPE, csv_lines, workbook_parts
from reports.exports.cells import COLUMNS, headings_with_zone, values_of
from reports.exports.json_files import json_parts

__all__ = [
    "COLUMNS",
    "COMMA",
    "SEMICOLON",
    "XLSX_TYPE",
    "csv_lines",
    "headings_with_zone",
    "json_parts",
    "values_of",
    "workbook_parts",
]
