"""Rows to files: the contract's columns as CSV, as a workbook, as JSON; each streamed."""

from reports.exports.cells import COLUMNS, headings_with_zone, values_of
from reports.exports.csv_files import COMMA, SEMICOLON, csv_lines
from reports.exports.json_files import json_parts
from reports.exports.workbooks import XLSX_TYPE, workbook_parts

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
