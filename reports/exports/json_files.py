"""JSON: a list of objects, unknown is null, numbers are numbers; one object at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from accounts.files import Value, iso


def json_parts(columns: Sequence[str], rows: Iterable[Iterable[Value]]) -> Iterator[str]:
    """Text that together is one JSON document. Nothing is neutralised: no spreadsheet reads it."""
    yield "["
    for index, row in enumerate(rows):
        values = [iso(value) if isinstance(value, datetime) else value for value in row]
        encoded = json.dumps(dict(zip(columns, values, strict=True)), ensure_ascii=False)
        yield f"{',' if index else ''}\n  {encoded}"
    yield "\n]\n"
